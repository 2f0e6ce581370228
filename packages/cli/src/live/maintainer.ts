/** The simulated maintainer: looks in after each cycle, and does what only a person may. */
import type { State } from '@steward/core/domain/state.ts';
import type { ReviewRecord } from '@steward/core/domain/verdict.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { Refusal } from '@steward/sandbox/refusal.ts';
import type { CommentData, PullRequestData } from '@steward/sandbox/world-data.ts';
import { letRun, waitingRuns } from './checks.ts';
import type { Told } from './told.ts';

export const MAINTAINER = 'maintainer';

const ASKS = /^\s*(?:\*\*)?STEWARD-QUESTION:/m;
const ANSWER = 'Yes, as the task says. Keep it small.';

interface Look {
  world: InhabitedWorld;
  state: State | null;
}

/** What was asked first, then the pull requests, the oldest first. */
export async function lookIn(look: Look): Promise<Told[]> {
  return [...answers(look), ...(await pulls(look))];
}

const told = ({ world }: Look, act: Pick<Told, 'what' | 'issue' | 'pull'>): Told => ({
  ...{ at: world.stamp(), who: MAINTAINER },
  ...act,
});

function answers(look: Look): Told[] {
  const { world } = look;
  return world.data.issues.flatMap(({ number, state }) => {
    const last = world.commentsOn(number).findLast(isSaid);
    if (state !== 'OPEN' || last === undefined || !isQuestion(last)) return [];
    world.comment(number, ANSWER, MAINTAINER);
    return [told(look, { what: 'answered', issue: number })];
  });
}

/** Steward's own notes are no part of the talk. */
const isSaid = ({ body }: CommentData): boolean => !body.includes('<!-- steward:');
const isQuestion = ({ author, body }: CommentData): boolean => author !== MAINTAINER && ASKS.test(body);

async function pulls(look: Look): Promise<Told[]> {
  const done: Told[] = [];
  for (const pull of look.world.data.pullRequests.filter(({ state }) => state === 'OPEN')) {
    const record = look.state?.reviews[pull.number];
    // What Steward reviews is not merged before it has looked at it as it stands; what people wrote it leaves to people.
    if (record && !record.wanted) done.push(...(await merge(look, pull, 'looked-and-merged')));
    else if (record && !record.stale) done.push(...(await decide(look, pull, record)));
  }
  return done;
}

async function decide(look: Look, pull: PullRequestData, { overall, clicks }: ReviewRecord): Promise<Told[]> {
  const { world } = look;
  const { number } = pull;
  const waiting = clicks.includes('approve-runs') ? waitingRuns(world, pull) : [];
  if (waiting.length > 0) {
    await letRun(world, waiting);
    return [told(look, { what: 'let-run', pull: number })];
  }
  if (overall === 'changes-requested') {
    world.closePullRequest(number, MAINTAINER);
    return [told(look, { what: 'closed', pull: number })];
  }
  if (overall !== 'accepted' && overall !== 'needs-person') return [];
  return merge(look, pull, overall === 'accepted' ? 'merged' : 'looked-and-merged');
}

async function merge(look: Look, { number }: PullRequestData, what: Told['what']): Promise<Told[]> {
  try {
    await look.world.mergePullRequest(number, MAINTAINER);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
  return [told(look, { what, pull: number })];
}
