/** What can be asked about a set-up; by which door, and how long that takes, the ports say. */
import type { ListedWorkflow } from './set-up.ts';

export interface SetUpQuestions {
  /** Role of the token's account: `admin`, `write` or `read`; null for what has permissions of its own instead. */
  role(): string | null;
  /** Names in a folder of the default branch; none where there is no such folder. */
  folder(path: string): string[];
  listed(): ListedWorkflow[];
  /** When the workflow was last started by its schedule; null: never. */
  lastScheduled(id: number): string | null;
  actions(): { enabled: boolean; allowed: string };
  workflowToken(): { usual: string; mayOpenPulls: boolean };
  forkApproval(): string;
  /** Kinds of the rules that hold for a branch. */
  branchRules(branch: string): string[];
  isProtected(branch: string): boolean;
  /** Environments that a branch was deployed to. */
  deployed(branch: string): string[];
  pagesBranch(): string | null;
  labels(): string[];
  variable(name: string): string | null;
  /** Names of the repository's secrets, and of the organisation's that it may use (a second request). */
  secrets(): string[];
  /** Owners in CODEOWNERS that GitHub does not accept. */
  ownersFaults(): string[];
  accountExists(login: string): boolean;
  /** Whoever can be assigned to issues; null where there are more than one request tells. */
  assignable(): string[] | null;
  /** A file of the owner's repository `.github`; null where there is no such file, or it cannot be seen. */
  ownersFile(path: string): string | null;
}
