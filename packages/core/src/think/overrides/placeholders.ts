/** What an owner's template may fill in, and where: a closed list, so that a slip of the pen is found before it is published. */
import type { Criterion, Specification } from '../../domain/task.ts';

/** How a value is put into text: as it is, or as code. A command may be typed, a list takes a line of its own. */
export type Form = 'prose' | 'code' | 'command' | 'workflow' | 'list';

export const PLACEHOLDERS = {
  title: { form: 'prose', meaning: 'the title of the task' },
  why: { form: 'prose', meaning: 'what the built-in template says under Why' },
  type: { form: 'prose', meaning: 'the type, such as `bug-fix`' },
  rule: { form: 'prose', meaning: 'the rule that found it' },
  issue: { form: 'prose', meaning: "a person's issue, such as `#212`" },
  expected: { form: 'prose', meaning: 'what the issue says should be' },
  actual: { form: 'prose', meaning: 'what the issue says is' },
  environment: { form: 'prose', meaning: 'what the issue says it was seen with' },
  steps: { form: 'prose', meaning: 'the steps that the issue gives, in one line' },
  path: { form: 'code', meaning: 'the first file cited' },
  line: { form: 'prose', meaning: 'the line cited there' },
  excerpt: { form: 'code', meaning: 'that line, or what the issue shows' },
  branch: { form: 'code', meaning: 'the default branch' },
  commit: { form: 'code', meaning: 'the commit that was read, seven digits' },
  changelog: { form: 'code', meaning: 'the changelog, where it has a place for what is not released' },
  'test-command': { form: 'command', meaning: 'runs the test that is meant, or all of them' },
  'suite-command': { form: 'command', meaning: 'runs all tests' },
  'lint-command': { form: 'command', meaning: 'runs the lint check' },
  'types-command': { form: 'command', meaning: 'runs the type check' },
  'format-command': { form: 'command', meaning: 'runs the check of the format' },
  'build-command': { form: 'command', meaning: 'builds the project' },
  'bench-command': { form: 'command', meaning: 'runs the benchmarks' },
  'test-workflow': { form: 'workflow', meaning: 'the workflow that tests pull requests' },
  criteria: { form: 'list', meaning: 'all criteria of the built-in template' },
  paths: { form: 'list', meaning: 'all paths of its scope' },
  not: { form: 'list', meaning: 'all that it says is not asked for' },
  assumptions: { form: 'list', meaning: 'all its assumptions' },
} as const satisfies Record<string, { form: Form; meaning: string }>;

export type Placeholder = keyof typeof PLACEHOLDERS;
type ListName = { [K in Placeholder]: (typeof PLACEHOLDERS)[K]['form'] extends 'list' ? K : never }[Placeholder];
export type ValueName = Exclude<Placeholder, ListName>;

export const PLACEHOLDER_NAMES = Object.keys(PLACEHOLDERS) as Placeholder[];

export const formOf = (name: Placeholder): Form => PLACEHOLDERS[name].form;

export const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name);

/** Null: not known here, so what names it is left out. Texts are as untrusted as what they came from. */
export type Values = Record<ValueName, string | null>;

/** A piece of a line: literal text, a value, or code with values in it. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: Placeholder }
  | { kind: 'code'; pieces: readonly Piece[] };
export type Line = readonly Piece[];

export interface TemplateCriterion {
  text: Line;
  check: Criterion['check'];
  command: Line | null;
}

/** An owner's template as it was read. Null: the section is not there, so the built-in one stays. */
export interface TaskTemplate {
  why: readonly Line[];
  criteria: readonly TemplateCriterion[];
  scope: { paths: readonly Line[]; not: readonly Line[] } | null;
  assumptions: readonly Line[] | null;
}

/** The built-in specification that a template is laid over, and what it may fill in. */
export interface Ground {
  specification: Specification;
  values: Values;
}
