/** `steward init`: what it writes, what it says, and what it refuses. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CADENCES, minutesBetween } from '@steward/cli/init/cadence.ts';
import { isNewer } from '@steward/cli/init/copy.ts';
import { DEFAULT_CONFIG, parseConfig } from '@steward/core/domain/config.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PINS, pinsIn } from '../support/pins.ts';
import { violations } from '../support/workflow-faults.ts';
import { COMMIT, CONFIG, emptyRepository, filesIn, read, WORKFLOW } from './init-stage.ts';
import { commit, git, steward, temporaryFolder, write } from './stage.ts';

const WAYS = [
  ['vendored', ['--vendor']],
  ['taken from a repository', ['--source', `acme/steward@${COMMIT}`]],
  ['called at a commit', ['--call', `acme/.github/.github/workflows/steward.yml@${COMMIT}`]],
  ['called by a branch', ['--call', 'acme/.github/.github/workflows/steward.yml@main']],
] as const;

describe.each(WAYS)('a workflow that is %s', (way, words) => {
  test.each(CADENCES)('is sound at each cadence: %s', async (cadence) => {
    const folder = emptyRepository();
    expect(await steward(folder, ['init', '--yes', ...words, '--mode', 'assist', '--cadence', cadence])).toMatchObject({
      code: 0,
      err: '',
    });
    const text = read(folder, WORKFLOW);
    const faults = violations({ path: WORKFLOW, text });
    // Following a branch is what the person asked for; all else is pinned.
    expect(faults.filter((fault) => !(way === 'called by a branch' && fault.includes('@main')))).toEqual([]);
    expect(text).not.toMatch(/OWNER|0{40}/);
    expect(text.match(/^ +mode: assist # yours/gm)).toHaveLength(1);
    for (const pin of pinsIn(text).filter((one) => one.startsWith('actions/')))
      expect(Object.entries(PINS).map(([action, at]) => `${action}@${at}`)).toContain(pin);
  });
});

describe('init', () => {
  test('says the same as one object, new and brought up to date, and asks nobody', async () => {
    const folder = emptyRepository();
    const questions = () => Promise.reject(new Error('asked'));
    const words = ['init', '--json', '--source', `acme/steward@${COMMIT}`, '--cadence', 'daily'];
    const told = await steward(folder, words, { questions });
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({
      ...{ mode: 'suggest', cadence: 'daily', remote: null, ignored: false },
      source: { kind: 'source', repository: 'acme/steward', commit: COMMIT },
      written: [{ path: WORKFLOW }, { path: CONFIG }],
    });
    const again = await steward(folder, ['init', '--upgrade', '--json'], { questions });
    expect(JSON.parse(again.out)).toMatchObject({ path: WORKFLOW, edits: 0, changed: false, files: 0 });
  });

  test('writes a workflow, a configuration and a copy of Steward, and nothing else [CW-31]', async () => {
    const folder = emptyRepository();
    write(folder, { 'README.md': 'mine' });
    const told = await steward(folder, ['init', '--yes']);
    expect(told).toMatchObject({ code: 0, err: '' });
    const paths = Object.keys(filesIn(folder)).filter((path) => !/^\.github\/steward\/(?:dist|actions)\//.test(path));
    const copy = ['.gitattributes', 'LICENSE', 'SHA256SUMS', 'config.schema.json', 'package.json'];
    expect(paths.sort()).toEqual(
      ['README.md', CONFIG, WORKFLOW, ...copy.map((path) => `.github/steward/${path}`)].sort(),
    );
    expect(parse(read(folder, WORKFLOW)).jobs.cycle.steps.map(({ uses }: { uses: string }) => uses)).toEqual([
      `actions/checkout@${PINS['actions/checkout']?.split(' ')[0]}`,
      './.github/steward/actions/run-cycle',
      `actions/upload-artifact@${PINS['actions/upload-artifact']?.split(' ')[0]}`,
    ]);
    const { runs } = parse(read(folder, '.github/steward/actions/run-cycle/action.yml'));
    expect(existsSync(join(folder, '.github/steward/actions/run-cycle', runs.main))).toBe(true);
    execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: join(folder, '.github/steward') });
  });

  test('the copy runs where it lies, also below a manifest that says CommonJS [SI-29]', async () => {
    const folder = emptyRepository();
    write(folder, { 'package.json': '{"type":"commonjs"}' });
    await steward(folder, ['init', '--yes']);
    const help = execFileSync(process.execPath, ['.github/steward/dist/cli.js', '--help'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(help).toContain('Usage: steward');
  });

  test('an example has every default, and means the defaults with and without its marks', async () => {
    const folder = emptyRepository();
    await steward(folder, ['init', '--yes']);
    const text = read(folder, CONFIG);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
    expect(readConfiguration(text, CONFIG)).toEqual(DEFAULT_CONFIG);
    const [schema = '', ...lines] = text.split('\n');
    expect(existsSync(join(folder, '.github', schema.split('$schema=')[1] ?? ''))).toBe(true);
    const unmarked = parse(lines.map((line) => line.replace(/^#/, '')).join('\n'));
    expect(parseConfig(unmarked)).toEqual({ config: DEFAULT_CONFIG });
    expect(unmarked).toMatchObject({ mode: 'suggest', caps: { suggestions: 5 }, 'quiet-hours': { weekends: false } });
  });

  test('a configuration that is there stays as it is', async () => {
    const folder = emptyRepository();
    write(folder, { [CONFIG]: 'mode: observe\n' });
    expect((await steward(folder, ['init', '--yes'])).out).toContain('was there, and is as it was');
    expect(read(folder, CONFIG)).toBe('mode: observe\n');
  });

  test('each cadence has its cron and its minutes, and four-hourly is one of them [CW-15]', async () => {
    const seen: Record<string, unknown> = {};
    for (const cadence of CADENCES) {
      const folder = emptyRepository();
      const { out } = await steward(folder, ['init', '--yes', '--source', `a/b@${COMMIT}`, '--cadence', cadence]);
      const crons = parse(read(folder, WORKFLOW)).on.schedule.map(({ cron }: { cron: string }) => cron);
      const { health } = readConfiguration(read(folder, '.github/steward.yml'), 'steward.yml');
      expect([cadence, health.interval]).toEqual([cadence, minutesBetween(cadence)]);
      seen[cadence] = [...crons, / at least ([\d,]*\d)/.exec(out)?.[1], /(\S+) % of Free/.exec(out)?.[1]];
    }
    expect(seen).toEqual({
      'half-hourly': ['7,37 * * * *', '11 6 * * *', '1,470', '74'],
      hourly: ['7 * * * *', '11 6 * * *', '750', '38'],
      'four-hourly': ['7 */4 * * *', '11 6 * * *', '210', '11'],
      daily: ['11 6 * * *', '30', '2'],
    });
  });

  test('says what to look at and the one next step, by the address of the repository', async () => {
    const folder = emptyRepository();
    git(folder, 'remote', 'add', 'origin', 'git@github.com:acme/things.git');
    write(folder, { '.gitignore': 'dist/\n' });
    const { out } = await steward(folder, ['init', '--yes', '--mode', 'autopilot']);
    expect(out).toContain('https://github.com/acme/things/settings/actions');
    expect(out).toContain('create and approve pull requests": on, if agents');
    expect(out).toContain('public repository: nothing is paid');
    expect(out.match(/^Next:/gm)).toHaveLength(1);
    expect(out).toContain('git add --force .github');
  });

  test('without a terminal it takes the defaults and says so; told to, it says nothing', async () => {
    const folder = emptyRepository();
    expect((await steward(folder, ['init'])).err).toContain('Nobody can be asked here');
    expect(parse(read(folder, WORKFLOW)).env).toEqual({ mode: 'suggest' });
  });

  test('at a terminal it asks for what was not said, and writes nothing without a yes', async () => {
    const folder = emptyRepository();
    const asked: string[] = [];
    const answers: Record<string, string> = {
      'How far may it go?': 'observe',
      'Where is Steward taken from?': 'source',
    };
    const questions = async () => ({
      choose: async <T extends string>(question: string, _: unknown, first: T) => {
        asked.push(question);
        return (answers[question] ?? first) as T;
      },
      text: async (_: string, __: string, fault: (answer: string) => string | undefined) => {
        expect(fault('a/b@main')).toContain('40 digits');
        expect(fault(`a/b@${COMMIT}`)).toBeUndefined();
        return `a/b@${COMMIT}`;
      },
      confirm: async () => asked.length > 2,
    });
    const no = await steward(folder, ['init', '--mode', 'assist', '--cadence', 'hourly'], { questions });
    expect(no).toMatchObject({ code: 1, err: expect.stringContaining('nothing was written') });
    expect(filesIn(folder)).toEqual({});
    expect(asked).toEqual(['Where is Steward taken from?']);
    expect(await steward(folder, ['init'], { questions })).toMatchObject({ code: 0 });
    expect(read(folder, WORKFLOW)).toContain(`uses: a/b/actions/run-cycle@${COMMIT} # v0`);
    expect(parse(read(folder, WORKFLOW)).env).toEqual({ mode: 'observe' });
  });
});

describe('init refuses', () => {
  test.each([
    ['two ways at once', ['--vendor', '--source', `a/b@${COMMIT}`], /--vendor and --source exclude each other/],
    ['an unknown cadence', ['--cadence', 'often'], /Allowed choices are half-hourly/],
    ['an unknown mode', ['--mode', 'yolo'], /Allowed choices are observe/],
    ['a tag instead of a commit', ['--source', 'a/b@v1'], /all 40 digits/],
    ['a short commit', ['--source', `a/b@${COMMIT.slice(1)}`], /all 40 digits/],
    ['a line in a source', ['--source', `a/b@${COMMIT}\n      - run: id`], /is not OWNER\/REPO@COMMIT/],
    ['an expression in a source', ['--source', `a/\${{github.token}}@${COMMIT}`], /is not OWNER\/REPO@COMMIT/],
    ['a way up in a source', ['--source', `a/..@${COMMIT}`], /is not OWNER\/REPO@COMMIT/],
    ['a comment in a source', ['--source', `a/b #@${COMMIT}`], /is not OWNER\/REPO@COMMIT/],
    ['a call of no workflow', ['--call', `a/b@${COMMIT}`], /is not OWNER\/REPO\/\.github/],
    ['a way up in a call', ['--call', `a/b/.github/workflows/../x.yml@${COMMIT}`], /is not OWNER\/REPO\/\.github/],
    ['a line in a call', ['--call', 'a/b/.github/workflows/x.yml@main\n    secrets: inherit'], /is not OWNER\/REPO/],
    ['a secret thing in a call', ['--call', 'a/b/.github/workflows/x.yml@main # x'], /is not OWNER\/REPO/],
  ])('%s', async (_, words, message) => {
    const folder = emptyRepository();
    const told = await steward(folder, ['init', '--yes', ...words]);
    expect(told).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) });
    expect(filesIn(folder)).toEqual({});
  });

  test('what is no repository, no folder, or not its top', async () => {
    const folder = temporaryFolder();
    expect(await steward(folder, ['init', '--yes'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('not a git'),
    });
    expect(await steward(folder, ['init', 'none', '--yes'])).toMatchObject({ code: 2 });
    const inner = emptyRepository();
    mkdirSync(join(inner, 'sub'));
    const told = await steward(inner, ['init', 'sub', '--yes']);
    expect(told).toMatchObject({ code: 2, err: expect.stringContaining('lies inside') });
    expect(told.err).not.toContain('--repo');
    git(folder, 'init', '--bare', '--quiet', 'bare.git');
    expect((await steward(folder, ['init', 'bare.git', '--yes'])).err).toContain('bare repository');
  });

  test('to write over a workflow or over other files, and loses nothing', async () => {
    const folder = emptyRepository();
    write(folder, { '.github/steward/LICENSE': 'mine' });
    expect((await steward(folder, ['init', '--yes'])).err).toContain('.github/steward/LICENSE');
    expect(filesIn(folder)).toEqual({ '.github/steward/LICENSE': 'mine' });
    for (const name of ['steward.yml', 'steward.yaml']) {
      const other = emptyRepository();
      write(other, { [`.github/workflows/${name}`]: 'mine' });
      const told = await steward(other, ['init', '--yes']);
      expect(told).toMatchObject({ code: 2, err: expect.stringMatching(/is there already.*\n.*--upgrade/) });
      expect(filesIn(other)).toEqual({ [`.github/workflows/${name}`]: 'mine' });
    }
  });

  test.each(['.github', '.github/workflows', '.github/steward', '.github/steward/dist'])(
    'to follow a link out of the repository: %s',
    async (path) => {
      const [folder, outside] = [emptyRepository(), temporaryFolder()];
      commit(folder, 'first');
      mkdirSync(join(folder, path, '..'), { recursive: true });
      symlinkSync(outside, join(folder, path));
      const told = await steward(folder, ['init', '--yes']);
      expect(told).toMatchObject({ code: 2, err: expect.stringContaining(`${path} is a symbolic link`) });
      expect(filesIn(outside)).toEqual({});
    },
  );
});

test('versions are compared as numbers', () => {
  expect(isNewer('0.10.0', '0.9.9')).toBe(true);
  expect(isNewer('0.9.9', '0.10.0')).toBe(false);
  expect(isNewer('1.0.0', '1.0.0')).toBe(false);
});
