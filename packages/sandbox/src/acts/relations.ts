/** How issues hang together: what blocks what, what is a part of what, and of which type or milestone they are. */

import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { IssueData, MilestoneData } from '../world-data.ts';
import { bump } from './discussions.ts';

const dependencyLimit = 50;
const subIssueLimit = 100;

/** Both issues count as updated. */
export function block(world: World, issue: IssueData, by: IssueData): void {
  const known = issue.blockedBy ?? [];
  if (issue === by) throw new Refusal('UNPROCESSABLE', 'An issue cannot be blocked by itself');
  if (known.includes(by.number)) throw new Refusal('UNPROCESSABLE', 'The blocking issue has already been added');
  if (known.length >= dependencyLimit) {
    throw new Refusal('UNPROCESSABLE', `An issue cannot be blocked by more than ${dependencyLimit} issues`);
  }
  issue.blockedBy = [...known, by.number];
  bump(world, issue);
  bump(world, by);
}

/** What is not there needs no removing. */
export function unblock(world: World, issue: IssueData, by: IssueData): void {
  const known = issue.blockedBy ?? [];
  if (!known.includes(by.number)) return;
  issue.blockedBy = known.filter((number) => number !== by.number);
  bump(world, issue);
  bump(world, by);
}

export const blockersOf = (world: World, issue: IssueData): IssueData[] =>
  (issue.blockedBy ?? []).map((number) => world.issue(number)).filter((found) => found !== null);

export const blockedBy = (world: World, issue: IssueData): IssueData[] =>
  world.data.issues.filter((other) => other.blockedBy?.includes(issue.number));

export const partsOf = (world: World, issue: IssueData): IssueData[] =>
  world.data.issues.filter((other) => other.parent === issue.number);

export function adopt(world: World, part: IssueData, parent: IssueData | null): void {
  for (let above = parent; above !== null; above = world.issue(above.parent ?? 0)) {
    if (above === part) throw new Refusal('UNPROCESSABLE', 'Sub issue may not create a circular dependency');
  }
  if (parent !== null && partsOf(world, parent).length >= subIssueLimit) {
    throw new Refusal('UNPROCESSABLE', `Parent cannot have more than ${subIssueLimit} sub-issues`);
  }
  part.parent = parent?.number ?? null;
  bump(world, part);
  if (parent !== null) bump(world, parent);
}

/** As `adopt`, but nothing is taken from where it is: an issue that has a parent stays there. */
export function addPart(world: World, parent: IssueData, part: IssueData): void {
  if (part.parent === parent.number) {
    throw new Refusal(
      'UNPROCESSABLE',
      'Issue may not contain duplicate sub-issues and Sub issue may only have one parent',
    );
  }
  if (part.parent) throw new Refusal('UNPROCESSABLE', 'Sub issue may only have one parent');
  adopt(world, part, parent);
}

export function setType(world: World, issue: IssueData, name: string | null): void {
  issue.type = name;
  bump(world, issue);
}

/** Puts the issue into an open milestone of that title, due then; makes it where there is none. */
export function schedule(world: World, issue: IssueData, milestone: { title: string; dueOn: string | null }): void {
  const { milestones } = world.data;
  const now = world.stamp();
  const made: MilestoneData = milestones.find(({ title }) => title === milestone.title) ?? {
    kind: 'Milestone',
    ...world.identify('MI'),
    number: milestones.length + 1,
    title: milestone.title,
    description: null,
    state: 'OPEN',
    dueOn: null,
    createdAt: now,
    updatedAt: now,
  };
  if (!milestones.includes(made)) milestones.push(world.register(made));
  made.dueOn = milestone.dueOn;
  issue.milestone = made.number;
  bump(world, issue);
}
