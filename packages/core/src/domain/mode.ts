/** How far Steward goes. */
export const MODES = ['observe', 'suggest', 'assist', 'autopilot'] as const;
export type Mode = (typeof MODES)[number];
