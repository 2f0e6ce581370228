/** Memory as files that people can keep: every event in order, and where things stood at the end. */
import { canonical } from '../domain/digest.ts';
import { readArchivePath, readEventPath } from '../domain/event-files.ts';
import { later } from '../domain/intent.ts';
import type { Held } from '../record/transaction.ts';
import type { Tick } from './tick.ts';

const DAY = 86_400_000;
const DAYS_PER_REQUEST = 30;
const README = `# What Steward remembered

Steward left; this is a copy of its memory.

- \`events.ndjson\`: what happened, one event a line, in order
- \`state.json\`, \`tasks.json\`, \`rejected.json\`: where things stood at the end
`;

/** The folder they are kept in; null where nothing is kept. */
export async function exportLedger(tick: Tick, held: Held): Promise<string | null> {
  const { state, tasks, rejected } = held.ledger;
  const events = await eventTexts(tick, held);
  return tick.world.shelf.keep({
    'README.md': README,
    'events.ndjson': events.join(''),
    'state.json': `${canonical(state)}\n`,
    'tasks.json': `${canonical(tasks)}\n`,
    'rejected.json': `${canonical(rejected)}\n`,
  });
}

/** Of every day since Steward came, in order of sequence. */
async function eventTexts({ ledgers: { reader } }: Tick, { oid, ledger, at }: Held): Promise<string[]> {
  const first = ledger.state.installed?.at ?? at;
  const days: string[] = [];
  for (let day = first; day.slice(0, 10) <= at.slice(0, 10); day = later(day, DAY)) days.push(day.slice(0, 10));
  const paths: string[] = [];
  for (let start = 0; start < days.length; start += DAYS_PER_REQUEST) {
    paths.push(...(await reader.eventFiles(oid, days.slice(start, start + DAYS_PER_REQUEST))));
  }
  const inOrder = paths
    .flatMap((path) => {
      const first = readEventPath(path)?.sequence ?? readArchivePath(path)?.first;
      return first === undefined ? [] : [{ path, first }];
    })
    .sort((a, b) => a.first - b.first)
    .map(({ path }) => path);
  const texts = await reader.files(oid, inOrder);
  return inOrder.flatMap((path) => texts.get(path) ?? []);
}
