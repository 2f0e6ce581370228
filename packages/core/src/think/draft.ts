/** What a template says, before the parts that all specifications share are added; and the words templates share. */
import type { Brief } from '../domain/brief.ts';
import type { Finding } from '../domain/evidence.ts';
import { codeSpan, counted, oneLine, shorten } from '../domain/markdown.ts';
import type { Criterion, Priority, Specification, TaskType } from '../domain/task.ts';
import { languageOf, toolsFor } from '../domain/tooling.ts';

export type DraftCriterion = Omit<Criterion, 'n'>;

export interface Draft {
  title: string;
  type: TaskType;
  /** No more and no less urgent than this, whatever the score. */
  priority: { least: Priority; most: Priority };
  why: string;
  criteria: DraftCriterion[];
  scope: Specification['scope'];
  assumptions: string[];
  /** Hours. */
  estimate: number;
}

/** Findings of one cause: the first is the one that matters most. */
export type Template = (brief: Brief, findings: readonly [Finding, ...Finding[]]) => Draft;

/** A fact as text; undefined where the rule did not say it or said nothing. */
export function fact(finding: Finding, name: string): string | undefined {
  const value = finding.facts[name];
  if (value === undefined || value === false) return undefined;
  const text = oneLine(String(value));
  return text === '' ? undefined : text;
}

export function amount(finding: Finding, name: string): number | undefined {
  const value = finding.facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value all findings share, if they do. */
export function shared(findings: readonly Finding[], name: string): string | undefined {
  const values = new Set(findings.map((finding) => fact(finding, name)));
  return values.size === 1 ? [...values][0] : undefined;
}

export const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const pathsOf = (findings: readonly Finding[]): string[] => distinct(findings.map(({ path }) => path));

export const TITLE_LIMIT = 120;
const QUOTE = { most: 70, least: 20 };

/** Somebody's words inside a title, where there is no Markdown but backticks; cut between words. */
function quoted(text: string, most: number): string {
  const line = oneLine(text.replace(/[`“”]/g, "'"));
  if ([...line].length <= most) return `“${line}”`;
  const cut = shorten(line, most).slice(0, -1);
  return `“${cut.slice(0, Math.max(cut.lastIndexOf(' '), cut.length - 15)).replace(/[\s,;:.]+$/, '')}…”`;
}

/** A title that quotes as much as there is room for; undefined where what is left would say nothing. */
export function titleQuoting(text: string, frame: { before?: string; after?: string }): string | undefined {
  const { before = '', after = '' } = frame;
  const room = Math.min(QUOTE.most, TITLE_LIMIT - [...before, ...after].length - 2);
  return room < Math.min(QUOTE.least, [...text].length) ? undefined : `${before}${quoted(text, room)}${after}`;
}

/** With the title of the issue or pull request that is cited: nobody knows its number by heart. */
export const aboutPage = (title: string, { excerpt }: Finding): string =>
  excerpt === '' ? title : (titleQuoting(withoutStop(excerpt), { before: `${title}: ` }) ?? title);

/** A path inside a title: where it is too long, its last folders only. */
export function titlePath(path: string, most = 60): string {
  if ([...path].length <= most) return codeSpan(path);
  const parts = path.split('/');
  while (parts.length > 1 && [...parts.join('/')].length > most - 2) parts.shift();
  return codeSpan(`…/${shorten(parts.join('/'), most - 2)}`);
}

/** A sentence's end is not doubled by the one behind it. */
export const withoutStop = (text: string): string => text.replace(/(?<=[^.\s])\.$/, '');

/** A name in code, cut where it is too long to be one. */
export const named = (name: string, most = 80): string => codeSpan(shorten(name, most));

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `4 March 2026` */
export function dateOf(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** When the first finding's line was last changed, as people write it. */
export const changedOn = ({ since }: Brief): string | undefined => (since === null ? undefined : dateOf(since));

/** `a`, `b` and 3 more */
export function list(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** That nothing else broke: by the workflow that runs the tests, else by the project's own command, else unsaid. */
export function suitePasses(brief: Brief, path: string): DraftCriterion[] {
  const workflow = brief.tooling.workflows.find(({ runsTests }) => runsTests);
  if (workflow) return [{ text: 'The whole suite passes.', check: 'ci', command: workflow.name }];
  const command = languageOf(path) === null ? onlyTest(brief) : toolsFor(brief.tooling, path).test?.run;
  return command === undefined ? [] : [{ text: 'The whole suite passes.', check: 'command', command }];
}

/** The command that tests the project, where all its languages have one and the same. */
function onlyTest({ tooling }: Brief): string | undefined {
  const commands = distinct(Object.values(tooling.tools).map(({ test }) => test?.run));
  return commands.length === 1 ? commands[0] : undefined;
}

/** A line in the changelog, where the project keeps one. */
export function changelogSays({ tooling: { changelog } }: Pick<Brief, 'tooling'>): DraftCriterion[] {
  if (changelog === null) return [];
  return [{ text: `${codeSpan(changelog)} has a line about it, if users can notice the change.`, check: 'review' }];
}

export const withChangelog = (
  { tooling: { changelog } }: Pick<Brief, 'tooling'>,
  paths: readonly string[],
): string[] => (changelog === null ? [...paths] : distinct([...paths, changelog]));

export { codeSpan, counted, oneLine, shorten };
