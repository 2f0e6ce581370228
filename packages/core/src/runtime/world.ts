/** All doors of a run together, as flows receive them. */

import type { AgentToken } from '../domain/agent-token.ts';
import type { Config, Mode } from '../domain/config.ts';
import type { LimitSettings } from '../domain/limit-settings.ts';
import type {
  Clock,
  Gauge,
  Inspector,
  LedgerReader,
  LedgerWriter,
  Limiter,
  Machine,
  RepoReader,
  RepoWriter,
  Shelf,
  Thinker,
  ThinkerMeans,
  Worktree,
} from '../ports.ts';

export interface Settings {
  /** owner/name */
  repository: string;
  /** The server that people open: links and clones go there. */
  serverUrl: string;
  configPath: string;
  /** From the input; wins over the configuration. */
  mode: Mode | null;
  ledgerBranch: string;
  /** Page of this run; null outside of Actions. */
  runUrl: string | null;
  /** Who started this run, as the runner tells; empty where nobody did. */
  actor: string;
  /** A person started this run, in Actions or outside of them: not the clock, no bot, and nothing that happened. */
  byHand: boolean;
  /** Path of the workflow that runs; null where the runner names none. */
  workflow: string | null;
  /** Home page of the copy of Steward that runs; null where the runner names none. */
  about: string | null;
}

export interface SharedLimits {
  settings: LimitSettings;
  /** The tier of clients that the configuration does not name. */
  tier?: string | undefined;
}
/** Throws where it cannot be reached, and what it throws may carry its address, which is a secret. */
export type OpenShared = (of: SharedLimits) => Promise<{ limiter: Limiter; close(): Promise<void> }>;

export interface World {
  settings: Settings;
  /** Values that must not appear anywhere: the run's own tokens and keys. */
  secrets: readonly string[];
  reader: RepoReader;
  writer: RepoWriter;
  /** Writes with the token for agents: what starts others. Null: none was handed in. */
  agentWriter: RepoWriter | null;
  agentToken: AgentToken;
  ledger: { reader: LedgerReader; writer: LedgerWriter };
  worktree: Worktree;
  inspector: Inspector;
  /** Of each token that was handed in, by its input. */
  gauges: { 'github-token': Gauge; 'agent-token': Gauge | null };
  /** Null where the run is on no machine of its own. */
  machine: Machine | null;
  clock: Clock;
  shelf: Shelf;
  /** The models of each role; none of them where no key was handed in, and in a rehearsal. */
  thinker(means: ThinkerMeans): Promise<Thinker>;
  /** A limiter that several repositories share; null: there is none. */
  sharedLimits: OpenShared | null;
  run: { id: string; token: string };
  /** Markdown as HTML that is safe to show, with its stylesheet. */
  markdown(text: string): Promise<{ bodyHtml: string; css: string }>;
  /** Reads a configuration text (null: there is none); throws `UserErrors` with every fault and its line. */
  configure(text: string | null): Promise<Config>;
  /** The same, over what the owner's defaults say. */
  inherit(text: string | null, defaults: string): Promise<Config>;
  /** The same world behind writers that only note what they would have done, in the name of this account. */
  rehearsed(author: string): Promise<World>;
}
