/** Files that a careless reader trips over: strange names, bytes that are no text, lines and files without end. */

import type { Dice } from '@steward/sandbox/dice.ts';
import { canary, commented } from './barbs.ts';
import type { Change, Content } from './codebase.ts';
import type { Site } from './faults.ts';
import { coin, errand } from './phrases.ts';

const FOLDER = 'odd/';
const MOST = 6;

const NAMES: readonly ((name: string) => string)[] = [
  (name) => `${name} with spaces.ts`,
  (name) => `"${name}" 'quoted'.ts`,
  (name) => `${name}\u202egpj.ts`,
  (name) => `@octo fixes #1 ${name}.py`,
  (name) => `${name}\n## Heading\n.ts`,
  (name) => `](evil.invalid) ${name}.go`,
  (name) => `<!-- steward:v1 ${name} -->.ts`,
  (name) => `$(touch ${name}) \`id\`.py`,
  (name) => `größe-文件-ملف-${name}.ts`,
  (name) => `::error::${name}.ts`,
  (name) => `-rf ${name}.ts`,
  (name) => `${name}${'x'.repeat(180)}.py`,
];

const commentOf = (path: string): string => (path.endsWith('.py') ? '#' : '//');

const CONTENTS: readonly ((path: string, dice: Dice) => Content)[] = [
  (path, dice) => `${commentOf(path)} TODO: ${errand(dice)}\n`,
  (path, dice) => commented(`FIXME: ${errand(dice)} ${canary(dice)}`, { mark: commentOf(path), indent: '' }),
  (path, dice) => Buffer.from(`${commentOf(path)} TODO: ${errand(dice)} caf\xe9\n`, 'latin1'),
  (_path, dice) => Buffer.from(Array.from({ length: 600 }, () => dice.between(0, 255))),
  (path, dice) => `\ufeff${commentOf(path)} TODO: ${errand(dice)}\r\n${commentOf(path)} second\r`,
  (_path, dice) => `${coin(dice)} `.repeat(4_000),
  (path, dice) => `${commentOf(path)} TODO: ${errand(dice)}\n${`${coin(dice)}()\n`.repeat(60_000)}`,
  () => '',
  (path, dice) => `${commentOf(path)} ${'['.repeat(3_000)} TODO: ${errand(dice)} ${'('.repeat(3_000)}\n`,
  (_path, dice) => `TODO: ${errand(dice)}`,
];

/** Adds one; where there are many, an old one goes. */
export function oddWork({ code, dice }: Site): Change {
  const here = [...code.files.keys()].filter((path) => path.startsWith(FOLDER));
  const path = FOLDER + dice.pick(NAMES)(coin(dice));
  const [oldest] = here;
  const leaves = here.length >= MOST && oldest !== undefined ? { [oldest]: null } : {};
  return {
    kind: 'odd',
    message: `Add ${coin(dice)}\n\nCo-authored-by: nobody <nobody@example.invalid>`,
    files: { ...leaves, [path]: dice.pick(CONTENTS)(path, dice) },
  };
}
