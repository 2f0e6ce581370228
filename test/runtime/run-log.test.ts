/** What a run says of itself: on the screen and in a file, by level and format, with the ids of run, task and agent. */
import { UserError } from '@steward/core/domain/failure.ts';
import { endingOf, endingOfError } from '@steward/core/runtime/ending.ts';
import type { Level, LogFormat } from '@steward/core/runtime/log.ts';
import { type Told, tellRun } from '@steward/core/runtime/run-log.ts';
import { afterEach, expect, it, vi } from 'vitest';
import { task } from '../support/memory.ts';

afterEach(() => vi.restoreAllMocks());

const [one, two] = [task('one', { number: 12, agent: 'codex' }), task('two', { status: 'suggested' })];
delete two.number;

const REPORT: Told = {
  at: '2026-11-20T12:00:00.000Z',
  mode: 'assist',
  observed: ['2 issues', 'head moved'],
  unknown: ['alerts (the token may not see them)'],
  moves: [{ kind: 'generate', score: 1, reasons: ['head moved'] }],
  left: [{ title: 'Small', reason: 'no slot' }],
  refused: [
    { kind: 'open-issue', subject: two.id, title: two.title, policy: 'caps', reason: 'the cap is reached' } as never,
  ],
  done: [
    { kind: 'handed-over', number: 12, title: one.title, why: 'codex', wrote: true },
    { kind: 'dashboard', number: 3, title: 'Steward', wrote: false },
  ],
  tasks: [one, two],
  seconds: 2.5,
  warnings: ['slow'],
  failures: [],
};

async function told(level: Level, format: LogFormat, report: Told | null = REPORT, error?: unknown) {
  const [screen, file]: string[][] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    screen?.push(...String(text).split('\n').filter(Boolean));
    return true;
  });
  const ending = report === null ? endingOfError(error) : endingOf({ outputs: {}, summary: 'Did it\nmore', report });
  const log = {
    append: async (text: string) => void file?.push(...text.split('\n').filter(Boolean)),
    close: async () => undefined,
  };
  await tellRun({ level, format, run: '7-1', file: log }, ending, report);
  return { screen, file };
}

it('says what was seen, decided and done, each in a group, each line with its ids [AR-22]', async () => {
  const { screen, file } = await told('info', 'text');
  expect(screen).toEqual([
    '::group::Steward saw',
    '2 issues, head moved at=2026-11-20T12:00:00.000Z mode=assist run=7-1',
    'not to be seen: alerts (the token may not see them) run=7-1',
    '::endgroup::',
    '::group::Steward decided',
    'generate: head moved run=7-1',
    `refused open-issue (the cap is reached): Work on two policy=caps task=${two.id} run=7-1`,
    '::endgroup::',
    '::group::Steward did',
    `handed-over #12: Work on one (codex) task=${one.id} agent=codex run=7-1`,
    '::endgroup::',
    'done summary=Did it seconds=2.5 run=7-1',
  ]);
  const plain = screen?.filter((line) => !line.startsWith('::'));
  expect(file).toEqual([...(plain?.slice(0, -1) ?? []), 'slow run=7-1', plain?.at(-1)]);
});

it.each<[Level, number]>([
  ['debug', 9],
  ['info', 7],
  ['warning', 2],
  ['error', 0],
])('from %s on the file has %i lines [AR-22]', async (level, count) => {
  expect((await told(level, 'json')).file).toHaveLength(count);
});

it('says the same to machines, a JSON object a line and nothing else', async () => {
  const { screen } = await told('info', 'json');
  const rows = screen?.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows?.every(({ run }) => run === '7-1')).toBe(true);
  expect(rows).toContainEqual({
    ...{ level: 'info', message: 'handed-over #12: Work on one (codex)' },
    ...{ task: one.id, agent: 'codex', run: '7-1' },
  });
});

it('what ended a run by force stands in the file as well', async () => {
  const { screen, file } = await told('info', 'text', null, new UserError('The branch is gone.', 'Make it again.'));
  expect(screen).toEqual([]);
  expect(file).toEqual(['The branch is gone.', 'Make it again. run=7-1']);
});

it('a file that takes nothing makes the run red, and its outputs stay', async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const append = () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' }));
  const file = { append, close: async () => undefined };
  const ending = endingOf({ outputs: { moves: '[]' }, summary: 'Did it', report: REPORT });
  const end = await tellRun({ level: 'info', format: 'text', run: '7-1', file }, ending, REPORT);
  expect(end).toMatchObject({ failed: true, outputs: { moves: '[]' }, summary: 'Did it' });
  expect(end.errors).toEqual([expect.stringContaining('its disk is full')]);
});
