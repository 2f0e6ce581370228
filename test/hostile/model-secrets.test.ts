/** Hostile inputs 14 and 15: canary secrets wherever a model reads; none is in a request to one, whatever an owner lets it see. */
import { EGRESS_LEVELS } from '@steward/core/domain/egress-settings.ts';
import { CANARIES, DISGUISES, leakFinder } from '@steward/sandbox/canaries.ts';
import { workingMind } from '@steward/sandbox/models/working-mind.ts';
import { describe, expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { modelsOf } from '../support/models.ts';
import { type Lived, lived, ROOMY } from './obeying.ts';
import { WORLD } from './places.ts';
import { faultsIn, leaksIn } from './told.ts';

const raise = stagesOf([WORLD]);
const openModels = modelsOf();

/** Each disguise of another canary, four at a time. */
const TEXTS = Object.entries(DISGUISES).map(([name, disguised], at) => {
  const canary = CANARIES[(at * 3) % CANARIES.length];
  return { name: `${canary?.name} ${name}`, text: canary ? `WORDS${at} ${disguised(canary)} behind` : '' };
});
const HANDS = [TEXTS.slice(0, 4), TEXTS.slice(4, 8), TEXTS.slice(8)];

/** What of the secrets was sent to a model, headers aside, which hold the key that it was handed. */
function sentSecrets({ stage, server }: Pick<Lived, 'stage' | 'server'>): string[] {
  const tokens = stage.sandbox.world.data.tokens.map(({ token }) => ({ name: 'the token', secret: token.slice(4) }));
  const keys = ['test-anthropic-key', 'test-openai-key'].map((secret) => ({ name: 'the key', secret }));
  const find = leakFinder([...CANARIES, ...tokens, ...keys]);
  return server.log.flatMap(({ n, path, body }) => find(`${path}\n${body}`).map((leak) => `request ${n}: ${leak}`));
}

describe.each([
  ['files', HANDS[0]],
  ['files', HANDS[1]],
  ['files', HANDS[2]],
  ['excerpts', HANDS[1]],
  ['metadata', HANDS[2]],
] as const)('with egress of %s', (level, hand = []) => {
  it(`14. nothing of ${hand.map(({ name }) => name).join(', ')} reaches a model`, async () => {
    const config = `${ROOMY}egress:\n  level: ${level}\n`;
    const texts = hand.map(({ text }) => text);
    const world = { '.env': `${texts.join('\n')}\n// TODO: support more of these when the parser is rewritten\n` };
    const life = await lived(raise, openModels, { mode: 'assist', texts, config, mind: workingMind(), more: world });
    const { stage, server, told } = life;
    const asked = server.log.map(({ body }) => body).join('\n');
    expect(sentSecrets(life)).toEqual([]);
    expect(leaksIn(stage, told)).toEqual([]);
    expect(faultsIn(stage)).toEqual([]);
    expect(server.log.filter(({ write }) => write).length).toBeGreaterThan(0);
    if (level !== 'metadata') expect(asked).toMatch(/WORDS\d/);
    expect(asked).not.toContain('.env');
  });
});

it('15. no level is left out', () => {
  expect(EGRESS_LEVELS).toEqual(['metadata', 'excerpts', 'files']);
});

it('15. Pieces of the tokens and keys that a run works with reach no model', async () => {
  const keys = { 'anthropic-api-key': 'test-Rq7ZtRx2Lm8VbN4cJf9Hy', 'openai-api-key': 'test-Kd6sPgT1aEuQoWm3Xz5Lt' };
  const [first, second] = Object.values(keys).map((key) => key.slice(5)) as [string, string];
  const texts = [
    `WORDS1 ${first} behind`,
    `WORDS2 ${second.slice(0, 14)} behind`,
    `WORDS3 ${Buffer.from(`key:${first}`).toString('base64')} behind`,
    `WORDS4 ${[...second].reverse().join('')} behind`,
  ];
  const { stage, server, told } = await lived(raise, openModels, {
    mode: 'assist',
    config: ROOMY,
    texts,
    mind: workingMind(),
    keys,
  });
  const find = leakFinder([first, second].map((secret) => ({ name: 'the key', secret })));
  expect(server.log.map(({ body }) => body).join('\n')).toMatch(/WORDS\d/);
  expect(server.log.flatMap(({ body }) => find(body))).toEqual([]);
  expect(told.flatMap(({ where, text }) => find(text).map((leak) => `${where}: ${leak}`))).toEqual([]);
  expect(faultsIn(stage)).toEqual([]);
});
