/** Handing tasks to agents: chosen on the ledger, told in one text, and what became of it. */

import { type Choice, type ChoiceInput, chooseHandOffs, type HandOff, NO_CHOICE } from '../decide/hand-off/choice.ts';
import { givenUpEvents } from '../decide/hand-off/given-up.ts';
import { nextOverdue } from '../decide/hand-off/overdue.ts';
import { detectTooling } from '../decide/tooling.ts';
import type { AgentKind } from '../domain/agent.ts';
import { applyAll } from '../domain/apply.ts';
import { type Assignment, commandsFor } from '../domain/assignment.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Project } from '../domain/evidence.ts';
import { later } from '../domain/intent.ts';
import { branchOf, endingWords, type Patience } from '../domain/lease.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { Means } from '../domain/reach.ts';
import type { Ledger } from '../domain/state.ts';
import { assignmentTexts, cleanAssignment } from '../guard/assignment.ts';
import { cleanReason } from '../guard/specification.ts';
import { teamText } from '../report/escalation.ts';
import { NO_RULES, readOwnRules } from '../think/instructions/own-rules.ts';
import { ownPart } from '../think/instructions/part.ts';
import { renderInstructions } from '../think/instructions.ts';
import { awaitsOwners, isHalfAsked, isUnseen } from './escalating.ts';
import { projectIfReadable } from './project.ts';
import { cleaningOf, type Tick } from './tick.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const meansOf = ({ world, snapshot, owners }: Tick): Means => ({
  agentToken: world.agentToken,
  viewer: snapshot.viewer,
  branch: snapshot.repository.branch ?? '',
  owner: snapshot.repository.name.split('/')[0] ?? '',
  owners,
});

/** What could be handed over now; nothing but in `autopilot`, and nothing while Steward is paused. */
export function choiceOn(tick: Tick, ledger: Ledger): Choice {
  const ground = groundOf(tick, ledger);
  return ground === null ? NO_CHOICE : chooseHandOffs(ground);
}

/** Null where nothing is handed over. */
function groundOf(tick: Tick, ledger: Ledger): ChoiceInput | null {
  const { config, mode, snapshot } = tick;
  const { paused, lost } = ledger.state;
  if (mode !== 'autopilot' || paused || lost) return null;
  return { ledger, config, means: meansOf(tick), now: snapshot.now };
}

/** What nobody is left to do; a person is asked about it. */
export function givenUp(tick: Tick, ledger: Ledger): LedgerEvent[] {
  const ground = groundOf(tick, ledger);
  return ground === null ? [] : givenUpEvents(ground);
}

/** A proposal for each, with the text that the agent is given. Writes nothing. */
export async function handOff(tick: Tick, ledger: Ledger): Promise<Proposal[]> {
  const { handOffs, kept } = choiceOn(tick, ledger);
  tick.told.kept = kept.map(({ task: { title, number }, cause }) => ({
    title,
    reason: `${cause} (#${number ?? '–'})`,
  }));
  if (handOffs.length === 0) return [];
  const project = await projectIfReadable(tick);
  const proposals: Proposal[] = [];
  for (const one of handOffs) proposals.push(await proposalFor(tick, one, project));
  return proposals;
}

/** People sleep, and have weekends. */
const patienceOf = (kind: AgentKind, { start, silence }: Patience): Patience =>
  kind === 'person' ? { start: Math.max(start, DAY), silence: Math.max(silence, 7 * DAY) } : { start, silence };

async function proposalFor(tick: Tick, handing: HandOff, project: Project | null): Promise<Proposal> {
  const { task, number, agent, reach, attempt, why } = handing;
  const { 'start-within': start, 'silent-after': silence } = tick.config['hand-off'];
  const lease = {
    ...{ subject: task.id, number, agent: agent.name, as: agent.kind, attempt, reach, why, usd: agent.cost },
    patience: patienceOf(agent.kind, { start: start * MINUTE, silence: silence * HOUR }),
  };
  if (reach.by === 'team') return { kind: 'hand-off', ...lease, body: teamText(reach.team, number) };
  const assignment = assignmentOf(tick, handing, project);
  const inspected = await tick.world.inspector.inspect(assignmentTexts(assignment));
  return {
    kind: 'hand-off',
    ...lease,
    body: renderInstructions(cleanAssignment(assignment, cleaningOf(tick), inspected)),
  };
}

function assignmentOf(tick: Tick, { task, agent, attempt }: HandOff, project: Project | null): Assignment {
  const { repository } = tick.snapshot;
  const branch = repository.branch ?? '';
  const work = branchOf({ task: task.id, attempt });
  const rules = project ? readOwnRules(project) : NO_RULES;
  const commands = project ? commandsFor(detectTooling(project), task.scope.paths[0]) : {};
  const part = ownPart(rules.rules, { task, branch, commands });
  return {
    ...{ task, agent, attempt, branch, work, commands },
    repository: { name: repository.name, url: repository.url },
    forbidden: [],
    hints: (task.attempts ?? []).map(({ ending, hint }) => hint ?? endingWords(ending)),
    ...(part !== undefined && { part }),
  };
}

/** What the ledger learns of hand-offs that were carried out, and when the next can be made. */
export function handOffEvents(tick: Tick, ledger: Ledger, outcomes: readonly Outcome[]): LedgerEvent[] {
  const told = toldEvents(tick, ledger, outcomes);
  return [...told, ...dueEvents(tick, applyAll(ledger, told, tick.snapshot.now))];
}

function toldEvents(tick: Tick, ledger: Ledger, outcomes: readonly Outcome[]): LedgerEvent[] {
  return outcomes.flatMap((outcome): LedgerEvent[] => {
    if (outcome.effect.kind !== 'hand-off') return [];
    const lease = ledger.state.leases[outcome.effect.subject];
    if (lease?.token !== tick.world.run.token || lease.handed !== null) return [];
    const { task, counter } = lease;
    if (outcome.kind === 'done') return [{ kind: 'handed-over', task, counter, ref: outcome.ref ?? '' }];
    // Nobody knows whether the agent was told: its first sign will tell, or its time runs out.
    if (outcome.kind === 'ambiguous') return [];
    // Of one issue that is locked or gone its agent knows nothing: the task rests, and nobody else does.
    const isIssues = outcome.kind === 'refused' && outcome.about === 'issue';
    const wait = outcome.kind === 'refused' ? (outcome.retryAfter ?? (isIssues ? DAY : undefined)) : undefined;
    const isSetUp = outcome.kind === 'refused' && wait === undefined;
    const reason = isSetUp ? cleanReason(outcome.reason, cleaningOf(tick)) : null;
    const resumes = wait === undefined ? null : later(tick.snapshot.now, wait);
    return [{ kind: 'not-handed', task, counter, reason, resumes }];
  });
}

/** When something can be handed over although nothing changes by then; noted where it is another time than before. */
function dueEvents(tick: Tick, ledger: Ledger): LedgerEvent[] {
  const { handOffs, next } = choiceOn(tick, ledger);
  const { now } = tick.snapshot;
  const known = ledger.state.handOffDue;
  // What is due already stays so: guard may refuse it for hours, and each run would note another time.
  const isDue = known !== null && known <= now;
  // A deadline that passes wakes a run as well; what is past already was noted.
  const { paused, lost } = ledger.state;
  const deadline = tick.mode !== 'autopilot' || paused || lost ? null : nextOverdue(Object.values(ledger.tasks));
  // Whoever owns the code is looked for by a run that begins with a task for them; whom one left unasked, by any.
  const isUnfinished = !paused && !lost && [awaitsOwners, isHalfAsked, isUnseen].some((left) => left(tick, ledger));
  const waits = [next, deadline].filter((time) => time !== null).sort()[0] ?? null;
  const due = handOffs.length === 0 && !isUnfinished ? waits : isDue ? known : now;
  return due === known ? [] : [{ kind: 'hand-off-due', due }];
}
