/** What one piece of work is about, whoever asked for it: what the words of its type are made from. */
import type { IssueBrief } from '../domain/brief.ts';
import { isProjectCommand, projectCommand, type Tooling, toolsFor } from '../domain/tooling.ts';
import { codeSpan, type DraftCriterion, oneLine, shorten } from './draft.ts';

export interface Matter {
  title: string;
  /** Where it was said, as a sentence may take it up: `#212`. */
  source: string;
  steps: readonly string[];
  expected: string | null;
  actual: string | null;
  environment: string | null;
  excerpts: readonly string[];
  paths: readonly string[];
  tooling: Tooling;
  /** Starter kits of the owner; absent: none is named. */
  kits?: readonly string[];
}

/** What every task of one type says. */
export interface TypeWords {
  why(matter: Matter): string;
  criteria(matter: Matter): DraftCriterion[];
  not: readonly string[];
  assumptions(matter: Matter): string[];
}

const PHRASE_LIMIT = 180;

/** Somebody's words inside a sentence: one line, without the end that the sentence has itself. */
export const phrase = (text: string, most = PHRASE_LIMIT): string =>
  shorten(oneLine(text), most).replace(/[\s.;:,\\]+$/, '');

const said = (text: string | null): string | null => {
  const words = text === null ? '' : phrase(text);
  return words === '' ? null : words;
};

export function matterOf({ number, title, facts, paths = [], tooling, kits }: IssueBrief): Matter {
  return {
    title: phrase(title),
    source: `#${number}`,
    steps: facts.steps.map((step) => phrase(step)).filter((step) => step !== ''),
    expected: said(facts.expected),
    actual: said(facts.actual),
    environment: said(facts.environment),
    excerpts: facts.excerpts.map(oneLine).filter((line) => line !== ''),
    paths,
    tooling,
    ...(kits !== undefined && { kits }),
  };
}

/** `Expected: x.`, or nothing where there is nothing to say. */
export const stated = (label: string, words: string | null | undefined): string =>
  words === null || words === undefined ? '' : ` ${label}: ${words}.`;

/** What was shown, as code. */
export const shown = ({ excerpts: [first] }: Matter): string =>
  first === undefined ? '' : ` Shown: ${codeSpan(shorten(first, 160))}.`;

export const review = (text: string): DraftCriterion => ({ text, check: 'review' });

const POINTS = 5;

/** What is wanted, in the words it was asked for; without any, the title above has to do. */
export const wanted = ({ source, expected }: Pick<Matter, 'source' | 'expected'>): DraftCriterion =>
  review(
    expected === null
      ? `What ${source} asks for is done; the pull request says how that was seen.`
      : `What ${source} asks for holds: ${expected}.`,
  );

/** Each point that was asked for as a criterion of its own; else what is wanted as one. */
export function points({ steps, expected, source }: Matter): DraftCriterion[] {
  if (steps.length === 0) return [wanted({ source, expected })];
  const rest = steps.length - POINTS;
  return [
    ...steps.slice(0, POINTS).map((step) => review(`${step}.`)),
    ...(rest > 0 ? [review(`So does the rest that ${source} lists (${rest} more).`)] : []),
  ];
}

/** The project's own command for this, at the paths that are named or everywhere. */
export function commandFor({ tooling, paths: [path] }: Matter, kind: 'test' | 'lint' | 'types' | 'bench') {
  const own = path === undefined ? undefined : toolsFor(tooling, path)[kind]?.run;
  return own ?? projectCommand(tooling, kind);
}

/** That nothing else broke: by the workflow that runs the tests, else by the project's own command, else unsaid. */
export function suiteHolds(matter: Matter, text = 'The whole suite passes.'): DraftCriterion[] {
  const workflow = matter.tooling.workflows.find(({ runsTests }) => runsTests);
  if (workflow) return [{ text, check: 'ci', command: workflow.name }];
  const command = commandFor(matter, 'test');
  return command === undefined ? [] : [{ text, check: 'command', command }];
}

/** Where a step is a command of the project and nothing else, the command itself. */
export function commandIn({ tooling }: Matter, step: string | undefined): string | undefined {
  const command = /^(?:run\s+)?`([^`]+)`$|^(?:run\s+)?(.+)$/i
    .exec(step ?? '')
    ?.slice(1)
    .find(Boolean)
    ?.trim();
  return command !== undefined && isProjectCommand(tooling, command) ? command : undefined;
}
