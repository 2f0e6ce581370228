/** Faults as people leave them in code: one way for each rule that they offend, with words of their own every time. */

import type { Dice } from '@steward/sandbox/dice.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { commented, lineRemark, remark } from './barbs.ts';
import {
  type Change,
  type Code,
  type Fault,
  type FaultRule,
  faultsOf,
  MOST_FILES,
  sourcesOf,
  testsOf,
  textAt,
  workflowsOf,
} from './codebase.ts';
import { DIALECT_NAMES, DIALECTS, type Dialect, moduleAt } from './dialects.ts';
import { capital, coin, errand } from './phrases.ts';

export interface Site {
  world: InhabitedWorld;
  code: Code;
  dice: Dice;
}

type Maker = (site: Site) => Change | null;

const added = (fault: Fault, change: Omit<Change, 'kind' | 'rule' | 'added'>): Change => ({
  kind: fault.rule === 'failing-workflow' ? 'broken' : 'fault-added',
  rule: fault.rule,
  added: [fault],
  ...change,
});

interface Spot {
  path: string;
  text: string;
  dialect: Dialect;
  /** Where more lines may stand, and how far they are indented. */
  index: number;
  indent: string;
}

/** A place inside some function. */
export function spotIn({ code, dice }: Pick<Site, 'code' | 'dice'>, paths = sourcesOf(code)): Spot | null {
  const path = dice.pickAny(paths);
  const dialect = path === null ? undefined : moduleAt(path)?.dialect;
  if (path === null || dialect === undefined) return null;
  const text = textAt(code, path);
  const match = dice.pickAny([...text.matchAll(dialect.anchor)]);
  return match === null ? null : { path, text, dialect, index: match.index, indent: match[1] ?? '' };
}

export const inserted = ({ text, index }: Spot, lines: string): string =>
  text.slice(0, index) + lines + text.slice(index);

function leaveTodo(site: Site): Change | null {
  const spot = spotIn(site);
  if (spot === null) return null;
  const { dice, world } = site;
  const word = dice.weigh([
    ['TODO', 6],
    ['FIXME', 3],
    ['HACK', 1],
  ]);
  const owner = dice.happens(0.2) ? `(${dice.pick(['mira-holt', '#12', 'steward'])})` : '';
  const bad = commented(`${word}${owner}: ${remark(world, dice)}`, { mark: spot.dialect.comment, indent: spot.indent });
  const fault: Fault = { id: coin(dice), rule: 'todo', path: spot.path, bad, good: '' };
  return added(fault, {
    message: `${capital(errand(dice))} later`,
    files: { [spot.path]: inserted(spot, bad) },
  });
}

function skipTest(site: Site): Change | null {
  const { code, dice, world } = site;
  const path = dice.pickAny(testsOf(code));
  const module = path === null ? null : moduleAt(path);
  if (path === null || module === null) return null;
  const source = textAt(code, module.dialect.source(module.module));
  const title = lineRemark(world, dice);
  const reason = dice.happens(0.3) ? '' : lineRemark(world, dice);
  const write = (skip: string | null) => module.dialect.oneTest(source, title, dice.of('test'), skip);
  const bad = write(reason);
  const fault: Fault = { id: coin(dice), rule: 'skipped-test', path, bad, good: dice.happens(0.5) ? write(null) : '' };
  return added(fault, { message: `Skip a test: ${title}`, files: { [path]: textAt(code, path) + bad } });
}

function suppressCheck(site: Site): Change | null {
  const spot = spotIn(site);
  if (spot === null) return null;
  const { dice, world } = site;
  const name = coin(dice);
  const why = dice.happens(0.3) ? lineRemark(world, dice) : '';
  const exempt = dice.happens(0.25) ? spot.dialect.exempt(name, why) : null;
  const lines = spot.dialect.suppressed(name, why, dice).map((line) => `${spot.indent}${line}\n`);
  const bad = exempt ?? lines.join('');
  const fault: Fault = { id: name, rule: 'suppressed-check', path: spot.path, bad, good: '' };
  const text = exempt === null ? inserted(spot, bad) : exempt + spot.text;
  return added(fault, { message: `Calm the checks about ${name}`, files: { [spot.path]: text } });
}

function callUnpinned({ code, dice }: Site): Change | null {
  const path = dice.pickAny(workflowsOf(code));
  if (path === null) return null;
  const name = `${coin(dice)}/${dice.pick(['setup', 'upload', 'notify', 'cache', 'publish'])}-${coin(dice)}`;
  const ref = dice.pick(['v1', 'v2', 'v3.1', 'main', 'latest']);
  const oid = dice.letters('0123456789abcdef', 40);
  const fault: Fault = {
    id: coin(dice),
    rule: 'unpinned-action',
    path,
    bad: `      - uses: ${name}@${ref}\n`,
    good: dice.happens(0.3) && textAt(code, path).length < 2_000 ? `      - uses: ${name}@${oid} # ${ref}\n` : '',
  };
  return added(fault, { message: `Use ${name}`, files: { [path]: textAt(code, path) + fault.bad } });
}

function leaveUntested({ code, dice }: Site): Change | null {
  if (code.files.size >= MOST_FILES - 4 || faultsOf(code, 'untested-source').length > 3) return null;
  const dialect = DIALECTS[dice.pick(DIALECT_NAMES)];
  const module = coin(dice);
  const path = dialect.source(module);
  const text = dialect.module(module, dice, dice.between(7, 24));
  const bad = text.split('\n').find((line) => line.includes('Total') || line.includes('_total')) ?? module;
  const fault: Fault = { id: module, rule: 'untested-source', path, bad, good: bad };
  return added(fault, { message: `Add ${module}`, files: { [path]: text } });
}

function breakWorkflow({ code, dice }: Site): Change | null {
  const healthy = workflowsOf(code).filter(
    (path) => !code.faults.some((fault) => isBreak(fault) && fault.path === path),
  );
  const path = dice.pickAny(healthy.filter((one) => /\/(?:ci|nightly)\.yml$/.test(one)));
  const files = touched({ code, dice });
  if (path === null || files === null) return null;
  const fault: Fault = { id: coin(dice), rule: 'failing-workflow', path, bad: '', good: '' };
  return added(fault, { message: `${capital(errand(dice))}`, files });
}

const isBreak = ({ rule }: Fault): boolean => rule === 'failing-workflow';

export const MAKERS: Readonly<Record<FaultRule, Maker>> = {
  todo: leaveTodo,
  'skipped-test': skipTest,
  'suppressed-check': suppressCheck,
  'unpinned-action': callUnpinned,
  'untested-source': leaveUntested,
  'failing-workflow': breakWorkflow,
};

/** A number of some function is another: a change that says nothing to any rule. */
export function touched(
  { code, dice }: Pick<Site, 'code' | 'dice'>,
  paths = sourcesOf(code),
): Record<string, string> | null {
  const path = dice.pickAny(paths);
  if (path === null) return null;
  const text = textAt(code, path);
  const match = dice.pickAny([...text.matchAll(/value \* (\d+)/g)]);
  if (match === null) return null;
  const other = Number(match[1]) + dice.between(1, 8);
  const at = match.index + match[0].length;
  return { [path]: `${text.slice(0, match.index)}value * ${other % 97}${text.slice(at)}` };
}
