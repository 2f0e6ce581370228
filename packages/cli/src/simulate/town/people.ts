/** Who lives in the town: what each may do, where the day begins for them, and who can be found to do something now. */

import type { Dice } from '@steward/sandbox/dice.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import type { Role } from '@steward/sandbox/world-data.ts';
import { ZONES, type Zone } from './calendar.ts';

interface Resident {
  login: string;
  role: Role;
  zone: Zone;
}

const MAINTAINERS: readonly Resident[] = [
  { login: 'mira-holt', role: 'maintain', zone: 'east' },
  { login: 'tomasz-wrona', role: 'write', zone: 'east' },
  { login: 'keiko-sano', role: 'write', zone: 'west' },
];

const TRIAGERS: readonly Resident[] = [
  { login: 'odalys-ruiz', role: 'triage', zone: 'west' },
  { login: 'finn-berg', role: 'triage', zone: 'east' },
];

const READERS: readonly Resident[] = [
  'anouk-d',
  'bashir90',
  'chen-yulan',
  'dmitri-k',
  'esra-yilmaz',
  'faruk',
  'goran-p',
  'hana-novak',
  'ivo7',
  'joana-reis',
  'kwame-b',
  'lior-shalev',
  'nadia-el-amin',
  'priya-rao',
].map((login, index) => ({ login, role: 'read', zone: index % 2 === 0 ? 'east' : 'west' }));

/** One bears the name of the workflow's bot without being one: only the type of an account tells them apart. */
export const STRANGERS = ['helpful-stranger', 'github-actions'] as const;

export const BOTS = {
  dependabot: 'dependabot[bot]',
  renovate: 'renovate[bot]',
  stale: 'stale[bot]',
  coverage: 'codecov[bot]',
} as const;

export class People {
  readonly owner: string;

  constructor(owner: string) {
    this.owner = owner;
  }

  /** Makes everybody known to the world with their rights. */
  static settle(world: InhabitedWorld): People {
    for (const { login, role } of [...MAINTAINERS, ...TRIAGERS, ...READERS]) world.person(login, role);
    for (const login of STRANGERS) world.person(login, 'none');
    for (const login of [BOTS.dependabot, BOTS.renovate]) world.person(login, 'write');
    for (const login of [BOTS.stale, BOTS.coverage]) world.person(login, 'triage');
    return new People(world.repository.owner);
  }

  /** Somebody who may push. */
  maintainer(dice: Dice, now: number): string {
    return dice.happens(0.2) ? this.owner : awake(MAINTAINERS, dice, now);
  }

  /** Somebody who may close and label. */
  triager(dice: Dice, now: number): string {
    return dice.happens(0.4) ? this.maintainer(dice, now) : awake(TRIAGERS, dice, now);
  }

  /** Somebody who uses the project. */
  reader(dice: Dice, now: number): string {
    return awake(READERS, dice, now);
  }

  anybody(dice: Dice, now: number): string {
    return dice.happens(0.45) ? this.triager(dice, now) : this.reader(dice, now);
  }

  stranger(dice: Dice): string {
    return dice.pick(STRANGERS);
  }
}

/** One of those at work at this hour; of all, if none is. */
function awake(residents: readonly Resident[], dice: Dice, now: number): string {
  const hour = new Date(now).getUTCHours();
  const working = residents.filter(({ zone }) => ZONES[zone][0] <= hour && hour < ZONES[zone][1]);
  return dice.pick(working.length === 0 ? residents : working).login;
}
