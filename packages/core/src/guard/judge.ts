/** Judges proposals one after another on fresh state, and mints what passes: the only place where approvals come from. */
import { ownerLabels } from '../domain/config-rules.ts';
import { type Frame, renderContract } from '../domain/contract.ts';
import { DASHBOARD_TITLE } from '../domain/dashboard.ts';
import { HEALTH_TITLE } from '../domain/health.ts';
import { CREATING } from '../domain/intent.ts';
import { labelsOf } from '../domain/labels.ts';
import { type Approved, mintApproved, type Proposal, type ProposalKind, type Refusal } from '../domain/proposal.ts';
import { redact } from '../domain/redact.ts';
import type { Specification } from '../domain/task.ts';
import { type Clean, markClean } from '../domain/text.ts';
import type { SecretFinding } from '../ports.ts';
import { type Bench, verdictOn } from './policies.ts';
import { bodyId, type CleaningContext, cleanSpecification } from './specification.ts';

/** What guard judges with; what is granted on the way is counted here. */
export interface Court extends Omit<Bench, 'granted'> {
  frame: Frame;
  cleaning: CleaningContext;
}

export interface Judgement {
  approved: Approved[];
  refused: Refusal[];
}

/** Every proposal is approved or refused; none is lost. Pure: the same bench gives the same judgement. */
export function judge(proposals: readonly Proposal[], court: Court, secrets: readonly SecretFinding[]): Judgement {
  const judgement: Judgement = { approved: [], refused: [] };
  const subjects = new Set<string>();
  const handed: string[] = [];
  const granted = { opened: 0, adopted: 0, suggested: 0, notifications: 0, subjects, handed };
  for (const proposal of proposals) {
    const verdict = verdictOn(proposal, { ...court, granted });
    if (verdict) {
      const { kind, subject } = proposal;
      judgement.refused.push({ kind, subject, title: titleOf(proposal, court, secrets), ...verdict });
      continue;
    }
    judgement.approved.push(approve(proposal, court, secrets));
    if (proposal.kind !== 'pin-dashboard' && proposal.kind !== 'ask-person') subjects.add(proposal.subject);
    if (proposal.kind === 'open-issue') granted.opened++;
    if (proposal.kind === 'post-comment' && proposal.purpose === 'criteria') granted.adopted++;
    if (proposal.kind === 'suggest' && !proposal.placeless) granted.suggested++;
    if (proposal.kind === 'hand-off') handed.push(proposal.subject);
    if (notifies(proposal)) granted.notifications++;
  }
  return judgement;
}

/** A dispatched workflow writes to nobody. */
const notifies = (proposal: Proposal): boolean =>
  proposal.kind === 'hand-off'
    ? proposal.reach.by !== 'workflow'
    : (CREATING as readonly string[]).includes(proposal.kind);

/** A refusal is recorded and shown, so its title is as clean as an approval's. */
const titleOf = (proposal: Proposal, { cleaning }: Court, secrets: readonly SecretFinding[]): string =>
  'specification' in proposal
    ? cleanSpecification(proposal.specification, cleaning, secrets).title
    : `${proposal.kind} ${proposal.subject}`;

type Minters = {
  [K in ProposalKind]: (
    proposal: Extract<Proposal, { kind: K }>,
    court: Court,
    secrets: readonly SecretFinding[],
  ) => Approved;
};

const approve = (proposal: Proposal, court: Court, secrets: readonly SecretFinding[]): Approved =>
  (MINTERS[proposal.kind] as (proposal: Proposal, court: Court, secrets: readonly SecretFinding[]) => Approved)(
    proposal,
    court,
    secrets,
  );

/** A body made of clean fields; once more without secrets, since two halves of one may have met in it. */
export const composed = (body: string, { secrets }: CleaningContext): Clean =>
  markClean(redact(body, { secrets }).text);

/** A label is put on an issue only where the owner's configuration names it. */
function withOwnerLabels({ ownerLabels: labels, ...specification }: Specification, { config }: Court): Specification {
  const known = ownerLabels(config);
  const kept = (labels ?? []).filter((label) => known.has(label) && label !== config.labels.task);
  return kept.length === 0 ? specification : { ...specification, ownerLabels: kept };
}

function commentBody(
  { subject, body }: { subject: string; body: string },
  { cleaning }: Court,
  inspected: readonly SecretFinding[],
): Clean {
  const findings = inspected.filter(({ id }) => id === bodyId(subject));
  return composed(redact(body, { findings, secrets: cleaning.secrets }).text, cleaning);
}

const healthOf = (body: string, { cleaning, ledger: { state } }: Court): { body: Clean; intent: string } => ({
  body: composed(body, cleaning),
  intent: state.health?.issue?.intent ?? '',
});

const MINTERS: Minters = {
  'open-issue': ({ subject, ...proposal }, court, secrets) => {
    const specification = withOwnerLabels(cleanSpecification(proposal.specification, court.cleaning, secrets), court);
    return mintApproved<'open-issue'>({
      kind: 'open-issue',
      subject,
      specification,
      title: markClean(specification.title),
      body: composed(renderContract(specification, court.frame), court.cleaning),
      labels: labelsOf({ ...specification, status: 'ready' }, court.config.labels),
    });
  },
  suggest: ({ subject, specification }, court, secrets) =>
    mintApproved<'suggest'>({
      kind: 'suggest',
      subject,
      specification: withOwnerLabels(cleanSpecification(specification, court.cleaning, secrets), court),
    }),
  // The dashboard is composed by `report` from texts that were cleaned when they were reserved.
  'open-dashboard': ({ subject, body }, court) =>
    mintApproved<'open-dashboard'>({
      kind: 'open-dashboard',
      subject,
      title: markClean(DASHBOARD_TITLE),
      body: composed(body, court.cleaning),
      labels: [court.config.labels.task],
    }),
  'update-dashboard': ({ body, ...proposal }, court) =>
    mintApproved<'update-dashboard'>({ ...proposal, body: composed(body, court.cleaning) }),
  'pin-dashboard': (proposal) => mintApproved<'pin-dashboard'>({ ...proposal }),
  // Composed by `report` from what `decide` found: numbers, and names of the configuration.
  'open-health': ({ subject, body }, court) =>
    mintApproved<'open-health'>({
      ...{ kind: 'open-health', subject, title: markClean(HEALTH_TITLE), body: composed(body, court.cleaning) },
      labels: [court.config.labels.task],
    }),
  'update-health': ({ body, ...proposal }, court) =>
    mintApproved<'update-health'>({ ...proposal, ...healthOf(body, court) }),
  'close-health': ({ body, ...proposal }, court) =>
    mintApproved<'close-health'>({ ...proposal, ...healthOf(body, court), label: court.config.labels.task }),
  'create-label': (proposal) => mintApproved<'create-label'>({ ...proposal }),
  'set-labels': (proposal) => mintApproved<'set-labels'>({ ...proposal }),
  'close-copy': (proposal) => mintApproved<'close-copy'>({ ...proposal }),
  // It is the very text that was published, as nobody edited it since: only what guard knows now is looked for again.
  'close-issue': ({ subject, number, body, undoes, leaves, issue }, court) => {
    const task = court.ledger.tasks[subject];
    const reason = leaves ? ({ left: true } as const) : ({ undone: true } as const);
    return mintApproved<'close-issue'>({
      ...{ kind: 'close-issue', subject, number, body: composed(body, court.cleaning) },
      ...(undoes !== undefined && { undoes }),
      // Nobody else put a label on it, or it would not be closed.
      ...(leaves && { leaves, remove: [...issue.labels] }),
      marker: {
        ...{ intent: task?.intent ?? '', task: subject, fingerprints: task?.fingerprints ?? [], ...reason },
        ...(task && { score: task.score }),
      },
    });
  },
  'reopen-issue': (proposal) => mintApproved<'reopen-issue'>({ ...proposal }),
  'ask-person': (proposal) => mintApproved<'ask-person'>({ ...proposal }),
  'leave-dashboard': ({ body, labels, ...proposal }, court) =>
    mintApproved<'leave-dashboard'>({ ...proposal, body: composed(body, court.cleaning), remove: labels }),
  'unpin-dashboard': (proposal) => mintApproved<'unpin-dashboard'>({ ...proposal }),
  'delete-label': ({ kind, subject, label: { name } }) => mintApproved<'delete-label'>({ kind, subject, name }),
  'delete-branch': ({ kind, subject, branch, oid }) => mintApproved<'delete-branch'>({ kind, subject, branch, oid }),
  'link-dependency': (proposal) => mintApproved<'link-dependency'>({ ...proposal }),
  'link-child': (proposal) => mintApproved<'link-child'>({ ...proposal }),
  // Written by `think` from cleaned fields, as comments are by `report`.
  'hand-off': (proposal, court, secrets) =>
    mintApproved<'hand-off'>({ ...proposal, body: commentBody(proposal, court, secrets) }),
  // Comments are composed by `report` from cleaned fields; what the inspector found in the whole goes as well.
  'post-comment': ({ asked: _, ...proposal }, court, secrets) =>
    mintApproved<'post-comment'>({ ...proposal, body: commentBody(proposal, court, secrets) }),
  'edit-comment': (proposal, court, secrets) =>
    mintApproved<'edit-comment'>({ ...proposal, body: commentBody(proposal, court, secrets) }),
};
