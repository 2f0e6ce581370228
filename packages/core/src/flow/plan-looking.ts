/** One issue that is planned, as it now stands: who wants it, what its comment shows, what people ordered about that. */
import { checkPlan } from '../decide/planning/checking.ts';
import { type PlanOrder, planOrders, saidAfter } from '../decide/planning/orders.ts';
import { mayCommand } from '../domain/command.ts';
import { commentSubject, recordedComment } from '../domain/comment.ts';
import { digest } from '../domain/digest.ts';
import type { CommentWritten } from '../domain/event.ts';
import type { IssueReport } from '../domain/issue-report.ts';
import { type PlanRecord, planDigest } from '../domain/plan.ts';
import { type PlanBlock, readHistory, readPlanBlock } from '../domain/plan-block.ts';
import { isToBePlanned, MOST_STORIES } from '../domain/planning-settings.ts';
import type { CommentDetail } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { ownComments } from '../record/comments.ts';
import { bodyDigest } from '../record/lasting-issues.ts';
import { isNamed } from './plan-news.ts';
import { identitiesOf, type Tick } from './tick.ts';

export interface PlanSight {
  report: IssueReport;
  source: string;
  /** The plan that people see, with when they could first; null: none, or none that can stand. */
  shown: (PlanBlock & { at: string; history: string | null; digest: string }) | null;
  comment: CommentWritten | null;
  /** Orders of people who may, and of those who may not; both about what is shown, oldest first. */
  given: PlanOrder[];
  denied: PlanOrder[];
  /** To plan anew, not followed yet. */
  again: PlanOrder | null;
}

export type Sighted = { kind: 'gone' } | { kind: 'unwanted'; reason: string } | ({ kind: 'seen' } & PlanSight);

export const sourceOf = ({ title, body }: Pick<IssueReport, 'title' | 'body'>): string =>
  digest(JSON.stringify([title, body]), 16);

/** `asked`: a run was started for it. */
export async function seePlan(tick: Tick, ledger: Ledger, number: number, asked: boolean): Promise<Sighted> {
  const [report] = await tick.world.reader.reports([number]);
  if (!report?.open) return { kind: 'gone' };
  const roles = new Map<string, boolean>();
  const reason = asked ? null : await unwanted(tick, ledger, report, roles);
  if (reason !== null) return { kind: 'unwanted', reason };
  const comments = await tick.world.reader.comments({ number, since: null });
  const record = ledger.state.plans?.[number];
  const { comment, shown, since } = shownIn(tick, ledger, { number, comments, record });
  const orders = planOrders({
    ...{ comments, labelled: report.labelled, labels: report.labels },
    ...{ approved: tick.config.labels.approved, identities: identitiesOf(tick, ledger.state) },
  });
  const given: PlanOrder[] = [];
  const denied: PlanOrder[] = [];
  // What was ordered before there was a comment is what led to it.
  for (const order of saidAfter(orders, since)) ((await may(tick, order.by, roles)) ? given : denied).push(order);
  const again = given.findLast(({ word, at }) => word === 'plan' && at > (record?.heard ?? '')) ?? null;
  return { kind: 'seen', report, source: sourceOf(report), shown, comment, given, denied, again };
}

async function may(tick: Tick, login: string, roles: Map<string, boolean>): Promise<boolean> {
  const known = roles.get(login) ?? mayCommand(await tick.world.reader.role(login));
  roles.set(login, known);
  return known;
}

/** Planning costs money, so somebody who may write has to want it: whoever put the label, or wrote the issue of that type. */
async function unwanted(
  tick: Tick,
  { state }: Ledger,
  report: IssueReport,
  roles: Map<string, boolean>,
): Promise<string | null> {
  const { config } = tick;
  const { labels, labelled, author } = report;
  const identities = identitiesOf(tick, state);
  const named = [config.labels.plan, config.planning['epic-label']].filter((name) => name !== undefined);
  const put = named.flatMap((name) => labelled.findLast(({ label }) => label === name && labels.includes(label)) ?? []);
  for (const { by } of put) if (!identities.includes(by) && (await may(tick, by, roles))) return null;
  if (isToBePlanned(labels, config)) return 'nobody who may write wants it planned';
  if (!(await isEpic(tick, report.number))) return 'it is not to be planned';
  return (await may(tick, author, roles)) ? null : 'its author may not have it planned';
}

async function isEpic({ config, world, epics }: Tick, number: number): Promise<boolean> {
  const type = config.planning['epic-type'];
  if (type === undefined) return false;
  if (epics.has(number)) return true;
  const { issues } = await world.reader.relations([number]);
  return isNamed(issues[0]?.type ?? null, type);
}

/** The newest of Steward's comments that is a plan. One that cannot stand, or that somebody made so, counts as none. */
function shownIn(
  tick: Tick,
  ledger: Ledger,
  { number, comments, record }: { number: number; comments: readonly CommentDetail[]; record: PlanRecord | undefined },
): Pick<PlanSight, 'comment' | 'shown'> & { since: string | null } {
  const subject = commentSubject({ purpose: 'plan', number });
  const known = recordedComment(ledger, subject, null);
  const own = ownComments(comments, identitiesOf(tick, ledger.state)).filter(({ marker }) => marker.comment === 'plan');
  const mine = own.find(({ id }) => id === known?.comment) ?? own[0];
  if (!mine) return { comment: null, shown: null, since: null };
  const place = { purpose: 'plan', on: 'issue', number, task: null } as const;
  const comment = { ...place, subject, comment: mine.id, digest: bodyDigest(mine) };
  const block = readPlanBlock(mine.body);
  const checked = block && checkPlan(block.plan, MOST_STORIES);
  if (!block || !checked || 'faults' in checked || checked.mended.length > 0)
    return { comment, shown: null, since: record?.at ?? mine.updatedAt };
  const plan = planDigest(block.plan);
  // Where memory does not know that very plan, it counts as shown since the comment last changed.
  const at = record?.plan === plan && record.at !== null ? record.at : mine.updatedAt;
  return { comment, shown: { ...block, at, history: readHistory(mine.body), digest: plan }, since: at };
}
