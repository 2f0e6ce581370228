/** Recorded events out of the bytes of their files, piece by piece: one event a line, and never the whole text at once. */
import type { RecordedEvent } from './event.ts';

/** Cuts text that comes in pieces into lines; a piece may end anywhere, in the middle of a character too. */
export class LineCutter {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #begun: string[] = [];

  /** The lines that this piece ends. */
  cut(piece: Uint8Array): string[] {
    return this.#split(this.#decoder.decode(piece, { stream: true }));
  }

  /** What stands behind the last line break; throws if it ends within a character. */
  end(): string[] {
    const lines = this.#split(this.#decoder.decode());
    const last = this.#begun.join('');
    this.#begun = [];
    return last === '' ? lines : [...lines, last];
  }

  #split(text: string): string[] {
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    if (lines.length > 0) {
      lines[0] = this.#begun.join('') + lines[0];
      this.#begun = [];
    }
    if (last !== '') this.#begun.push(last);
    return lines;
  }
}

/**
 * Hands over the events in the order of their lines. Those of a piece are read first and then handed over: by turns it costs more.
 * A line that is none is a defect of the file: it throws and says which.
 */
export function readEvents(pieces: Iterable<Uint8Array>, take: (event: RecordedEvent) => void): void {
  const cutter = new LineCutter();
  let number = 0;
  const read = (lines: readonly string[]): void => {
    const events = eventsOf(lines, number);
    for (const event of events) take(event);
    number += lines.length;
  };
  for (const piece of pieces) read(cutter.cut(piece));
  read(cutter.end());
}

/** `before`: how many lines came before these. */
function eventsOf(lines: readonly string[], before: number): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  let number = before;
  try {
    for (const line of lines) {
      number += 1;
      if (line !== '') events.push(JSON.parse(line) as RecordedEvent);
    }
  } catch (cause) {
    throw new Error(`line ${number} holds no event`, { cause });
  }
  return events;
}
