import './api/zod-setup.js';
import './ui/base.css';
import { connectPort, connectWebSocket, takeToken } from './api/index.js';
import { startApp } from './app/start.js';

const shell = window.framelaneShell ?? null;
const token = takeToken(window);
startApp(
  shell === null ? connectWebSocket(new URL(window.location.href), token) : connectPort(shell, window),
  shell,
);
