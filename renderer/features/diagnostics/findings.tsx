import { CircleAlert, CircleCheck, CircleX, Download } from 'lucide-react';
import type { DoctorReport, Finding } from '../../../src/contract/index.js';
import { useEngine, useModel } from '../../state/context.js';
import { installTool } from '../../state/engine-actions.js';
import { Button } from '../../ui/button.js';
import { cleanText } from '../../ui/clean-text.js';
import { Bar, CommandLine, Panel, Spinner } from '../../ui/panels.js';
import styles from './diagnostics.module.css';

const ICONS = { ok: CircleCheck, warn: CircleAlert, fail: CircleX } as const;
const WORDS = { ok: 'fine', warn: 'look', fail: 'missing' } as const;
const GROUPS: readonly (readonly [Finding['group'], string])[] = [
  ['browser', 'Browser'],
  ['ffmpeg', 'FFmpeg'],
  ['machine', 'Machine'],
];

/** What was found by really trying, with the fix beside it. */
export function Findings({ report }: { readonly report: DoctorReport }) {
  return (
    <div className={styles.columns}>
      {GROUPS.map(([group, title]) => (
        <Panel key={group} title={title}>
          {report.findings
            .filter((finding) => finding.group === group)
            .map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          {group !== 'machine' && <Install tool={group} missing={report[group] === null} />}
        </Panel>
      ))}
    </div>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }) {
  const Icon = ICONS[finding.status];
  return (
    <div className={styles.finding}>
      <Icon className={styles[finding.status]} role="img" aria-label={WORDS[finding.status]} />
      <strong>{finding.title}</strong>
      <p>{cleanText(finding.detail, 600)}</p>
      {finding.fix !== null && (
        <div className={styles.fix}>
          {isSentence(finding.fix) ? (
            <p>{cleanText(finding.fix, 600)}</p>
          ) : (
            <CommandLine text={finding.fix} what={`the fix for ${finding.title}`} />
          )}
        </div>
      )}
    </div>
  );
}

/** A fix is a command or words; words begin with a capital letter. */
function isSentence(fix: string): boolean {
  return /^\p{Lu}\p{Ll}/u.test(fix);
}

function Install({ tool, missing }: { readonly tool: 'browser' | 'ffmpeg'; readonly missing: boolean }) {
  const model = useModel();
  const progress = useEngine((state) => state.installs[tool]);
  if (progress !== undefined) {
    return (
      <div className={styles.install}>
        <Spinner label="Installing" />
        <div>
          {cleanText(progress.message, 120)}
          {progress.share !== null && <Bar share={progress.share} family="active" />}
        </div>
      </div>
    );
  }
  if (!missing) return null;
  return (
    <div className={styles.install}>
      <Button look="primary" icon={<Download />} onClick={() => void installTool(model, tool)}>
        {tool === 'browser' ? 'Install browser' : 'Install FFmpeg'}
      </Button>
      <div>Needs the network, once.</div>
    </div>
  );
}
