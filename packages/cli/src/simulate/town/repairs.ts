/** What becomes of faults: mended, carried elsewhere, put in other words. */

import { type Change, type Fault, sourcesOf, testsOf, textAt } from './codebase.ts';
import { moduleAt } from './dialects.ts';
import { inserted, type Site, spotIn, touched } from './faults.ts';
import { capital, errand } from './phrases.ts';

/** The text of the fault's file with something else in its place. */
const replaced = ({ code }: Pick<Site, 'code'>, { path, bad }: Fault, by: string): Record<string, string> => ({
  [path]: textAt(code, path).replace(bad, () => by),
});

export function mend(site: Site, fault: Fault): Change | null {
  const { dice, code } = site;
  const say = { kind: 'fault-mended', rule: fault.rule } as const;
  const message = `${capital(errand(dice))}, as was promised`;
  if (fault.rule === 'failing-workflow') {
    const files = touched(site);
    return files === null ? null : { ...say, kind: 'repaired', message, files, gone: [fault.id] };
  }
  if (fault.rule !== 'untested-source') return { ...say, message, files: replaced(site, fault, fault.good) };
  const module = moduleAt(fault.path);
  if (module === null) return null;
  if (dice.happens(0.4)) return { ...say, message: `Drop ${module.module}`, files: { [fault.path]: null } };
  const tests = module.dialect.tests(module.module, textAt(code, fault.path), dice);
  return {
    ...say,
    message: `Test ${module.module}`,
    files: { [module.dialect.test(module.module)]: tests },
    gone: [fault.id],
  };
}

/** The same words in another file, or further down in the same. */
export function move(site: Site, fault: Fault): Change | null {
  const { code, dice } = site;
  if (fault.rule !== 'todo' && fault.rule !== 'skipped-test') return null;
  const without = replaced(site, fault, '');
  const extension = fault.path.slice(fault.path.lastIndexOf('.'));
  const candidates = (fault.rule === 'todo' ? sourcesOf(code) : testsOf(code)).filter((path) =>
    path.endsWith(extension),
  );
  const left = { files: new Map([...code.files, ...Object.entries(without)]), faults: [] };
  const target = dice.pickAny(candidates);
  if (target === null) return null;
  const spot = fault.rule === 'todo' ? spotIn({ code: left, dice }, [target]) : null;
  if (fault.rule === 'todo' && spot === null) return null;
  const text = spot === null ? textAt(left, target) + fault.bad : inserted(spot, fault.bad);
  return {
    kind: 'fault-moved',
    rule: fault.rule,
    message: `Carry ${moduleAt(fault.path)?.module ?? 'it'} over`,
    files: { ...without, [target]: text },
    gone: [fault.id],
    added: [{ ...fault, id: `${fault.id}'`, path: target }],
  };
}

const OTHER_WORDS: readonly (readonly [from: RegExp, to: string])[] = [
  [/\bthe\b/, 'every'],
  [/\b(?:TODO|HACK)\b/, 'FIXME'],
  [/\bwhen\b/, 'as soon as'],
  [/(?<=\w) (?=\w+ )/, '  '],
  [/\b(?:late|early|nightly|weekly|partial|remote)\b/, 'old'],
];

/** The fault stays, its words do not. */
export function reword(site: Site, fault: Fault): Change | null {
  if (fault.rule !== 'todo' && fault.rule !== 'skipped-test') return null;
  const others = OTHER_WORDS.map(([from, to]) => fault.bad.replace(from, to)).filter((text) => text !== fault.bad);
  const bad = site.dice.pickAny(others);
  if (bad === null) return null;
  return {
    kind: 'fault-reworded',
    rule: fault.rule,
    message: 'Say it better',
    files: replaced(site, fault, bad),
    gone: [fault.id],
    added: [{ ...fault, id: `${fault.id}"`, bad }],
  };
}
