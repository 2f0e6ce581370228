/** Everything that people do of their own accord, with how often: about five on a usual weekday. What follows from it comes on top. */

import { DISCUSSIONS } from './discussions.ts';
import { MEDDLING } from './meddling.ts';
import { NOTICES } from './notices.ts';
import { PULLS } from './pulls.ts';
import { PUSHES } from './pushes.ts';
import { REPORTS } from './reports.ts';
import { startNightly } from './runs.ts';
import type { Custom } from './scene.ts';
import { TICKING } from './ticking.ts';

const WORKFLOWS: readonly Custom[] = [{ name: 'nightly', rate: 0.15, deed: startNightly }];

export const CUSTOMS: readonly Custom[] = [
  ...PUSHES,
  ...PULLS,
  ...REPORTS,
  ...DISCUSSIONS,
  ...MEDDLING,
  ...TICKING,
  ...WORKFLOWS,
  ...NOTICES,
];
