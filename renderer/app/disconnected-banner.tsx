import { Unplug } from 'lucide-react';
import { REFUSED } from '../api/index.js';
import { useEngine, useModel, useNow } from '../state/context.js';
import { Button } from '../ui/button.js';
import { formatClock } from '../ui/format.js';
import styles from './shell.module.css';

/** Says that the engine cannot be reached, and when it is tried again. What is on the screen stays. */
export function DisconnectedBanner() {
  const model = useModel();
  const connection = useEngine((state) => state.connection);
  const everOpen = useEngine((state) => state.info !== null);
  const now = useNow(500, connection.kind === 'lost');
  if (connection.kind === 'open' || (connection.kind === 'connecting' && !everOpen)) return null;
  if (connection.kind === 'lost' && connection.reason === REFUSED) {
    return (
      <div className={styles.banner} role="alert">
        <Unplug aria-hidden />
        <span>
          <strong>The engine does not know this window.</strong> Open the address that “framelane serve”
          printed last: each one lets one window in.
        </span>
        <Button onClick={() => model.client.reconnect()}>Try again</Button>
      </div>
    );
  }
  return (
    <div className={styles.banner} role="alert">
      <Unplug aria-hidden />
      <span>
        <strong>The engine is not connected.</strong> What you see may be old. It is started again by itself;
        a run that it was at goes on from its event log when you resume it.
        {connection.kind === 'lost' &&
          ` Next try in ${formatClock(Math.max(0, connection.retryAtMs - now) + 999)}.`}
      </span>
      <Button onClick={() => model.client.reconnect()}>Try now</Button>
    </div>
  );
}
