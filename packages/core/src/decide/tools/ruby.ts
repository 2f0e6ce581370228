/** How a Ruby project is checked: RSpec, Rails, or a task of its Rakefile, through Bundler where it has a Gemfile. */
import type { Command, LanguageTools } from '../../domain/tooling.ts';
import { folderOf, found, type Ground, inFolder, isSafe, makeTarget, stepInUse } from './ground.ts';

const TEST_STEP =
  /^(?:bundle exec )?(?:bin\/)?(?:rspec\b|rake(?:\s+(?:test|spec)\b|$)|rails test\b|parallel_rspec\b|minitest\b)/;

interface Home {
  folder: string;
  bundle: string;
  /** Everything that names gems: the Gemfile and specifications. */
  gems: { path: string; text: string }[];
}

function homeOf(ground: Ground): Home | null {
  const root = ground.nearest('Gemfile', 'Rakefile', '.rspec');
  const folder = root === undefined ? '' : folderOf(root.path);
  if (!isSafe(folder)) return null;
  const place = folder === '' ? '' : `${folder}/`;
  const specifications = [...ground.paths].filter((path) => folderOf(path) === folder && path.endsWith('.gemspec'));
  const gems = [`${place}Gemfile`, ...specifications].map((path) => ({ path, text: ground.text(path) }));
  return { folder, bundle: ground.paths.has(`${place}Gemfile`) ? 'bundle exec ' : '', gems };
}

function testing(ground: Ground, { folder, bundle, gems }: Home): Pick<LanguageTools, 'test' | 'testOne'> {
  const place = folder === '' ? '' : `${folder}/`;
  const inUse = stepInUse(ground, TEST_STEP);
  const lists = gems.find(({ text }) => /["']rspec(?:-core|-rails)?["']/.test(text))?.path;
  const shown = ground.paths.has(`${place}.rspec`) ? `${place}.rspec` : lists;
  if (shown !== undefined) {
    const file = `${bundle}rspec {path}`;
    return found<LanguageTools>({
      test: inUse ?? { run: inFolder(folder, `${bundle}rspec`), from: shown },
      testOne: folder === '' ? { file, name: `${file} -e {name}` } : undefined,
    });
  }
  if (ground.paths.has(`${place}bin/rails`)) {
    return found<LanguageTools>({
      test: inUse ?? { run: inFolder(folder, 'bin/rails test'), from: `${place}bin/rails` },
      testOne: folder === '' ? { file: 'bin/rails test {path}' } : undefined,
    });
  }
  const rakefile = ground.text(`${place}Rakefile`);
  const task = /\b(?:Rake|Minitest)::TestTask\b|^[ \t]*(?:task|multitask)[ \t]*\(?:?["']?test\b/m.test(rakefile);
  const rake = task ? { run: inFolder(folder, `${bundle}rake test`), from: `${place}Rakefile` } : undefined;
  const one =
    /\bRake::TestTask\b/.test(rakefile) && folder === '' ? { file: `${bundle}rake test TEST={path}` } : undefined;
  return found<LanguageTools>({ test: inUse ?? rake ?? makeTarget(ground, 'test', 'spec', 'check'), testOne: one });
}

export function rubyTools(ground: Ground): LanguageTools {
  const home = homeOf(ground);
  if (home === null) return {};
  const { folder, bundle, gems } = home;
  const place = folder === '' ? '' : `${folder}/`;
  const tool = (run: string, marks: readonly string[], gem?: RegExp): Command | undefined => {
    const from =
      marks.map((mark) => `${place}${mark}`).find((path) => ground.paths.has(path)) ??
      (gem === undefined ? undefined : gems.find(({ text }) => gem.test(text))?.path);
    return from === undefined ? undefined : { run: inFolder(folder, `${bundle}${run}`), from };
  };
  return found<LanguageTools>({
    ...testing(ground, home),
    lint:
      stepInUse(ground, /^(?:bundle exec )?(?:bin\/)?(?:rubocop|standardrb)\b/) ??
      tool('rubocop', ['.rubocop.yml'], /["']rubocop(?:-rails|-rspec|-performance)?["']/) ??
      tool('standardrb', ['.standard.yml'], /["']standard["']/) ??
      makeTarget(ground, 'lint'),
    types: tool('srb tc', ['sorbet/config']) ?? tool('steep check', ['Steepfile']),
  });
}
