// An action's contract: action.yml, its inputs and its README say the same, and its code has the shape that every other has.
import { existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ActionManifest, readManifests } from '../../scripts/action-docs.ts';
import { outdated } from '../../scripts/docs.ts';
import { readSources, root, type Source } from '../support/source.ts';
import { importsOf, type Node, parse, walk } from '../support/syntax.ts';

const required = ['README.md', 'action.yml', 'flow.ts', 'inputs.ts', 'main.ts'];
const optional = ['prompt.md'];

function manifestFaults(
  manifest: ActionManifest,
  inputNames: readonly string[],
  distFiles: readonly string[],
): string[] {
  const { folder, runs, inputs, outputs } = manifest;
  const name = folder.split('/').at(-1);
  const main = `../../dist/${name}.js`;
  const faults: string[] = [];
  if (runs.using !== 'node24') faults.push(`runs on ${runs.using}, not node24`);
  if (runs.main !== main) faults.push(`main is ${runs.main}, not ${main}`);
  if (!distFiles.includes(`${name}.js`)) faults.push(`dist/${name}.js is missing`);
  const described = { ...inputs, ...outputs };
  for (const [key, { description }] of Object.entries(described))
    if (!description?.trim()) faults.push(`${key} has no description`);
  for (const key of Object.keys(inputs)) if (!inputNames.includes(key)) faults.push(`inputs.ts lacks ${key}`);
  for (const key of inputNames) if (!(key in inputs)) faults.push(`action.yml lacks ${key}`);
  return faults.map((fault) => `${folder}: ${fault}`);
}

function callee(statement: Node): string | undefined {
  const expression = statement.expression as Node | undefined;
  const call = (expression?.type === 'AwaitExpression' ? expression.argument : expression) as Node | undefined;
  return call?.type === 'CallExpression' ? ((call.callee as Node).name as string) : undefined;
}

// main.ts hands a name, an input table and a flow to runAction, and nothing else.
function mainFaults(source: Source): string[] {
  const lines = source.text.trimEnd().split('\n').length;
  const body = parse(source).body as Node[];
  const rest = body.filter(({ type }) => type !== 'ImportDeclaration');
  const isPlain = rest.length === 1 && rest[0] !== undefined && callee(rest[0]) === 'runAction';
  const faults = [
    ...(lines > 12 ? [`${lines} lines, at most 12`] : []),
    ...(isPlain ? [] : ['calls something besides runAction']),
  ];
  return faults.map((fault) => `${source.path}: ${fault}`);
}

const notInFlow = new Set(['process', 'fetch', 'console', 'setTimeout']);

// A flow names the rooms in order: runAction has the only catch, and whatever waits or speaks is a port.
function flowFaults(source: Source): string[] {
  const tree = parse(source);
  const lines = source.text.trimEnd().split('\n').length;
  const found = [...walk(tree)].flatMap(({ node, parent }) => {
    if (node.type === 'TryStatement') return ['has a try of its own'];
    const isProperty = parent?.type === 'MemberExpression' && parent.object !== node;
    return node.type === 'Identifier' && notInFlow.has(node.name as string) && !isProperty ? [`uses ${node.name}`] : [];
  });
  const rooms = importsOf(source).filter(({ from }) => from.startsWith('@steward/core/') || from.startsWith('../'));
  const faults = [
    ...found,
    ...(lines > 120 ? [`${lines} lines: a flow is read aloud, at most 120`] : []),
    ...(rooms.length === 0 ? ['joins no room'] : []),
  ];
  return faults.map((fault) => `${source.path}: ${fault}`);
}

function folderFaults(folder: string, files: readonly string[]): string[] {
  const missing = required.filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
  const foreign = files
    .filter((file) => ![...required, ...optional].includes(file))
    .map((file) => `${file} does not belong`);
  return [...missing, ...foreign].map((fault) => `${folder}: ${fault}`);
}

const folders = globSync('actions/*/', { cwd: root }).map((folder) => folder.replaceAll('\\', '/').replace(/\/$/, ''));
const distFiles = existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : [];

async function inputNames(folder: string): Promise<string[]> {
  const { inputs } = await import(pathToFileURL(join(root, folder, 'inputs.ts')).href);
  if (typeof inputs !== 'object' || inputs === null)
    throw new Error(`${folder}/inputs.ts does not export a table named inputs`);
  return Object.keys(inputs);
}

describe('every action', () => {
  test('is a folder of the same files', () => {
    expect(folders.flatMap((folder) => folderFaults(folder, readdirSync(join(root, folder))))).toEqual([]);
  });

  test('promises in action.yml what inputs.ts reads, and its code is in dist', async () => {
    const faults = readManifests(root).map(async (manifest) =>
      manifestFaults(manifest, await inputNames(manifest.folder), distFiles),
    );
    expect((await Promise.all(faults)).flat()).toEqual([]);
  });

  test('is documented as action.yml says, and so is everything generated', async () => {
    expect([...(await outdated(root)).keys()]).toEqual([]);
  });

  test('starts with a main that only calls runAction', () => {
    expect(readSources(/^actions\/[^/]+\/main\.ts$/).flatMap(mainFaults)).toEqual([]);
  });

  test('has a flow that only joins rooms', () => {
    expect(readSources(/^actions\/[^/]+\/flow\.ts$/).flatMap(flowFaults)).toEqual([]);
  });
});

describe('the checks of actions notice', () => {
  const manifest: ActionManifest = {
    folder: 'actions/run-cycle',
    name: 'Run',
    description: 'Runs',
    runs: { using: 'node24', main: '../../dist/run-cycle.js' },
    inputs: { mode: { description: 'How far it goes' } },
    outputs: { moves: { description: 'What it did' } },
  };

  test('nothing in a sound action', () => {
    expect(manifestFaults(manifest, ['mode'], ['run-cycle.js'])).toEqual([]);
    expect(folderFaults('actions/x', required)).toEqual([]);
  });

  test.each([
    ['an input that inputs.ts lacks', manifest, [], ['run-cycle.js']],
    ['an input that action.yml lacks', manifest, ['mode', 'focus'], ['run-cycle.js']],
    ['a missing bundle', manifest, ['mode'], []],
    ['another Node', { ...manifest, runs: { ...manifest.runs, using: 'node20' } }, ['mode'], ['run-cycle.js']],
    ['another main', { ...manifest, runs: { ...manifest.runs, main: 'main.ts' } }, ['mode'], ['run-cycle.js']],
    ['a missing description', { ...manifest, outputs: { moves: {} } }, ['mode'], ['run-cycle.js']],
  ])('%s', (_, changed, names, files) => {
    expect(manifestFaults(changed, names, files)).toHaveLength(1);
  });

  test.each([
    "import { runAction } from 'r';\nconst a = 1;\nawait runAction({ a });",
    "import { start } from 'r';\nawait start();",
    `import { runAction } from 'r';\n${'\n'.repeat(12)}await runAction();`,
  ])('a main like %j', (text) => {
    expect(mainFaults({ path: 'actions/x/main.ts', text })).toHaveLength(1);
  });

  test.each(['try { a(); } catch {}', 'const a = process.env.A;', "console.log('a');", ''])(
    'a flow like %j',
    (text) => {
      const path = 'actions/x/flow.ts';
      const expected =
        text === '' ? ['actions/x/flow.ts: joins no room'] : expect.arrayContaining([expect.stringContaining(path)]);
      const before = text === '' ? '' : "import { a } from '@steward/core/act/perform.ts';\n";
      expect(flowFaults({ path, text: before + text })).toEqual(expected);
    },
  );

  test('a missing and a foreign file', () => {
    expect(folderFaults('actions/x', ['README.md', 'action.yml', 'inputs.ts', 'main.ts', 'more.ts'])).toEqual([
      'actions/x: flow.ts is missing',
      'actions/x: more.ts does not belong',
    ]);
  });
});
