/** The policies a proposal must pass: total over the kinds of proposal, so that a new kind without one does not compile. */
import { isAdoptable } from '../domain/adoption.ts';
import { leadsHome } from '../domain/contract.ts';
import type { Evidence } from '../domain/evidence.ts';
import { endedBefore, openTaskOf, reportedAs } from '../domain/known-work.ts';
import type { Proposal, ProposalKind } from '../domain/proposal.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import { isOpen } from '../domain/task.ts';
import { touchOf } from '../domain/touch.ts';
import { inWords, openQuestion, people } from './ask-policies.ts';
import { forPurpose, ownComment, saidOnce } from './comment-policies.ts';
import { noDashboard, ownDashboard } from './dashboard-policies.ts';
import { apart, handable, handsOver, instructed, roomForLease, toPeople, unleased } from './hand-off-policies.ts';
import { noHealthIssue, opensHealth, ownHealth, wrongNow } from './health-policies.ts';
import { kept, listedLabel, listedLabels } from './label-policies.ts';
import { takenBack } from './landed-policies.ts';
import { disusedLabel, leaving, ownBranch } from './leave-policies.ts';
import { ownChild, siblings } from './plan-policies.ts';
import { type Bench, changesIssues, isUndoing, no, type Policy, roomForTask, type Verdict } from './policy.ts';

export type { Bench, Verdict } from './policy.ts';

type Of<K extends ProposalKind> = Extract<Proposal, { kind: K }>;
type Policies = { [K in ProposalKind]: readonly Policy<Of<K>>[] };

const notLost: Policy<Proposal> = (_, { ledger }) =>
  ledger.state.lost ? no('loss', `memory is being rebuilt until ${ledger.state.lost.until}`) : null;

const notPaused: Policy<Proposal> = (_, { ledger }) => (ledger.state.paused ? no('pause', 'Steward is paused') : null);

/** Once Steward is to leave, nothing new is begun. */
const staying: Policy<Proposal> = (_, { ledger }) =>
  ledger.state.leaving ? no('leaving', 'Steward is leaving this repository') : null;

/** A pause stops what Steward wants, not what a person wants taken back. */
const notPausedAlone: Policy<Of<'edit-comment'>> = (proposal, bench) =>
  isUndoing(proposal, bench) ? null : notPaused(proposal, bench);

const writable: Policy<Proposal> = (_, { repository }) => {
  if (repository.archived) return no('repository', 'the repository is archived');
  return repository.hasIssues ? null : no('repository', 'issues are turned off in this repository');
};

/** `suggest` opens what a person approved; the rest needs `assist` or more. `observe` judges as `assist` would. */
const opens: Policy<Of<'open-issue'>> = ({ subject }, { mode, ledger }) =>
  mode === 'suggest' && !ledger.tasks[subject]?.approved
    ? no('mode', 'mode `suggest` opens no issue that nobody approved')
    : null;

/** What this run has reserved already was granted before the quiet began. */
const awake: Policy<Proposal> = ({ subject }, { held, now, config }) => {
  const until = held.has(subject) ? null : quietUntil(now, config['quiet-hours']);
  return until ? no('quiet-hours', `nobody is notified until ${until.slice(0, 16).replace('T', ' ')} UTC`) : null;
};

const newIssues: Policy<Of<'open-issue'>> = (proposal, bench) => {
  if (bench.held.has(proposal.subject)) return null;
  const cap = bench.config.caps['new-issues-a-day'];
  const opened = bench.ledger.state.windows.opened + bench.granted.opened;
  return opened < cap ? null : no('cap-new-issues', `${cap} new issues a day`);
};

const notifications: Policy<Proposal> = (proposal, bench) => {
  if (bench.held.has(proposal.subject)) return null;
  const cap = bench.config.caps['notifications-a-week'];
  const sent = bench.ledger.state.windows.notifications + bench.granted.notifications;
  return sent < cap ? null : no('cap-notifications', `${cap} notifications a week`);
};

/** People's issues have their places first: those that stand there already count, and are not judged again. */
const suggestions: Policy<Of<'suggest'>> = ({ subject, placeless }, { ledger, config, granted }) => {
  if (placeless) return null;
  const cap = config.caps.suggestions;
  const standing = Object.values(ledger.tasks).filter(
    (task) => isAdoptable(task) && !task.approved && task.id !== subject,
  ).length;
  return granted.suggested + standing < cap ? null : no('cap-suggestions', `${cap} suggestions at once`);
};

/** A dispatched workflow writes to nobody; whoever is mentioned or assigned reads of it. */
const notifiesOf =
  (policy: Policy<Of<'hand-off'>>): Policy<Of<'hand-off'>> =>
  (proposal, bench) =>
    proposal.reach.by === 'workflow' ? null : policy(proposal, bench);

const unclaimed: Policy<Proposal> = ({ subject }, { ledger, held, granted }) => {
  if (granted.subjects.has(subject)) return no('duplicate', 'proposed twice in this run');
  if (held.has(subject)) return null;
  const live = Object.values(ledger.state.claims).some((claim) => claim.subject === subject);
  return live ? no('duplicate', 'another run is creating it') : null;
};

const unrejected: Policy<Of<'open-issue' | 'suggest'>> = (proposal, { ledger }) => {
  const hit = endedBefore(ledger, proposal.specification);
  const isOver = hit?.reason === 'undone' || hit?.reason === 'cancelled';
  if (isOver && proposal.kind === 'suggest' && proposal.asked) return null;
  if (!hit) return null;
  return no('rejected', hit.number ? `ended before (#${hit.number}: ${hit.reason})` : `ended before (${hit.reason})`);
};

const unrepeated: Policy<Of<'open-issue' | 'suggest'>> = ({ specification }, { ledger, titles }) => {
  const task = openTaskOf(ledger, specification);
  if (task) return no('duplicate', `already open (#${task.number})`);
  // A person's issue is its own title; whether it repeats another was asked when it was read.
  if (specification.adopts) return null;
  const stub = reportedAs(titles, specification, siblings(specification, ledger));
  return stub ? no('duplicate', `already reported (#${stub.number})`) : null;
};

const grounded: Policy<Of<'open-issue' | 'suggest'>> = ({ specification }, { paths, repository }) => {
  if (specification.evidence.length === 0) return no('evidence', 'it cites nothing');
  if (!specification.evidence.every((item) => leadsHome(item, repository.url)))
    return no('evidence', 'it cites what is not in this repository');
  const stray = paths && specification.evidence.find(({ line, path }) => line !== 0 && !paths.has(path));
  return stray ? no('evidence', 'it cites a file that is not in the tree') : null;
};

/** Where everybody reads, an alert is one of so many, and nothing else. */
const discreet: Policy<Of<'open-issue' | 'suggest'>> = ({ specification: { evidence } }, { repository }) =>
  repository.private || evidence.filter(isOfAlert).every(({ url }) => url === `${repository.url}/security`)
    ? null
    : { ...no('visibility', 'it tells of an alert in a public repository'), title: 'an alert' };

const isOfAlert = ({ rule }: Evidence): boolean => rule === 'dependency-alert' || rule === 'code-scanning-alert';

/** What steers machines: a task may name such a path only where its evidence lies there. */
const STEERING =
  /^(?:\.github|\.git|\.claude|\.codex|\.cursor|\.gemini)(?:\/|$)|(?:^|\/)(?:AGENTS|CLAUDE|GEMINI)\.md$/i;
const OUTSIDE = /^(?:[/\\]|[a-z]:[/\\])|(?:^|[/\\])\.\.?(?:[/\\]|$)|\0/i;

const within: Policy<Of<'open-issue' | 'suggest'>> = ({ specification: { scope, evidence } }) => {
  if (scope.paths.some((path) => path === '' || OUTSIDE.test(path)))
    return no('scope', 'it names a path that is none of the repository');
  const isGrounded = evidence.some(({ line, path }) => line !== 0 && STEERING.test(path));
  return scope.paths.some((path) => STEERING.test(path)) && !isGrounded
    ? no('scope', 'it would change workflows or the settings of agents')
    : null;
};

const sized: Policy<Of<'open-issue' | 'suggest'>> = ({ specification }) => {
  if (specification.title.trim() === '') return no('size', 'it has no title');
  if (specification.criteria.length === 0) return no('size', 'it has no criterion');
  return specification.criteria.length <= 12 ? null : no('size', 'more than 12 criteria: too large for one task');
};

/** Both ends must be Steward's own open tasks, or people's that it adopted, under the numbers that the ledger knows. */
const ownDependency: Policy<Of<'link-dependency'>> = ({ task, needs, number, blockedBy }, { ledger: { tasks } }) => {
  const isOwn = (id: string, at: number) => tasks[id]?.number === at && isOpen(tasks[id]);
  if (!isOwn(task, number)) return no('ownership', `#${number} is no open task`);
  if (!isOwn(needs, blockedBy)) return no('ownership', `#${blockedBy} is no open task`);
  return tasks[task]?.dependsOn.includes(needs) ? null : no('evidence', `#${number} does not wait for #${blockedBy}`);
};

const notedCopy: Policy<Of<'close-copy'>> = ({ number }, { ledger }) =>
  ledger.state.closings.includes(number) ? null : no('ownership', `#${number} is not noted as a copy`);

/** People's word comes before what Steward found, so nothing of theirs is closed; nor what no undo has noted. */
const untouched: Policy<Of<'close-issue'>> = (proposal, bench) => {
  const { ledger, config, identities } = bench;
  const { subject, number, issue } = proposal;
  const task = ledger.tasks[subject];
  const { state } = ledger;
  const noted = proposal.leaves ? state.leaving?.issues : isUndoing(proposal, bench) ? state.undoing?.issues : null;
  if (!noted?.includes(number) || task?.number !== number || issue.number !== number)
    return no('ownership', `#${number} is not noted as what a run opened`);
  const touch = touchOf(issue, task, { identities, label: config.labels.task, tasks: ledger.tasks });
  return touch ? no('ownership', touch) : null;
};

export const POLICIES: Policies = {
  'open-issue': [
    notLost,
    staying,
    notPaused,
    writable,
    opens,
    unclaimed,
    unrejected,
    unrepeated,
    discreet,
    grounded,
    within,
    sized,
    roomForTask,
    newIssues,
    notifications,
    awake,
  ],
  suggest: [
    ...[notLost, staying, notPaused, unclaimed, unrejected, unrepeated],
    ...[discreet, grounded, within, sized, suggestions],
  ],
  'open-dashboard': [notLost, staying, notPaused, writable, unclaimed, noDashboard, notifications, awake],
  'update-dashboard': [notLost, staying, writable, ownDashboard],
  'pin-dashboard': [notLost, staying, writable, ownDashboard],
  'open-health': [
    ...[notLost, staying, notPaused, writable, opensHealth, unclaimed, wrongNow, noHealthIssue],
    ...[notifications, awake],
  ],
  'update-health': [notLost, staying, writable, wrongNow, ownHealth],
  'close-health': [notLost, writable, ownHealth],
  'create-label': [notLost, writable, listedLabel],
  'set-labels': [notLost, writable, kept, listedLabels],
  'close-copy': [notLost, writable, notedCopy],
  'close-issue': [notLost, writable, untouched],
  'reopen-issue': [notLost, staying, notPaused, writable, changesIssues, takenBack, awake],
  'leave-dashboard': [notLost, writable, leaving, ownDashboard],
  'unpin-dashboard': [notLost, writable, leaving, ownDashboard],
  'delete-label': [notLost, writable, disusedLabel],
  'delete-branch': [notLost, writable, ownBranch],
  'link-dependency': [notLost, staying, notPaused, writable, changesIssues, ownDependency],
  'link-child': [notLost, staying, notPaused, writable, ownChild],
  'hand-off': [
    ...[
      notLost,
      staying,
      notPaused,
      writable,
      handsOver,
      handable,
      unleased,
      roomForLease,
      apart,
      toPeople,
      instructed,
    ],
    ...[notifiesOf(notifications), notifiesOf(awake)],
  ],
  'ask-person': [notLost, staying, notPaused, writable, changesIssues, openQuestion, people, inWords],
  'post-comment': [notLost, staying, notPaused, writable, unclaimed, forPurpose, saidOnce, notifications, awake],
  'edit-comment': [notLost, staying, notPausedAlone, writable, forPurpose, ownComment],
};

/** The first policy that refuses, or null: approved. */
export function verdictOn(proposal: Proposal, bench: Bench): Verdict | null {
  if (!Object.hasOwn(POLICIES, proposal.kind)) return no('mode', 'unknown kind of proposal');
  const policies = POLICIES[proposal.kind] as readonly Policy<Proposal>[];
  for (const policy of policies) {
    const verdict = policy(proposal, bench);
    if (verdict) return verdict;
  }
  return null;
}
