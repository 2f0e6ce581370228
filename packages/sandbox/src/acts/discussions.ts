/** What happens to issues and pull requests: opening, editing, closing, labelling, commenting; GitHub's limits and time stamps included. */

import { nodeId } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { Discussed, World } from '../world.ts';
import type {
  AuthorAssociation,
  CommentData,
  EventData,
  IssueData,
  LabelData,
  Role,
  StateReason,
} from '../world-data.ts';

export const titleLimit = 256;
export const bodyLimit = 65_536;
export const pinLimit = 3;

export interface IssueDraft {
  title: string;
  body?: string;
  labels?: readonly string[];
  assignees?: readonly string[];
  milestone?: number | null;
  by: string;
}

const associations: Record<Role, AuthorAssociation> = {
  admin: 'OWNER',
  maintain: 'COLLABORATOR',
  write: 'COLLABORATOR',
  triage: 'COLLABORATOR',
  read: 'NONE',
  none: 'NONE',
};

/** A bot is nobody's collaborator, whatever its token may do. */
export function associationOf(world: World, login: string): AuthorAssociation {
  const actor = world.introduce(login);
  return actor.kind === 'Bot' ? 'NONE' : associations[actor.role];
}

export function checkTitle(title: string): string {
  if (title.trim() === '') throw new Refusal('UNPROCESSABLE', "Title can't be blank");
  if ([...title].length > titleLimit) {
    throw new Refusal('UNPROCESSABLE', `Title is too long (maximum is ${titleLimit} characters)`);
  }
  return title;
}

export function checkBody(body: string): string {
  if ([...body].length > bodyLimit) {
    throw new Refusal('UNPROCESSABLE', `Body is too long (maximum is ${bodyLimit} characters)`);
  }
  return body;
}

export function openIssue(world: World, draft: IssueDraft): IssueData {
  const title = checkTitle(draft.title);
  const body = checkBody(draft.body ?? '');
  const labels = existingLabels(world, draft.labels ?? []);
  const now = world.stamp();
  const author = world.introduce(draft.by).login;
  const issue: IssueData = {
    kind: 'Issue',
    ...world.identify('I'),
    number: world.nextNumber(),
    title,
    body,
    state: 'OPEN',
    stateReason: null,
    author,
    authorAssociation: associationOf(world, author),
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    labels: labels.map((label) => label.name),
    assignees: (draft.assignees ?? []).map((login) => world.introduce(login).login),
    milestone: draft.milestone ?? null,
    locked: false,
    edits: [],
    events: [],
    closedByPullRequests: [],
  };
  for (const assignee of issue.assignees) recordEvent(world, issue, { kind: 'AssignedEvent', actor: author, assignee });
  for (const label of issue.labels) recordEvent(world, issue, { kind: 'LabeledEvent', actor: author, label });
  world.data.issues.push(issue);
  world.touch();
  return world.register(issue);
}

function existingLabels(world: World, names: readonly string[]): LabelData[] {
  return names.map((name) => {
    const label = world.label(name);
    if (label === null) throw new Refusal('UNPROCESSABLE', `Could not resolve to a Label with the name '${name}'.`);
    return label;
  });
}

export function recordEvent(world: World, on: Discussed, event: Omit<EventData, 'id' | 'createdAt'>): void {
  const prefix = event.kind.replace(/[a-z]/g, '');
  on.events.push({ ...event, id: nodeId(prefix, world.nextDatabaseId()), createdAt: world.stamp() });
}

/** Labels, bodies, comments and states bump the update time; pins do not. */
export function bump(world: World, item: { updatedAt: string }): void {
  item.updatedAt = world.stamp();
  world.touch();
}

export function retitle(world: World, item: Discussed, title: string): void {
  if (item.title === title) return;
  item.title = checkTitle(title);
  bump(world, item);
}

/** The first edit also records the text as it was created, by its author. */
export function editBody(world: World, item: Discussed | CommentData, change: { body: string; by: string }): void {
  if (item.body === change.body) return;
  const body = checkBody(change.body);
  const edit = (editor: string | null, editedAt: string, diff: string) => ({
    kind: 'UserContentEdit' as const,
    id: nodeId('UCE', world.nextDatabaseId()),
    editor,
    editedAt,
    diff,
  });
  if (item.edits.length === 0) item.edits.push(edit(item.author, item.createdAt, item.body));
  item.body = body;
  item.edits.push(edit(world.introduce(change.by).login, world.stamp(), body));
  bump(world, item);
  if (item.kind === 'IssueComment') bumpParent(world, item);
}

export function closeIssue(world: World, issue: IssueData, change: { by: string; reason?: StateReason }): void {
  const reason = change.reason ?? 'COMPLETED';
  if (issue.state === 'CLOSED' && issue.stateReason === reason) return;
  issue.state = 'CLOSED';
  issue.stateReason = reason;
  issue.closedAt = world.stamp();
  recordEvent(world, issue, { kind: 'ClosedEvent', actor: world.introduce(change.by).login, stateReason: reason });
  bump(world, issue);
}

export function reopenIssue(world: World, issue: IssueData, change: { by: string }): void {
  if (issue.state === 'OPEN') return;
  issue.state = 'OPEN';
  issue.stateReason = 'REOPENED';
  issue.closedAt = null;
  recordEvent(world, issue, { kind: 'ReopenedEvent', actor: world.introduce(change.by).login });
  bump(world, issue);
}

/** Makes the labels exactly these; each difference is an event. */
export function setLabels(world: World, item: Discussed, names: readonly string[], by: string): void {
  const wanted = [...new Set(existingLabels(world, names).map((label) => label.name))];
  const added = wanted.filter((name) => !item.labels.includes(name));
  const removed = item.labels.filter((name) => !wanted.includes(name));
  if (added.length === 0 && removed.length === 0) return;
  const actor = world.introduce(by).login;
  for (const label of removed) recordEvent(world, item, { kind: 'UnlabeledEvent', actor, label });
  for (const label of added) recordEvent(world, item, { kind: 'LabeledEvent', actor, label });
  item.labels = [...item.labels.filter((name) => wanted.includes(name)), ...added];
  bump(world, item);
}

export function comment(world: World, item: Discussed, draft: { body: string; by: string }): CommentData {
  if (draft.body.trim() === '') throw new Refusal('UNPROCESSABLE', "Body can't be blank");
  const now = world.stamp();
  const author = world.introduce(draft.by).login;
  const written: CommentData = {
    kind: 'IssueComment',
    ...world.identify('IC'),
    on: item.number,
    author,
    authorAssociation: associationOf(world, author),
    body: checkBody(draft.body),
    createdAt: now,
    updatedAt: now,
    edits: [],
  };
  world.data.comments.push(written);
  bump(world, item);
  return world.register(written);
}

export function deleteComment(world: World, written: CommentData): void {
  world.data.comments = world.data.comments.filter((other) => other !== written);
  world.forget(written);
  bumpParent(world, written);
}

function bumpParent(world: World, written: CommentData): void {
  const parent = world.discussed(written.on);
  if (parent !== null) bump(world, parent);
}

export function createLabel(
  world: World,
  draft: { name: string; color?: string; description?: string | null },
): LabelData {
  if (draft.name.trim() === '') throw new Refusal('UNPROCESSABLE', "Name can't be blank");
  if ([...draft.name].length > 50) throw new Refusal('UNPROCESSABLE', 'Name is too long (maximum is 50 characters)');
  if (world.label(draft.name) !== null) throw new Refusal('UNPROCESSABLE', 'Name has already been taken');
  const color = draft.color ?? 'ededed';
  if (!/^[0-9a-fA-F]{6}$/.test(color)) throw new Refusal('UNPROCESSABLE', 'Color is invalid');
  if ([...(draft.description ?? '')].length > 100) {
    throw new Refusal('UNPROCESSABLE', 'Description is too long (maximum is 100 characters)');
  }
  const now = world.stamp();
  const label: LabelData = {
    kind: 'Label',
    ...world.identify('LA'),
    name: draft.name,
    color: color.toLowerCase(),
    description: draft.description ?? null,
    createdAt: now,
    updatedAt: now,
  };
  world.data.labels.push(label);
  world.touch();
  return world.register(label);
}

export function pinIssue(world: World, issue: IssueData): void {
  if (world.data.pins.includes(issue.number)) return;
  if (world.data.pins.length >= pinLimit) throw new Refusal('UNPROCESSABLE', 'Maximum 3 pinned issues per repository');
  world.data.pins.push(issue.number);
  world.touch();
}

/** As on GitHub, it comes off everything that carries it, and none of that counts as updated. */
export function deleteLabel(world: World, { name }: LabelData): void {
  world.data.labels = world.data.labels.filter((label) => label.name !== name);
  for (const item of [...world.data.issues, ...world.data.pullRequests]) {
    item.labels = item.labels.filter((label) => label !== name);
  }
  world.touch();
}

export function unpinIssue(world: World, issue: IssueData): void {
  world.data.pins = world.data.pins.filter((number) => number !== issue.number);
  world.touch();
}
