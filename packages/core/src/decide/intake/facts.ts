/** What a report says of a fault: how it is seen, what should be, what is. Found, never guessed. */
import type { IssueFacts } from '../../domain/brief.ts';
import { oneLine } from '../../domain/markdown.ts';
import { blocksOf, ERROR, isRunnable, spansIn, typedIn } from './code.ts';
import type { Section } from './headings.ts';
import type { Piece } from './pieces.ts';

const MOST_STEPS = 10;
const MOST_EXCERPTS = 4;

export function factsOf(pieces: readonly Piece[]): IssueFacts {
  const sentences = sentencesOf(pieces);
  const steps = stepsIn(pieces);
  const wanted = sentenceWith(sentences, EXPECTED);
  const expected = sectionText(pieces, 'expected') ?? wanted;
  const errors = errorsIn(pieces);
  const others = sentences.filter(({ text }) => text !== expected && text !== wanted);
  const shown = others.filter(({ text }) => /[`"“«\d]/.test(text));
  const actual =
    sectionText(pieces, 'actual') ??
    sentenceWith(shown, ACTUAL) ??
    errors.at(-1) ??
    answersIn(pieces) ??
    sentenceWith(others, ACTUAL);
  const calls = steps.filter((step) => isRunnable(step));
  return {
    steps: steps.slice(0, MOST_STEPS),
    expected: expected && withoutLead(expected),
    actual,
    environment: environmentIn(pieces, sentences),
    excerpts: [...new Set([...errors, ...calls])].slice(0, MOST_EXCERPTS),
  };
}

/** What a wish says: its points one by one where it has them, and what is wanted in a sentence or two. */
export function wishOf(pieces: readonly Piece[]): IssueFacts {
  const told = pieces.filter(
    ({ kind, section }) => kind !== 'code' && section !== 'aside' && section !== 'environment',
  );
  const wished = told.filter(({ section }) => section === 'wish');
  const own = wished.length > 0 ? wished : told;
  const items = own.filter(({ kind }) => kind === 'item').map(({ text }) => oneLine(text));
  const prose = own.filter(({ kind }) => kind === 'prose').map(({ text }) => text);
  const expected = oneLine(beginning(prose.join(' ')));
  const points = items.length >= 2 ? items : [];
  return {
    ...{ steps: points.slice(0, MOST_STEPS), expected: expected === '' ? null : expected, actual: null },
    ...{ environment: null, excerpts: [] },
  };
}

/** Whether somebody who has only this can see the fault happen, and know it when they see it. */
export const isRepeatable = ({ steps, expected, actual }: IssueFacts): boolean =>
  steps.length > 0 && (expected !== null || actual !== null);

const LEAD =
  /^(?:(?:what )?(?:i|we)(?:'d| would| had| have)? )?(?:expect(?:ed)?|erwartet(?: hätte ich)?|attendu|esperado)(?: (?:is|was|to see))?\s?[:：,]?\s+(?=\S)/i;

/** `Expected: 5400` is `5400`. */
const withoutLead = (text: string): string => text.replace(LEAD, '') || text;

const textsIn = (pieces: readonly Piece[], section: Section): Piece[] =>
  pieces.filter((piece) => piece.section === section);

/** What stands under such a heading: the first sentences, or what the code there shows. */
function sectionText(pieces: readonly Piece[], section: 'expected' | 'actual'): string | null {
  const own = textsIn(pieces, section);
  const prose = own.filter(({ kind }) => kind !== 'code').slice(0, 3);
  const shown = own.find(({ kind }) => kind === 'code');
  const said = beginning(prose.map(({ text }) => text).join(' '));
  const code = shown && (typedIn(shown.text).output[0] ?? shown.text.split('\n')[0]);
  const text = oneLine(said === '' ? (code ?? '') : /[:：]$/.test(said) && code ? `${said} ${code}` : said);
  return text === '' ? null : text;
}

/** Whole sentences, as many as are read at a glance. */
function beginning(text: string): string {
  const [first = '', ...more] = text.split(SENTENCE_END);
  let said = first;
  for (const sentence of more) {
    if (said.length + sentence.length > 140) break;
    said += ` ${sentence}`;
  }
  return said;
}

const SENTENCE_END = /(?<=[.!?](?:["')\]`]|\*\*)?)\s+(?=[\p{Lu}\d`"'(])|(?<=[。！？])/u;

function stepsIn(pieces: readonly Piece[]): string[] {
  const under = textsIn(pieces, 'steps');
  const shown = under.some(({ kind }) => kind === 'code');
  const taken = under
    .filter(({ kind }) => kind !== 'prose' || !shown)
    .flatMap(({ kind, text }) => (kind === 'code' ? stepsOf(text) : [oneLine(text)]));
  if (taken.length > 0) return taken.filter(isStep);
  const elsewhere = pieces.filter(({ section }) => section !== 'log' && section !== 'environment');
  const typed = blocksOf(elsewhere).flatMap(({ text }) => stepsOf(text));
  if (typed.some(isRunnable)) return typed.filter(isStep);
  const spans = elsewhere.flatMap(({ kind, text }) => (kind === 'code' ? [] : spansIn(text)));
  const runnable = [...new Set(spans.filter(isRunnable))];
  if (runnable.length > 0) return runnable.slice(0, 3);
  const items = elsewhere.filter(({ kind, section }) => kind === 'item' && section === null);
  return items.length >= 2 ? items.map(({ text }) => oneLine(text)) : [];
}

/** What was typed; what only brings in the library goes without saying. */
function stepsOf(block: string): string[] {
  const { input } = typedIn(block);
  const rest = input.filter((line) => !/^(?:import|from)\s[\w., ]+(?:\simport\s[\w., *]+)?$/.test(line));
  return (rest.length > 0 ? rest : input).map(oneLine);
}

/** Not the leftovers of a form: `1. Go to '...'`. */
const isStep = (step: string): boolean => /[\p{L}\p{N}]/u.test(step) && !/['"`]\.{2,3}['"`]/.test(step);

interface Sentence {
  text: string;
  section: Section | null;
}

function sentencesOf(pieces: readonly Piece[]): Sentence[] {
  return pieces
    .filter(({ kind, section }) => kind !== 'code' && section !== 'environment' && section !== 'log')
    .flatMap(({ text, section }) => text.split(SENTENCE_END).map((sentence) => ({ text: oneLine(sentence), section })))
    .filter(({ text }) => text !== '');
}

const EXPECTED =
  /\b(?:expect(?:ed|s|ing)?|should(?:n't| not)?(?: \w+)? (?:be|return|print|give|have|start|stay|raise|say|show|read|accept|exit|keep|contain|end|work|come)|should be|supposed to|ought to|according to|(?:docs?|documentation|changelog|readme) (?:still )?(?:says?|promises?)|erwartet?e?|sollte|devrait|attendu|attendais|espero|esperaba|esperado|esperava|debería|deveria|dovrebbe|atteso|verwacht|zou(?:den)? \w+ moeten|oczekiw\w+|powin\w+)|ожида|долж[ен]|期望|预期|預期|应该|應該|应当|應當|期待|べき|はず|기대|해야/iu;

const ACTUAL =
  /\b(?:instead|but (?:it|i|the|there|that|dur|nothing|get)|returns?|gives?|prints?|shows?|got|gets?|get|raises?|throws?|crash\w*|fails?|failed|refused?s?|dropped|ignored?s?|wrong|hangs?|stuck|breaks?|broken|error|lost|missing|doesn't|does not|can't|cannot|exits?|comes? out|stattdessen|tatsächlich|liefert|gibt|kommen|verschluckt|falsch|bricht|renvoie|affiche|plante|devuelve|muestra|falla|retorna|falha|restituisce|mostra|geeft|zwraca|pokazuje)\b|выда[её]т|возвращает|вместо|падает|返回|得到|变成|報錯|报错|错误|忽略|になる|なって|返す|なく|エラー|반환|나옵|오류/iu;

const sentenceWith = (sentences: readonly Sentence[], pattern: RegExp): string | null =>
  sentences.find(({ text, section }) => section !== 'steps' && pattern.test(text))?.text ?? null;

/** Lines that a program failed with. */
function errorsIn(pieces: readonly Piece[]): string[] {
  const inBlocks = blocksOf(pieces).flatMap(({ text }) => text.split('\n').map((line) => line.trim()));
  const inSpans = pieces.flatMap(({ kind, text }) => (kind === 'code' ? [] : spansIn(text)));
  return [...inBlocks, ...inSpans].filter((line) => ERROR.test(line) && !line.startsWith('Traceback')).map(oneLine);
}

/** What the program answered to what was typed. */
function answersIn(pieces: readonly Piece[]): string | null {
  const answers = blocksOf(pieces)
    .filter(({ section }) => section !== 'expected')
    .map(({ text }) => typedIn(text))
    .filter(({ input, output }) => input.length > 0 && output.length > 0);
  return answers.at(-1)?.output.slice(0, 3).map(oneLine).join('; ') ?? null;
}

const VERSION = /\b(?:v|version |ver\.? )?\d{1,4}\.\d{1,4}(?:\.\d{1,6})?(?:[-+.]\w{1,20})?\b/i;

/** Versions and systems: what the form says, else the sentence that names a version. */
function environmentIn(pieces: readonly Piece[], sentences: readonly Sentence[]): string | null {
  const said = textsIn(pieces, 'environment')
    .filter(({ kind }) => kind !== 'code')
    .map(({ text }) => oneLine(text).replace(/[.;]$/, ''));
  if (said.length > 0) return said.slice(0, 4).join(', ');
  const named = sentences.find(({ text }) => VERSION.test(text.replace(/`[^`\n]*`/g, '')) && text.length <= 160);
  return named?.text.replace(/[.;]$/, '') ?? null;
}
