/** A long history as the ledger's files hold it: each task is reserved, opened, seen and ended, some thousands at a time. */
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { later, TIMES } from '@steward/core/domain/intent.ts';
import type { Specification } from '@steward/core/domain/task.ts';

/** Tasks that are open at once, as far as there are so many events. */
const OPEN_AT_ONCE = 5_000;
const START = '2020-01-01T00:00:00.000Z';
const TICK = 10 * 60_000;

export function benchSpecification(number: number): Specification {
  const id = digest(`task ${number}`, 12);
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

/** Recorded events of about 250 bytes each, in the proportions of real ticks. */
export function* benchEvents(count: number): Generator<RecordedEvent> {
  let sequence = 0;
  let made = 0;
  let at = START;
  const tick = (): void => {
    sequence += 1;
    at = later(at, TICK);
  };
  const record = (event: LedgerEvent): RecordedEvent => {
    made += 1;
    return { ...event, sequence, at };
  };
  yield record({ kind: 'installed', epoch: 'e1', baseline: null, identities: ['github-actions[bot]'] });
  for (let life = 0; made < count; life += 1) {
    for (const group of groupsOf(life)) {
      tick();
      for (const event of group(at)) {
        if (made >= count) return;
        yield record(event);
      }
    }
  }
}

/** The transactions of one task's beginning and another's end. */
function groupsOf(life: number): ((at: string) => LedgerEvent[])[] {
  const specification = benchSpecification(life);
  const intent = digest(`intent ${life}`, 24);
  const number = life + 2;
  const ended = life - OPEN_AT_ONCE;
  return [
    (at) => [
      observed(at, life, `issue:${number - 1}`),
      {
        kind: 'reserved',
        claim: {
          intent,
          kind: 'open-issue',
          subject: specification.id,
          token: `${life}.1.n1`,
          first: at,
          at,
          expires: later(at, TIMES.expiry),
        },
        specification,
      },
      { kind: 'generated', head: digest(`head ${life}`, 40), goals: null, revision: life, day: at.slice(0, 10) },
    ],
    (at) => [
      { kind: 'opened', intent, number, task: specification.id },
      { kind: 'wrote', key: `issue:${number}`, updatedAt: at },
      ...dashboard(at, life),
    ],
    (at) => [observed(at, life, `issue:${number - 2}`), ...ending(ended), ...dashboard(at, life + 0.5)],
    (at) => [observed(at, life, `pull:${number}`), ...dashboard(at, life + 0.7)],
  ];
}

const ending = (life: number): LedgerEvent[] =>
  life < 0
    ? []
    : [
        {
          kind: 'moved',
          task: benchSpecification(life).id,
          status: life % 3 === 0 ? 'rejected' : 'done',
          reason: 'closed',
        },
      ];

const dashboard = (at: string, content: number): LedgerEvent[] => [
  { kind: 'dashboard-written', number: 1, intent: digest('dashboard', 24), digest: digest(`body ${content}`, 16) },
  { kind: 'wrote', key: 'issue:1', updatedAt: at },
];

const observed = (at: string, life: number, key: string): LedgerEvent => ({
  kind: 'observed',
  watermark: at,
  seen: { [key]: at },
  head: digest(`head ${life}`, 40),
  checks: '',
  deployments: {},
  pulls: {},
  goals: null,
  settings: '807f2e9ea582',
  daily: later(at, 86_400_000),
});
