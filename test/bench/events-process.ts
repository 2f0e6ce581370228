/** One reading of an event file in a process of its own, so that its memory can be told from anybody else's. */
import { closeSync, openSync, readSync } from 'node:fs';
import { Replay } from '@steward/core/domain/apply.ts';
import { LineCutter, readEvents } from '@steward/core/domain/event-lines.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';

const [how = '', file = ''] = process.argv.slice(2);
const PIECE = 1 << 16;

function* pieces(path: string): Generator<Uint8Array> {
  const handle = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(PIECE);
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) yield piece.subarray(0, read);
  } finally {
    closeSync(handle);
  }
}

const before = process.cpuUsage();
if (how === 'apply') {
  const replay = new Replay(EMPTY_LEDGER);
  readEvents(pieces(file), (event) => replay.add(event, event.at));
  if (replay.ledger().state.installed === null) throw new Error('nothing was applied');
} else {
  const cutter = new LineCutter();
  let count = 0;
  const parse = (line: string): void => {
    if (JSON.parse(line) !== null) count += 1;
  };
  for (const piece of pieces(file)) for (const line of cutter.cut(piece)) parse(line);
  for (const line of cutter.end()) parse(line);
  if (count === 0) throw new Error('nothing was parsed');
}
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / 1000, peak: process.resourceUsage().maxRSS / 1024 }));
