import { Tabs } from 'radix-ui';
import type { RunSnapshot } from '../../../src/contract/index.js';
import { useModel, useUi } from '../../state/context.js';
import { isRunOver } from '../../state/run-facts.js';
import { ChunkTable } from './chunk-table.js';
import { LogPanel } from './log-panel.js';
import { Problems, problemsOf } from './problems.js';
import { ReportCard } from './report-card.js';
import styles from './run.module.css';

type Tab = 'chunks' | 'log' | 'problems' | 'report';

export function BottomTabs({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const model = useModel();
  const tab = useUi((state) => state.runTab);
  const problems = problemsOf(snapshot).length;
  return (
    <Tabs.Root
      className={styles.bottom}
      value={tab}
      onValueChange={(value) => model.ui.setState({ runTab: value as Tab })}
      data-panel
    >
      <Tabs.List className={styles.tabs} aria-label="Run details">
        {isRunOver(snapshot.state) && (
          <Tabs.Trigger className={styles.tab} value="report">
            Report
          </Tabs.Trigger>
        )}
        <Tabs.Trigger className={styles.tab} value="chunks">
          Chunks <span className={styles.count}>{snapshot.chunks.length}</span>
        </Tabs.Trigger>
        <Tabs.Trigger className={styles.tab} value="log">
          Log
        </Tabs.Trigger>
        <Tabs.Trigger className={styles.tab} value="problems">
          Problems {problems > 0 && <span className={styles.count}>{problems}</span>}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className={styles.tabBody} value="report" tabIndex={-1}>
        <ReportCard snapshot={snapshot} />
      </Tabs.Content>
      <Tabs.Content className={styles.tabBody} value="chunks" tabIndex={-1}>
        <ChunkTable snapshot={snapshot} />
      </Tabs.Content>
      <Tabs.Content className={styles.tabBody} value="log" tabIndex={-1}>
        <LogPanel snapshot={snapshot} />
      </Tabs.Content>
      <Tabs.Content className={styles.tabBody} value="problems" tabIndex={-1}>
        <Problems snapshot={snapshot} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
