import '../api/zod-setup.js';
import '../ui/base.css';
import { startApp } from '../app/start.js';
import { connectDemo } from './demo-host.js';

// The page that ships never imports this folder: `?scenario=` chooses what the in-page host plays.
startApp(connectDemo(new URLSearchParams(window.location.search).get('scenario') ?? 'running'), null);
