/** What the token of the cycle may do: too little, too much, or whatever the settings say. */
import { known, type SetUp } from '../../domain/set-up.ts';
import type { CycleWorkflow } from './cycle-workflow.ts';
import { neededPermissions } from './needed.ts';
import { nameOf, type Said } from './said.ts';

const RANK: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };
const rank = (level: unknown): number => RANK[String(level)] ?? 0;

export function permissionFindings(facts: SetUp, workflow: CycleWorkflow): Said[] {
  if (facts.needs === null) return [];
  const isOnBranch = workflow.jobs.some(({ keeps }) => keeps === 'branch');
  const needed = neededPermissions(facts, facts.needs, isOnBranch);
  const found = workflow.jobs.flatMap(({ permissions }) => permissionsOf(facts, workflow, permissions, needed));
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

function permissionsOf(
  facts: SetUp,
  workflow: CycleWorkflow,
  given: unknown,
  needed: Readonly<Record<string, string>>,
): Said[] {
  if (given === null) return [unstated(facts, workflow, needed)];
  const lacking = Object.entries(needed).filter(([name, level]) => grantOf(given, name) < rank(level));
  return [...lackingFinding(workflow, lacking), ...wideFinding(workflow, tooWide(given, facts))];
}

function unstated(facts: SetUp, workflow: CycleWorkflow, needed: Readonly<Record<string, string>>): Said {
  const isEnough = known(facts.workflowToken)?.usual === 'write';
  const block = Object.entries(needed).map(([name, level]) => `${name}: ${level}`);
  return {
    ...{ id: 'workflow-permissions-unstated', level: isEnough ? 'warning' : 'error' },
    what: `${nameOf(workflow)} does not say what its token may do.`,
    why: isEnough ? 'it may do everything' : 'it may only read, or whatever the settings happen to say',
    remedy: `Give the job \`permissions: { ${block.join(', ')} }\`.`,
  };
}

function grantOf(given: unknown, name: string): number {
  if (typeof given === 'string') return given === 'write-all' ? 2 : given === 'read-all' ? 1 : 0;
  return rank((given as Record<string, unknown>)[name]);
}

/** May be given before it is needed: hand-offs and reviews use them. */
const LENT = ['actions', 'pull-requests'];

function tooWide(given: unknown, { needs }: SetUp): string[] {
  if (typeof given === 'string') return given === 'write-all' ? [given] : [];
  const writable = Object.entries(given as object).filter(([, level]) => level === 'write');
  return writable.map(([name]) => name).filter((name) => needs?.permissions[name] !== 'write' && !LENT.includes(name));
}

const lackingFinding = (workflow: CycleWorkflow, lacking: readonly [string, string][]): Said[] =>
  lacking.length === 0
    ? []
    : [
        {
          ...{ id: 'workflow-permissions-lacking', level: 'error' },
          what: `The token of ${nameOf(workflow)} lacks ${lacking.map(([name, level]) => `\`${name}: ${level}\``).join(', ')}.`,
          why: 'GitHub will refuse what Steward does with it, and runs end red',
          remedy: `Add ${lacking.length === 1 ? 'it' : 'them'} to the \`permissions:\` of the job.`,
        },
      ];

const wideFinding = (workflow: CycleWorkflow, wide: readonly string[]): Said[] =>
  wide.length === 0
    ? []
    : [
        {
          ...{ id: 'workflow-permissions-wide', level: 'warning' },
          what: `The token of ${nameOf(workflow)} may write more than Steward needs: ${wide.map((name) => `\`${name}\``).join(', ')}.`,
          why: 'what it does not need can only be misused',
          remedy: 'Lower or remove those `permissions:`.',
        },
      ];
