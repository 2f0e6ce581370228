/** Every promise that a simulation holds Steward to. */
import { atWork } from './at-work.ts';
import { caps } from './caps.ts';
import { counting } from './counting.ts';
import { endings } from './endings.ts';
import { handingOver } from './handing-over.ts';
import { honesty } from './honesty.ts';
import type { Invariant } from './invariant.ts';
import { leases } from './leases.ts';
import { money } from './money.ts';
import { obedience } from './obedience.ts';
import { publication } from './publication.ts';
import { quiet } from './quiet.ts';
import { rebuild } from './rebuild.ts';
import { rejection } from './rejection.ts';
import { remembrance } from './remembrance.ts';
import { settlement } from './settlement.ts';
import { singleEffect } from './single-effect.ts';
import { thinking } from './thinking.ts';
import { thrift } from './thrift.ts';

/** After each run. That the state is what its events make is looked at while they are followed. */
export const invariantsOfRuns = (): Invariant[] => [
  singleEffect(),
  caps(),
  settlement(),
  rejection(),
  counting(),
  publication(),
  obedience(),
  honesty(),
  thrift(),
  quiet(),
  leases(),
  handingOver(),
  atWork(),
  money(),
  thinking(),
];

/** Once each virtual day: these read everything. */
export const invariantsOfDays = (): Invariant[] => [remembrance(), rebuild()];

/** After the last run. */
export const invariantsOfEnd = (): Invariant[] => [endings()];
