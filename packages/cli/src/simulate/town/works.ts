/** What people do to code all day that no rule has anything to say of: other numbers, notes, modules that come, go, or are renamed. */

import { type Change, type Code, type Content, MOST_FILES, sourcesOf, testsOf, textAt } from './codebase.ts';
import { DIALECT_NAMES, DIALECTS, moduleAt } from './dialects.ts';
import { type Site, touched } from './faults.ts';
import { capital, coin, errand, paragraph } from './phrases.ts';

/** A module of some language that has a test. */
function testedModule({ code, dice }: Site) {
  const path = dice.pickAny(testsOf(code));
  const found = path === null ? null : moduleAt(path);
  if (path === null || found === null) return null;
  return { ...found, test: path, source: found.dialect.source(found.module) };
}

const siblings = (code: Code, extension: string): number =>
  sourcesOf(code).filter((path) => path.endsWith(extension)).length;

export function changeNumbers(site: Site): Change | null {
  const files = touched(site);
  return files === null ? null : { kind: 'plain', message: capital(errand(site.dice)), files };
}

export function addModule({ code, dice }: Site): Change | null {
  if (code.files.size > MOST_FILES - 8) return null;
  const dialect = DIALECTS[dice.pick(DIALECT_NAMES)];
  const module = coin(dice);
  const source = dialect.module(module, dice, dice.between(3, 9));
  return {
    kind: 'plain',
    message: `Add ${module} with its tests`,
    files: { [dialect.source(module)]: source, [dialect.test(module)]: dialect.tests(module, source, dice) },
  };
}

/** Leaves two modules of each language. */
export function removeModule(site: Site): Change | null {
  const module = testedModule(site);
  if (module === null) return null;
  const extension = module.source.slice(module.source.lastIndexOf('.'));
  if (siblings(site.code, extension) <= 2) return null;
  return { kind: 'removed', message: `Remove ${module.module}`, files: { [module.source]: null, [module.test]: null } };
}

/** The faults in it move with it: their text is the same, their path is another. */
export function renameModule(site: Site): Change | null {
  const { code, dice } = site;
  const module = testedModule(site);
  if (module === null) return null;
  const name = coin(dice);
  const paths = new Map([
    [module.source, module.dialect.source(name)],
    [module.test, module.dialect.test(name)],
  ]);
  const files: Record<string, Content | null> = {};
  for (const [from, to] of paths) {
    files[from] = null;
    files[to] = textAt(code, from).replaceAll(module.module, name);
  }
  const moved = code.faults.filter(({ path }) => paths.has(path));
  return {
    kind: 'renamed',
    message: `Call ${module.module} ${name}`,
    files,
    gone: moved.map(({ id }) => id),
    added: moved.map((fault) => ({
      ...fault,
      id: `${fault.id}-`,
      path: paths.get(fault.path) ?? '',
      bad: fault.bad.replaceAll(module.module, name),
      good: fault.good.replaceAll(module.module, name),
    })),
  };
}

/** The longest tests are written anew; skipped ones fall away with the rest. */
export function tidyTests({ code, dice }: Site): Change | null {
  const longest = testsOf(code).sort((a, b) => textAt(code, b).length - textAt(code, a).length)[0];
  const module = longest === undefined ? null : moduleAt(longest);
  if (longest === undefined || module === null) return null;
  const source = textAt(code, module.dialect.source(module.module));
  const tests = module.dialect.tests(module.module, source, dice);
  return { kind: 'plain', message: `Tidy the tests of ${module.module}`, files: { [longest]: tests } };
}

const NOTES = 20;

export function writeChangelog({ code, dice }: Site): Change {
  const [head = '', ...notes] = textAt(code, 'CHANGELOG.md').trimEnd().split('\n- ');
  const kept = [capital(errand(dice)), ...notes].slice(0, NOTES);
  return {
    kind: 'plain',
    message: 'Note what changed',
    files: { 'CHANGELOG.md': `${head}\n- ${kept.join('\n- ')}\n` },
  };
}

export function writeGuide({ dice }: Site): Change {
  const text = `# Guide\n\n${paragraph(dice, dice.between(3, 9))}\n`;
  return { kind: 'plain', message: 'Explain it better', files: { 'docs/guide.md': text } };
}

export function raiseDependency({ code, dice }: Site): Change {
  const text = textAt(code, 'package.json').replace(
    /"vitest": "[^"]*"/,
    `"vitest": "5.${dice.between(0, 9)}.${dice.between(0, 9)}"`,
  );
  return { kind: 'plain', message: 'Bump vitest', files: { 'package.json': text } };
}

/** Mostly a small thing; where the repository grows, it is cut back. */
export function plainWork(site: Site): Change | null {
  const { dice, code } = site;
  if (code.files.size > MOST_FILES - 6) return removeModule(site) ?? changeNumbers(site);
  const work = dice.weigh<(site: Site) => Change | null>([
    [changeNumbers, 8],
    [writeChangelog, 3],
    [writeGuide, 2],
    [addModule, 2],
    [removeModule, 1.2],
    [renameModule, 1],
    [tidyTests, 1.5],
    [raiseDependency, 1],
  ]);
  return work(site) ?? changeNumbers(site);
}
