// The generated tables, on a stand-in action.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { documents, outdated, rewrite } from '../../scripts/docs.ts';

let home: string;

const manifest = `name: Order
description: Puts the backlog in order
inputs:
  mode:
    description: How far it | may go
    default: suggest
  github-token:
    description: Reads and writes
    required: true
outputs:
  queue:
    description: The order as JSON
runs:
  using: node24
  main: ../../dist/order.js
`;

const readme =
  '# Order\n<!-- inputs -->\nold\n<!-- /inputs -->\n<!-- outputs --><!-- /outputs -->\n<!-- permissions --><!-- /permissions -->\n';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'docs '));
  mkdirSync(join(home, 'actions/order'), { recursive: true });
  writeFileSync(join(home, 'actions/order/action.yml'), manifest);
  writeFileSync(join(home, 'actions/order/README.md'), readme);
  writeFileSync(join(home, 'actions/order/inputs.ts'), "export const permissions = { issues: 'write' };\n");
  writeFileSync(join(home, 'README.md'), 'Before\n<!-- actions -->\n<!-- /actions -->\nAfter\n');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('generated documents', () => {
  test('hold the tables of action.yml between their marks', async () => {
    const text = (await documents(home)).get('actions/order/README.md');
    expect(text).toContain('| `mode` | How far it \\| may go | `suggest` |');
    expect(text).toContain('| `github-token` | Reads and writes | required |');
    expect(text).toContain('| `queue` | The order as JSON |');
    expect(text).toContain('  issues: write\n');
    expect(text).not.toContain('old');
    expect(text?.startsWith('# Order\n<!-- inputs -->\n|')).toBe(true);
  });

  test('list the actions in the README at the root', async () => {
    const text = (await documents(home)).get('README.md');
    expect(text).toBe(
      'Before\n<!-- actions -->\n| Action | Does |\n| --- | --- |\n| [order](actions/order/README.md) | Puts the backlog in order |\n<!-- /actions -->\nAfter\n',
    );
  });

  test('are outdated until they are written, and then not', async () => {
    const readmes = async () => [...(await outdated(home))].filter(([path]) => path.endsWith('README.md'));
    const changes = await readmes();
    expect(changes.map(([path]) => path)).toEqual(['actions/order/README.md', 'README.md']);
    for (const [path, text] of changes) writeFileSync(join(home, path), text);
    expect(await readmes()).toEqual([]);
    expect(readFileSync(join(home, 'README.md'), 'utf8')).toContain('order');
  });

  test('cannot be made from an input without a description', async () => {
    writeFileSync(
      join(home, 'actions/order/action.yml'),
      manifest.replace('description: Reads and writes', "description: ''"),
    );
    await expect(documents(home)).rejects.toThrow('the input "github-token" has no description');
  });

  test('cannot be made where a region is missing or not closed', async () => {
    writeFileSync(join(home, 'actions/order/README.md'), '<!-- inputs --><!-- /inputs -->');
    await expect(documents(home)).rejects.toThrow('<!-- outputs --> is missing');
    await expect(rewrite('<!-- a --> text', { a: () => 'b' })).rejects.toThrow('not closed');
  });
});
