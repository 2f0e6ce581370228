/** Criteria as a model drafts them, held to what holds for those of templates. */
import { kitNamed } from '../../domain/starter-kits.ts';
import type { Criterion, Specification } from '../../domain/task.ts';
import type { Tooling } from '../../domain/tooling.ts';
import type { DraftCriterion } from '../draft.ts';
import { commandsOf } from '../ground.ts';
import { kitIn } from '../types/new-project.ts';
import { itemsOf, lineOf, memberOf, namesOnly } from './reading.ts';

/** What an answer may name, since the repository has it. */
export interface Bounds {
  commands: ReadonlySet<string>;
  /** Workflows of CI, by name. */
  workflows: ReadonlySet<string>;
  paths: ReadonlySet<string>;
  folders: ReadonlySet<string>;
  kits: readonly string[];
}

export function boundsOf(tooling: Tooling, paths: readonly string[], kits: readonly string[] = []): Bounds {
  const folders = new Set<string>();
  for (const path of paths)
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) folders.add(path.slice(0, end));
  return {
    commands: new Set(commandsOf(tooling)),
    workflows: new Set(tooling.workflows.map(({ name }) => name)),
    ...{ paths: new Set(paths), folders, kits },
  };
}

export const TEXT_LIMIT = 300;
const LEAST_TEXT = 8;
/** Criteria of one task. */
export const MOST_CRITERIA = 8;

/** What a check of the default branch decides, or what can be read off a diff without a model: it is never given up. */
const isCheckable = ({ check, text }: DraftCriterion): boolean =>
  check !== 'review' ||
  /\b(?:gone|removed)\b|\bno\b.*\bsuppression\b|\bchange ?log\b|`[^`]*(?:CHANGELOG|CHANGES|HISTORY|NEWS)[^`]*`/i.test(
    text,
  );

const isSameCheck = (a: DraftCriterion, b: DraftCriterion): boolean => a.check === b.check && a.command === b.command;

/** The model's criteria with all of the draft's that can be checked; null: none of the model's can stand. */
export function readCriteria(value: unknown, draft: Specification, bounds: Bounds): Criterion[] | null {
  const kept = draft.criteria.filter(isCheckable).map(({ n: _, ...criterion }) => criterion);
  const own: DraftCriterion[] = [];
  for (const item of itemsOf(value)) {
    const criterion = criterionOf(item, draft, bounds);
    if (criterion && !own.some(({ text }) => text.toLowerCase() === criterion.text.toLowerCase())) own.push(criterion);
  }
  if (own.length === 0) return null;
  // A check has one criterion, in the words of the template: a model's words do not change what a green run proves.
  const checks = kept.filter(({ check }) => check !== 'review');
  const fresh = own.filter(
    (one) => one.check === 'review' || !(checks.some((known) => isSameCheck(known, one)) || hasTwin(own, one)),
  );
  const room = Math.max(0, MOST_CRITERIA - kept.length);
  const all = [...fresh.filter((one) => !isRepeated(one, kept)).slice(0, room), ...kept];
  return all.map((criterion, index) => ({ n: index + 1, ...criterion }));
}

const hasTwin = (own: readonly DraftCriterion[], one: DraftCriterion): boolean =>
  own.findIndex((other) => isSameCheck(other, one)) < own.indexOf(one);

const isRepeated = ({ text }: DraftCriterion, kept: readonly DraftCriterion[]): boolean =>
  kept.some((known) => known.text.toLowerCase() === text.toLowerCase());

function criterionOf(item: unknown, draft: Specification, bounds: Bounds): DraftCriterion | null {
  const text = lineOf(memberOf(item, 'text'), TEXT_LIMIT, LEAST_TEXT);
  if (text === null || !isKnownWords(text, draft, bounds)) return null;
  const command = memberOf(item, 'command');
  if (typeof command !== 'string') return { text, check: 'review' };
  switch (memberOf(item, 'check')) {
    case 'command':
      return isKnownCommand(command, draft, bounds) ? { text, check: 'command', command } : { text, check: 'review' };
    case 'ci':
      return bounds.workflows.has(command) ? { text, check: 'ci', command } : { text, check: 'review' };
    default:
      return { text, check: 'review' };
  }
}

const isKnownCommand = (command: string, { criteria }: Specification, { commands }: Bounds): boolean =>
  commands.has(command) || criteria.some((one) => one.check === 'command' && one.command === command);

/**
 * What stands as code in a text is a name, or is known from the repository: whoever does the task types what stands there,
 * so a model names no command of its own. And no starter kit but the owner's.
 */
export function isKnownWords(text: string, draft: Specification, bounds: Bounds): boolean {
  const { type, title, why, criteria, evidence } = draft;
  const known = [title, why, ...criteria.flatMap((one) => [one.text, one.command ?? '']), ...evidence.map(excerpt)];
  const isKnown = (code: string): boolean =>
    isKnownCommand(code, draft, bounds) || bounds.paths.has(code) || known.some((said) => said.includes(code));
  if (!namesOnly(text, isKnown)) return false;
  const kit = type === 'new-project' ? kitIn(text) : null;
  return kit === null || kitNamed(bounds.kits, kit) !== null || known.some((said) => said.includes(kit));
}

const excerpt = (evidence: Specification['evidence'][number]): string => evidence.excerpt;

/** Paths that the tree has, with those of the draft, which are never given up. */
export function readScope(value: unknown, { scope, evidence }: Specification, bounds: Bounds): string[] {
  const isGrounded = evidence.some(({ line, path }) => line > 0 && STEERING.test(path));
  const named = itemsOf(value)
    .map((item) => (typeof item === 'string' ? item.replace(/^\.\//, '').replace(/\/+$/, '') : ''))
    .filter((path) => bounds.paths.has(path) || bounds.folders.has(path))
    .filter((path) => isGrounded || !STEERING.test(path));
  return [...new Set([...scope.paths, ...named])].slice(0, Math.max(MOST_PATHS, scope.paths.length));
}

const MOST_PATHS = 10;
/** What steers machines: no model adds it to what may be changed. */
const STEERING =
  /^(?:\.github|\.git|\.claude|\.codex|\.cursor|\.gemini)(?:\/|$)|(?:^|\/)(?:AGENTS|CLAUDE|GEMINI)\.md$/i;

const MOST_ASSUMPTIONS = 4;

/** Null: there is no list, so the draft's stand. */
export function readAssumptions(value: unknown, draft: Specification, bounds: Bounds): string[] | null {
  if (!Array.isArray(value)) return null;
  const lines = itemsOf(value)
    .map((item) => lineOf(item, 200, LEAST_TEXT))
    .filter((line) => line !== null && isKnownWords(line, draft, bounds))
    .map((line) => (line ?? '').replace(/\.$/, ''));
  return [...new Set([...draft.assumptions, ...lines])].slice(0, Math.max(MOST_ASSUMPTIONS, draft.assumptions.length));
}
