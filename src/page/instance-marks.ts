/** How a compiled document marks the compositions that were put into it. Read by the page runtime. */

/** On the element that shows another file: the name of this showing, `card-pro`, in a nested one `card-pro/badge`. */
export const INSTANCE_ATTRIBUTE = 'data-framelane-instance';

/** On the outermost elements of the content: what `html`, `body` and `:root` mean to the styles of the file. */
export const INSTANCE_ROOT_ATTRIBUTE = 'data-framelane-root';

/** On an instance: the values of its variables, JSON. */
export const INSTANCE_VARIABLES_ATTRIBUTE = 'data-framelane-variables';

/** On a composition inside an instance's content: the name under which its timeline is kept. Set by the runtime. */
export const TIMELINE_ATTRIBUTE = 'data-framelane-timeline';

/** On an instance whose scripts register a timeline: the page is not ready before. */
export const AWAITS_TIMELINE_ATTRIBUTE = 'data-framelane-awaits-timeline';

/** The function by which the scripts of instances are run: `window[RUN_INSTANCE_SCRIPT](instance, script)`. */
export const RUN_INSTANCE_SCRIPT = '__framelaneRunInstanceScript';

/** What it hands to the script, in this order. */
export const INSTANCE_SCRIPT_PARAMETERS = [
  'window',
  'document',
  'self',
  'globalThis',
  '__timelines',
  '__hyperframes',
  '__hfVariables',
  'hyperframesAnime',
  'gsap',
] as const;
