/** Hostile inputs 14 and 15: canary secrets planted wherever strangers can put them, and nothing of them in anything that leaves. */
import { redact } from '@steward/core/domain/redact.ts';
import { CANARIES, type Canary, DISGUISES, findLeaks, planted } from '@steward/sandbox/canaries.ts';
import { describe, expect, it, test } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { runBundled } from '../support/bundled.ts';
import { stagesOf } from '../support/cycle.ts';
import { filesSaying, saysAround, WORLD } from './places.ts';
import { GREEDY, play } from './play.ts';
import { through } from './proxy.ts';
import { faultsIn, leaksIn, toldBy } from './told.ts';

const raise = stagesOf([WORLD]);

const disguised = (canary: Canary, disguise: string): string => DISGUISES[disguise]?.(canary) ?? '';

test.each(planted())('$name $disguise is taken out of a text', ({ text }) => {
  expect(findLeaks(redact(`before ${text} behind`).text)).toEqual([]);
  expect(findLeaks(redact(`before ${text.replace(/\s+/g, ' ')} behind`).text)).toEqual([]);
});

/** Each disguise with two canaries, four at a time: more in one world would only be left for want of room. */
const DEALT = Object.keys(DISGUISES).flatMap((disguise, index) =>
  [index, index + 5].map((at) => ({ disguise, canary: CANARIES[at % CANARIES.length] as Canary })),
);
const HANDS = Array.from({ length: 4 }, (_, hand) => DEALT.filter((_, index) => index % 4 === hand));

describe('14. Secrets, new ones, coloured, stamped, split and encoded, are never published', () => {
  it.each(HANDS.map((hand) => [hand.map(({ disguise, canary }) => `${canary.name} ${disguise}`).join(', '), hand]))(
    '14. %s',
    async (_, hand) => {
      const texts = (hand as typeof DEALT).map(({ disguise, canary }) => disguised(canary, disguise));
      const { stage, told } = await play(raise, texts);
      expect(leaksIn(stage, told)).toEqual([]);
      expect(faultsIn(stage)).toEqual([]);
    },
  );
});

const AUTO = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

it('15. Pieces of the token that a run works with are known for what they are, wherever they stand', async () => {
  const stage = await raise([{ ...WORLD, '.github/steward.yml': GREEDY }]);
  const token = stage.sandbox.mintToken();
  const texts = [
    token.slice(4, 18),
    token.slice(-14),
    Buffer.from(`user:${token}`).toString('base64').slice(9, 40),
    [...token].reverse().join('').slice(0, 20),
    `${token.slice(0, 9)}\n  ${token.slice(9, 24)}\n  ${token.slice(24)}`,
    Buffer.from(token).toString('hex').slice(6, 40),
  ];
  const { world } = stage.sandbox;
  for (const [index, text] of texts.entries()) {
    await world.pushCommit({ files: filesSaying(text, index), by: 'octo' });
    await saysAround(stage, text, index);
  }
  const run = await runCycle(stage.world({ token }), AUTO);
  expect(run.report.done.filter(({ kind }) => kind === 'opened').length).toBeGreaterThan(20);
  expect(leaksIn(stage, toldBy(stage, run))).toEqual([]);
  expect(faultsIn(stage)).toEqual([]);
});

describe('a secret that reaches the bundled action', () => {
  const canary = CANARIES[0]?.text ?? '';

  it('from the configuration is in no line of the log', async () => {
    const wrong = `mode: ${canary}\n${canary}: 1\nexclude: ${canary}\nlabels: { task: 1, ${canary}: 2 }\nx: *${canary}\n`;
    for (const text of [wrong, wrong.replace(/^x:.*$/m, ''), `mode: [${canary}`, `a: ${canary}\na: ${canary}\n`]) {
      const stage = await raise([{ ...WORLD, '.github/steward.yml': text }]);
      const end = await runBundled(stage, 'run-cycle', { inputs: { 'log-level': 'debug' } });
      expect(end.exitCode).toBe(1);
      expect(leaksIn(stage, toldBy(stage, end))).toEqual([]);
    }
  });

  it('from an answer of GitHub is in no line of the log, summary, output or file of the branch', async () => {
    const stage = await raise([{ ...WORLD, ...filesSaying('some work', 0) }]);
    const told: unknown[] = [];
    for (const status of [200, 401, 403, 422, 500]) {
      const doors = await through(stage, ({ body, authorization }) => {
        if (status === 200 && !body.includes('mutation CreateIssue')) return null;
        const message = `Bad: ${authorization} ${Buffer.from(authorization).toString('base64')} ${canary}\n::add-mask::x`;
        if (status !== 200) return { status, body: { message } };
        return { status, body: { data: null, errors: [{ type: 'FORBIDDEN', message, path: ['createIssue'] }] } };
      });
      const inputs = { mode: 'assist', 'log-level': 'debug' };
      const end = await runBundled(stage, 'run-cycle', { inputs, ...doors });
      expect(end.exitCode).toBe(1);
      expect(end.masks).toHaveLength(1);
      told.push(end);
    }
    expect(leaksIn(stage, toldBy(stage, ...told))).toEqual([]);
  });
});
