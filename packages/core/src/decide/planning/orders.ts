/** What people ordered about a plan, and whether it was about the plan that they saw. Who may is asked elsewhere. */
import { type Call, spokenIn } from '../../domain/command.ts';
import type { LabelEvent } from '../../domain/issue-report.ts';
import type { CommentDetail } from '../../domain/snapshot.ts';

export const PLAN_WORDS = ['approve', 'unapprove', 'plan'] as const;
export type PlanWord = (typeof PLAN_WORDS)[number];

export interface PlanOrder extends Call {
  word: PlanWord;
  /** How it was said, as people see it. */
  said: string;
}

interface Heard {
  comments: readonly CommentDetail[];
  labelled: readonly LabelEvent[];
  /** Labels that the issue has now. */
  labels: readonly string[];
  approved: string;
  /** Steward's own accounts. */
  identities: readonly string[];
}

/** Oldest first. */
export function planOrders({ comments, labelled, labels, approved, identities }: Heard): PlanOrder[] {
  const isPerson = (login: string): boolean => !login.endsWith('[bot]') && !identities.includes(login);
  const spoken = comments
    .filter(({ author }) => isPerson(author))
    .flatMap(({ author: by, body, createdAt: at }) =>
      spokenIn(body).flatMap(({ word }): PlanOrder[] => {
        const known = PLAN_WORDS.find((one) => one === word);
        return known ? [{ word: known, by, at, said: `/steward ${known}` }] : [];
      }),
    );
  const put = labels.includes(approved) ? labelled.findLast(({ label }) => label === approved) : undefined;
  const byLabel: PlanOrder[] =
    put && isPerson(put.by) ? [{ word: 'approve', by: put.by, at: put.at, said: approved }] : [];
  return [...spoken, ...byLabel].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Said once people could read it. What was said in the very second it was written is about the one before. */
export const saidAfter = (orders: readonly PlanOrder[], time: string | null): PlanOrder[] =>
  time === null ? [] : orders.filter(({ at }) => Date.parse(at) > Date.parse(time));
