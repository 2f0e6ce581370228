/** What can happen in the town, as a line to read and as the few facts by which others judge what must follow. */

import type {
  CommitStatusData,
  Conclusion,
  DeploymentState,
  ReviewData,
  RunStatus,
} from '@steward/sandbox/world-data.ts';
import type { FaultRule } from './codebase.ts';

export interface Happening {
  /** ISO, whole seconds, as GitHub writes times. */
  at: string;
  who: string;
  /** One readable line, the same for the same seed. */
  what: string;
  act: TownAct;
}

export type CloseReason = 'COMPLETED' | 'NOT_PLANNED' | 'DUPLICATE';

/** Why an issue was written. */
export type IssueNature = 'bug' | 'question' | 'tongue' | 'duplicate' | 'hostile' | 'forged-marker' | 'canary';

/** What became of the hidden marker when somebody edited a body; `none`: there was none, and there is none. */
export type MarkerFate = 'none' | 'kept' | 'removed' | 'altered' | 'forged';

/** What a push to the default branch did. */
export type CodeChange =
  | 'fault-added'
  | 'fault-mended'
  | 'fault-moved'
  | 'fault-reworded'
  | 'broken'
  | 'repaired'
  | 'renamed'
  | 'removed'
  | 'odd'
  | 'plain'
  | 'configured'
  | 'goals';

export type TownAct =
  | { kind: 'opened-issue'; number: number; nature: IssueNature }
  | { kind: 'commented'; number: number; hostile: boolean }
  | { kind: 'edited-body'; number: number; marker: MarkerFate }
  | { kind: 'ordered'; number: number; verb: string }
  | { kind: 'retitled'; number: number }
  | { kind: 'closed-issue'; number: number; reason: CloseReason }
  | { kind: 'reopened'; number: number }
  | { kind: 'deleted-issue'; number: number }
  | { kind: 'locked'; number: number }
  | { kind: 'unlocked'; number: number }
  | { kind: 'labelled'; number: number; labels: readonly string[] }
  | { kind: 'unlabelled'; number: number; labels: readonly string[] }
  | { kind: 'deleted-label'; name: string }
  | { kind: 'pinned'; number: number }
  | { kind: 'unpinned'; number: number }
  | { kind: 'pushed'; oid: string; change: CodeChange; rule: FaultRule | null; paths: readonly string[] }
  /** The default branch points to an older commit, or to another one in place of its newest. */
  | { kind: 'rewound'; oid: string; from: string }
  /** `.github/steward.yml` is another; `valid`: Steward can obey it. */
  | { kind: 'configured'; oid: string; valid: boolean }
  | { kind: 'ran'; workflow: string; oid: string; status: RunStatus; conclusion: Conclusion | null }
  | { kind: 'checked'; app: string; oid: string; status: RunStatus; conclusion: Conclusion | null }
  | { kind: 'stated'; context: string; oid: string; state: CommitStatusData['state'] }
  | { kind: 'deployed'; environment: string; oid: string; state: DeploymentState }
  | { kind: 'opened-pull'; number: number }
  | { kind: 'pushed-pull'; number: number; oid: string }
  | { kind: 'checked-pull'; number: number; conclusion: Conclusion }
  | { kind: 'reviewed-pull'; number: number; state: ReviewData['state'] }
  | { kind: 'conflicted-pull'; number: number }
  | { kind: 'cleared-pull'; number: number }
  | { kind: 'closed-pull'; number: number }
  | { kind: 'merged-pull'; number: number; oid: string };

/** What somebody did just now; the town adds the time. */
export type Doing = Omit<Happening, 'at'>;

/** A text of strangers as part of a line: short, on one line, and with nothing that a terminal would obey. */
export function shown(text: string): string {
  const short = [...text].slice(0, 60).join('');
  const plain = short.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
  return `"${plain}${short.length < text.length ? '…' : ''}"`;
}
