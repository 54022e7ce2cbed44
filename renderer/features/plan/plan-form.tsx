import type { ReactNode } from 'react';
import type { Project } from '../../../src/contract/index.js';
import { useModel, useProject } from '../../state/context.js';
import { extensionOf, type PlanParams } from '../../state/plan-params.js';
import { changeParams } from '../../state/project-actions.js';
import { NumberInput, Segmented, Select, Slider, Switch, TextInput } from '../../ui/fields.js';
import styles from './plan.module.css';

/** The parameters of a plan. Each change is planned at once. */
export function PlanForm({ project }: { readonly project: Project }) {
  const model = useModel();
  const params = useProject((state) => state.params);
  const frameCount = useProject((state) => state.preview?.frameCount ?? 1800);
  const change = (part: Partial<PlanParams>) => changeParams(model, part);
  return (
    <div className={styles.paramScroll}>
      <section className={styles.group}>
        <h2>Chunks</h2>
        <Segmented
          label="How to cut"
          stretch
          value={params.cut}
          options={[
            { value: 'auto', label: 'Auto' },
            { value: 'count', label: 'At most' },
            { value: 'size', label: 'Frames' },
          ]}
          onChange={(cut) => change({ cut })}
        />
        <CutDetails params={params} frameCount={frameCount} change={change} />
        <Field label="Balance">
          <Segmented
            label="Balance"
            stretch
            value={params.balance}
            options={[
              { value: 'frames', label: 'Length' },
              { value: 'cost', label: 'Time' },
            ]}
            onChange={(balance) => change({ balance })}
          />
        </Field>
        <Field label="Workers">
          <Select
            aria-label="Workers"
            value={params.workers === null ? '' : String(params.workers)}
            options={[
              { value: '', label: 'Automatic' },
              ...[1, 2, 3, 4, 6, 8, 12, 16, 24, 32].map((count) => ({
                value: String(count),
                label: String(count),
              })),
            ]}
            onPick={(value) => change({ workers: value === '' ? null : Number(value) })}
          />
        </Field>
      </section>
      <section className={styles.group}>
        <h2>Output</h2>
        <OutputName project={project} params={params} />
        <Field label="Format">
          <Select
            aria-label="Format"
            value={params.format}
            options={[
              { value: 'mp4', label: 'MP4' },
              { value: 'webm', label: 'WebM (alpha)' },
              { value: 'mov', label: 'MOV ProRes (alpha)' },
              { value: 'png-sequence', label: 'PNG frames (alpha)' },
              { value: 'gif', label: 'GIF' },
            ]}
            onPick={(format) => change({ format })}
          />
        </Field>
        {params.format === 'mp4' && (
          <Field label="Codec">
            <Segmented
              label="Codec"
              stretch
              value={params.codec}
              options={[
                { value: 'h264', label: 'H.264' },
                { value: 'h265', label: 'H.265' },
              ]}
              onChange={(codec) => change({ codec })}
            />
          </Field>
        )}
        <Field label="Quality">
          <Segmented
            label="Quality"
            stretch
            value={params.quality}
            options={[
              { value: 'draft', label: 'Draft' },
              { value: 'standard', label: 'Std' },
              { value: 'high', label: 'High' },
            ]}
            onChange={(quality) => change({ quality })}
          />
        </Field>
        <Picture project={project} params={params} />
      </section>
      <section className={styles.group}>
        <h2>Drawing</h2>
        <Field label="WebGL">
          <Segmented
            label="WebGL"
            stretch
            value={params.gl}
            options={[
              { value: 'software', label: 'Software' },
              { value: 'any', label: 'Any' },
            ]}
            onChange={(gl) => change({ gl })}
          />
        </Field>
        <Field label="Capture">
          <Select
            aria-label="Capture mode"
            value={params.captureMode}
            options={[
              { value: 'auto', label: 'Automatic' },
              { value: 'raw', label: 'Raw' },
              { value: 'begin-frame', label: 'Begin-frame' },
              { value: 'screenshot', label: 'Screenshots' },
            ]}
            onPick={(captureMode) => change({ captureMode })}
          />
        </Field>
        <Field label="Own fonts">
          <Switch
            label="Refuse fonts of this computer"
            checked={params.rejectOnSystemFonts}
            onChange={(rejectOnSystemFonts) => change({ rejectOnSystemFonts })}
          />
        </Field>
      </section>
    </div>
  );
}

/** How many, or how long. */
function CutDetails(props: {
  readonly params: PlanParams;
  readonly frameCount: number;
  readonly change: (part: Partial<PlanParams>) => void;
}) {
  const { params, frameCount, change } = props;
  if (params.cut === 'auto') {
    return (
      <p className={styles.hint}>About ten seconds each, the same number for each core of this machine.</p>
    );
  }
  if (params.cut === 'count') {
    return (
      <div className={styles.sliderRow}>
        <Slider
          label="Most chunks"
          logarithmic
          min={1}
          max={Math.max(2, Math.min(256, Math.floor(frameCount / 2)))}
          value={params.maxChunks}
          onChange={(maxChunks) => change({ maxChunks })}
        />
        <NumberInput
          label="Most chunks, as a number"
          min={1}
          max={10_000}
          value={params.maxChunks}
          onChange={(maxChunks) => change({ maxChunks })}
        />
      </div>
    );
  }
  return (
    <div className={styles.sliderRow}>
      <Slider
        label="Frames per chunk"
        logarithmic
        min={1}
        max={Math.max(2, frameCount)}
        value={params.chunkFrames}
        onChange={(chunkFrames) => change({ chunkFrames })}
      />
      <NumberInput
        label="Frames per chunk, as a number"
        min={1}
        max={Math.max(2, frameCount)}
        value={params.chunkFrames}
        onChange={(chunkFrames) => change({ chunkFrames })}
      />
    </div>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span>{label}</span>
      {children}
    </div>
  );
}

function OutputName({ project, params }: { readonly project: Project; readonly params: PlanParams }) {
  const model = useModel();
  const name = useProject((state) => state.outputName);
  return (
    <Field label="Name">
      <TextInput
        aria-label="Output name"
        placeholder={`${project.name.replace(/\.html?$/, '')}${extensionOf(params.format)}`}
        value={name ?? ''}
        onChange={({ target }) =>
          model.project.setState({ outputName: target.value === '' ? null : target.value })
        }
      />
    </Field>
  );
}

const WIDTHS = [3840, 2560, 1920, 1280, 854, 640];
const RATES = ['24', '25', '29.97', '30', '50', '60'];

function Picture({ project, params }: { readonly project: Project; readonly params: PlanParams }) {
  const model = useModel();
  const { widthPx, heightPx, fps } = project.markup;
  const even = (value: number) => Math.round(value / 2) * 2;
  return (
    <>
      <Field label="Size">
        <Select
          aria-label="Size"
          value={params.widthPx === null ? '' : String(params.widthPx)}
          options={[
            { value: '', label: `${widthPx}×${heightPx} (own)` },
            ...WIDTHS.filter((width) => width !== widthPx).map((width) => ({
              value: String(width),
              label: `${width}×${even((width * heightPx) / widthPx)}`,
            })),
          ]}
          onPick={(value) => changeParams(model, { widthPx: value === '' ? null : Number(value) })}
        />
      </Field>
      <Field label="Frame rate">
        <Select
          aria-label="Frame rate"
          value={params.fps ?? ''}
          options={[
            { value: '', label: `${Number((fps.num / fps.den).toFixed(2))} (own)` },
            ...RATES.map((rate) => ({ value: rate, label: rate })),
          ]}
          onPick={(value) => changeParams(model, { fps: value === '' ? null : value })}
        />
      </Field>
    </>
  );
}
