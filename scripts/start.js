#!/usr/bin/env node
// Starts Steward on Node 24 and installs what is missing first; plain JavaScript, because an older Node reads it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodePackage = `node-${process.platform}-${process.arch}`;
const runningIsEnough = Number(process.versions.node.split('.')[0]) >= 24;

function readJson(...path) {
  try {
    return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// npm keeps its own record of what it installed; comparing it with the lock file also notices an interrupted or older installation.
function differsFromLock(isWanted) {
  const wanted = readJson('package-lock.json')?.packages ?? {};
  const installed = readJson('node_modules', '.package-lock.json')?.packages ?? {};
  return Object.entries(wanted).some(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.link || !isWanted(path, entry)) return false;
    return installed[path]?.version !== entry.version || !existsSync(join(root, path));
  });
}

function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && basename(running) === 'npm-cli.js') return [process.execPath, running];
  if (process.platform !== 'win32') return ['npm'];
  return [process.execPath, join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')];
}

function install() {
  process.stderr.write('Installing the packages of package-lock.json (npm ci); this happens once.\n');
  const [command, ...first] = npmCommand();
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // Node's own standard output stays for what is started: --json must print one object and nothing else.
  const { status, error } = spawnSync(command, [...first, ...options], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  const reason = error ? error.message : `exit code ${status}`;
  stop(`Installing failed (${reason}). Run "npm ci" in ${root}, mend what it reports, and start again.`);
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function prepare(isScript) {
  const isSupported = readJson('package.json').optionalDependencies[nodePackage] !== undefined;
  if (!runningIsEnough && !isSupported) {
    stop(`Steward runs on Node 24 or newer; this is Node ${process.versions.node}. Install Node 24 and start again.`);
  }
  const needsNode = !runningIsEnough && differsFromLock((path) => path === `node_modules/${nodePackage}`);
  if (needsNode || (isScript && differsFromLock((_, entry) => !entry.optional))) install();
  if (runningIsEnough) return process.execPath;
  const node = join(root, 'node_modules', nodePackage, 'bin', 'node');
  if (!existsSync(node)) stop(`${node} is missing after installing. Install Node 24 and start again.`);
  return node;
}

// npm changes the directory to the package's root and tells in INIT_CWD where the person stands; that of another package says nothing.
function standingPlace() {
  const { npm_package_json: manifest, INIT_CWD: place } = process.env;
  const isOurs =
    manifest && existsSync(manifest) && realpathSync(manifest) === realpathSync(join(root, 'package.json'));
  return isOurs && place ? place : process.cwd();
}

function plan(given) {
  if (given[0] !== '--script') {
    const cli = join(root, 'dist', 'cli.js');
    if (!existsSync(cli)) stop(`${cli} is missing. Run "npm run build" and start again.`);
    return { isScript: false, arguments: [cli, ...given], env: { ...process.env, INIT_CWD: standingPlace() } };
  }
  if (!given[1]) stop('--script needs the path of a script: node scripts/start.js --script scripts/test.ts');
  const { INIT_CWD: _, ...env } = process.env;
  return { isScript: true, arguments: [join(root, given[1]), ...given.slice(2)], env, cwd: root };
}

function run(node, { isScript, arguments: list, env, cwd }) {
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  if (isScript) env[pathName] = [dirname(node), env[pathName]].filter(Boolean).join(delimiter);
  const child = spawn(node, list, { stdio: 'inherit', env, ...(cwd ? { cwd } : {}) });
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'];
  // A terminal sends an interrupt to the whole group: passing it on would deliver it twice.
  const forward = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  child.on('error', (error) => stop(`${node} does not start: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    for (const name of signals) process.off(name, forward);
    process.kill(process.pid, signal);
  });
}

const planned = plan(process.argv.slice(2));
run(prepare(planned.isScript), planned);
