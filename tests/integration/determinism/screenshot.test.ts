import { testSameFrames } from './same-frames.js';

await testSameFrames('screenshot');
