// A try from end to end, with a stand-in for the bundled cycle: what it shows, what it leaves, how it goes on.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git, makeRepository, steward, temporaryFolder, write } from './stage.ts';

const json = (out: string) => JSON.parse(out);
const transcript = (base: string, out = 'steward-try/dur') =>
  readFileSync(join(base, out, 'transcript.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(json);

function stage(): string {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'), ['first', 'second']);
  return base;
}

describe('a first run', () => {
  test('shows the phases and leaves files to look at', async () => {
    const base = stage();
    write(join(base, 'dur'), { 'not committed.txt': 'x' });
    const told = await steward(base, ['try', '--repo', 'dur']);
    expect(told).toMatchObject({ code: 0, err: '' });
    const head = git(join(base, 'dur'), 'rev-parse', '--short=7', 'HEAD');
    expect(told.out).toContain(`one cycle on dur (main ${head}, 1 file) · sandbox, no network, no key`);
    expect(told.out).toContain('1 uncommitted change not read: not committed.txt');
    expect(told.out).toMatch(/observe +1 request · 0 issues · 0 pull requests · head moved/);
    expect(told.out).toMatch(/decide +generate \(3 new issues a day\); 1 left: 1 no slot/);
    expect(told.out).toMatch(/act +1 issue, 1 dashboard · 2 requests, 2 writes/);
    expect(told.out).toMatch(/refused +cap-new-issues: 3 a day \(Third\)/);
    expect(told.out).toContain('Look:  steward-try/dur/dashboard.html');
    const out = join(base, 'steward-try/dur');
    expect(readdirSync(join(out, 'issues')).sort()).toEqual(['1-read-1h-30m-whole.md', '2-steward.md']);
    expect(readFileSync(join(out, 'issues/1-read-1h-30m-whole.md'), 'utf8')).toMatch(
      /^# Read `1h 30m` whole\n\n#1 · open · 2026-03-02\n\n\*\*Why\.\*\* It stops at the space\.\n$/,
    );
    const page = readFileSync(join(out, 'dashboard.html'), 'utf8');
    expect(page).toContain('<h1>Backlog</h1>');
    expect(page).toContain('href="issues/1-read-1h-30m-whole.md"');
    expect(page).toMatch(/href="file:[^"]*\/dur\/src\/a%20file\.txt"/);
    expect(page).not.toMatch(/href="http/);
    const dashboard = readFileSync(join(out, 'issues/2-steward.md'), 'utf8');
    expect(dashboard).toContain('\n- runs\n');
    expect(dashboard).toMatch(/\]\(file:[^)]*\/dur\/src\/a%20file\.txt\)/);
    expect(dashboard).not.toContain('http://');
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toBe('### Steward\n');
  });

  test('says so where there is nothing to ask a model about, and not where something was found', async () => {
    const base = stage();
    makeRepository(join(base, 'bare'), []);
    const words = ['try', '--model', 'sandbox', '--repo'];
    const said = 'There is nothing here to ask a model about: --example shows one at work.';
    expect((await steward(base, [...words, 'bare'])).out).toContain(said);
    expect((await steward(base, ['try', '--repo', 'bare', '--out', 'other'])).out).not.toContain('model');
    expect((await steward(base, [...words, 'dur'])).out).not.toContain('ask a model');
  });

  test('begins at 09:07 UTC on the day after the commit, or when it is told', async () => {
    const base = stage();
    await steward(base, ['try', '--repo', 'dur']);
    expect(transcript(base)[0].at).toMatch(/^2026-03-02T09:07:00/);
    await steward(base, ['try', '--repo', 'dur', '--out', 'other', '--now', '2026-05-01T10:00']);
    expect(transcript(base, 'other')[0].at).toMatch(/^2026-05-01T10:00:00/);
  });

  test('keeps no token in anything it leaves', async () => {
    const base = stage();
    await steward(base, ['try', '--repo', 'dur']);
    const folder = join(base, 'steward-try');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);
    expect(texts.map(([name]) => name)).toEqual(
      expect.arrayContaining(['world.json', 'transcript.jsonl', 'dashboard.html']),
    );
    expect(texts.filter(([, text]) => /gh[sp]_[0-9a-f]{36}/.test(text ?? ''))).toEqual([]);
  });

  test('in mode observe opens nothing', async () => {
    const base = stage();
    const told = await steward(base, ['try', '--repo', 'dur', '--mode', 'observe', '--json']);
    expect(json(told.out)).toMatchObject({ mode: 'observe', tasks: [], ticks: [{ requests: { writes: 0 } }] });
    expect(readdirSync(join(base, 'steward-try/dur/issues'))).toEqual([]);
  });
});

describe('the next run', () => {
  test('goes on half an hour later in the same world, and is quiet', async () => {
    const base = stage();
    await steward(base, ['try', '--repo', 'dur']);
    const before = transcript(base).length;
    const told = await steward(base, ['try', '--repo', 'dur']);
    expect(told.out).toMatch(/quiet +nothing changed, nothing written/);
    const later = transcript(base).slice(before);
    expect(later).toHaveLength(1);
    expect(later[0]).toMatchObject({ kind: 'graphql', write: false, n: before + 1 });
    expect(later[0].at).toMatch(/^2026-03-02T09:37:00/);
  });

  test('publishes a HEAD that moved', async () => {
    const base = stage();
    await steward(base, ['try', '--repo', 'dur']);
    commit(join(base, 'dur'), 'third');
    const told = await steward(base, ['try', '--repo', 'dur', '--json']);
    expect(json(told.out).head).toBe(git(join(base, 'dur'), 'rev-parse', 'HEAD'));
  });

  test('moves to a later --now, repeats the first one as it goes on, and refuses an earlier one', async () => {
    const base = stage();
    const at = (now: string) => steward(base, ['try', '--repo', 'dur', '--now', now]);
    for (const now of ['2026-03-05T09:00Z', '2026-03-05T09:00Z', '2026-03-06T12:00Z'])
      expect((await at(now)).code).toBe(0);
    const times = transcript(base).map((request) => request.at.slice(0, 16));
    expect([...new Set(times)]).toEqual(['2026-03-05T09:00', '2026-03-05T09:30', '2026-03-06T12:00']);
    const told = await at('2026-03-05T10:00Z');
    expect(told.code).toBe(2);
    expect(told.err).toMatch(/it is 2026-03-06T12:00:\d\dZ already/);
  });

  test('of another repository in the same folder is refused', async () => {
    const base = stage();
    makeRepository(join(base, 'other'));
    await steward(base, ['try', '--repo', 'dur', '--out', 'out']);
    const told = await steward(base, ['try', '--repo', 'other', '--out', 'out']);
    expect(told.code).toBe(2);
    expect(told.err).toMatch(/holds the world of local\/dur, not of local\/other/);
  });

  test('removes files of issues that are not there any more', async () => {
    const base = stage();
    await steward(base, ['try', '--repo', 'dur']);
    const issues = join(base, 'steward-try/dur/issues');
    write(issues, { '7-gone.md': 'x', 'notes.txt': 'mine' });
    await steward(base, ['try', '--repo', 'dur']);
    expect(readdirSync(issues).sort()).toEqual(['1-read-1h-30m-whole.md', '2-steward.md', 'notes.txt']);
  });
});

describe('--json', () => {
  test('prints one object and nothing else', async () => {
    const base = stage();
    const told = await steward(base, ['try', '--repo', 'dur', '--ticks', '3', '--json']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out.trimEnd().split('\n')).toHaveLength(1);
    const report = json(told.out);
    expect(Object.keys(report)).toEqual(['repository', 'head', 'mode', 'ticks', 'suggestions', 'tasks', 'files']);
    expect(report.ticks.map((tick: { quiet: boolean }) => tick.quiet)).toEqual([false, true, true]);
    expect(Object.keys(report.ticks[0])).toEqual(
      'at quiet moves proposals left refused requests model events seconds'.split(' '),
    );
    expect(report.ticks[0].refused).toEqual([
      { kind: 'open-issue', subject: 'aaa', policy: 'cap-new-issues', reason: '3 a day' },
    ]);
    for (const path of Object.values(report.files)) expect(existsSync(path as string)).toBe(true);
  });

  test('keeps the action’s own log on standard error, masked', async () => {
    const base = stage();
    const told = await steward(base, ['try', '--repo', 'dur', '--json', '--verbose']);
    expect(json(told.out).repository).toBe('local/dur');
    expect(told.err).toBe('  | reading with ***\n');
  });

  test('also tells of a failure, with exit code 1', async () => {
    const base = stage();
    write(base, { 'steward.yml': 'fail: yes' });
    const told = await steward(base, ['try', '--repo', 'dur', '--json', '--config', 'steward.yml']);
    expect(told.code).toBe(1);
    expect(json(told.out)).toMatchObject({ ticks: [], failure: expect.stringContaining('is not valid') });
    expect(told.err).toMatch(/line 1: remove it/);
  });
});

describe('a failure', () => {
  test('says what the action said, without a stack', async () => {
    const base = stage();
    write(base, { 'steward.yml': 'fail: yes' });
    const told = await steward(base, ['try', '--repo', 'dur', '--config', 'steward.yml']);
    expect(told.code).toBe(1);
    expect(told.err).toContain(`${join(base, 'steward.yml')} is not valid:\n  - line 1: remove it`);
    expect(told.err).not.toMatch(/\n\s+at /);
  });

  test('of an action that says nothing shows how it ended', async () => {
    const base = stage();
    write(base, { 'silent.js': "console.log('last words'); process.exitCode = 7;" });
    const told = await steward(base, ['try', '--repo', 'dur'], { action: join(base, 'silent.js') });
    expect(told.code).toBe(1);
    expect(told.err).toMatch(/ended with exit code 7 without saying why\.\n {2}last words/);
  });
});

test('a state branch that somebody else wrote on is shown as far as it can be read', async () => {
  const base = stage();
  await steward(base, ['try', '--repo', 'dur']);
  const forged = makeRepository(join(base, 'forged'));
  write(forged, { 'tasks/00.json': '{"cut', 'tasks/01.json': '{"a": {"id": 1}, "b": null}', 'tasks/02.json': '7' });
  git(forged, 'add', '--all');
  git(forged, 'commit', '--quiet', '--message', 'forged');
  git(forged, 'push', '--quiet', join(base, 'steward-try/dur/world/repository.git'), 'HEAD:refs/heads/steward/state');
  const told = await steward(base, ['try', '--repo', 'dur', '--json']);
  expect(told.code).toBe(0);
  expect(json(told.out)).toMatchObject({ tasks: [], suggestions: [] });
  expect(readFileSync(join(base, 'steward-try/dur/ledger/tasks/00.json'), 'utf8')).toBe('{"cut');
});

describe('the folder of results', () => {
  test('inside another repository is ignored by git there', async () => {
    const base = stage();
    const repository = join(base, 'dur');
    await steward(repository, ['try']);
    expect(git(repository, 'status', '--porcelain')).toBe('');
    expect(readFileSync(join(repository, 'steward-try/dur/.gitignore'), 'utf8')).toBe('*\n');
  });

  test('needs no such file where it is ignored already', async () => {
    const base = stage();
    const repository = join(base, 'dur');
    write(repository, { '.gitignore': 'steward-try/\n' });
    await steward(repository, ['try']);
    expect(existsSync(join(repository, 'steward-try/dur/.gitignore'))).toBe(false);
  });
});

describe('an undo', () => {
  test('runs one cycle in the world that is kept, and says what was taken back and what was left', async () => {
    const base = stage();
    await steward(base, ['try', '--repo', 'dur']);
    const told = await steward(base, ['undo', 'last', '--repo', 'dur']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/undo +run last taken back\n +undo +left #1: it is assigned\n/);
    expect(told.out).toContain('Look:  steward-try/dur/dashboard.html');
    expect(told.out).not.toContain('Again:');
    const { out } = await steward(base, ['undo', '12-1', '--repo', 'dur', '--json', '--mode', 'observe']);
    expect(json(out)).toMatchObject({ mode: 'observe', ticks: [{ undo: { run: '12-1' } }] });
  });

  test('needs a world that is kept', async () => {
    const base = stage();
    const told = await steward(base, ['undo', 'last', '--repo', 'dur']);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain('There is no world in steward-try/dur');
  });
});

describe('mode autopilot', () => {
  test('says who is simulated, and tells by cycle what they did', async () => {
    const base = stage();
    const told = await steward(base, ['try', '--repo', 'dur', '--mode', 'autopilot', '--ticks', '2']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('code-agent (workflow, fails once); copilot (copilot); helper (mention, asks first)');
    expect(told.out).toContain('Not simulated: Steward');
    expect(told.out).toContain('(the same world goes on)');
    expect(readFileSync(join(base, 'steward-try/dur/steward.yml'), 'utf8')).toContain('code-agent:');
    const more = await steward(base, ['try', '--repo', 'dur', '--mode', 'autopilot', '--json']);
    const report = json(more.out);
    expect(report.simulated).toMatchObject({ maintainer: 'maintainer', agents: [{ name: 'code-agent' }, {}, {}] });
    expect(report.ticks[0]).toMatchObject({ agents: [], meanwhile: [] });
  });

  test('simulates nobody where nobody is wanted', async () => {
    const base = stage();
    const told = await steward(base, ['try', '--repo', 'dur', '--mode', 'autopilot', '--no-agents', '--json']);
    expect(json(told.out)).not.toHaveProperty('simulated');
    expect(existsSync(join(base, 'steward-try/dur/steward.yml'))).toBe(false);
  });
});

describe('--example', () => {
  test('lays out the library that comes along, with its history, and tries it', async () => {
    const base = temporaryFolder();
    const told = await steward(base, ['try', '--example']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/one cycle on \S+plainlist \(main [0-9a-f]{7}, 38 files\)/);
    const checkout = join(base, 'steward-try/plainlist/example/plainlist');
    expect(Number(git(checkout, 'rev-list', '--count', 'HEAD'))).toBeGreaterThan(5);
    expect(git(checkout, 'status', '--porcelain')).toBe('');
    expect((await steward(base, ['try', '--example'])).out).toMatch(/quiet +nothing changed/);
  });

  test('is another place than --repo', async () => {
    const told = await steward(stage(), ['try', '--example', '--repo', 'dur']);
    expect(told).toMatchObject({ code: 2 });
    expect(told.err).toContain('--repo and --example name two places');
  });
});
