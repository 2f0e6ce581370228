/** Once a day: what could be rebuilt from Steward's issues is what the ledger holds, but for what people took away. */
import { canonical, digest } from '@steward/core/domain/digest.ts';
import type { IssueDetail } from '@steward/core/domain/snapshot.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { isOpen, type Task } from '@steward/core/domain/task.ts';
import { ownIssues, rebuiltEvent } from '@steward/core/record/recovery.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { IssueData } from '@steward/sandbox/world-data.ts';
import { isEdited, reopenedAt } from '../witness.ts';
import type { Invariant, Scene } from './invariant.ts';

export function rebuild(): Invariant {
  return {
    name: 'memory rebuilt from issues equals the recorded one',
    check(scene) {
      const { ledger } = scene.shadow;
      // In the middle of something the two may differ: the ledger knows more than is visible, or less.
      const isBusy = Object.keys(ledger.state.claims).length > 0 || ledger.state.closing.length > 0;
      const isSeen = scene.runs.every(({ ending }) => ending?.failed === false);
      if (isBusy || ledger.state.lost !== null || !isSeen || !scene.isFair || !scene.isUndisturbed) return [];
      return differences(scene, ledger);
    },
  };
}

function differences({ world, witness, lostAt }: Scene, ledger: Ledger): string[] {
  const own = ownIssues(world.data.issues.filter(isByBot).map(detailOf), [workflowBot.login]);
  const facts = {
    epoch: '',
    baseline: null,
    identities: [],
    at: world.stamp(),
    opened: 0,
    notifications: 0,
    pausedLabel: '',
  };
  const event = rebuiltEvent(own, facts);
  if (event.kind !== 'rebuilt') return [];
  const isSpoilt = (number: number | undefined): boolean => {
    const issue = number === undefined ? null : world.issue(number);
    const isRetitled = issue?.title !== witness.creations.get(issue?.number ?? 0)?.title;
    return issue === null || isEdited(issue) || isRetitled || reopenedAt(issue) !== null;
  };
  const faults: string[] = [];
  const recorded = new Map(
    Object.values(ledger.tasks)
      .filter(isOpen)
      .map((task) => [task.id, task]),
  );
  const rebuilt = new Map(event.tasks.map((task) => [task.id, task]));
  for (const id of new Set([...recorded.keys(), ...rebuilt.keys()])) {
    const [kept, made] = [recorded.get(id), rebuilt.get(id)];
    if ([kept, made].some((task) => task !== undefined && isSpoilt(task.number))) continue;
    if (essence(kept) !== essence(made)) faults.push(`task ${id}: recorded ${essence(kept)}, rebuilt ${essence(made)}`);
  }
  // Whoever puts the marker of one issue into another moves its work there, as far as anybody can read.
  const moved = new Set(
    own.filter(({ number }) => isSpoilt(number)).flatMap(({ marker }) => marker.fingerprints ?? []),
  );
  for (const print of new Set([...Object.keys(ledger.rejected), ...Object.keys(event.rejected)])) {
    const [kept, made] = [ledger.rejected[print], event.rejected[print]];
    const number = kept?.number ?? made?.number;
    if (isSpoilt(number) || moved.has(print) || (kept !== undefined) === (made !== undefined)) continue;
    if (kept === undefined && lostAt !== null && !witness.creations.has(number ?? 0)) continue;
    faults.push(`fingerprint ${print} (#${number}) is rejected in the ${kept ? 'ledger' : 'issues'} only`);
  }
  return faults;
}

/** What must survive a rebuild of a task whose issue nobody touched. */
function essence(task: Task | undefined): string {
  if (task === undefined) return 'nothing';
  // The priority is people's to raise: it stands in the ledger, and the issue says the first one.
  const { title, type, why, criteria, evidence, fingerprints, intent, number } = task;
  const contract = digest(canonical({ title, type, why, criteria, evidence }), 8);
  return `#${number} ${intent} ${contract} ${[...fingerprints].sort().join('+')}`;
}

const isByBot = (issue: IssueData): boolean => issue.author === workflowBot.login;

function detailOf(issue: IssueData): IssueDetail {
  const { id, number, title, body, state, stateReason, createdAt, updatedAt, labels } = issue;
  return {
    ...{ id, number, title, body, stateReason, createdAt, updatedAt, labels },
    kind: 'issue',
    author: issue.author ?? '',
    open: state === 'OPEN',
  } as unknown as IssueDetail;
}
