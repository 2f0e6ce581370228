// The starter, on a stand-in checkout: an older Node, missing packages, other directories, signals.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../support/source.ts';

const binary = `node-${process.platform}-${process.arch}`;
let home: string;
let checkout: string;

const cli = `
const [, , ...given] = process.argv;
console.log(JSON.stringify({ given, cwd: process.cwd(), place: process.env.INIT_CWD, node: process.execPath }));
if (given[0] === 'fail') process.exit(7);
if (given[0] === 'wait') setInterval(() => {}, 1000);
`;

// Does what npm ci does to a checkout, noisily, and counts how often it is asked.
const npm = `
import { appendFileSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
console.log('added 1 package');
appendFileSync('asked.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.BREAK_NPM) process.exit(3);
mkdirSync('node_modules/${binary}/bin', { recursive: true });
copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
try { symlinkSync(${JSON.stringify(process.execPath)}, 'node_modules/${binary}/bin/node'); } catch {}
`;

function lock(version: string): string {
  return JSON.stringify({
    packages: { [`node_modules/${binary}`]: { version, optional: true }, 'node_modules/a': { version } },
  });
}

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'starter ')));
  checkout = join(home, 'a checkout');
  for (const folder of ['scripts', 'dist', 'npm', 'node_modules/a'])
    mkdirSync(join(checkout, folder), { recursive: true });
  cpSync(join(root, 'scripts/start.js'), join(checkout, 'scripts/start.js'));
  writeFileSync(
    join(checkout, 'package.json'),
    JSON.stringify({ type: 'module', optionalDependencies: { [binary]: '1.0.0' } }),
  );
  writeFileSync(join(checkout, 'package-lock.json'), lock('1.0.0'));
  writeFileSync(join(checkout, 'dist/cli.js'), cli);
  writeFileSync(
    join(checkout, 'scripts/say.ts'),
    `const text: string = process.argv[2] ?? '';\nconsole.log(text, process.cwd());`,
  );
  writeFileSync(join(checkout, 'npm/npm-cli.js'), npm);
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Way {
  cwd?: string;
  // What the starter takes the running Node and machine for.
  version?: string;
  platform?: string;
  env?: Record<string, string>;
}

function commandLine(
  given: readonly string[],
  { version = process.versions.node, platform = process.platform }: Way,
): string[] {
  const pretended = { versions: { ...process.versions, node: version }, platform };
  const lines = Object.entries(pretended).map(
    ([key, value]) => `Object.defineProperty(process,'${key}',{value:${JSON.stringify(value)}});`,
  );
  return [
    `--import=data:text/javascript,${encodeURIComponent(lines.join(''))}`,
    join(checkout, 'scripts/start.js'),
    ...given,
  ];
}

function environment(way: Way): NodeJS.ProcessEnv {
  const { npm_package_json: _, INIT_CWD: __, ...env } = process.env;
  return { ...env, npm_execpath: join(checkout, 'npm/npm-cli.js'), ...way.env };
}

function start(given: readonly string[], way: Way = {}) {
  const options = { cwd: way.cwd ?? home, env: environment(way), encoding: 'utf8' as const };
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine(given, way), options);
  return { status, stdout, stderr };
}

function timesInstalled(): number {
  const file = join(checkout, 'asked.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

describe('the starter on Node 24', () => {
  test('runs the command line where the person stands, with the arguments as given, and installs nothing', () => {
    const { status, stdout } = start(['try', '--repo', 'a b', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      given: ['try', '--repo', 'a b', '--json'],
      cwd: home,
      place: home,
      node: process.execPath,
    });
    expect(status).toBe(0);
    expect(timesInstalled()).toBe(0);
  });

  test('believes INIT_CWD when npm runs this package, and not another', () => {
    const ours = { npm_package_json: join(checkout, 'package.json'), INIT_CWD: '/elsewhere' };
    expect(JSON.parse(start(['try'], { cwd: checkout, env: ours }).stdout).place).toBe('/elsewhere');
    const theirs = { npm_package_json: join(root, 'package.json'), INIT_CWD: '/elsewhere' };
    expect(JSON.parse(start(['try'], { env: theirs }).stdout).place).toBe(home);
  });

  test('passes the exit code on', () => {
    expect(start(['fail']).status).toBe(7);
  });

  test('passes a signal on and ends by it', async () => {
    const child = spawn(process.execPath, commandLine(['wait'], {}), {
      cwd: home,
      env: environment({}),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
  });

  test('is found through a link, as npm makes one for bin', () => {
    symlinkSync(join(checkout, 'scripts/start.js'), join(home, 'steward'));
    chmodSync(join(checkout, 'scripts/start.js'), 0o755);
    const { stdout } = spawnSync(process.execPath, [join(home, 'steward'), 'status'], { cwd: home, encoding: 'utf8' });
    expect(JSON.parse(stdout).given).toEqual(['status']);
  });

  test('installs for a script what the lock file names, once, and again when it has changed', () => {
    const { stdout, stderr } = start(['--script', 'scripts/say.ts', 'hello']);
    expect(stdout).toBe(`hello ${checkout}\n`);
    expect(stderr).toContain('npm ci');
    expect(stderr).toContain('added 1 package');
    start(['--script', 'scripts/say.ts']);
    expect(timesInstalled()).toBe(1);
    writeFileSync(join(checkout, 'package-lock.json'), lock('2.0.0'));
    start(['--script', 'scripts/say.ts']);
    expect(timesInstalled()).toBe(2);
  });

  test('says how to mend an installation that fails', () => {
    const { status, stdout, stderr } = start(['--script', 'scripts/say.ts'], { env: { BREAK_NPM: '1' } });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`Run "npm ci" in ${checkout}`);
  });

  test('says that the command line is not built', () => {
    rmSync(join(checkout, 'dist/cli.js'));
    const { status, stderr } = start(['try']);
    expect(status).toBe(1);
    expect(stderr).toContain('npm run build');
  });
});

describe('the starter on an older Node', () => {
  const version = '18.20.0';

  test('installs the pinned Node and keeps standard output clean', () => {
    const { status, stdout } = start(['try', '--json'], { version });
    const { node } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(readFileSync(join(checkout, 'asked.txt'), 'utf8')).toContain('--include=optional');
    expect(realpathSync(node)).toBe(realpathSync(join(checkout, 'node_modules', binary, 'bin/node')));
    start(['try'], { version });
    expect(timesInstalled()).toBe(1);
  });

  test('asks for Node 24 where it cannot bring it', () => {
    const { status, stdout, stderr } = start(['try'], { version, platform: 'sunos' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('Install Node 24');
    expect(timesInstalled()).toBe(0);
  });
});
