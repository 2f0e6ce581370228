/** Everything that left Steward in a stage: what it sent, what it keeps on its branch, and what its runs gave back. */
import { CANARIES, leakFinder } from '@steward/sandbox/canaries.ts';
import { faultsOf, publishedIn } from '@steward/sandbox/publication-faults.ts';
import type { Stage } from '../support/cycle.ts';

export interface Told {
  where: string;
  text: string;
}

/** Requests as they were sent, addresses included; files and messages of the state branch; and each run's own words. */
export function toldBy(stage: Stage, ...runs: unknown[]): Told[] {
  const sent = stage.sandbox.transcript.map(({ n, operation, path, requestBody }) => ({
    where: `request ${n} (${operation ?? path})`,
    text: `${path}\n${requestBody ?? ''}`,
  }));
  const branch = stage.git(['for-each-ref', 'refs/heads/steward']) === '' ? [] : branchOf(stage);
  const said = runs.flatMap((run, index) => wordsOf(run, `run ${index + 1}`));
  return [...sent, ...branch, ...said];
}

/** Every file that the branch ever held, and the messages it was written with. */
function branchOf(stage: Stage): Told[] {
  const log = stage.git(['log', '--format=%H%n%an %ae%n%B', 'refs/heads/steward/state']);
  const objects = stage.git(['rev-list', '--objects', '--filter=object:type=blob', 'refs/heads/steward/state']);
  const files = objects
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, path]) => path !== undefined && path !== '');
  const texts = stage.contents(files.map(([oid = '']) => oid));
  return [
    { where: 'messages of the state branch', text: log },
    ...files.map(([, path = ''], index) => ({ where: `state branch: ${path}`, text: texts[index] ?? '' })),
  ];
}

/** Every text inside a value, under its name. */
function wordsOf(value: unknown, where: string): Told[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (value instanceof Error) return [{ where, text: `${value.message}\n${value.stack}` }];
  if (value === null || typeof value !== 'object') return [];
  // What a runner is asked to mask is said to nobody else.
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'masks' ? [] : [...wordsOf(inner, `${where}.${key}`), { where: `${where}: a key`, text: key }],
  );
}

/** Where something of a canary, or of the world's own tokens, can be read; empty is good. */
export function leaksIn(stage: Stage, told: readonly Told[]): string[] {
  const tokens = stage.sandbox.world.data.tokens.map(({ token }) => ({ name: 'the token', secret: token.slice(4) }));
  const find = leakFinder([...CANARIES, ...tokens]);
  return told.flatMap(({ where, text }) => find(text).map((leak) => `${where}: ${leak}`));
}

/** What could act in the titles and bodies of issues that were sent; empty is good. */
export function faultsIn(stage: Stage): string[] {
  const home = `${stage.sandbox.serverUrl}/${stage.sandbox.repository}`;
  return stage.sandbox.transcript
    .filter((record) => record.write && record.kind !== 'git' && record.requestBody !== null)
    .flatMap((record) => {
      const { title, body } = publishedIn(record.requestBody ?? '');
      return [...title, ...body].flatMap((text) =>
        faultsOf(text, home).map((fault) => `${record.operation ?? record.path}: ${fault} in ${text.slice(0, 4000)}`),
      );
    });
}
