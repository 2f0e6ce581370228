/** Events come out of their files the same, wherever the pieces that were read end. */
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { LineCutter, readEvents } from '@steward/core/domain/event-lines.ts';
import { expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { NOON } from '../support/memory.ts';

const eventOf = (reason: string, sequence: number): RecordedEvent => ({
  kind: 'withdrawn',
  task: 'aa11aa11',
  reason,
  sequence,
  at: NOON,
});

function piecesOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const readAll = (pieces: Iterable<Uint8Array>): RecordedEvent[] => {
  const events: RecordedEvent[] = [];
  readEvents(pieces, (event) => void events.push(event));
  return events;
};

it('reads every event, in order, wherever the pieces end, in the middle of a character too', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat()), fc.boolean(), (texts, cuts, isEnded) => {
      const events = texts.map((text, index) => eventOf(text.toWellFormed(), index));
      const text = events.map((event) => JSON.stringify(event)).join('\n') + (isEnded ? '\n' : '');
      expect(readAll(piecesOf(new TextEncoder().encode(text), cuts))).toEqual(events);
    }),
  );
});

it('reads a line that lies in many pieces in time that grows with its length alone', () => {
  const cutter = new LineCutter();
  const piece = new TextEncoder().encode('x'.repeat(100));
  for (let count = 0; count < 20_000; count += 1) expect(cutter.cut(piece)).toEqual([]);
  expect(cutter.end()[0]).toHaveLength(2_000_000);
  expect(cutter.end()).toEqual([]);
});

it('passes over empty lines and says which line is no event', () => {
  const bytes = (text: string) => [new TextEncoder().encode(text)];
  const line = JSON.stringify(eventOf('', 1));
  expect(readAll(bytes(`\n${line}\n\n${line}\n`))).toHaveLength(2);
  expect(() => readAll(bytes(`${line}\n\n${line.slice(0, 20)}\n`))).toThrow('line 3 holds no event');
  expect(() => readAll(bytes(`${line}\n${line.slice(0, 20)}`))).toThrow('line 2 holds no event');
});

it('stops at bytes that are no text', () => {
  expect(() => readAll([Uint8Array.from([0x22, 0xff, 0x22, 0x0a])])).toThrow(TypeError);
  expect(() => readAll([Uint8Array.from([0x22, 0xe9])])).toThrow(TypeError);
});
