// A process that can be killed at any await, stand still, or run beside another, always in the same order.
import { Fate, Turns } from '@steward/cli/simulate/fate.ts';
import { describe, expect, test } from 'vitest';

const first = () => 0;

function lifeOf(death: number | null, turns = new Turns(first)) {
  const passed: number[] = [];
  const fate = new Fate({ death, stall: { at: 2, milliseconds: 5 }, turns, pass: (ms) => void passed.push(ms) });
  return { fate, passed };
}

async function threeSteps(fate: Fate, done: string[], name = ''): Promise<'finished'> {
  const door = fate.bind({
    async step(text: string) {
      done.push(name + text);
    },
  });
  for (const text of ['a', 'b', 'c']) await door.step(text);
  return 'finished';
}

describe('a process', () => {
  test('lives to its end where nothing kills it', async () => {
    const { fate, passed } = lifeOf(null);
    const done: string[] = [];
    expect(await fate.live(() => threeSteps(fate, done))).toBe('finished');
    expect(done).toEqual(['a', 'b', 'c']);
    expect(passed).toEqual([5]);
  });

  test.each([
    [1, []],
    [2, ['a']],
    [3, ['a']],
    [6, ['a', 'b', 'c']],
  ])('killed at await %i does nothing more', async (at, expected) => {
    const { fate } = lifeOf(at);
    const done: string[] = [];
    expect(await fate.live(() => threeSteps(fate, done))).toBe('died');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(done).toEqual(expected);
  });

  test('that fails by itself is not taken for dead', async () => {
    const { fate } = lifeOf(null);
    await expect(fate.live(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

test('two processes take turns in the order that is drawn', async () => {
  const play = async (choose: (count: number) => number) => {
    const turns = new Turns(choose);
    const done: string[] = [];
    const [one, two] = [lifeOf(null, turns).fate, lifeOf(null, turns).fate];
    await Promise.all([one.live(() => threeSteps(one, done, '1')), two.live(() => threeSteps(two, done, '2'))]);
    return done.join(' ');
  };
  expect(await play(first)).toBe(await play(first));
  expect(await play(first)).not.toBe(await play((count) => count - 1));
  expect((await play(first)).split(' ').sort()).toEqual(['1a', '1b', '1c', '2a', '2b', '2c']);
});
