import { testSameFrames } from './same-frames.js';

await testSameFrames('begin-frame');
