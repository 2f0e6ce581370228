/** The canaries: each is found in every disguise and encoding, down to twelve characters, and nothing else is. */
import { CANARIES, findLeaks, leakFinder, planted } from '@steward/sandbox/canaries.ts';
import { describe, expect, test } from 'vitest';
import { readSources } from '../support/source.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each(planted())('$name $disguise is found', ({ name, text }) => {
  const found = findLeaks(`before ${text} behind`);
  expect(found.filter((one) => one.startsWith(name))).not.toEqual([]);
});

describe.each(CANARIES)('$name', ({ name, secret }) => {
  test.each([
    ['inside JSON', JSON.stringify({ a: JSON.stringify({ b: secret }) })],
    ['in a file of a commit', JSON.stringify({ contents: base64(`{"why":"x ${secret} y"}\n`) })],
    [
      'in base64 in a file of a commit',
      JSON.stringify({ contents: base64(`{"why":"x ${base64(`ab${secret}c`)} y"}\n`) }),
    ],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['reversed', [...secret].reverse().join('')],
    ['percent-encoded', encodeURIComponent(secret)],
    ['between backticks', secret.replace(/.{5}/g, '$&``')],
    ['twelve characters from its middle', secret.slice(4, 16)],
    ['its last twelve characters', secret.slice(-12)],
  ])('is found %s', (_, text) => {
    expect(findLeaks(`0 ${text} 0`).join()).toContain(name);
  });

  test('is not found in eleven characters', () => {
    expect(findLeaks(`0 ${secret.slice(3, 14)} 0`)).toEqual([]);
  });
});

test('nothing is found where no canary was planted', () => {
  for (const { path, text } of readSources(/\.(ts|md|json|yml)$/)) {
    if (!path.endsWith('canaries.ts')) expect([path, findLeaks(text)]).toEqual([path, []]);
  }
});

test('a finder can be made for any other secret', () => {
  const find = leakFinder([{ name: 'token', secret: 'ghs_0123456789abcdef0123456789abcdef0123' }]);
  expect(find('x 56789abcdef0 y')).toEqual(['token']);
  expect(find('x 56789abcdef y')).toEqual([]);
});
