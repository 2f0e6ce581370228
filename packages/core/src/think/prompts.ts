/** Instructions of every purpose: Steward's own part, and the owner's, which a file of the repository may say otherwise. */
import { nearest } from '../domain/config-faults.ts';
import { digest } from '../domain/digest.ts';
import type { Project } from '../domain/evidence.ts';
import { PROMPTS_FOLDER, PURPOSES, type Purpose } from '../domain/prompt.ts';
import { withoutComments } from './overrides/parse.ts';
import type { TemplateFault } from './overrides/pieces.ts';
import { UNREAD, warningOf } from './overrides.ts';
import { ADOPT_ISSUE, ADOPT_TASTE } from './prompts/adopt.ts';
import { DATA_RULE } from './prompts/data.ts';
import { DIAGNOSE, DIAGNOSE_TASTE } from './prompts/diagnose.ts';
import { PLAN_DRAFT, PLAN_TASTE } from './prompts/plan-draft.ts';
import { PLAN_REVIEW, PLAN_REVIEW_TASTE } from './prompts/plan-review.ts';
import { PLAN_REVISE, PLAN_REVISE_TASTE } from './prompts/plan-revise.ts';
import { REPORT, REPORT_TASTE } from './prompts/report.ts';
import { RESEARCH, RESEARCH_TASTE } from './prompts/research.ts';
import { REVIEW_DIFF, REVIEW_TASTE } from './prompts/review.ts';
import { SPECIFY, SPECIFY_TASTE } from './prompts/specify.ts';

export interface Instructions {
  /** Steward's own: no file of the repository changes it. */
  system: string;
  /** What the owner adds, or what stands in its place. */
  owner: string;
  /** Of both: other words, another version. */
  version: string;
}

const BUILT_IN: Record<Purpose, { task: string; taste: string }> = {
  specify: { task: SPECIFY, taste: SPECIFY_TASTE },
  diagnose: { task: DIAGNOSE, taste: DIAGNOSE_TASTE },
  research: { task: RESEARCH, taste: RESEARCH_TASTE },
  adopt: { task: ADOPT_ISSUE, taste: ADOPT_TASTE },
  review: { task: REVIEW_DIFF, taste: REVIEW_TASTE },
  plan: { task: PLAN_DRAFT, taste: PLAN_TASTE },
  'plan-review': { task: PLAN_REVIEW, taste: PLAN_REVIEW_TASTE },
  'plan-revise': { task: PLAN_REVISE, taste: PLAN_REVISE_TASTE },
  report: { task: REPORT, taste: REPORT_TASTE },
};

export interface OwnPrompts {
  texts: ReadonlyMap<Purpose, string>;
  /** One for each file that is not used: all its faults. They quote the file. */
  warnings: readonly string[];
}

export const NO_PROMPTS: OwnPrompts = { texts: new Map(), warnings: [] };

export function instructionsFor(purpose: Purpose, { texts }: OwnPrompts = NO_PROMPTS): Instructions {
  const { task, taste } = BUILT_IN[purpose];
  const system = `${DATA_RULE}\n\n${task}`;
  const owner = texts.get(purpose)?.replace(BUILT_IN_MARK, () => taste) ?? taste;
  return { system, owner, version: digest(`${system}\n${owner}`, 12) };
}

/** On a line of its own in an owner's file: the words that stand there without one. */
const BUILT_IN_MARK = /^[ \t]*(?:- )?\{\{built-in\}\}[ \t]*$/m;
const ANY_MARK = /\{\{([^{}\n]{0,60})\}\}/;
const FILE_LIMIT = 3_500;
const MOST_FILES = 20;

/** The owner's own words, read from the tree: what is sound is used, what is not is told and stops nothing. */
export function readOwnPrompts({ paths, files }: Pick<Project, 'paths' | 'files'>): OwnPrompts {
  const texts = new Map<Purpose, string>();
  const warnings: string[] = [];
  const own = paths.filter((path) => path.startsWith(PROMPTS_FOLDER) && !/\/readme\.md$/i.test(path));
  for (const path of own.slice(0, MOST_FILES)) {
    const purpose = PURPOSES.find((name) => path === `${PROMPTS_FOLDER}${name}.md`);
    const text = files.find((file) => file.path === path)?.text;
    const result: Result = purpose === undefined ? strange(path) : text === undefined ? UNREAD : readWords(text);
    if (purpose !== undefined && 'words' in result) texts.set(purpose, result.words);
    else if ('faults' in result) warnings.push(warningOf(path, result.faults));
  }
  return { texts, warnings };
}

type Result = { words: string } | { faults: readonly TemplateFault[] };

function strange(path: string): Result {
  const name = path.slice(PROMPTS_FOLDER.length).replace(/\.\w+$/, '');
  const near = nearest(name.slice(0, 60), PURPOSES);
  const remedy = near ? `call it \`${near}.md\`` : `call it after one of ${PURPOSES.join(', ')}`;
  return { faults: [{ line: 1, fault: 'its name is nothing that a model is asked for', remedy }] };
}

function readWords(text: string): Result {
  if (text.length > FILE_LIMIT) {
    const fault = `it has ${text.length} characters`;
    return { faults: [{ line: 1, fault, remedy: `keep it under ${FILE_LIMIT}: it is paid for with every question` }] };
  }
  const words = withoutComments(text).trim();
  if (words === '')
    return { faults: [{ line: 1, fault: 'it says nothing', remedy: 'write a sentence, or delete it' }] };
  const rest = words.replace(BUILT_IN_MARK, '');
  const mark = ANY_MARK.exec(rest);
  if (mark !== null) {
    const line = rest.slice(0, mark.index).split('\n').length;
    const fault = `\`${mark[0]}\` stands for nothing here`;
    return { faults: [{ line, fault, remedy: 'only `{{built-in}}` does, once, on a line of its own' }] };
  }
  return { words };
}
