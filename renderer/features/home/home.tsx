import { Clapperboard, FolderOpen, Play } from 'lucide-react';
import { useEngine, useModel, useProject } from '../../state/context.js';
import { chooseProject, openProject } from '../../state/project-actions.js';
import { Button } from '../../ui/button.js';
import styles from './home.module.css';
import { InterruptedRuns } from './interrupted-runs.js';
import { MachineReady } from './machine-ready.js';
import { RecentProjects } from './recent-projects.js';
import { Samples } from './samples.js';

export function Home() {
  const model = useModel();
  const opening = useProject((state) => state.opening);
  const firstSample = useEngine((state) => state.samples?.[0]);
  return (
    <div className={styles.home}>
      <div className={styles.inner}>
        <InterruptedRuns />
        <section className={styles.hero} aria-label="Open a composition" data-panel>
          <Clapperboard aria-hidden />
          <h2>Drop a composition here</h2>
          <p>A folder or an .html file. Nothing leaves this computer.</p>
          <div className={styles.heroActions}>
            <Button
              look="primary"
              size="large"
              icon={<FolderOpen />}
              refused={opening ? 'A project is being opened.' : null}
              onClick={() => void chooseProject(model)}
            >
              Open…
            </Button>
            {firstSample !== undefined && (
              <Button
                size="large"
                icon={<Play />}
                refused={opening ? 'A project is being opened.' : null}
                onClick={() =>
                  void openProject(model, () =>
                    model.client.request('samples.open', { sampleId: firstSample.sampleId }),
                  )
                }
              >
                Try the sample
              </Button>
            )}
          </div>
        </section>
        <div className={styles.side}>
          <MachineReady />
        </div>
        <section className={styles.full} data-panel aria-labelledby="recent-title">
          <h2 className={styles.heading} id="recent-title">
            Recent projects
          </h2>
          <RecentProjects />
        </section>
        <section className={styles.full} data-panel aria-labelledby="samples-title">
          <h2 className={styles.heading} id="samples-title">
            Samples
          </h2>
          <Samples />
        </section>
      </div>
    </div>
  );
}
