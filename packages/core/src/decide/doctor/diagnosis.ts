/** All checks over what was seen of a set-up: what to mend, the worst first, and what could not be known. */
import type { Known } from '../../domain/remote.ts';
import { FINDING_LEVELS, type Finding, type SetUp } from '../../domain/set-up.ts';
import { actionsFindings } from './actions-checks.ts';
import { agentFindings } from './agent-checks.ts';
import { branchFindings } from './branch-checks.ts';
import { ledgerFindings } from './ledger-checks.ts';
import { meansFindings } from './means-checks.ts';
import { modelFindings } from './model-checks.ts';
import { repositoryFindings } from './repository-checks.ts';
import { scheduleFindings } from './schedule-checks.ts';
import { thinkersOf } from './thinkers.ts';
import { triggersOf } from './triggers.ts';
import { workflowFindings } from './workflow-checks.ts';

export interface Diagnosis {
  findings: readonly Finding[];
  /** What could not be read, and why: unknown, and not counted as good. */
  unknown: readonly { what: string; reason: string }[];
  /** What starts by what Steward does, and what does not. */
  triggers: readonly string[];
  /** Which models are asked. */
  thinkers: readonly string[];
}

const FAMILIES = [
  meansFindings,
  repositoryFindings,
  actionsFindings,
  workflowFindings,
  scheduleFindings,
  branchFindings,
  ledgerFindings,
  agentFindings,
  modelFindings,
];

/** The parts that a token need not be allowed to read, in words. */
const PARTS = {
  defaults: "the owner's defaults",
  files: 'the files in `.github`',
  workflows: 'the workflows on the default branch',
  listed: 'whether the workflow is switched on',
  scheduled: 'when the schedule last started it',
  role: 'what the token may do',
  actions: 'whether Actions is switched on, and whose actions it allows',
  workflowToken: 'whether Actions may open pull requests, and what its tokens may usually do',
  forkApproval: 'whose runs wait for approval',
  branchRules: 'rules of the state branch',
  protected: 'protection of the state branch',
  deployed: 'deployments of the state branch',
  pagesBranch: 'what GitHub Pages publishes',
  labels: 'the labels',
  pausedBy: 'the variable STEWARD_PAUSED',
  secrets: 'names of secrets',
  ownersFaults: 'faults of CODEOWNERS',
  nobody: 'the accounts of `identities`',
  unassignable: 'who can be assigned',
} as const satisfies Partial<Record<keyof SetUp, string>>;

export function diagnose(facts: SetUp): Diagnosis {
  const all = FAMILIES.flatMap((family) => family(facts));
  const findings = FINDING_LEVELS.flatMap((level) => all.filter((one) => one.level === level));
  const unknown: { what: string; reason: string }[] = Object.entries(PARTS).flatMap(([key, what]) => {
    const part = facts[key as keyof typeof PARTS] as Known<unknown> | null;
    return part?.kind === 'unknown' ? [{ what, reason: part.reason }] : [];
  });
  const { memory } = facts;
  if (memory.kind === 'unseen') unknown.push({ what: 'what Steward remembers', reason: memory.reason });
  return { findings, unknown, triggers: triggersOf(facts), thinkers: thinkersOf(facts) };
}
