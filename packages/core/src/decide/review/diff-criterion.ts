/**
 * A criterion that somebody has to look at. A few can be read off the diff: a line in the changelog, a mark or comment
 * that is gone, a test that was added. The rest is unknown: a person or a model has to look.
 */
import { codeSpan } from '../../domain/markdown.ts';
import { addedLines, isRead, type PatchLine, patchLines, removedLines } from '../../domain/patch.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import type { Criterion } from '../../domain/task.ts';
import type { Citation } from '../../domain/verdict.ts';
import type { Case, Verdict } from './criteria.ts';
import { isAltered, isSkip } from './marks.ts';
import { isChangelog, isTest } from './paths.ts';
import { unknown } from './run-verdict.ts';

type Reader = (text: string, matter: Case) => Verdict | null;

export function judgeByDiff({ text }: Criterion, matter: Case): Verdict {
  const { files } = matter.detail;
  if (files === null) return unknown('the changed files could not be read whole');
  for (const reader of READERS) {
    const verdict = reader(text, matter);
    if (verdict) return verdict;
  }
  return unknown(LOOK);
}

const LOOK = 'a person or a model has to look';
const NOTICED = 'whether users can notice is not known';

/** Whether somebody who reads the diff could decide it: nothing in it speaks against it yet. */
export const isOpenToReader = ({ reason }: Pick<Verdict, 'reason'>): boolean =>
  reason === LOOK || reason.endsWith(NOTICED);

const cite = ({ place }: Case, path: string, line?: number): Citation => ({
  text: line === undefined ? path : `${path}:${line}`,
  url: place(path, line),
});

const filesOf = ({ detail }: Case): readonly PullFile[] => detail.files ?? [];

/** A line in the changelog, under what is not released yet. */
const changelog: Reader = (text, matter) => {
  if (
    !/\bchange ?log\b|`[^`]*(?:CHANGELOG|CHANGES|HISTORY|NEWS)[^`]*`/i.test(text) ||
    !/\bline\b|\bentry\b|\bsays\b|\bmentions\b/i.test(text)
  )
    return null;
  const logs = filesOf(matter).filter(({ path, status }) => isChangelog(path) && status !== 'removed');
  const named = /`([^`]+)`/.exec(text)?.[1] ?? 'CHANGELOG.md';
  if (logs.length === 0) {
    const isConditional = /\bif\b|\bwhere\b|\bunless\b/i.test(text);
    if (isConditional) return unknown(`${codeSpan(named)} is unchanged; ${NOTICED}`);
    return notMet(`${codeSpan(named)} is unchanged`, `add a line to ${codeSpan(named)} under Unreleased`);
  }
  const entries = logs.flatMap((file) => entriesIn(file).map((line) => ({ file, line })));
  const good = entries.find(({ line }) => line.released === null);
  if (good) {
    return { ruling: 'met', reason: 'a line was added', evidence: [cite(matter, good.file.path, good.line.at)] };
  }
  const [wrong] = entries;
  if (!wrong) return notMet(`${codeSpan(logs[0]?.path ?? named)} got no new line`, 'add a line under Unreleased');
  return {
    ...notMet(`the line stands under ${codeSpan(wrong.line.released ?? '')}`, 'move it under Unreleased'),
    evidence: [cite(matter, wrong.file.path, wrong.line.at)],
  };
};

const notMet = (reason: string, hint: string): Verdict => ({ ruling: 'not-met', reason, evidence: [], hint });

const HEADING = /^(?:#{1,6}\s*|=+\s*)?\[?v?(\d+\.\d+[\w.+-]*)\]?(?:\s|$|\()/i;

/** New lines that say something, each with the release under whose heading it stands, as far as the patch shows. */
function entriesIn(file: PullFile): { at: number; released: string | null }[] {
  let released: string | null = null;
  const found: { at: number; released: string | null }[] = [];
  for (const { kind, text, line } of patchLines(file)) {
    if (kind === 'removed') continue;
    const version = HEADING.exec(text.trim())?.[1];
    if (version !== undefined && kind === 'kept') released = version;
    else if (/\bunreleased\b/i.test(text)) released = null;
    else if (
      kind === 'added' &&
      version === undefined &&
      /[\p{L}\p{N}]{3}/u.test(text) &&
      !/^#|^[-=~^*]+$/.test(text.trim())
    )
      found.push({ at: line, released });
  }
  return found;
}

/** `The mark at path:line is gone, and no other skip or exclusion takes its place.` */
const markGone: Reader = (text, matter) => {
  if (!/\b(?:mark|marks|skip|skips)\b.*\b(?:gone|removed)\b/i.test(text)) return null;
  const added = filesOf(matter).flatMap((file) =>
    addedLines(file)
      .filter((line) => isSkip(line.text) && (isTest(file.path) || isTestNamed(file.path, matter)))
      .map((line) => ({ file, line })),
  );
  const [first] = added;
  if (first) {
    return {
      ...notMet('another skip takes its place', 'let the test run instead of skipping it another way'),
      evidence: added.slice(0, 3).map(({ file, line }) => cite(matter, file.path, line.line)),
    };
  }
  const paths = pathsIn(text, matter);
  const verdict = gone(paths, (line) => isSkip(line.text), matter, 'the test');
  const altered = filesOf(matter).find((file) => paths.includes(file.path) && isTest(file.path) && isAltered(file));
  return verdict?.ruling === 'met' && altered
    ? { ...verdict, ruling: 'unknown', reason: `gone, but ${codeSpan(altered.path)} is changed otherwise too` }
    : verdict;
};

const isTestNamed = (path: string, { task }: Case): boolean => task.evidence.some((item) => item.path === path);

/** `The comment is gone from path.` */
const commentGone: Reader = (text, matter) => {
  if (!/\bcomment\b.*\bgone\b|\b(?:TODO|FIXME)\b.*\b(?:gone|removed)\b/i.test(text)) return null;
  const excerpts = matter.task.evidence.map(({ excerpt }) => bare(excerpt)).filter((excerpt) => excerpt !== '');
  const isIt = ({ text: line }: PatchLine): boolean => {
    const seen = bare(line);
    return seen !== '' && excerpts.some((excerpt) => excerpt.includes(seen) || seen.includes(excerpt));
  };
  const back = filesOf(matter).flatMap((file) =>
    addedLines(file)
      .filter(isIt)
      .map((line) => ({ file, line })),
  )[0];
  if (back) {
    return {
      ...notMet('the comment is still there, in another place', 'take it out, or do what it asks for'),
      evidence: [cite(matter, back.file.path, back.line.line)],
    };
  }
  return gone(pathsIn(text, matter), isIt, matter, 'the file');
};

const bare = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** Whether such a line was taken out of each of these files. */
function gone(
  paths: readonly string[],
  isIt: (line: PatchLine) => boolean,
  matter: Case,
  what: string,
): Verdict | null {
  if (paths.length === 0) return null;
  const seen: Citation[] = [];
  for (const path of paths) {
    const file = filesOf(matter).find((one) => one.path === path || one.before === path);
    if (!file) return notMet(`${codeSpan(path)} is unchanged`, `change ${codeSpan(path)}`);
    if (file.status === 'removed') {
      return what === 'the test'
        ? notMet(`${codeSpan(path)} was deleted`, 'bring the test back and let it run')
        : { ruling: 'met', reason: `${codeSpan(path)} was deleted`, evidence: [] };
    }
    if (!isRead(file)) return unknown(`${codeSpan(path)} could not be read whole`);
    const removed = removedLines(file).find(isIt);
    if (!removed)
      return unknown(`${codeSpan(path)} was changed, but not seen to lose it`, { evidence: [cite(matter, file.path)] });
    seen.push(cite(matter, file.path, removed.line));
  }
  return { ruling: 'met', reason: 'gone', evidence: seen.slice(0, 3) };
}

/** Paths that the criterion names, else those of the evidence. */
function pathsIn(text: string, { task }: Case): string[] {
  const named = [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replace(/:\d+$/, ''));
  const known = new Set(task.evidence.map(({ path }) => path));
  const own = named.filter((name) => known.has(name));
  return [...new Set(own.length > 0 ? own : known)];
}

const SUPPRESSION =
  /@ts-(?:ignore|nocheck|expect-error)\b|\beslint-disable|\bbiome-ignore\b|\btslint:disable|#\s*(?:type:\s*ignore|noqa|pylint:\s*disable|pyright:\s*ignore|mypy:\s*ignore)|\/\/\s*nolint\b|#!?\[allow\(|@SuppressWarnings\b|\brubocop:disable\b|\bphpcs:ignore\b|\bNOLINT\b/;

/** `No … new suppression added to get there.`: that one was added can be seen; that nothing was loosened cannot. */
const noneAdded: Reader = (text, matter) => {
  if (!/\bno\b.*\bsuppression\b/i.test(text)) return null;
  const added = filesOf(matter).flatMap((file) =>
    addedLines(file)
      .filter((line) => SUPPRESSION.test(line.text))
      .map((line) => ({ file, line })),
  );
  if (added.length === 0) return null;
  return {
    ...notMet('a suppression was added', 'mend what the check finds instead of silencing it'),
    evidence: added.slice(0, 3).map(({ file, line }) => cite(matter, file.path, line.line)),
  };
};

const READERS: readonly Reader[] = [changelog, markGone, commentGone, noneAdded];

/** Skips that a pull request adds to tests, whatever its task is. */
export const addedSkips = (files: readonly PullFile[]): { file: PullFile; line: PatchLine }[] =>
  files.flatMap((file) =>
    isTest(file.path)
      ? addedLines(file)
          .filter((line) => isSkip(line.text))
          .map((line) => ({ file, line }))
      : [],
  );
