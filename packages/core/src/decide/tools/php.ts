/** How a PHP project is checked: the scripts of its composer.json, else the tools that it requires and configures. */
import type { Command, LanguageTools } from '../../domain/tooling.ts';
import { folderOf, found, type Ground, inFolder, isSafe, makeTarget, stepInUse } from './ground.ts';

interface Composer {
  folder: string;
  from: string;
  scripts: Record<string, string>;
  packages: ReadonlySet<string>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readComposer(ground: Ground): Composer | null {
  const file = ground.nearest('composer.json');
  const folder = file === undefined ? '' : folderOf(file.path);
  if (file === undefined || !isSafe(folder)) return null;
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch (error) {
    // A manifest that Composer could not read either names no command.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isRecord(value)) return null;
  const scripts = Object.entries(isRecord(value.scripts) ? value.scripts : {}).map(([name, script]) => [
    name,
    Array.isArray(script) ? script.filter((line) => typeof line === 'string').join(' && ') : String(script),
  ]);
  const lists = [value.require, value['require-dev']].filter(isRecord);
  return {
    folder,
    from: file.path,
    scripts: Object.fromEntries(scripts),
    packages: new Set(lists.flatMap((list) => Object.keys(list))),
  };
}

const TEST_STEP =
  /^(?:php (?:-d \S+ )*)?(?:\.\/)?(?:vendor\/bin\/|bin\/)?(?:phpunit|pest|simple-phpunit)\b|^php artisan test\b|^composer (?:run(?:-script)? )?(?:tests?|phpunit|pest|check|ci)\b/;
const REWRITES = /\bphpcbf\b|\bpint\b(?!.*--test)|php-cs-fixer\b(?!.*--dry-run)|\brector\b(?!.*--dry-run)|--fix\b/;

/** The runner, and the file that shows that it is in use. */
function runnerOf(ground: Ground, composer: Composer): { run: string; from: string } | undefined {
  const place = composer.folder === '' ? '' : `${composer.folder}/`;
  if (composer.packages.has('pestphp/pest')) return { run: 'vendor/bin/pest', from: composer.from };
  const configuration = ['phpunit.xml', 'phpunit.xml.dist', 'phpunit.dist.xml'].find((name) =>
    ground.paths.has(`${place}${name}`),
  );
  const isSymfony = ground.paths.has(`${place}bin/phpunit`);
  if (!composer.packages.has('phpunit/phpunit') && !isSymfony) return undefined;
  const from = configuration === undefined ? composer.from : `${place}${configuration}`;
  return { run: isSymfony ? 'bin/phpunit' : 'vendor/bin/phpunit', from };
}

export function phpTools(ground: Ground): LanguageTools {
  const composer = readComposer(ground);
  if (composer === null) return found({ test: makeTarget(ground, 'test', 'check'), lint: makeTarget(ground, 'lint') });
  const { folder, from, scripts, packages } = composer;
  const place = folder === '' ? '' : `${folder}/`;
  const call = folder === '' ? 'composer' : `composer --working-dir=${folder}`;
  const script = (...names: string[]): Command | undefined => {
    const name = names.find((one) => Object.hasOwn(scripts, one) && !REWRITES.test(scripts[one] ?? ''));
    return name === undefined ? undefined : { run: name === 'test' ? `${call} test` : `${call} run ${name}`, from };
  };
  const tool = (run: string, name: string, ...marks: string[]): Command | undefined => {
    const shown = marks.map((mark) => `${place}${mark}`).find((path) => ground.paths.has(path));
    return packages.has(name) && shown !== undefined ? { run: inFolder(folder, run), from: shown } : undefined;
  };
  const runner = runnerOf(ground, composer);
  const one = runner === undefined || folder !== '' ? undefined : `${runner.run} {path}`;
  const whole = runner === undefined ? undefined : { ...runner, run: inFolder(folder, runner.run) };
  return found<LanguageTools>({
    test: stepInUse(ground, TEST_STEP) ?? script('test', 'tests', 'phpunit', 'test:unit') ?? whole,
    testOne: one === undefined ? undefined : { file: one, name: `${one} --filter {name}` },
    lint:
      script('lint', 'phpcs', 'cs', 'cs:check', 'check-cs', 'cs-check', 'check-style', 'style') ??
      tool(
        'vendor/bin/phpcs',
        'squizlabs/php_codesniffer',
        'phpcs.xml',
        'phpcs.xml.dist',
        '.phpcs.xml',
        '.phpcs.xml.dist',
      ),
    types:
      script('phpstan', 'stan', 'analyse', 'analyze', 'psalm', 'types', 'static-analysis', 'test:types') ??
      tool('vendor/bin/phpstan analyse', 'phpstan/phpstan', 'phpstan.neon', 'phpstan.neon.dist', 'phpstan.dist.neon') ??
      tool('vendor/bin/psalm', 'vimeo/psalm', 'psalm.xml', 'psalm.xml.dist'),
    format: packages.has('friendsofphp/php-cs-fixer')
      ? tool(
          'vendor/bin/php-cs-fixer fix --dry-run --diff',
          'friendsofphp/php-cs-fixer',
          '.php-cs-fixer.dist.php',
          '.php-cs-fixer.php',
        )
      : packages.has('laravel/pint')
        ? { run: inFolder(folder, 'vendor/bin/pint --test'), from }
        : undefined,
  });
}
