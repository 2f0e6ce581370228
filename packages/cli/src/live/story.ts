/** What Steward did with agents in one cycle, as its own ledger tells it. */
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { readArchivePath, readEventFile, readEventPath } from '@steward/core/domain/event-files.ts';
import { type Ending, endingWords, type Lease, type Sign } from '@steward/core/domain/lease.ts';
import type { Overall } from '@steward/core/domain/verdict.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { LEDGER, readState } from './ledger-state.ts';

type Attempted = { issue: number; agent: string; attempt: number };

export type Step =
  | ({ what: 'handed-over'; kind: Lease['kind'] } & Attempted)
  | ({ what: 'started'; sign: Sign } & Attempted)
  | ({ what: 'ended'; ending: Ending; next: string; resumes: string | null; hint?: string } & Attempted)
  | { what: 'reviewed'; pull: number; overall: Overall; met: number; of: number }
  | { what: 'answered'; issue: number; by: string }
  | ({ what: 'moved'; issue: number; status: string; reason: string } & Partial<Attempted>);

/** Statuses whose coming is told by itself; the others are told by what led to them. */
const TOLD = ['done', 'escalated', 'cancelled', 'rejected'];

/** Which transactions a file of events holds; none for any other file. */
function spanOf(path: string): { path: string; first: number; last: number }[] {
  const event = readEventPath(path);
  const span = event ? { first: event.sequence, last: event.sequence } : readArchivePath(path);
  return span ? [{ path, first: span.first, last: span.last }] : [];
}

/** Follows the ledger from cycle to cycle. */
export class Story {
  readonly #sandbox: Sandbox;
  readonly #numbers = new Map<string, number>();
  #leases = new Map<string, Lease>();
  #sequence = 0;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** From what is there already on. */
  static async begin(sandbox: Sandbox): Promise<Story> {
    const story = new Story(sandbox);
    await story.next();
    for (const lease of Object.values((await readState(sandbox))?.leases ?? {})) story.#leases.set(lease.task, lease);
    return story;
  }

  /** What happened since it was last asked. */
  async next(): Promise<Step[]> {
    const { world } = this.#sandbox;
    if ((await world.git.ref(LEDGER)) === null) return [];
    const listed = await world.git.git(['ls-tree', '-r', '-z', '--name-only', LEDGER, 'events/', 'archive/']);
    const files = listed
      .toString('utf8')
      .split('\0')
      .flatMap(spanOf)
      .filter(({ last }) => last > this.#sequence)
      .sort((a, b) => a.first - b.first);
    const steps: Step[] = [];
    const told = this.#sequence;
    for (const { path, last } of files) {
      const text = (await world.git.read(`${LEDGER}:${path}`))?.content.toString('utf8') ?? null;
      const events = readEventFile(text) ?? [];
      for (const event of events) if (event.sequence > told) steps.push(...this.#stepsOf(event));
      this.#sequence = last;
    }
    return steps;
  }

  #stepsOf(event: LedgerEvent): Step[] {
    if (event.kind === 'opened') this.#numbers.set(event.task, event.number);
    if (event.kind === 'adopted' && event.task.number !== undefined)
      this.#numbers.set(event.task.id, event.task.number);
    if (event.kind === 'leased') this.#leases.set(event.lease.task, event.lease);
    if (event.kind === 'reviewed') {
      const { number: pull, overall, met, of } = event;
      return [{ what: 'reviewed', ...{ pull, overall, met, of } }];
    }
    return 'task' in event && typeof event.task === 'string' ? this.#taskSteps(event, event.task) : [];
  }

  #taskSteps(event: LedgerEvent, task: string): Step[] {
    const lease = this.#leases.get(task);
    const issue = lease?.number ?? this.#numbers.get(task);
    if (issue === undefined) return [];
    if (event.kind === 'answered') return [{ what: 'answered', issue, by: event.by }];
    if (event.kind === 'moved') {
      const { status, reason } = event;
      const last = lease && { agent: lease.agent, attempt: lease.attempt };
      return TOLD.includes(status) ? [{ what: 'moved', ...{ issue, status, reason }, ...last }] : [];
    }
    if (lease === undefined) return [];
    const attempted = { issue, agent: lease.agent, attempt: lease.attempt };
    if (event.kind === 'handed-over') return [{ what: 'handed-over', ...attempted, kind: lease.kind }];
    if (event.kind === 'started') return [{ what: 'started', ...attempted, sign: event.sign }];
    if (event.kind !== 'attempt-ended') return [];
    const { ending, next, resumes, hint } = event;
    return [{ what: 'ended', ...attempted, ...{ ending, next, resumes }, ...(hint !== undefined && { hint }) }];
  }
}

const WAYS: Record<Lease['kind'], string> = {
  workflow: 'dispatched its workflow',
  mention: 'mentioned it in a comment',
  copilot: 'assigned it',
  person: 'assigned them',
};

const SIGNS: Record<Sign, string> = {
  run: 'its run',
  branch: 'its branch',
  pull: 'its pull request',
  reaction: 'a reaction',
  comment: 'a comment',
  assignment: 'the assignment',
};

const VERDICTS: Record<Overall, string> = {
  accepted: 'accepted',
  'changes-requested': 'changes asked for',
  waiting: 'waits for its checks',
  'needs-person': 'a person has to look',
};

const NEXT: Record<string, string> = {
  blocked: 'it waits for an answer',
  escalated: 'a person is asked',
  retrying: 'it is tried again',
  ready: 'it is tried again',
};

/** One clause each, of which Steward is the subject. */
export function stepWords(step: Step): string {
  if (step.what === 'handed-over')
    return `handed #${step.issue} to ${step.agent} (${WAYS[step.kind]}), attempt ${step.attempt}`;
  if (step.what === 'started') return `saw ${step.agent} at work on #${step.issue}, by ${SIGNS[step.sign]}`;
  if (step.what === 'reviewed') {
    const { pull, met, of, overall } = step;
    return `reviewed #${pull}: ${of === 0 ? '' : `${met} of ${of} criteria met, `}${VERDICTS[overall]}`;
  }
  if (step.what === 'answered') return `took the answer of ${step.by} on #${step.issue}`;
  if (step.what === 'moved')
    return `noted that #${step.issue} is ${step.status}${step.status === 'done' ? '' : ` (${step.reason})`}`;
  const { issue, agent, attempt, ending, next, resumes } = step;
  const when = resumes === null ? '' : ` from ${resumes.slice(11, 16)} on`;
  return `ended attempt ${attempt} at #${issue} by ${agent}: ${endingWords(ending)}; ${NEXT[next] ?? next}${when}`;
}
