/** Hostile input 16: answers that are not what was asked for. Each ends as the template's words with a warning, and nothing of it is kept. */
import { MOST_ANSWER } from '@steward/core/domain/thinking.ts';
import { type Line, scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';
import { faultsIn } from './told.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

const MARK = 'quixotic';
const criterion = { text: `It is ${MARK} afterwards.`, check: 'review', command: '' };
const task = (change: object = {}): object => ({
  ...{ n: 1, title: `A title that is ${MARK}`, why: `It matters since it is ${MARK}.`, criteria: [criterion] },
  ...{ scope: [], assumptions: [], estimate: 1 },
  ...change,
});
const choice = (n: unknown = 1): object => ({ n, worth: true, reason: 'it is' });
const GOOD = { choices: [choice()], tasks: [task()] };
const text = JSON.stringify(GOOD);
const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
const within = (inner: string): string => text.replace('"scope":[]', `"scope":[${inner}]`);

/** Nothing in any of them has the form, or says one thing of one task. */
const WRONG: readonly [string, Line][] = [
  ['nothing', ''],
  ['no JSON', 'Certainly! Here are your tasks.'],
  ['a megabyte in one text', { ...GOOD, choices: [{ ...choice(), reason: MARK.repeat(125_000) }] }],
  ['a megabyte of blanks', `${' '.repeat(1_000_000)}${text}`],
  ['lists 10,000 deep', deep('[', ']')],
  ['objects 10,000 deep', within(deep('{"a":', '}').replace(':}', ':1}'))],
  ['10,000 tasks', { ...GOOD, tasks: Array.from({ length: 10_000 }, (_, at) => task({ n: at + 1 })) }],
  ['10,000 of the same task', { ...GOOD, tasks: Array.from({ length: 300 }, () => task()) }],
  ['NaN', text.replace('"estimate":1', '"estimate":NaN')],
  ['an endless number', text.replace('"n":1', '"n":1e999')],
  ['a number as a text', { choices: [choice('1')], tasks: [task({ n: '1' })] }],
  ['half a number', { choices: [choice(1.5)], tasks: [task({ n: 1.5 })] }],
  ['a number of no task', { choices: [choice(99)], tasks: [task({ n: 99 })] }],
  ['numbers below all', { choices: [choice(-1)], tasks: [task({ n: 0 })] }],
  ['two choices of one task', { choices: [choice(), { ...choice(), worth: false }], tasks: [task()] }],
  ['two wordings of one task', { choices: [choice()], tasks: [task(), task({ title: 'Another title of it' })] }],
  ['a prototype', within('{"__proto__":{"title":"polluted"}}')],
  ['a prototype in place of it all', `{"__proto__":${text}}`],
  ['a constructor', text.replace('{', '{"constructor":{"prototype":{"polluted":true}},')],
  ['JSON with words behind it', `${text}\nI hope that this helps.`],
  ['JSON twice', `${text}\n${text}`],
  ['two fences', `\`\`\`json\n${text}\n\`\`\`\n\`\`\`json\n${text}\n\`\`\``],
  ['HTML', `<html><body><pre>${text}</pre></body></html>`],
  ['invalid bytes', text.replaceAll(MARK, '\ufffd\ufffd').slice(0, -1)],
  ['the end cut off', text.slice(0, text.length / 2)],
  ['cut off by the ceiling', { kind: 'truncated', text: text.slice(0, -20) }],
  ['no answer', { kind: 'refusal', reason: 'I may not.' }],
  ['one member too many', { ...GOOD, verdict: 'approved' }],
  ['one member too few', { tasks: [task()] }],
  ['null', 'null'],
  ['a list', `[${text}]`],
  ['texts in place of tasks', { choices: [choice()], tasks: [MARK] }],
];

async function expectBounded(stage: Stage): Promise<void> {
  const { state, answers, tasks } = await stage.memory();
  expect(Buffer.byteLength(stage.git(['show', 'refs/heads/steward/state:state.json']))).toBeLessThan(65_536);
  for (const { value } of Object.values(answers)) {
    expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThanOrEqual(MOST_ANSWER);
  }
  expect(JSON.stringify([state, tasks])).not.toContain(MARK);
  expect(Object.values(state.money?.holds ?? {})).toEqual([]);
  expect('polluted' in {}).toBe(false);
}

describe('16. An answer', () => {
  it('16. that is sound is used, so that the others prove something', async () => {
    const stage = await raise();
    const { models } = await openModels(stage, { mind: scriptedMind(() => GOOD) });
    const report = await stage.tick({ mode: 'assist', models });
    expect(report.warnings).toEqual([]);
    expect(Object.values((await stage.memory()).tasks)[0]?.title).toContain(MARK);
  });

  it.each(WRONG)('16. that is %s leaves the template, says so, and is asked for twice at most', async (_, line) => {
    const stage = await raise();
    const { server, models } = await openModels(stage, { mind: scriptedMind(() => line) });
    const report = await stage.tick({ mode: 'assist', models });
    expect(report.failures).toEqual([]);
    expect(report.warnings.join('\n')).toMatch(/templates? stands? in|nothing that can be kept/);
    const tasks = Object.values((await stage.memory()).tasks);
    expect(tasks.map(({ status }) => status)).toEqual(['ready']);
    // One repair each, of both vendors.
    expect(server.log.length).toBeLessThanOrEqual(4);
    expect(server.log.every(({ body }) => body.length < 150_000)).toBe(true);
    await expectBounded(stage);
    expect(faultsIn(stage)).toEqual([]);
    stage.pass(HALF_HOUR);
    await push(stage, { 'NOTES.md': 'More of it.\n' });
    const before = server.log.length;
    await stage.tick({ mode: 'assist', models });
    expect(server.log.slice(before).filter(({ write }) => write)).toEqual([]);
  });

  it.each(WRONG.filter((_, at) => at % 4 === 2))(
    '16. in a batch that is %s leaves the template, and says so',
    async (_, line) => {
      const stage = await raise();
      const answers: { line: Line } = { line: GOOD };
      const { server, models } = await openModels(stage, { mind: scriptedMind(() => answers.line) });
      await stage.tick({ mode: 'suggest', models, config: 'models:\n  specify:\n    chain: []\n' });
      answers.line = line;
      stage.pass(HALF_HOUR);
      await push(stage, skippedTest('hour'));
      const warnings: string[] = [];
      for (let run = 0; run < 10; run++) {
        const report = await stage.tick({ mode: 'suggest', models });
        expect(report.failures).toEqual([]);
        warnings.push(...report.warnings);
        stage.pass(HALF_HOUR + MINUTE);
      }
      expect(warnings.join('\n')).toMatch(/without an answer|nothing that can be kept/);
      expect(server.log.filter(({ path, write }) => write && path.endsWith('/batches')).length).toBeLessThanOrEqual(2);
      expect((await stage.memory()).state.batches).toBeUndefined();
      await expectBounded(stage);
    },
  );

  it.each(['cut', 'reset', 'misfit', 'malformed', 'hostile', 'truncated', 'refusal'] as const)(
    '16. that comes as a vendor in trouble sends it (%s) leaves the template',
    async (kind) => {
      const stage = await raise();
      const { server, models } = await openModels(stage);
      server.faults.add({ when: () => true, times: 999, effect: { kind } });
      const report = await stage.tick({ mode: 'assist', models });
      expect(report.failures).toEqual([]);
      expect(Object.values((await stage.memory()).tasks).map(({ status }) => status)).toEqual(['ready']);
      await expectBounded(stage);
      expect(faultsIn(stage)).toEqual([]);
    },
  );
});
