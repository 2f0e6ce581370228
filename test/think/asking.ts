/** Questions as flows would put them, up to the clean prompt: of rules' causes, of an issue, of a diff. */

import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { EgressSettings } from '@steward/core/domain/egress-settings.ts';
import type { SourceFile } from '@steward/core/domain/evidence.ts';
import type { Plan } from '@steward/core/domain/plan.ts';
import type { CleanedPrompt, PromptDraft } from '@steward/core/domain/prompt.ts';
import type { PullFile } from '@steward/core/domain/pull-request.ts';
import type { Wording } from '@steward/core/domain/wording.ts';
import { cleanPrompt } from '@steward/core/guard/prompt.ts';
import type { SecretFinding } from '@steward/core/ports.ts';
import { type Figure, figuresOf } from '@steward/core/think/figures.ts';
import type { Ground } from '@steward/core/think/ground.ts';
import { instructionsFor, type OwnPrompts } from '@steward/core/think/prompts.ts';
import { type AdoptMatter, draftCriteria } from '@steward/core/think/questions/adopt.ts';
import { draftGrade, type GradeMatter } from '@steward/core/think/questions/grade.ts';
import { draftPlanning, type PlanPurpose } from '@steward/core/think/questions/plan.ts';
import { draftReport } from '@steward/core/think/questions/report.ts';
import { draftSpecify, type SpecifyMatter } from '@steward/core/think/questions/specify.ts';
import { specify, specifyIssue } from '@steward/core/think/template.ts';
import { FILES } from '../support/pulls.ts';
import { days, Story } from '../support/story.ts';
import { BRIEFS, PYTHON } from './briefs.ts';
import { ISSUES } from './issues.ts';

export const EGRESS = DEFAULT_CONFIG.egress;

const source = (path: string, lines: readonly string[], language: SourceFile['language'] = 'python'): SourceFile => ({
  ...{ path, blob: 'b', text: `${lines.join('\n')}\n`, language, role: 'source' },
});

const TEST_LINES = [
  'import pytest',
  ...Array.from({ length: 38 }, (_, at) => `# line ${at + 2}`),
  '',
  '@pytest.mark.skip("spaces")',
  'def test_spaces():',
  '    assert parse("1h 30m") == 5400',
];

export const TREE: Ground['project'] = {
  paths: [
    ...['src/dur/parse.py', 'src/dur/session.py', 'tests/test_parse.py', 'CHANGELOG.md', 'CONTRIBUTING.md'],
    ...['.github/steward/goals.md', '.github/workflows/test.yml', 'legal/contract.md', 'README.md'],
  ],
  files: [
    source('tests/test_parse.py', TEST_LINES),
    source('src/dur/session.py', ['import os', '', 'class Session:', '    pass']),
    source('CONTRIBUTING.md', ['# Contributing', '', 'Run `ruff check .` first.'], null),
    source('.github/steward/goals.md', ['# Goals', '', '- Read weeks as well: half of the reports ask for it'], null),
  ],
};

export const groundOf = (change: Partial<Ground> = {}): Ground => ({
  ...{ repository: 'octo/dur', branch: 'main', project: TREE, tooling: PYTHON, egress: EGRESS },
  ...change,
});

const briefOf = (name: string) => {
  const brief = BRIEFS[name];
  if (!brief) throw new Error(`there is no brief ${name}`);
  return brief;
};

export const DRAFTS = ['skipped-test', 'untested-source', 'todo'].map((name) => ({
  specification: specify(briefOf(name)),
  ...(name === 'skipped-test' && { related: ['Spaces between hours and minutes'] }),
}));

export const specifyDraft = (change: Partial<SpecifyMatter> = {}): PromptDraft =>
  draftSpecify({
    ...{
      drafts: DRAFTS,
      ground: groundOf(),
      known: [{ title: 'Parse weeks', evidence: [] }],
      instructions: instructionsFor('specify'),
    },
    ...change,
  });

/** What failed on the default branch, the workflow with lines of its log. */
export const FAILED = ['failing-workflow', 'failed-deployment'].map((name) => {
  const specification = specify(briefOf(name));
  const [first] = specification.evidence;
  if (!first) throw new Error(`${name} has no evidence`);
  const log = { ...first, path: 'log of test', line: 0, excerpt: "ImportError: no module named 'dur.weeks'" };
  return {
    specification:
      name === 'failing-workflow' ? { ...specification, evidence: [...specification.evidence, log] } : specification,
  };
});

export const READ = ['stale-pull-request', 'conflicting-pull-request'].map((name) => ({
  specification: specify(briefOf(name)),
}));

export const wordingDraft = (purpose: Wording, drafts: SpecifyMatter['drafts']): PromptDraft =>
  specifyDraft({ drafts, purpose, instructions: instructionsFor(purpose) });

export const KITS = {
  'Laravel-React': { from: 'https://github.com/octo/laravel-react' },
  'create-vite': { from: 'npm create vite' },
};

export function adoptMatter(name: string, text: string, change: Partial<AdoptMatter> = {}): AdoptMatter {
  const brief = ISSUES[name];
  if (!brief) throw new Error(`there is no issue ${name}`);
  return {
    ...{ brief, text, draft: specifyIssue(brief), ground: groundOf(), kits: {} },
    ...{ instructions: instructionsFor('adopt') },
    ...change,
  };
}

export const adoptDraft = (name: string, text: string, change: Partial<AdoptMatter> = {}): PromptDraft =>
  draftCriteria(adoptMatter(name, text, change));

export const GRADED = [
  { n: 2, text: 'Blanks between parts are read.' },
  { n: 4, text: 'No other unit is read differently.' },
];

export const gradeDraft = (files: readonly PullFile[] = FILES, change: Partial<GradeMatter> = {}): PromptDraft =>
  draftGrade({
    task: {
      title: 'Let `test_spaces` run',
      why: 'It is skipped.',
      scope: { paths: [], not: ['other units'] },
      evidence: [],
    },
    ...{ criteria: GRADED, files, instructions: instructionsFor('review') },
    ...change,
  });

export interface Around {
  egress?: Partial<EgressSettings>;
  secrets?: readonly string[];
  inspected?: readonly SecretFinding[];
}

/** An issue that is too large, and what was drafted and said of it. */
const PLAN: Plan = {
  ...{ summary: 'Durations learn more units.', questions: ['Is a month 30 days?'] },
  stories: [
    {
      ...{ key: 'weeks', title: 'Read weeks', type: 'feature', priority: 'medium', why: 'They are refused.' },
      ...{ criteria: [{ text: '`1w` is read', check: 'ci' }], dependsOn: [], estimate: 2, questions: [] },
    },
  ],
};

export const planDraft = (purpose: PlanPurpose): PromptDraft => {
  const isFirst = purpose === 'plan';
  const isLast = purpose === 'plan-revise';
  return draftPlanning({
    ...{
      purpose,
      number: 12,
      title: 'Durations should know every unit',
      text: 'Weeks and months, in `src/dur/parse.py`.',
    },
    ...{ most: 12, known: [{ key: 'weeks', title: 'Read weeks' }], draft: isFirst ? null : PLAN, ground: groundOf() },
    remarks: isLast ? [{ story: '', text: 'Months are missing.' }] : [],
    found: isFirst ? [] : ['`weeks` was to wait for itself, and does not.'],
    instructions: instructionsFor(purpose),
  });
};

/** A month in which one thing was done and another refused, and too much waits. */
export function reportFigures(): Figure[] {
  const story = new Story().done('done', [days(9), days(6)]).open('old', days(80));
  story.suggest('no', days(8)).move('no', days(7), 'rejected');
  for (let index = 0; index < 4; index++)
    story.open(`waits ${index}`, days(8)).pull(`waits ${index}`, 40 + index, 80 - index);
  return figuresOf(story.analysis());
}

export const reportDraft = (): PromptDraft => draftReport(reportFigures(), instructionsFor('report'));

export const cleaned = (draft: PromptDraft, { egress, secrets = [], inspected = [] }: Around = {}): CleanedPrompt =>
  cleanPrompt(
    draft,
    { repository: 'octo/dur', server: 'https://github.com', secrets, egress: { ...EGRESS, ...egress } },
    inspected,
  );

/** All that would leave, as one text. */
export const wholeOf = ({ prompt }: Pick<CleanedPrompt, 'prompt'>): string =>
  [prompt.system, prompt.shared, prompt.own].join('\n\n=====\n\n');

export const ownPrompts = (texts: Record<string, string>): OwnPrompts =>
  ({ texts: new Map(Object.entries(texts)), warnings: [] }) as OwnPrompts;
