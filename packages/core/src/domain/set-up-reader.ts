/** The door by which a set-up is read. */
import type { Known } from './remote.ts';
import type { ListedWorkflow } from './set-up.ts';

/** Reads how Steward is set up, each in one request; what the token may not see is unknown, and nothing throws. */
export interface SetUpReader {
  /** Role of the token's account: `admin`, `write` or `read`; null for what has permissions of its own instead. */
  role(): Promise<Known<string | null>>;
  /** Names in a folder of the default branch; none where there is no such folder. */
  folder(path: string): Promise<Known<string[]>>;
  listed(): Promise<Known<ListedWorkflow[]>>;
  /** When the workflow was last started by its schedule; null: never. */
  lastScheduled(id: number): Promise<Known<string | null>>;
  actions(): Promise<Known<{ enabled: boolean; allowed: string }>>;
  workflowToken(): Promise<Known<{ usual: string; mayOpenPulls: boolean }>>;
  forkApproval(): Promise<Known<string>>;
  /** Kinds of the rules that hold for a branch. */
  branchRules(branch: string): Promise<Known<string[]>>;
  isProtected(branch: string): Promise<Known<boolean>>;
  /** Environments that a branch was deployed to. */
  deployed(branch: string): Promise<Known<string[]>>;
  pagesBranch(): Promise<Known<string | null>>;
  labels(): Promise<Known<string[]>>;
  variable(name: string): Promise<Known<string | null>>;
  /** Names of the repository's secrets, and of the organisation's that it may use (a second request). */
  secrets(): Promise<Known<string[]>>;
  /** Owners in CODEOWNERS that GitHub does not accept. */
  ownersFaults(): Promise<Known<string[]>>;
  accountExists(login: string): Promise<Known<boolean>>;
  /** Whoever can be assigned to issues; null where there are more than one request tells. */
  assignable(): Promise<Known<string[] | null>>;
  /** A file of the owner's repository `.github`; null where there is no such file, or it cannot be seen. */
  ownersFile(path: string): Promise<Known<string | null>>;
}
