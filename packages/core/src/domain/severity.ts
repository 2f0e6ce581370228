/** How bad a report says that something is: by its own words, not by its logs, nor by what it says does not happen. */
import { reportedProse } from './report-prose.ts';
import { SEVERITIES, type Severity } from './severity-words.ts';
import { PRIORITIES, type Priority } from './task.ts';

export interface Urgency {
  priority: Priority;
  /** In Steward's own words, most urgent first. */
  reasons: string[];
}

/** Null where the words say nothing of it. A blemish in the title is what the report is about, whatever crashes below. */
export function severityOf({ title, body }: { title: string; body: string }): Urgency | null {
  const inTitle = severitiesIn(reportedProse(title));
  const all = new Set([...inTitle, ...severitiesIn(reportedProse(body))]);
  const [subject, ...more] = [...new Set([...inTitle].map(({ priority }) => priority))];
  const blemish = subject === 'low' && more.length === 0;
  const counted = [...all].filter(({ priority }) => !blemish || priority !== 'high');
  counted.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
  const [worst] = counted;
  if (!worst) return null;
  return {
    priority: worst.priority,
    reasons: counted.filter(({ priority }) => priority === worst.priority).map(({ what }) => what),
  };
}

interface Phrase {
  severity: Severity;
  words: readonly string[];
  /** Words that, next or before, make something else of it. */
  next: readonly string[];
  before: readonly string[];
}

const PHRASES: readonly Phrase[] = SEVERITIES.flatMap((severity) =>
  severity.phrases.map((text) => {
    const [phrase = '', excepted = ''] = text.split('!');
    const except = excepted.split(',').filter(Boolean);
    const before = except.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
    return { severity, words: phrase.split(' '), next: except.filter((word) => !word.startsWith('-')), before };
  }),
);

/** By the first letters of the first word, so that a word is held against few phrases. */
const BY_START = Map.groupBy(PHRASES, ({ words: [first = ''] }) => first.slice(0, 2));

function severitiesIn(clauses: readonly string[]): Set<Severity> {
  const found = new Set<Severity>();
  for (const clause of clauses) {
    const words = clause.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
    for (let at = 0; at < words.length; at++) {
      for (const phrase of BY_START.get((words[at] ?? '').slice(0, 2)) ?? []) {
        if (found.has(phrase.severity)) continue;
        const end = endOf(phrase, words, at);
        if (end !== null && !isDenied(words, at, end)) found.add(phrase.severity);
      }
    }
    for (const severity of SEVERITIES) if (severity.parts?.some((part) => holdsPart(clause, part))) found.add(severity);
  }
  return found;
}

const GAP = 2;

const fits = (word: string | undefined, pattern: string): boolean =>
  word !== undefined && (pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern);

/** The place behind the phrase that begins at `start`; null where it does not. */
function endOf({ words: patterns, next, before }: Phrase, words: readonly string[], start: number): number | null {
  let at = start;
  let gap = 0;
  for (const pattern of patterns) {
    if (pattern === '..') {
      gap = GAP;
      continue;
    }
    let skipped = 0;
    while (skipped < gap && !fits(words[at], pattern)) {
      if (NOT.has(words[at] ?? '')) return null;
      skipped++;
      at++;
    }
    if (!fits(words[at], pattern)) return null;
    at++;
    gap = 0;
  }
  const isOther = next.some((word) => fits(words[at], word)) || before.some((word) => fits(words[start - 1], word));
  return isOther ? null : at;
}

/** These deny what is named soon behind them, over an `or`; the others only what their own verb says. */
const WITHOUT = words(
  'no without zero prevent prevents preventing avoid avoids avoiding against kein keine keinen keinem keiner ohne sans aucun aucune sin ningún ninguna sem nenhum nenhuma senza nessun nessuna без geen zonder bez',
);
const NOT = words(
  "not nothing never doesn't doesnt don't dont didn't didnt won't isn't wasn't hasn't nicht niemals nie ne n't pas jamais nunca não non mai не никогда niet nooit nie",
);
/** Behind these a denial says something else: `not only crashes`, `does not always hang`. */
const AFTER_ALL = words('only just always merely nur immer seulement toujours solo siempre só sempre только всегда');
const TURNS = words(
  'and but because since when while if after before then und aber weil wenn et mais quand y pero e mas ma и но когда',
);
const ALSO = words('and und et y e и');
const AGAIN = words('happen happens occur occurs appear auf vor');
const OVER = words('fixed gone resolved solved');

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

function isDenied(clause: readonly string[], start: number, end: number): boolean {
  return deniedBefore(clause, start) || deniedBehind(clause, end);
}

function deniedBefore(clause: readonly string[], start: number): boolean {
  for (let back = 1; back <= 3; back++) {
    const word = clause[start - back];
    if (word === undefined) return false;
    const between = clause.slice(start - back + 1, start);
    if (WITHOUT.has(word)) return !between.some((other) => TURNS.has(other) && !ALSO.has(other));
    if (NOT.has(word)) return !between.some((other) => AFTER_ALL.has(other) || TURNS.has(other));
  }
  return false;
}

/** `data loss does not occur`, `the crash is fixed`, `Datenverlust tritt nicht auf`. */
function deniedBehind(clause: readonly string[], end: number): boolean {
  const near = clause.slice(end, end + 4);
  const not = near.findIndex((word) => NOT.has(word));
  return (
    (not >= 0 && near.slice(not + 1).some((word) => AGAIN.has(word))) || near.slice(0, 2).some((word) => OVER.has(word))
  );
}

const BEFORE_PART = /(?:不|没|沒|無|无|未|没有|沒有|不会|不會|不再|避免|防止)[^，。]{0,2}$/u;
const BEHIND_PART = /^[^、。]{0,5}(?:ない|なく|ません|안|않|없)/u;

function holdsPart(clause: string, part: string): boolean {
  for (let at = clause.indexOf(part); at >= 0; at = clause.indexOf(part, at + part.length)) {
    const before = clause.slice(Math.max(0, at - 5), at);
    const behind = clause.slice(at + part.length, at + part.length + 9);
    if (!BEFORE_PART.test(before) && !BEHIND_PART.test(behind)) return true;
  }
  return false;
}
