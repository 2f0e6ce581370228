import { expect, test } from 'vitest';
import { InForce } from '../../../packages/cli/src/simulate/invariants/in-force.ts';

const DAY = 86_400_000;
const [low, high] = [{ most: 1 }, { most: 5 }];

test('what was in force within the days counts, however often it was seen', () => {
  const inForce = new InForce<{ most: number }>(8);
  for (let hour = 0; hour < 48; hour += 1) expect(inForce.at(hour * 3_600_000, high)).toEqual([high]);
  expect(inForce.at(2 * DAY, low)).toEqual([high, low]);
  expect(inForce.of(2 * DAY, 2)).toEqual([high, low]);
  expect(inForce.of(5 * DAY, 2)).toEqual([]);
});

test('what was changed leaves once its days are over, counted from when it last held', () => {
  const inForce = new InForce<{ most: number }>(8);
  inForce.at(0, high);
  inForce.at(3 * DAY, high);
  inForce.at(4 * DAY, low);
  expect(inForce.at(11 * DAY, low)).toEqual([high, low]);
  expect(inForce.at(11 * DAY + 1, low)).toEqual([low]);
});

test('while what stands there is not valid, nothing new is in force', () => {
  const inForce = new InForce<{ most: number }>(2);
  inForce.at(0, high);
  expect(inForce.at(DAY, null)).toEqual([high]);
  expect(inForce.at(3 * DAY, null)).toEqual([]);
});

test('what holds again after something else is there twice, and long enough', () => {
  const inForce = new InForce<{ most: number }>(2);
  inForce.at(0, high);
  inForce.at(DAY, low);
  inForce.at(2 * DAY, high);
  expect(inForce.at(3.5 * DAY, high)).toEqual([high]);
  expect(inForce.of(2 * DAY, 2)).toEqual([high]);
});
