import type { FramelanePageApi } from '../protocol.js';
import { FrameDesk } from './frame-desk.js';
import { STAGE, type StageApi, type StageConfig, type StageDoor } from './protocol.js';

/**
 * The stage: a document that holds nothing but a canvas, and in it, as the canvas's drawable child, an iframe with the
 * composition. The composition keeps its document as it is (`html`, `body`, viewport, scrolling, top layer), and the
 * canvas draws what it painted ("HTML in canvas"). The pixels are read from the canvas.
 */

interface StageWindow {
  __framelaneStageConfig?: StageConfig;
  __framelaneStage?: StageApi;
  __framelane?: FramelanePageApi;
  [STAGE]?: StageDoor;
}

const target = window as unknown as StageWindow;
const config = target.__framelaneStageConfig;
delete target.__framelaneStageConfig;
if (config !== undefined) start(config);

function start(stageConfig: StageConfig): void {
  const canvas = document.querySelector('canvas');
  if (canvas === null) throw new Error('The stage has lost its canvas.');
  const frame = document.createElement('iframe');
  const desk = new FrameDesk(canvas, frame, stageConfig);
  let composition: FramelanePageApi | null = null;
  target[STAGE] = {
    adopt(api) {
      composition = api;
      target.__framelane = { ...api, seek: seekAndArm };
    },
  };
  target.__framelaneStage = {
    open: () => desk.open(),
    take: () => desk.take(),
    repaint: () => desk.arm(true),
    end() {
      composition = null;
      delete target.__framelane;
      frame.remove();
      desk.close();
      sessionStorage.clear();
      window.name = '';
    },
  };

  // Not before the door is there: a composition that loads quicker than this script would find none, and stand alone.
  frame.src = stageConfig.compositionUrl;
  canvas.append(frame);

  /** One request does both, so that the next BeginFrame is sure to meet a canvas that waits for it. */
  async function seekAndArm(frameIndex: number) {
    if (composition === null) throw new Error('The composition has not loaded.');
    const report = await composition.seek(frameIndex);
    desk.arm(false);
    return report;
  }
}
