import './api/zod-setup.js';
import './ui/base.css';
import { connectPort, connectWebSocket, openSession } from './api/index.js';
import { startApp } from './app/start.js';

const shell = window.framelaneShell ?? null;
const connect =
  shell === null
    ? connectWebSocket(new URL(window.location.href), await openSession(window))
    : connectPort(shell, window);
startApp(connect, shell);
