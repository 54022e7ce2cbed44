import { INSTANCE_SCRIPT_PARAMETERS, RUN_INSTANCE_SCRIPT } from '../../page/instance-marks.js';

/** Where a script was written, so that its errors name the file and the line. */
export interface ScriptOrigin {
  readonly file: string;
  /** Line on which the text begins, from 1. */
  readonly line: number;
}

/**
 * A script of an instance as a function of its own: what it declares stays in it, and `document`, `window` and `gsap`
 * are those of the instance. The inner block lets it declare names that are parameters here.
 */
export function wrapScript(code: string, instanceId: string, origin: ScriptOrigin): string {
  const call = `window[${JSON.stringify(RUN_INSTANCE_SCRIPT)}](${JSON.stringify(instanceId)},`;
  const head = `${call}function(${INSTANCE_SCRIPT_PARAMETERS.join(',')}){{`;
  return `${padLines(origin)}${head}${code}\n}});${sourceUrl(origin)}`;
}

/** A module of an instance: its imports stay where they are, the names that the instance gives come before its code. */
export function wrapModule(code: string, instanceId: string, origin: ScriptOrigin): string {
  const names = INSTANCE_SCRIPT_PARAMETERS.filter((name) => !isDeclared(code, name));
  // Not through `window` or `globalThis`, which are among the names that are being declared.
  const call = `${RUN_INSTANCE_SCRIPT}(${JSON.stringify(instanceId)})`;
  return `${padLines(origin)}const {${names.join(',')}}=${call};${code}${sourceUrl(origin)}`;
}

/** Whether a module imports or declares a name itself; being wrong costs the instance's own `gsap`, not the render. */
function isDeclared(code: string, name: string): boolean {
  return new RegExp(`\\b(import|const|let|var|function|class)\\b[^;=()]*\\b${name}\\b`).test(code);
}

function padLines({ line }: ScriptOrigin): string {
  return '\n'.repeat(Math.max(0, line - 1));
}

function sourceUrl({ file }: ScriptOrigin): string {
  return `\n//# sourceURL=${encodeURI(file)}\n`;
}
