// The suite must run on the Node that the actions run on; npm alone would quietly use whatever is installed.
import { expect, test } from 'vitest';

test('the suite runs on Node 24 or newer', () => {
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
});
