/** The contract: a specification as the body of an issue, and the same body read back when memory must be rebuilt. */
import { categoryOf } from './category.ts';
import { citationLine, isOwnPage, readCitation } from './citation.ts';
import type { Evidence } from './evidence.ts';
import { joinItems, splitItems } from './items.ts';
import { codeSpan, counted, encodePath, oneLine, readCodeSpan } from './markdown.ts';
import { type Criterion, PRIORITIES, type Specification, TASK_TYPES, type TaskType } from './task.ts';

/** Fingerprints one task carries at most: what its marker can hold. */
export const FINGERPRINT_LIMIT = 300;

/** Where the specification was written: the branch, the commit and the repository's address. */
export interface Frame {
  branch: string;
  head: string;
  url: string;
}

/** What a contract says, and so what can be read back from one. */
export type Contract = Omit<Specification, 'id' | 'score' | 'dependsOn' | 'fingerprints'>;

/** The address of a line at one commit. */
export const permalink = (frame: Pick<Frame, 'head' | 'url'>, path: string, line: number): string =>
  `${frame.url}/blob/${frame.head}/${encodePath(path)}#L${line}`;

/** Whether the address is one that `permalink` makes, in the repository at `home`. */
export const isPermalink = (url: string, home: string): boolean =>
  url.slice(0, home.length).toLowerCase() === home.toLowerCase() &&
  /^\/blob\/[0-9a-f]{7,64}\/(?!\.{1,2}(?:\/|#))(?:[\w.~-]|%[0-9A-F]{2}|\/(?!\.{0,2}(?:\/|#)))+#L\d{1,9}$/.test(
    url.slice(home.length),
  );

/** Whether it leads where it says: to a line of the repository at `home`, or, without a line, to a page of its site. */
export const leadsHome = ({ line, url }: Pick<Evidence, 'line' | 'url'>, home: string): boolean =>
  line === 0 ? isOwnPage(url, home) : isPermalink(url, home);

/** `bug-fix` as people write it: `Bug fix`. */
export const typeLabel = (type: TaskType): string => {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The body of the issue, without its marker. */
export function renderContract(specification: Specification, frame: Frame): string {
  const { why, criteria, evidence, fingerprints } = specification;
  return [
    `**Why.** ${oneLine(why)}`,
    evidencePart(evidence, fingerprints.length - evidence.length),
    ['**Done when**', ...criteria.map(criterionLine)].join('\n'),
    boundary(specification),
    factsLine(specification, frame),
    `<sub>Suggested by Steward${findings(fingerprints.length)}. Close as *not planned* and it will not come back.</sub>`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The comment on a person's issue: what its own words leave open. It names no commit, so that it changes only with the task. */
export function renderCriteria(specification: Specification): string {
  return [
    '### Criteria',
    ['**Done when**', ...specification.criteria.map(criterionLine)].join('\n'),
    boundary(specification),
    factsLine(specification),
    '<sub>Drafted by Steward from this issue, which stays as it is. Close it as *not planned* and it will not come back.</sub>',
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Nothing for what a person's issue alone says: there Why names it. */
function evidencePart(evidence: readonly Evidence[], more: number): string {
  const lines = [...evidence.map(citationLine), ...(more > 0 ? [`- and ${more} more like these`] : [])];
  return lines.length === 0 ? '' : ['**Evidence**', ...lines].join('\n');
}

const findings = (count: number): string =>
  count === 0 ? '' : ` from ${count >= FINGERPRINT_LIMIT ? 'at least ' : ''}${counted(count, 'finding')}`;

const CHECK_LABEL = { command: 'command', ci: 'CI', review: 'review' } as const;

/** `1. text — command: …` */
export function criterionLine({ n, text, check, command }: Criterion): string {
  const how = command === undefined ? CHECK_LABEL[check] : `${CHECK_LABEL[check]}: ${codeSpan(oneLine(command))}`;
  return `${n}. ${oneLine(text).replace(/^(?=\\*\[[ xX]\])/, '\\')} — ${how}`;
}

function boundary({ scope, assumptions }: Specification): string {
  const paths = scope.paths.length > 0 ? ` ${scope.paths.map(codeSpan).join(', ')}.` : '';
  const not = scope.not.length > 0 ? ` Not: ${joinItems(scope.not)}.` : '';
  const lines = [
    ...(paths + not === '' ? [] : [`**Scope.**${paths}${not}`]),
    ...(assumptions.length === 0 ? [] : [`**Assumed.** ${joinItems(assumptions)}. Say so here if not.`]),
  ];
  return lines.join('\n');
}

function factsLine({ type, priority, reasons, estimate, deadline }: Specification, frame?: Frame): string {
  return [
    typeLabel(type),
    reasons.length === 0 ? priority : `${priority} (${joinItems(reasons)})`,
    `about ${duration(estimate)}`,
    ...(deadline === undefined ? [] : [`due ${deadline}`]),
    ...(frame === undefined ? [] : [`on ${codeSpan(frame.branch)} at ${frame.head.slice(0, 7)}`]),
  ].join(' · ');
}

const duration = (hours: number): string =>
  hours < 1 ? counted(Math.round(hours * 60), 'minute') : counted(hours, 'hour');

/** Reads a contract back; null for a body that is none. What people added or ticked does not matter. */
export function parseContract(title: string, body: string): Contract | null {
  const lines = linesOf(body);
  const why = after(lines, '**Why.** ');
  return why === null ? null : parseTerms(title, lines, why);
}

/** The same of a comment with criteria: why the work is wanted stands in the issue. */
export const parseCriteria = (title: string, body: string): Contract | null => parseTerms(title, linesOf(body), '');

const linesOf = (body: string): string[] => body.split(/\r?\n/).map((line) => line.trimEnd());

function parseTerms(title: string, lines: readonly string[], why: string): Contract | null {
  const facts = lines.map(readFacts).find((found) => found !== null);
  const criteria = section(lines, '**Done when**')
    .map(readCriterion)
    .filter((found) => found !== null);
  if (!facts || criteria.length === 0) return null;
  return {
    title: oneLine(title),
    ...facts,
    category: categoryOf(facts.type, title),
    why,
    criteria,
    evidence: section(lines, '**Evidence**')
      .map(readCitation)
      .filter((found) => found !== null),
    scope: readScope(after(lines, '**Scope.** ') ?? ''),
    assumptions: readAssumptions(after(lines, '**Assumed.** ')),
  };
}

const after = (lines: readonly string[], label: string): string | null =>
  lines.find((line) => line.startsWith(label))?.slice(label.length) ?? null;

const LABELS = /^(\*\*(Why\.|Evidence|Done when|Scope\.|Assumed\.)\*\*|<sub>|<!--)/;

function section(lines: readonly string[], label: string): string[] {
  const start = lines.indexOf(label);
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => LABELS.test(line));
  return end < 0 ? rest : rest.slice(0, end);
}

function readCriterion(line: string): Criterion | null {
  const head = /^(\d{1,4})\. (?:\[[ xX]\] )?/.exec(line);
  if (!head) return null;
  const rest = line.slice(head[0].length);
  for (let at = rest.lastIndexOf(' — '); at >= 0; at = at === 0 ? -1 : rest.lastIndexOf(' — ', at - 1)) {
    const how = readCheck(rest.slice(at + 3));
    if (how) return { n: Number(head[1]), text: rest.slice(0, at).replace(/^\\(?=\\*\[[ xX]\])/, ''), ...how };
  }
  return null;
}

function readCheck(text: string): Pick<Criterion, 'check' | 'command'> | null {
  const label = /^(command|CI|review)(: )?/.exec(text);
  if (!label) return null;
  const check = label[1] === 'CI' ? 'ci' : (label[1] as 'command' | 'review');
  if (text === label[1]) return { check };
  const span = label[2] === undefined ? null : readCodeSpan(text, label[0].length);
  return span && span.end === text.length ? { check, command: span.content } : null;
}

function readScope(text: string): Contract['scope'] {
  const paths: string[] = [];
  let index = 0;
  for (let span = readCodeSpan(text, index); span; span = readCodeSpan(text, index)) {
    paths.push(span.content);
    index = span.end;
    if (!text.startsWith(', ', index)) break;
    index += 2;
  }
  const not = /^\.? ?Not: (.*)\.$/.exec(text.slice(index))?.[1];
  return { paths, not: not === undefined ? [] : splitItems(not) };
}

function readAssumptions(text: string | null): string[] {
  const said = /^(.*)\. Say so here if not\.$/.exec(text ?? '')?.[1];
  return said === undefined ? [] : splitItems(said);
}

const FACTS =
  /^([A-Z][a-z ]+) · (urgent|high|medium|low)(?: \((.*)\))? · about ([\d,]{1,9}(?:\.\d{1,9})?) (minute|hour)s?(?: · due (\d{4}-\d\d-\d\d))?(?: · on |$)/;

type Facts = Pick<Contract, 'type' | 'priority' | 'reasons' | 'estimate' | 'deadline'>;

function readFacts(line: string): Facts | null {
  const found = FACTS.exec(line);
  const type = TASK_TYPES.find((name) => typeLabel(name) === found?.[1]);
  const priority = PRIORITIES.find((name) => name === found?.[2]);
  if (!found || !type || !priority) return null;
  const amount = Number(found[4]?.replaceAll(',', ''));
  return {
    type,
    priority,
    reasons: found[3] === undefined ? [] : splitItems(found[3]),
    estimate: found[5] === 'minute' ? amount / 60 : amount,
    ...(found[6] !== undefined && { deadline: found[6] }),
  };
}
