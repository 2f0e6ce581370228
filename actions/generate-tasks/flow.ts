/** Evidence to suggestions or issues: read the tree, run the rules, specify the best, fill the slots. */
import { gatherEvidence, groupFindings, RULE_TABLE } from '@steward/core/decide/evidence.ts';
import { knownReason, planTasks } from '@steward/core/decide/plan.ts';
import { detectTooling } from '@steward/core/decide/tooling.ts';
import type { Config } from '@steward/core/domain/config.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { Cause, FailedRun, Project, Rule } from '@steward/core/domain/evidence.ts';
import type { Head } from '@steward/core/domain/snapshot.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import type { Specification, TaskType } from '@steward/core/domain/task.ts';
import { carryOut, finishTakenOver } from '@steward/core/flow/acting.ts';
import { courtOf, grant, lookAtOwn, NO_WISH, roomOf, type Wish } from '@steward/core/flow/granting.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { type FlowResult, finish, settle } from '@steward/core/flow/reporting.ts';
import { openTick, type Tick } from '@steward/core/flow/tick.ts';
import { cleanHeading, textsOf } from '@steward/core/guard/specification.ts';
import { readProject } from '@steward/core/observe/tree.ts';
import type { World } from '@steward/core/runtime/world.ts';
import { specify } from '@steward/core/think/template.ts';
import type { Focus, GenerateInputs } from './inputs.ts';

/** The action alone: it looks for work whether or not something changed. */
export async function generateTasksAlone(world: World, inputs: GenerateInputs): Promise<FlowResult> {
  const tick = await openTick(world);
  const memory = await recallMemory(tick);
  if (!memory) return finish(tick, null);
  const own = await lookAtOwn(tick);
  const wish = await generateTasks(tick, memory.ledger, inputs);
  const granted = await grant(tick, memory, { ...wish, own });
  const outcomes = [
    ...(await finishTakenOver(tick, granted)),
    ...(await carryOut(tick, granted.held, granted.approved)),
  ];
  return finish(tick, await settle(tick, granted.held, outcomes));
}

/** What could be done about what the tree shows, best first, as far as there is room for it. Writes nothing. */
export async function generateTasks(tick: Tick, ledger: Ledger, inputs: GenerateInputs): Promise<Wish> {
  const { head } = tick.snapshot;
  if (!head) return NO_WISH;
  const project = await fetchProject(tick, head);
  const findings = gatherEvidence(project, rulesOf(tick.config));
  const causes = groupFindings(findings).filter((cause) => inFocus(cause.type, inputs.focus));
  tick.told.evidence = {
    findings: findings.length,
    rules: new Set(findings.map((finding) => finding.rule)).size,
    causes: causes.length,
  };
  const room = roomOf(tick, ledger);
  const titles = await tick.world.reader.titles();
  const specifications = await specifyBest(tick, {
    causes,
    ledger,
    project,
    most: room.open + room.suggestions + MARGIN,
  });
  const plan = planTasks({ ledger, slots: room, specifications, titles, most: inputs['max-tasks'] });
  const { cleaning } = courtOf(tick, ledger, NO_WISH, new Set());
  const left = plan.left.map((item) => ({ ...item, title: cleanHeading(item.title, cleaning) }));
  tick.told.left.push(...left, ...sameCause(findings.length, causes));
  tick.told.proposals += plan.proposals.length;
  const secrets = await tick.world.inspector.inspect(textsOf(plan.proposals));
  return { ...NO_WISH, ...plan, titles, paths: new Set(project.paths), secrets, generated: true };
}

/** Causes specified beyond the room there is, in case some turn out to be known. */
const MARGIN = 12;

async function fetchProject(tick: Tick, head: Head): Promise<Project> {
  const branch = tick.snapshot.repository.branch ?? '';
  await tick.world.worktree.fetch({ oid: head.oid, branch, history: 'year' });
  const failedRuns = failedRunsOf(head);
  return readProject(tick.world.worktree, { head: head.oid, branch, failedRuns, exclude: tick.config.exclude });
}

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE'];

function failedRunsOf(head: Head): FailedRun[] {
  return head.suites.flatMap(({ run, conclusion }) =>
    run && conclusion && FAILED.includes(conclusion) ? [{ ...run, conclusion: conclusion.toLowerCase() }] : [],
  );
}

function rulesOf(config: Config): Partial<typeof RULE_TABLE> {
  const wanted = Object.values(RULE_TABLE).filter((rule) => config.rules[rule.name]?.enabled ?? true);
  return Object.fromEntries(
    wanted.map((rule): [string, Rule] => [
      rule.name,
      { ...rule, weight: config.rules[rule.name]?.weight ?? rule.weight },
    ]),
  );
}

interface Choice {
  causes: readonly Cause[];
  ledger: Ledger;
  project: Project;
  most: number;
}

/** Specifies causes best first until there are enough; what is known already costs nothing but a line. */
async function specifyBest(tick: Tick, { causes, ledger, project, most }: Choice): Promise<Specification[]> {
  const tooling = detectTooling(project);
  const { url } = tick.snapshot.repository;
  const chosen: Specification[] = [];
  for (const cause of causes) {
    const id = digest(cause.key, 12);
    const fingerprints = cause.findings.map((finding) => finding.fingerprint);
    const known = knownReason(ledger, { id, fingerprints });
    if (known || chosen.length >= most) {
      tick.told.left.push({ title: cause.key, reason: known ?? 'no slot' });
      continue;
    }
    const [first] = cause.findings;
    const change = await tick.world.worktree.blame(first.path, first.line);
    const { branch, head } = project;
    chosen.push(specify({ ...cause, id, tooling, branch, head, url, since: change?.date ?? null }));
  }
  return chosen;
}

/** Findings that became part of another's task: counted, not named. */
function sameCause(findings: number, causes: readonly Cause[]): { title: string; reason: string }[] {
  const merged = findings - causes.length;
  return Array.from({ length: Math.max(0, merged) }, () => ({ title: '', reason: 'same cause as another' }));
}

const FOCUS_TYPES: Record<Exclude<Focus, 'auto'>, TaskType> = {
  new_features: 'feature',
  bug_fixes: 'bug-fix',
  refactoring: 'refactor',
  documentation: 'documentation',
  testing: 'testing',
  security: 'security',
  performance: 'performance',
};

const inFocus = (type: TaskType, focus: Focus): boolean => focus === 'auto' || FOCUS_TYPES[focus] === type;
