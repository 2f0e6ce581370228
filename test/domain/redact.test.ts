/** Secrets in every disguise are taken out, and nothing else is. All values here are made up. */
import { redact } from '@steward/core/domain/redact.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';
import { workOf } from '../support/work.ts';

const letters = (count: number) => 'aB3dE5gH7jK9mN1pQ2sT4vW6yZ8cF0hJ'.repeat(8).slice(0, count);
const jwt = `eyJ${letters(20)}.eyJ${letters(30)}.${letters(43)}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${letters(64)}\n${letters(60)}==\n-----END RSA PRIVATE KEY-----`;

const SHAPED: [what: string, value: string][] = [
  ['anthropic key', `sk-ant-api03-${letters(40)}`],
  ['openai key', `sk-proj-${letters(48)}`],
  ['model key', `sk-${letters(32)}`],
  ['openrouter key', `sk-or-v1-${letters(64)}`],
  ['google key', `AIza${letters(35)}`],
  ['groq key', `gsk_${letters(52)}`],
  ['xai key', `xai-${letters(80)}`],
  ['hugging face token', `hf_${letters(34)}`],
  ['github token', `ghp_${letters(36)}`],
  ['github token', `gho_${letters(36)}`],
  ['github token', `ghs_123456_${jwt}`],
  ['github token', `github_pat_${letters(22)}_${letters(59)}`],
  ['aws key id', `AKIA${'ABCD2345EFGH6789'}`],
  ['signed token', jwt],
  ['slack token', ['xoxb', '123456789012', letters(24)].join('-')],
  ['npm token', `npm_${letters(36)}`],
  ['pypi token', `pypi-AgEIcHlwaS5vcmc${letters(60)}`],
  ['stripe key', ['sk', 'live', letters(24)].join('_')],
];

describe('input 14: secrets by their shape', () => {
  test.each(SHAPED)('takes out a %s', (what, value) => {
    const { text, count } = redact(`before ${value} after`);
    expect(text).toBe(`before [redacted: ${what}] after`);
    expect(count).toBe(1);
  });

  test.each(SHAPED)('takes out a %s right behind a terminal colour and with hidden characters inside', (_, value) => {
    const disguised = `\u001b[31m${value.slice(0, 6)}\u200b${value.slice(6, 20)}\u001b[0m${value.slice(20)}\u001b[0m`;
    const { text } = redact(`x ${disguised} y`);
    expect(text).not.toContain(value.slice(6, 20));
    if (value.length > 20) expect(text).not.toContain(value.slice(20));
    expect(text).toContain('[redacted: ');
  });

  test('takes out a token that a terminal wrapped over lines', () => {
    const { text } = redact(`ghp_${letters(20)}\n  ${letters(36).slice(20)} end`);
    expect(text).toBe('[redacted: github token] end');
  });

  test.each(['\n', '\n    ', ' '])('takes out the rest of a key of any length that %j parts', (gap) => {
    const { text } = redact(`key: sk-ant-api03-${letters(24)}${gap}${letters(20)}${gap}${letters(12)} and words`);
    expect(text).toBe('key: [redacted: anthropic key] and words');
  });

  test.each([0, 1, 2])('takes out a token in base64 behind %i other bytes', (offset) => {
    const { text, count } = redact(`data: ${base64(`${'x'.repeat(offset)}ghp_${letters(36)}`)} end`);
    expect(text).toBe('data: [redacted: encoded secret] end');
    expect(count).toBe(1);
  });

  test('takes out a private key also with a timestamp on each line', () => {
    const stamped = PEM.split('\n')
      .map((line) => `2026-11-20T10:00:00.0000000Z ${line}`)
      .join('\n');
    const { text, count } = redact(`log\n${stamped}\nnext`);
    expect(text).toBe('log\n2026-11-20T10:00:00.0000000Z [redacted: private key]\nnext');
    expect(count).toBe(1);
  });

  test('takes out a private key without its end, and one without its beginning', () => {
    expect(redact(PEM.slice(0, -40)).text).toBe('[redacted: private key]');
    const headless = redact(`intro\n${PEM.split('\n').slice(1).join('\n')}\nnext`).text;
    expect(headless).toBe('intro\n[redacted: private key]\nnext');
  });

  test('takes out what its surroundings make secret, and leaves the surroundings', () => {
    expect(redact('postgres://me:s3cr3t-pass@db.example/x').text).toBe(
      'postgres://me:[redacted: password]@db.example/x',
    );
    expect(redact('Authorization: Bearer abcdefgh12345').text).toBe('Authorization: Bearer [redacted: authorization]');
    expect(redact(`aws_secret_access_key = ${letters(40)}`).text).toBe(
      'aws_secret_access_key = [redacted: aws secret]',
    );
  });

  test.each([
    'the task-runner-of-everything-that-runs-in-the-night is skipped',
    'https://github.com/own/repo/blob/0123456789abcdef0123456789abcdef01234567/src/a.ts#L10',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ['postgres://user:$', '{PASSWORD}@host/db and Authorization: Bearer $', '{{ secrets.TOKEN }}'].join(''),
    'see http://localhost:3000/@scope/name and https://git.example:8443/a/b@c',
    'const apiKey = getApiKeyFromTheConfiguration();',
    'eyJ is how a token begins; AKIA too; ghp_ as well',
  ])('leaves %s as it is', (text) => {
    expect(redact(text)).toEqual({ text, count: 0 });
  });
});

describe('input 15: known secrets', () => {
  const secret = 'Q7#kLm92-xRt/5vB+wZ0pYc';

  test.each([
    ['itself', secret],
    ['base64', base64(secret)],
    ['base64 inside more', base64(`user:${secret}:more`)],
    ['url encoding', encodeURIComponent(secret)],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ['reversed', [...secret].reverse().join('')],
    ['split over lines', `${secret.slice(0, 7)}\n   ${secret.slice(7, 15)}\n${secret.slice(15)}`],
    ['coloured inside', `${secret.slice(0, 5)}\u001b[1m${secret.slice(5)}`],
    ['cut at its end', secret.slice(0, 13)],
    ['cut at its beginning', secret.slice(-13)],
    ['its middle', secret.slice(5, 18)],
  ])('takes out a known secret as %s', (_, shown) => {
    const { text, count } = redact(`before ${shown} after`, { secrets: [secret] });
    expect(count).toBeGreaterThanOrEqual(1);
    expect(text).toMatch(/^before .*\[redacted: secret\].* after$/s);
    for (let at = 0; at + 12 <= shown.length && !/base64|encoding|hexa/.test(_); at += 1) {
      expect(text).not.toContain(shown.slice(at, at + 12));
    }
  });

  test('takes out a short known secret only as a whole', () => {
    expect(redact('the word hunter22 and hunter', { secrets: ['hunter22'] }).text).toBe(
      'the word [redacted: secret] and hunter',
    );
  });

  test('leaves no piece of 12 characters, wherever the secret stands', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        fc.nat(22),
        fc.nat(22),
        (before, behind, a, b) => {
          const shown = secret.slice(Math.min(a, b), Math.max(a, b) + 1);
          const { text } = redact(`${before} ${shown} ${behind}`, { secrets: [secret] });
          for (let at = 0; at + 12 <= shown.length; at += 1) expect(text).not.toContain(shown.slice(at, at + 12));
        },
      ),
    );
  });
});

describe('redact', () => {
  test('takes out the findings it is given, merged where they overlap', () => {
    const findings = [
      { start: 2, end: 6, what: 'npm secret' },
      { start: 4, end: 8, what: 'other' },
    ];
    expect(redact('0123456789', { findings })).toEqual({ text: '01[redacted: npm secret]89', count: 1 });
  });

  test('changes nothing in what it has redacted', () => {
    for (const [, value] of SHAPED) {
      const once = redact(`Authorization: Bearer ${value} postgres://a:${value}@h/x`).text;
      expect(redact(once)).toEqual({ text: once, count: 0 });
    }
  });

  test.each([
    'eyJ',
    'ghp_',
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
    'a://b:',
    'sk-ant-',
    'A',
    'x.',
    'authorization: ',
    'AKIA',
    '\u001b[',
  ])('input 12: 256 KB of %j take well under a second each 64 KB', (unit) => {
    const text = unit.repeat(Math.ceil(262_144 / unit.length));
    expect(workOf(() => redact(text, { secrets: ['Q7#kLm92-xRt/5vB+wZ0pYc'] }))).toBeLessThan(4_000);
  });
});
