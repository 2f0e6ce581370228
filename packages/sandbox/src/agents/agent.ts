/** Who works in a sandbox besides Steward: what kind of agent, how it behaves, and whose name its work carries. */

import { copilot } from '../acts/assignments.ts';
import { workflowBot } from '../world.ts';
import type { BehaviourName } from './behaviours.ts';

/** How work reaches it: a dispatched workflow, a mention in a comment, an assignment of GitHub's agent, or a person. */
export type AgentKind = 'workflow' | 'mention' | 'copilot' | 'person';

export interface AgentDraft {
  name: string;
  kind: AgentKind;
  behaviour: BehaviourName;
  /** How long a task takes it, about. */
  hours: number;
  /**
   * File of the workflow that is dispatched, `steward-agent.yml` when left out; of another kind the one that a mention
   * runs, none when left out.
   */
  workflow?: string;
  /** What a comment says to speak to it; `@` and its name when left out. */
  phrase?: string;
  /** Whose name its work carries: the usual one of its kind when left out. */
  login?: string;
  /** Bots that it obeys, without their `[bot]`; all of them when left out. */
  bots?: readonly string[];
  /** File of the workflow that checks its pull requests; nothing does when left out. */
  checks?: string;
}

export interface Agent extends AgentDraft {
  phrase: string;
  login: string;
}

/** While it lasts nothing of that kind starts: runs wait for its end, mentions and assignments are lost. */
export interface Outage {
  kind: AgentKind;
  /** ISO. */
  from: string;
  until: string;
}

const usualLogin = ({ kind, name }: AgentDraft): string =>
  ({ workflow: workflowBot.login, mention: `${name}[bot]`, copilot, person: name })[kind];

export const settled = (draft: AgentDraft): Agent => ({
  ...draft,
  phrase: draft.phrase ?? (draft.kind === 'copilot' ? '@copilot' : `@${draft.name}`),
  login: draft.login ?? usualLogin(draft),
  ...(draft.kind === 'workflow' && { workflow: draft.workflow ?? 'steward-agent.yml' }),
});

/** When something of this kind that is to start at a moment really does; null: never. */
export function startIn(outages: readonly Outage[], kind: AgentKind, at: number, waits: boolean): number | null {
  const over = outages.find(
    (outage) => outage.kind === kind && at >= Date.parse(outage.from) && at < Date.parse(outage.until),
  );
  if (over === undefined) return at;
  return waits ? startIn(outages, kind, Date.parse(over.until), waits) : null;
}
