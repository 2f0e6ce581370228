/** The marker: what is written is read back, and nothing that a body may hold breaks the reading. */
import { type Marker, parseMarker, renderMarker } from '@steward/core/domain/marker.ts';
import { expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const hex = (least: number, most: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: least, maxLength: most }).map((all) => all.join(''));
const taskMarker: fc.Arbitrary<Marker> = fc.record({
  intent: hex(8, 64),
  task: hex(8, 64),
  fingerprints: fc.array(hex(8, 64), { maxLength: 20 }),
  score: fc.double({ min: 0, max: 100, noNaN: true }).map((score) => score + 0),
});

it('a task’s marker is read back from whatever stands before it', () => {
  fc.assert(
    fc.property(taskMarker, fc.string(), (marker, before) => {
      const read = parseMarker(`${before}\n${renderMarker(marker)}`);
      expect(read).toEqual(JSON.parse(JSON.stringify(marker)));
    }),
  );
});

it('a dashboard’s and a closed copy’s are read back', () => {
  const board: Marker = { intent: 'abcdef12', dashboard: true };
  expect(parseMarker(renderMarker(board))).toEqual(board);
  const copy: Marker = { ...board, copy: true };
  expect(parseMarker(renderMarker(copy))).toEqual(copy);
});

it('is one comment, whatever its fields hold', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('-', '-->', '--', '<!--', '>', 'a', '--!>')), (pieces) => {
      const text = renderMarker({ intent: pieces.join('') });
      expect(text.slice(4, -3)).not.toMatch(/--|>|</);
      expect(text.startsWith('<!-- steward:v1 ')).toBe(true);
      expect(text.endsWith(' -->')).toBe(true);
    }),
  );
});

it('the last marker of a body counts', () => {
  const first = renderMarker({ intent: 'aaaaaaaa', dashboard: true });
  const last = renderMarker({ intent: 'bbbbbbbb', dashboard: true });
  expect(parseMarker(`${first}\n${last}`)?.intent).toBe('bbbbbbbb');
});

it.each([
  ['nothing', ''],
  ['an end without a beginning', ' -->'],
  ['a beginning without an end', '<!-- steward:v1 {"intent":"abcdef12","dashboard":true}'],
  ['an end inside of the JSON', '<!-- steward:v1 {"intent":"abcdef12 --> ","dashboard":true} -->'],
  ['no JSON', '<!-- steward:v1 {intent} -->'],
  ['null', '<!-- steward:v1 null -->'],
  ['an intent that is no hash', '<!-- steward:v1 {"intent":"../../etc","dashboard":true} -->'],
  ['a task that is no hash', '<!-- steward:v1 {"intent":"abcdef12","task":"__proto__","fingerprints":[]} -->'],
  ['fingerprints that are no hashes', '<!-- steward:v1 {"intent":"abcdef12","task":"abcdef12","fingerprints":[1]} -->'],
  ['another version', '<!-- steward:v2 {"intent":"abcdef12","dashboard":true} -->'],
  [
    'more than a marker ever holds',
    `<!-- steward:v1 {"intent":"abcdef12","dashboard":true,"x":"${'y'.repeat(9_000)}"} -->`,
  ],
])('%s is no marker', (_, body) => {
  expect(parseMarker(body)).toBeNull();
});

it('any text is read without an error', () => {
  const piece = fc.constantFrom(
    '<!-- steward:v1 ',
    ' -->',
    '{"intent":"abcdef12"',
    ',"dashboard":true}',
    '\n',
    '[[',
    '"',
    '\\u0000',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      expect(() => parseMarker(pieces.join(''))).not.toThrow();
    }),
  );
});

it('sixty-four kilobytes of beginnings are looked at a few times, not once for each', () => {
  const body = '<!-- steward:v1 '.repeat(4_096);
  let looks = 0;
  const counted = <T>(value: T): T => {
    looks++;
    return value;
  };
  const counting = {
    lastIndexOf: (text: string) => counted(body.lastIndexOf(text)),
    indexOf: (text: string, from: number) => counted(body.indexOf(text, from)),
    slice: (from: number, to: number) => counted(body.slice(from, to)),
  };
  expect(parseMarker(counting as unknown as string)).toBeNull();
  expect(looks).toBeLessThanOrEqual(3);
  expect(parseMarker(`${body} -->`)).toBeNull();
});

it('whatever JSON stands in one, what is read is what a marker may say', () => {
  const key = fc.constantFrom(
    'intent',
    'task',
    'fingerprints',
    'score',
    'dashboard',
    'copy',
    '__proto__',
    'constructor',
  );
  const value = fc.oneof(
    fc.jsonValue(),
    hex(0, 70),
    fc.array(hex(8, 20)),
    fc.constantFrom(true, 1e308, -1, '__proto__'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value)), (members) => {
      const json = `{${members.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`).join(',')}}`;
      const read = parseMarker(`x\n<!-- steward:v1 ${json.replaceAll('--', '')} -->`);
      if (read === null) return;
      expect(read.intent).toMatch(/^[0-9a-f]{8,64}$/);
      if (!read.dashboard) expect(read.task).toMatch(/^[0-9a-f]{8,64}$/);
      for (const print of read.fingerprints ?? []) expect(print).toMatch(/^[0-9a-f]{8,64}$/);
      if (read.score !== undefined) expect(read.score >= 0 && read.score <= 100).toBe(true);
      expect(
        Object.keys(read).every((name) =>
          ['intent', 'task', 'fingerprints', 'score', 'dashboard', 'copy'].includes(name),
        ),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
});
