/** What makes a suite pass by testing less. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { PatchLine } from '../../domain/patch.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import type { Task } from '../../domain/task.ts';
import type { GateFinding } from '../../domain/verdict.ts';
import { checksLess } from './checked.ts';
import { choicesOf } from './commands.ts';
import { addedSkips } from './diff-criterion.ts';
import { type Escape, endings, knowing, reaching } from './escapes.ts';
import { finding, type Gate, MOST_PLACES, type Scene } from './gate.ts';
import { isAltered, isCited } from './marks.ts';
import { isTest } from './paths.ts';
import { steersTests } from './steering.ts';

/** Tests that disappear, stop running or check less make any suite green. */
export const tests: Gate = (scene) => {
  const files = scene.detail.files ?? [];
  const gone = files.filter(
    ({ path, before, status }) =>
      (status === 'removed' && isTest(path)) || (before !== null && isTest(before) && !isTest(path)),
  );
  const present = files.filter(({ path, status }) => isTest(path) && status !== 'removed');
  return [
    ...told(gone, (names) => `It deletes ${names}`, 'before'),
    ...told(present.filter(checksLess), (names) => `${names} checks less than before`),
    ...told(alteredIn(scene, present), (names) => `${names} is changed beyond what lets the test run`),
    ...told(files.filter(steersTests), (names) => `${names} says which tests run, or how`),
    ...placed(scene, addedSkips(files), (many) => `It makes ${counted(many, 'test')} not run`),
    ...placed(scene, endings(files), () => 'It ends the program as if all were well, which a suite takes for a pass'),
    ...placed(scene, knowing(files), () => 'Its code asks whether it is tested'),
    ...placed(scene, reaching(files), () => 'A test file changes what other tests do'),
  ];
};

const ASK = 'a person has to say whether that is meant.';

function told(
  files: readonly PullFile[],
  say: (names: string) => string,
  name: 'path' | 'before' = 'path',
): GateFinding[] {
  if (files.length === 0) return [];
  const names = files.slice(0, MOST_PLACES).map((file) => codeSpan(file[name] ?? file.path));
  return finding('tests', 'person', `${say(names.join(', '))}: ${ASK}`);
}

function placed(
  { place }: Scene,
  found: readonly (Escape | { file: PullFile; line: PatchLine })[],
  say: (many: number) => string,
): GateFinding[] {
  if (found.length === 0) return [];
  const places = found.map(({ file, line }) => ({
    text: `${file.path}:${line.line}`,
    url: place(file.path, line.line),
  }));
  return finding('tests', 'person', `${say(found.length)}: ${ASK}`, places);
}

/** Where a command of the task chooses a test, its criterion says so; where none does, nobody else would. */
function alteredIn({ task }: Scene, files: readonly PullFile[]): PullFile[] {
  if (task === null || task.criteria.some(chooses)) return [];
  return files.filter((file) => isCited(task, file) && isAltered(file));
}

const chooses = ({ command, check }: Task['criteria'][number]): boolean => {
  if (command === undefined || check !== 'command') return false;
  const { paths, names } = choicesOf(command);
  return paths.length + names.length > 0;
};
