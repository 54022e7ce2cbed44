/** What the x axis of the lanes is: the film's time, or the time on the wall. */
export type AxisMode = 'media' | 'wall';

export const COLOUR_MODES = ['state', 'worker', 'cost', 'webgl'] as const;
/** What the colour of a lane segment says. */
export type ColourMode = (typeof COLOUR_MODES)[number];
