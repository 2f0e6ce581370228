// Arguments: what is accepted, what is wrong use, and what is said about it.
import { describe, expect, test } from 'vitest';
import { makeRepository, steward, temporaryFolder, write } from './stage.ts';

describe('wrong use ends with 2 and a hint', () => {
  test.each([
    [['tray'], /unknown command 'tray'[\s\S]*--help/],
    [['try', '--rpo', 'x'], /unknown option '--rpo'[\s\S]*--repo/],
    [['try', '--mode', 'wrong'], /observe, suggest, assist, autopilot/],
    [['try', '--ticks', '0'], /whole number from 1/],
    [['try', '--now', 'yesterday'], /"yesterday" is not a time[\s\S]*2026-11-20T09:07Z/],
    [['try', 'extra'], /too many arguments/],
    [['undo'], /missing required argument 'run'/],
    [['undo', '../x'], /id of a run/],
    [['sandbox', '--port', '99999'], /whole number from 0 to 65535/],
    [[], /Commands:/],
  ])('%j', async (words, said) => {
    const told = await steward(temporaryFolder(), words);
    expect(told.code).toBe(2);
    expect(told.out).toBe('');
    expect(told.err).toMatch(said);
    expect(told.err).not.toMatch(/\n\s+at /);
  });
});

test.each([[['--help']], [['help', 'try']], [['try', '--help']], [['undo', '--help']], [['sandbox', '--help']]])(
  'explains itself for %j',
  async (words) => {
    const told = await steward(temporaryFolder(), words);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/Exit codes: 0 done, 1 failed/);
  },
);

describe('files that are not what they are said to be are wrong use', () => {
  test.each([
    ['--world', 'missing.json', /missing.json cannot be read \(ENOENT\)/],
    ['--world', 'broken.json', /broken.json is not JSON/],
    ['--world', 'faulty.json', /2 faults[\s\S]*"isues" is not known here[\s\S]*ledgerTasks\[0\]: "title" is missing/],
    ['--config', 'missing.yml', /missing.yml is not a file that can be read/],
    ['--out', 'broken.json', /broken.json is a file/],
    ['--out', 'repository', /holds other things/],
  ])('%s %s', async (option, file, said) => {
    const base = temporaryFolder();
    makeRepository(`${base}/repository`);
    write(base, { 'broken.json': '{', 'faulty.json': '{"isues": [], "ledgerTasks": [{}]}' });
    const told = await steward(base, ['try', '--repo', 'repository', option, file]);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toMatch(said);
  });
});
