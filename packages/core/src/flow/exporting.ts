/** Memory as files that people can keep: every event in order, and where things stood at the end. */
import { canonical } from '../domain/digest.ts';
import { eventPaths } from '../record/history.ts';
import type { Held } from '../record/transaction.ts';
import type { Tick } from './tick.ts';

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
  const inOrder = await eventPaths({ reader, oid }, { from: ledger.state.installed?.at ?? at, to: at });
  const texts = await reader.files(oid, inOrder);
  return inOrder.flatMap((path) => texts.get(path) ?? []);
}
