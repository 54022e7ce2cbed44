import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Connect, HostClient, type ShellApi } from '../api/index.js';
import { startModel } from '../state/connect.js';
import { ModelContext } from '../state/context.js';
import { createModel } from '../state/model.js';
import { HintProvider } from '../ui/hint.js';
import { App } from './app.js';
import { applyStoredTheme } from './theme.js';
import { restoreRoute } from './use-route.js';

/** Draws the app into `#root` and connects it to the engine host. */
export function startApp(connect: Connect, shell: ShellApi | null): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  applyStoredTheme();
  const model = createModel(new HostClient(connect), shell);
  startModel(model, restoreRoute(model));
  createRoot(root).render(
    <StrictMode>
      <ModelContext value={model}>
        <HintProvider>
          <App />
        </HintProvider>
      </ModelContext>
    </StrictMode>,
  );
}
