/** What makes a suite pass by testing less. */
import { codeSpan, counted } from '../../domain/markdown.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import type { GateFinding } from '../../domain/verdict.ts';
import { addedSkips } from './diff-criterion.ts';
import { finding, type Gate, MOST_PLACES } from './gate.ts';
import { addedLines, type PatchLine, removedLines } from './patch.ts';
import { isTest } from './paths.ts';

/** Tests that disappear or stop running make any suite green. */
export const tests: Gate = (scene) => {
  const files = scene.detail.files ?? [];
  const removed = files.filter(({ path, status }) => status === 'removed' && isTest(path));
  const skips = addedSkips(files);
  return [
    ...(removed.length === 0
      ? []
      : finding(
          'tests',
          'person',
          `It deletes ${removed
            .slice(0, MOST_PLACES)
            .map(({ path }) => codeSpan(path))
            .join(', ')}: a person has to say whether that is meant.`,
        )),
    ...weakened(files),
    ...(skips.length === 0
      ? []
      : finding(
          'tests',
          'person',
          `It makes ${counted(skips.length, 'test')} not run: a person has to say whether that is meant.`,
          skips.map(({ file, line }) => ({
            text: `${file.path}:${line.line}`,
            url: scene.place(file.path, line.line),
          })),
        )),
  ];
};

const ASSERTION =
  /\bassert\b|\bassert[A-Z_]\w*|\bexpect\s*\(|\.should\b|\bt\.(?:Error|Fatal|Fail)\w*\(|\brequire\.\w+\(|\bpytest\.raises\b/;

/** That a test checks less than before is no proof of anything, and hides well among what is green. */
function weakened(files: readonly PullFile[]): GateFinding[] {
  const count = (lines: readonly PatchLine[]): number => lines.filter(({ text }) => ASSERTION.test(text)).length;
  const weaker = files.filter(
    (file) => isTest(file.path) && file.status !== 'removed' && count(removedLines(file)) > count(addedLines(file)),
  );
  if (weaker.length === 0) return [];
  const names = weaker.slice(0, MOST_PLACES).map(({ path }) => codeSpan(path));
  return finding(
    'tests',
    'person',
    `${names.join(', ')} checks less than before: a person has to say whether that is meant.`,
  );
}
