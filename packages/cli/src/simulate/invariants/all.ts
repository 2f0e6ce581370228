/** Every promise that a simulation holds Steward to. */
import { caps } from './caps.ts';
import { counting } from './counting.ts';
import { honesty } from './honesty.ts';
import type { Invariant } from './invariant.ts';
import { obedience } from './obedience.ts';
import { publication } from './publication.ts';
import { quiet } from './quiet.ts';
import { rebuild } from './rebuild.ts';
import { rejection } from './rejection.ts';
import { remembrance } from './remembrance.ts';
import { settlement } from './settlement.ts';
import { singleEffect } from './single-effect.ts';
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
];

/** Once each virtual day: these read everything. */
export const invariantsOfDays = (): Invariant[] => [remembrance(), rebuild()];
