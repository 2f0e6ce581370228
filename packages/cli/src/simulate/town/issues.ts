/** Which issues there are to do something with: people's, Steward's, and its dashboard. */

import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { IssueData } from '@steward/sandbox/world-data.ts';
import { type Doing, type MarkerFate, shown } from './happening.ts';

const MARKER = /<!-- steward:v1 .*? -->/s;

const isSteward = (issue: IssueData): boolean => issue.author === workflowBot.login;
const isDashboard = (issue: IssueData): boolean => issue.title === 'Steward' || issue.body.includes('"dashboard":true');

export type Which = 'people' | 'tasks' | 'dashboards';

export function issuesOf(world: InhabitedWorld, which: Which, state?: IssueData['state']): IssueData[] {
  return world.data.issues.filter(
    (issue) =>
      (state === undefined || issue.state === state) &&
      (which === 'people' ? !isSteward(issue) : isSteward(issue) && isDashboard(issue) === (which === 'dashboards')),
  );
}

/** What Steward wrote into some issue of its own, for those who copy it. */
export const markerOf = (issue: IssueData): string | null => MARKER.exec(issue.body)?.[0] ?? null;

export const withoutMarker = (body: string): string => body.replace(MARKER, '');

/** What an edit did to the marker. */
export function fateOf(before: string, after: string): MarkerFate {
  const [old, now] = [MARKER.exec(before)?.[0], MARKER.exec(after)?.[0]];
  if (old === undefined) return now === undefined ? 'none' : 'forged';
  if (now === undefined) return 'removed';
  return old === now ? 'kept' : 'altered';
}

export const named = (issue: Pick<IssueData, 'number' | 'title'>): string => `#${issue.number} ${shown(issue.title)}`;

/** Edits a body and says what became of its marker. */
export function edited(world: InhabitedWorld, issue: IssueData, body: string, who: string): Doing {
  const marker = fateOf(issue.body, body);
  world.editBody(issue.number, body, who);
  const what = `edits the body of ${named(issue)}${marker === 'none' ? '' : `, marker ${marker}`}`;
  return { who, what, act: { kind: 'edited-body', number: issue.number, marker } };
}
