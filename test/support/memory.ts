/** Small ledgers, tasks and claims to test with, and random histories that a real run could have written. */
import { apply } from '@steward/core/domain/apply.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { type Claim, later, TIMES } from '@steward/core/domain/intent.ts';
import type { Lease } from '@steward/core/domain/lease.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import { type Specification, STATUSES, type Task, TRANSITIONS } from '@steward/core/domain/task.ts';

export const NOON = '2026-11-20T12:00:00.000Z';

export function specification(name: string, change: Partial<Specification> = {}): Specification {
  return {
    id: digest(name, 12),
    title: `Work on ${name}`,
    type: 'testing',
    category: 'testing',
    priority: 'medium',
    score: 40,
    reasons: ['one reason'],
    why: 'It is wrong.',
    criteria: [{ n: 1, text: 'It is right.', check: 'review' }],
    evidence: [
      {
        rule: 'todo',
        path: `src/${name}.ts`,
        line: 1,
        excerpt: '// TODO',
        url: `https://github.test/octo/dur/blob/0a1b2c3/src/${name}.ts#L1`,
      },
    ],
    scope: { paths: [`src/${name}.ts`], not: [] },
    assumptions: [],
    dependsOn: [],
    estimate: 1,
    fingerprints: [digest(`print of ${name}`, 20)],
    ...change,
  };
}

export const task = (name: string, change: Partial<Task> = {}): Task => ({
  ...specification(name),
  status: 'ready',
  number: 7,
  since: NOON,
  ...change,
});

export const claim = (subject: string, change: Partial<Claim> = {}): Claim => ({
  intent: digest(`intent of ${subject}`, 24),
  kind: subject === 'dashboard' ? 'open-dashboard' : 'open-issue',
  subject,
  token: 'run-1',
  first: NOON,
  at: NOON,
  expires: later(NOON, TIMES.expiry),
  ...change,
});

export const lease = ({ id, number = 7 }: Pick<Task, 'id' | 'number'>, change: Partial<Lease> = {}): Lease => ({
  ...{ task: id, number, agent: 'codex', kind: 'workflow', attempt: 1, counter: 1, token: 'run-1', at: NOON },
  ...{ handed: null, started: null, seen: NOON, pull: null, returned: null, usd: null },
  patience: { start: 1_800_000, silence: 86_400_000 },
  ...change,
});

export const INSTALLED: LedgerEvent = {
  kind: 'installed',
  epoch: 'e1',
  baseline: null,
  identities: ['github-actions[bot]'],
};

export const ledgerAfter = (events: readonly LedgerEvent[], at = NOON, from: Ledger = EMPTY_LEDGER): Ledger =>
  events.reduce((ledger, event) => apply(ledger, event, at), from);

/** Turns numbers into events, each of which may follow the state that the ones before it made. */
export function history(choices: readonly { act: number; of: number; minutes: number }[]): {
  ledger: Ledger;
  events: { event: LedgerEvent; at: string }[];
} {
  let ledger = EMPTY_LEDGER;
  let at = NOON;
  const events: { event: LedgerEvent; at: string }[] = [];
  for (const { act, of, minutes } of choices) {
    at = later(at, minutes * 60_000);
    const event = nextEvent(ledger, act, of, at);
    if (!event) continue;
    ledger = apply(ledger, event, at);
    events.push({ event, at });
  }
  return { ledger, events };
}

function nextEvent(ledger: Ledger, act: number, of: number, at: string): LedgerEvent | null {
  const tasks = Object.values(ledger.tasks);
  const claims = Object.values(ledger.state.claims);
  const wanted = specification(`thing ${of % 9}`);
  const known = ledger.tasks[wanted.id];
  const some = tasks[of % Math.max(1, tasks.length)];
  const held = claims[of % Math.max(1, claims.length)];
  const free = (!known || known.status === 'suggested') && !claims.some((item) => item.subject === wanted.id);
  switch (act % 18) {
    case 0:
      return free ? { kind: 'suggested', specification: wanted } : null;
    case 1: {
      const intent = digest(`${ledger.state.occurrence}`, 24);
      const reservation = claim(wanted.id, { intent, first: at, at, expires: later(at, TIMES.expiry) });
      return free ? { kind: 'reserved', claim: reservation, specification: wanted } : null;
    }
    case 2:
      return held ? { kind: 'opened', intent: held.intent, number: of + 1, task: held.subject } : null;
    case 3:
      return held ? { kind: 'released', intent: held.intent, reason: 'refused' } : null;
    case 4: {
      const next = some && TRANSITIONS[some.status].filter((status) => status !== 'suggested');
      const status = next?.[of % Math.max(1, next.length)];
      const busy = claims.some((item) => item.subject === some?.id);
      return some && status && !busy ? { kind: 'moved', task: some.id, status, reason: 'test' } : null;
    }
    case 5:
      return some?.status === 'suggested' && !claims.some((item) => item.subject === some.id)
        ? { kind: 'withdrawn', task: some.id, reason: 'gone' }
        : null;
    case 6:
      return { kind: 'closing-noted', number: of + 100, of: null };
    case 7:
      return free ? { kind: 'adopted', task: task(`thing ${of % 9}`, { status: STATUSES[1] }) } : null;
    case 8:
      return { kind: 'wrote', key: `issue:${of}`, updatedAt: at };
    default:
      return rarer(ledger, act, of, at);
  }
}

/** The kinds that change no single task. */
function rarer({ state }: Ledger, act: number, of: number, at: string): LedgerEvent | null {
  const [held] = Object.values(state.claims);
  const number = of + 200;
  switch (act % 18) {
    case 9:
      return sight(of, at);
    case 10:
      return held
        ? {
            kind: 'taken-over',
            intent: held.intent,
            token: `run-${of}`,
            claimedAt: at,
            expires: later(at, TIMES.expiry),
          }
        : null;
    case 11:
      return { kind: 'put-off', retryAfter: of * 1000 };
    case 12:
      return { kind: 'generated', head: `${of}`, goals: null, revision: state.revision, day: at.slice(0, 10) };
    case 13:
      return { kind: 'dashboard-written', number, intent: digest('board', 24), digest: digest(`body ${of}`, 16) };
    case 14:
      return of % 3 === 0 ? { kind: 'dashboard-gone', number } : { kind: 'dashboard-seen', open: of % 2 === 0 };
    case 15:
      return of % 2 === 0 ? { kind: 'paused', paused: of % 4 === 0, by: 'somebody' } : INSTALLED;
    case 16:
      return of % 2 === 0
        ? { kind: 'closing-done', number: of + 100 }
        : { kind: 'dashboard-pinned', pinned: of % 3 === 0 ? 'yes' : 'refused' };
    default:
      return of % 4 === 0 ? lossOrRebuilding(state.lost !== null, of, at) : { kind: 'refused', refusals: [] };
  }
}

const sight = (of: number, at: string): LedgerEvent => ({
  kind: 'observed',
  watermark: at,
  seen: { [`issue:${of}`]: at, [`pull:${of % 5}`]: later(at, -of * 60_000) },
  head: `${of}`,
  checks: of % 3 === 0 ? 'failing' : '',
  deployments: of % 4 === 0 ? { production: 'success' } : {},
  pulls: {},
  goals: null,
  ...(of % 2 === 0 && { settings: `${of}` }),
  daily: later(at, 86_400_000),
});

const lossOrRebuilding = (isLost: boolean, of: number, at: string): LedgerEvent =>
  isLost
    ? {
        kind: 'rebuilt',
        epoch: `e${of}`,
        baseline: null,
        identities: [],
        tasks: [task(`thing ${of % 9}`)],
        rejected: { [digest('old', 20)]: { reason: 'done', task: digest('older', 12), at } },
        dashboard: null,
        closings: [{ number: of, of: null }],
        opened: 1,
        notifications: 2,
      }
    : { kind: 'lost', since: at, until: later(at, TIMES.lossWait), reason: 'test' };
