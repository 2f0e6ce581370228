// Why a task goes to whom, on the command line: read from what a try keeps, from a folder, and from a branch.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packText } from '@steward/core/adapters/ledgers/pack.ts';
import { changeOf } from '@steward/core/domain/ledger.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { describe, expect, test } from 'vitest';
import { INSTALLED, lease, ledgerAfter, NOON, task } from '../support/memory.ts';
import { git, makeRepository, steward, temporaryFolder, write } from './stage.ts';

const [one, two] = [task('one', { number: 12 }), task('two', { number: 13, title: 'Two\u001b[31m red' })];

/** Memory as the branch holds it: one task waits, an agent has the other. */
function files(): Record<string, string> {
  const after = ledgerAfter([
    INSTALLED,
    { kind: 'adopted', task: one },
    { kind: 'adopted', task: two },
    { kind: 'leased', lease: lease(two, { agent: 'robot', number: 13 }) },
    {
      kind: 'observed',
      watermark: NOON,
      seen: {},
      head: 'a1',
      checks: '',
      deployments: {},
      pulls: {},
      goals: null,
      daily: NOON,
    },
  ]);
  const at = { parent: '00', at: NOON, token: 't', run: '1' };
  return changeOf({ before: EMPTY_LEDGER, after, events: [], ...at }).change.additions;
}

function stage(folder = 'steward-try/dur/ledger'): string {
  const base = temporaryFolder();
  const config = 'mode: autopilot\nagents:\n  robot: { capacity: 1 }\n  claude: { preset: claude }\n';
  write(makeRepository(join(base, 'dur')), { '.github/steward.yml': config });
  git(join(base, 'dur'), 'add', '--all');
  git(join(base, 'dur'), 'commit', '--quiet', '--message', 'configured');
  mkdirSync(join(base, folder), { recursive: true });
  write(join(base, folder), files());
  return base;
}

const explain = (base: string, ...words: string[]) => steward(base, ['explain', ...words, '--repo', 'dur']);

describe('steward explain', () => {
  test('says whom a task goes to and why, and who cannot have it [SI-1]', async () => {
    const told = await explain(stage(), '#12');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out.split('\n').slice(0, 9)).toEqual([
      '#12 Work on one',
      '  testing · testing · medium · ready · environment default',
      '',
      '2026-11-20 12:00 UTC: it is handed over by the next run, to claude, the only one able: suits testing to 80 %, likely to succeed to 75 %, 2 of 2 places free, of unknown cost, about 6 hours to a pull request',
      '',
      'Who would be asked, the first first:',
      expect.stringMatching(/^ {2}1\. {2}claude \(mention\) 0\.\d\d: suits testing to 80 %, /),
      '  –   robot (workflow): has no room: 1 of 1',
      '  supposing that `agent-token` is handed in',
    ]);
  });

  test('reads memory that the ledger `folder:PATH` keeps, the newest of its generations', async () => {
    const base = stage();
    const expected = (await explain(base, '12')).out;
    const pack = { format: 1, parent: null, author: 'a', message: 'm', before: [] };
    const generations = join(base, 'kept/generations');
    mkdirSync(generations, { recursive: true });
    write(generations, {
      '00000009.pack': packText({ ...pack, files: {} }).text,
      '00000010.pack': packText({ ...pack, files: files() }).text,
    });
    expect((await explain(base, '12', '--ledger', 'kept')).out).toBe(expected);
  });

  test('tells of a task that somebody has, by its id as well, and lets no title colour the screen', async () => {
    const { out } = await explain(stage(), two.id);
    expect(out).toContain('#13 Two red\n');
    expect(out).toContain('robot has it since 2026-11-20 12:00 UTC, attempt 1; nothing was seen of it yet');
  });

  test('reads another folder, a branch and another configuration, and changes nothing [SI-1]', async () => {
    const base = stage('memory');
    const repository = join(base, 'dur');
    const expected = (await explain(base, '12', '--ledger', 'memory')).out;
    expect(expected).toContain('it is handed over by the next run');
    git(repository, 'switch', '--quiet', '--orphan', 'steward/state');
    cpSync(join(base, 'memory'), repository, { recursive: true });
    git(repository, 'add', '--all');
    git(repository, 'commit', '--quiet', '--message', 'memory');
    git(repository, 'switch', '--quiet', 'main');
    const before = git(repository, 'rev-parse', 'HEAD', 'steward/state');
    expect((await explain(base, '12', '--ledger', 'steward/state')).out).toBe(expected);
    expect(git(repository, 'rev-parse', 'HEAD', 'steward/state')).toBe(before);
    write(base, { 'other.yml': 'agents: {}\n' });
    const other = await explain(base, '12', '--ledger', 'memory', '--config', 'other.yml');
    expect(other.out).toContain('but no agent is configured');
    expect(other.out).toContain('but the mode is `suggest`: only `autopilot` hands tasks over');
  });

  test('takes what was tried of the example where nothing else was, with the agents that were simulated', async () => {
    const clone = join(stage('dur/steward-try/plainlist/ledger'), 'dur');
    const example = 'steward-try/plainlist/example/plainlist';
    makeRepository(join(clone, example));
    write(clone, { 'steward-try/plainlist/steward.yml': 'agents:\n  helper: { kind: mention, phrase: "@helper" }\n' });
    const told = await steward(clone, ['explain', '12']);
    expect(told.err).toBe('');
    expect(told.out).toContain('it is handed over by the next run, to helper');
    expect(told.out).not.toContain('but ');
    const undone = await steward(clone, ['undo', 'last']);
    expect(undone.err).toContain(`That of the example is taken with --repo ${example}.`);
  });

  test('gives the same as one object', async () => {
    const { out } = await explain(stage(), '12', '--json');
    const told = JSON.parse(out);
    expect(told).toMatchObject({ now: NOON, environment: 'default', general: [], attempts: [] });
    expect(told.ranking.map(({ agent, score }: { agent: string; score: number }) => [agent, score > 0])).toEqual([
      ['claude', true],
      ['robot', false],
    ]);
  });

  test.each<[string, string[], RegExp]>([
    ['a task that is not there', ['99'], /no open or suggested task 99\.\nThere are #12, #13\./],
    ['what is no task', ['latest'], /number of an issue, such as 12/],
    ['a branch that is not there', ['12', '--ledger', 'nowhere'], /nowhere holds no state\.json[\s\S]*git fetch/],
    ['an option in place of a branch', ['12', '--ledger=--all'], /holds no state\.json/],
    ['a configuration with a fault', ['12', '--config', 'faulty.yml'], /line 1: `agents\.robot\.environment`/],
    ['a configuration that is not there', ['12', '--config', 'none.yml'], /none\.yml is not a file/],
    ['a time that is none', ['12', '--now', 'soon'], /"soon" is not a time/],
  ])('does not explain %s', async (_, words, said) => {
    const base = stage();
    write(base, { 'faulty.yml': 'agents: { robot: { environment: staging } }\n' });
    const told = await explain(base, ...words);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toMatch(said);
  });

  test('says what to do where nothing was tried, and where memory is none', async () => {
    const base = stage('elsewhere');
    expect(await explain(base, '12')).toMatchObject({ code: 2, err: expect.stringContaining('Run "steward try"') });
    write(base, { 'steward-try/dur/ledger/state.json': '{"schema":99}' });
    expect((await explain(base, '12')).err).toContain("is not Steward's, or of a newer version");
  });
});
