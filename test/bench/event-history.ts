/** A long history as the ledger's files hold it: each task is reserved, opened, seen and ended, some thousands at a time. */
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { type Claim, later, TIMES } from '@steward/core/domain/intent.ts';
import type { Specification } from '@steward/core/domain/task.ts';

/** Tasks that are open at once, as far as there are so many events. */
const OPEN_AT_ONCE = 100;
const START = '1980-01-01T00:00:00.000Z';
const TICK = 30 * 60_000;
const DASHBOARD = digest('dashboard', 24);

const idOf = (number: number): string => digest(`task ${number}`, 12);

export function benchSpecification(number: number): Specification {
  const id = idOf(number);
  const file = `src/area-${number % 97}/module-${number}.ts`;
  return {
    id,
    title: `Test what \`${file}\` does when the input of step ${number % 1009} is empty`,
    type: 'testing',
    category: 'testing',
    priority: 'medium',
    score: number % 101,
    reasons: ['no test uses it', `${number % 40} commits in a year`],
    why: `\`${file}\` has no test, and it changed ${number % 40} times in the last year. A fault there is noticed by users first.`,
    criteria: [
      { n: 1, text: `A test uses \`${file}\`.`, check: 'review' },
      { n: 2, text: 'The whole suite passes.', check: 'ci', command: 'ci' },
    ],
    evidence: [
      {
        rule: 'untested-source',
        path: file,
        line: 1,
        excerpt: 'export function parse(text: string): number {',
        url: `https://github.test/octo/dur/blob/${id}/${file}#L1`,
      },
    ],
    scope: { paths: [file], not: ['other files'] },
    assumptions: [],
    dependsOn: [],
    estimate: 2,
    fingerprints: [digest(`print ${number}`, 20)],
  };
}

/**
 * Recorded events of about 250 bytes each, in the proportions of two simulated months: of 29 events nine tell what was
 * seen, seven what was written, five that work was looked for, four that the dashboard changed.
 */
export function* benchEvents(count: number): Generator<RecordedEvent> {
  let made = 0;
  let sequence = 0;
  let at = START;
  const record = (event: LedgerEvent): RecordedEvent => ({ ...event, sequence, at });
  yield record({ kind: 'installed', epoch: 'e1', baseline: null, identities: ['github-actions[bot]'] });
  for (let life = 0; made < count - 1; life += 1) {
    for (const transaction of transactionsOf(life)) {
      sequence += 1;
      at = later(at, TICK);
      for (const event of transaction(at)) {
        made += 1;
        if (made >= count) return;
        yield record(event);
      }
    }
  }
}

type Transaction = (at: string) => LedgerEvent[];

/** The transactions between one task's beginning and the next one's; in the third, a task of long ago ends. */
function transactionsOf(life: number): Transaction[] {
  const specification = benchSpecification(life);
  const number = life + 2;
  const claim = claimOf(life, specification.id);
  const { intent } = claim(START);
  const looks = Array.from({ length: 4 }, (_, look): Transaction => {
    const others = look === 0 ? suggestions(life) : [];
    return (at) => [observed(at, life, look), generated(at, life, look), ...others, ...dashboard(at, life + look / 8)];
  });
  const glances = Array.from({ length: 3 }, (_, glance): Transaction => {
    return (at) => [observed(at, life, glance + 5), wrote(at, number - glance)];
  });
  return [
    (at) => [observed(at, life, 4), { kind: 'reserved', claim: claim(at), specification }, generated(at, life, 4)],
    () => [{ kind: 'opened', intent, number, task: specification.id }],
    (at) => [observed(at, life, 8), ...ending(life - OPEN_AT_ONCE)],
    ...looks,
    ...glances,
  ];
}

const claimOf =
  (life: number, subject: string) =>
  (at: string): Claim => ({
    intent: digest(`intent ${life}`, 24),
    kind: 'open-issue',
    subject,
    token: `${life}.1.n1`,
    first: at,
    at,
    expires: later(at, TIMES.expiry),
  });

/** Every other time one suggestion takes another's place. */
function suggestions(life: number): LedgerEvent[] {
  if (life % 2 === 1) return [];
  const before = life === 0 ? [] : [idOf(1 - life)];
  return [
    ...before.map((task): LedgerEvent => ({ kind: 'withdrawn', task, reason: 'no longer among the best, or gone' })),
    { kind: 'suggested', specification: benchSpecification(-1 - life) },
  ];
}

const ending = (life: number): LedgerEvent[] =>
  life < 0
    ? []
    : [
        {
          kind: 'moved',
          task: idOf(life),
          status: life % 3 === 0 ? 'rejected' : 'done',
          reason: 'its issue was closed',
        },
      ];

const dashboard = (at: string, content: number): LedgerEvent[] => [
  { kind: 'dashboard-written', number: 1, intent: DASHBOARD, digest: digest(`body ${content}`, 16) },
  wrote(at, 1),
];

const wrote = (at: string, number: number): LedgerEvent => ({ kind: 'wrote', key: `issue:${number}`, updatedAt: at });

const generated = (at: string, life: number, look: number): LedgerEvent => ({
  kind: 'generated',
  head: digest(`head ${life} ${look}`, 40),
  goals: null,
  revision: life,
  day: at.slice(0, 10),
});

const observed = (at: string, life: number, look: number): LedgerEvent => ({
  kind: 'observed',
  watermark: at,
  seen: { [`${look % 2 === 0 ? 'issue' : 'pull'}:${life + look}`]: at },
  head: digest(`head ${life} ${look}`, 40),
  checks: '',
  deployments: {},
  pulls: {},
  goals: null,
  settings: '807f2e9ea582',
  daily: later(at, 86_400_000),
});
