/** Why a task is handed to whom, or is not: what `steward explain` says. */
import type { Mode } from '../../domain/config.ts';
import { environmentOf } from '../../domain/environment-settings.ts';
import { type Attempt, dueOf, type Lease } from '../../domain/lease.ts';
import type { Task } from '../../domain/task.ts';
import {
  type ChoiceInput,
  candidatesFor,
  chooseHandOffs,
  type Field,
  fieldOf,
  heldOf,
  rankFor,
  silenceWords,
} from './choice.ts';
import type { Ranked } from './selection.ts';

export interface Explanation {
  task: Task;
  environment: string;
  /** What becomes of it now, in one sentence. */
  fate: string;
  /** What keeps every task back, whatever agents there are. */
  general: string[];
  /** Whom it would be given to, in that order; those that cannot be given it come last, with score 0. */
  ranking: { agent: string; kind: string; score: number; reasons: string[] }[];
  /** What was tried, the last one last. */
  attempts: readonly Attempt[];
}

export interface ExplanationInput extends ChoiceInput {
  mode: Mode;
  task: Task;
}

export function explainTask(input: ExplanationInput): Explanation {
  const { task, ledger, config } = input;
  const field = fieldOf(input);
  const general = generalReasons(input, field);
  return {
    ...{ task, general, environment: environmentOf(task, config), fate: fateOf(input, general.length > 0) },
    ranking: [...ranked(input, field), ...unreachable(field)].map(({ agent: { name, kind }, score, reasons }) => ({
      ...{ agent: name, kind, score, reasons },
    })),
    attempts: ledger.tasks[task.id]?.attempts ?? [],
  };
}

function generalReasons({ mode, ledger: { state } }: ExplanationInput, { agents }: Field): string[] {
  return [
    ...(agents.length === 0 ? ['no agent is configured (`agents` in `.github/steward.yml`)'] : []),
    ...(mode === 'autopilot' ? [] : [`the mode is \`${mode}\`: only \`autopilot\` hands tasks over`]),
    ...(state.paused ? ['Steward is paused'] : []),
    ...(state.lost ? ['memory was lost and is not rebuilt yet'] : []),
  ];
}

function fateOf(input: ExplanationInput, isHeldBack: boolean): string {
  const { task, ledger } = input;
  const lease = ledger.state.leases[task.id];
  if (lease) return leaseWords(lease);
  const { handOffs, kept } = chooseHandOffs(input);
  const chosen = handOffs.find((one) => one.task.id === task.id);
  if (chosen && isHeldBack) return `it would be handed to ${chosen.why}`;
  if (chosen) return `it is handed over by the next run, to ${chosen.why}`;
  const reason = kept.find((one) => one.task.id === task.id)?.reason;
  return reason === undefined ? statusWords(task) : `it is not handed over: ${reason}`;
}

function leaseWords(lease: Lease): string {
  const { agent, attempt, pull, started, at } = lease;
  const whose = `${agent} has it since ${at}, attempt ${attempt}`;
  if (pull !== null) return `${whose}; #${pull} came back and is looked at`;
  const due = dueOf(lease);
  return started === null
    ? `${whose}; nothing was seen of it yet, which is waited for until ${due}`
    : `${whose}; it was seen by its ${started.sign}, and something more is waited for until ${due}`;
}

const STATUS_WORDS: Partial<Record<Task['status'], string>> = {
  suggested: 'it is only suggested: somebody has to approve it first',
  ready: 'it waits, and no agent can be reached',
  retrying: 'it waits, and no agent can be reached',
  blocked: 'it is blocked',
  escalated: 'a person is asked: `/steward retry` in a comment hands it out again',
  'in-review': 'a pull request for it is looked at',
};

const statusWords = ({ status, taken }: Task): string =>
  taken !== undefined && status === 'escalated'
    ? `${taken.by} has it since ${taken.at}: \`/steward release\` in a comment gives it back`
    : (STATUS_WORDS[status] ?? `it is ${status}`);

function ranked({ task, ledger, config, means, now }: ExplanationInput, { awake, asleep, until }: Field): Ranked[] {
  const { able, barred } = candidatesFor(task, { ledger, means, agents: awake, chosen: [] });
  const { ranking } = rankFor(
    task,
    able.map(({ agent }) => agent),
    { ledger, config, held: heldOf(ledger), now },
  );
  return [
    ...ranking,
    ...barred.map(({ agent, reason }) => ({ agent, score: 0, reasons: [reason] })),
    ...asleep.map(({ agent }) => ({ agent, score: 0, reasons: [silenceWords(until)] })),
  ];
}

const unreachable = ({ agents }: Field): Ranked[] =>
  agents.flatMap(({ agent, found }) =>
    'missing' in found ? [{ agent, score: 0, reasons: [`cannot be reached: ${found.missing}`] }] : [],
  );
