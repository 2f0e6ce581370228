/** Deciding with a long memory: 10,000 open tasks and 100,000 that ended, against reading that memory as JSON. */
import { chooseMoves } from '@steward/core/decide/moves.ts';
import { planTasks } from '@steward/core/decide/plan.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { Rejection } from '@steward/core/domain/event.ts';
import { queueOf } from '@steward/core/domain/queue.ts';
import { TitleIndex, wordsOf } from '@steward/core/domain/similarity.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { benchSpecification } from './event-history.ts';
import { type BenchOptions, compare, cpuOf, milliseconds, type Row } from './measurement.ts';

const NOW = '2026-03-04T10:00:00.000Z';

export async function decisions({ quick }: BenchOptions): Promise<Row[]> {
  const [open, past] = quick ? [2_000, 20_000] : [10_000, 100_000];
  const ledger = ledgerOf(open, past);
  const text = JSON.stringify({ tasks: ledger.tasks, rejected: ledger.rejected });
  const wanted = Array.from({ length: 25 }, (_, index) => benchSpecification(past + open + index));
  const deciding = await compare(
    () => cpuOf(() => decide(ledger, wanted)),
    () => cpuOf(() => JSON.parse(text)),
  );
  const size = `${open.toLocaleString('en-US')} open, ${past.toLocaleString('en-US')} past`;
  return [
    {
      ...{ name: `decide and order, ${size} tasks`, measured: milliseconds(deciding.subject), ratio: deciding.ratio },
      ...{ against: `JSON.parse of them (${milliseconds(deciding.baseline)})`, anchor: '' },
    },
    ...(await duplicates(quick ? 2_000 : 10_000)),
  ];
}

function decide(ledger: Ledger, wanted: ReturnType<typeof benchSpecification>[]): void {
  const news = {
    ...{
      foreign: [],
      headMoved: true,
      checksChanged: false,
      othersChanged: false,
      deploymentsTurned: false,
      goalsChanged: false,
    },
    ...{ settingsChanged: false, due: true, daily: true, weekly: false, retry: false },
  };
  const situation = {
    ...{ state: ledger.state, news, now: NOW, config: DEFAULT_CONFIG, mode: 'assist', head: 'h', own: 0 },
    ...{ approved: 0, moved: 0, unlinked: 0, reported: 0, backlog: false, handable: 0, asking: 0 },
  };
  chooseMoves(situation as Parameters<typeof chooseMoves>[0]);
  queueOf(Object.values(ledger.tasks), { queue: 'smart', order: [7, 5], asOf: NOW });
  planTasks({ ledger, slots: { open: 3, suggestions: 5 }, specifications: wanted, titles: [], most: 50 });
}

function ledgerOf(open: number, past: number): Ledger {
  const tasks: Record<string, Task> = {};
  const rejected: Record<string, Rejection> = {};
  for (let number = 0; number < open + past; number++) {
    const specification = benchSpecification(number);
    const isOpen = number < open;
    if (isOpen) tasks[specification.id] = { ...specification, status: 'ready', number, since: NOW };
    else
      for (const print of specification.fingerprints) {
        rejected[print] = { reason: number % 3 === 0 ? 'rejected' : 'done', task: specification.id, number, at: NOW };
      }
  }
  const counts = { ...EMPTY_LEDGER.state.counts, open };
  return { ...EMPTY_LEDGER, tasks, rejected, state: { ...EMPTY_LEDGER.state, counts } };
}

/** 200 questions to so many titles, the index built anew, against taking each title apart once. */
async function duplicates(count: number): Promise<Row[]> {
  const titles = Array.from({ length: count }, (_, index) => titleOf(index));
  const asked = Array.from({ length: 200 }, (_, index) => `${titleOf(index * 7)} now`);
  const found = await compare(
    () =>
      cpuOf(() => {
        const index = new TitleIndex(titles);
        for (const title of asked) index.find(title);
      }),
    () => cpuOf(() => titles.map((title) => wordsOf(title))),
  );
  return [
    {
      name: `near-duplicates, 200 of ${count.toLocaleString('en-US')} texts`,
      ...{ measured: milliseconds(found.subject), ratio: found.ratio },
      against: `taking the texts apart (${milliseconds(found.baseline)})`,
      anchor: 'own BM25: 159 ms for the index and 0.14 ms a question, of 98 words each (performance.md §5)',
    },
  ];
}

/** Twelve words each, of 4,000 in all. */
const titleOf = (number: number): string =>
  Array.from({ length: 12 }, (_, place) => `word${Number.parseInt(digest(`${number} ${place}`, 6), 16) % 4_000}`).join(
    ' ',
  );
