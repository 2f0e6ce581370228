/** Whether one command runs another: the same words, or the whole of which the other is a part. */

/** What only starts a program of the project. */
const LAUNCHERS =
  /^(?:(?:npx|bunx|pnpm exec|yarn exec|poetry run|uv run|pipenv run|pdm run|hatch run|rye run|bundle exec|mise exec --|python3? -m|\.\/node_modules\/\.bin\/|node_modules\/\.bin\/)\s*)+/;
const ASSIGNMENTS = /^(?:[A-Z_][A-Z0-9_]*=[\w./:-]*\s+)+/;
/** What changes how much is said, or in how many processes, and nothing of what is run. */
const TALK =
  /^(?:-v|-vv|-vvv|-q|-qq|-s|-x|-ra|-rA|-n|--verbose|--quiet|--silent|--ci|--color|--no-color|--color=\S+|--colors|--tb=\S+|--durations=\S+|--maxfail=\S+|--cov(?:=\S+|-\S+)?|--coverage|-race|-count=1|-cover|--locked|--frozen|--offline|--no-fail-fast|--workspace|--all|--no-header|--strict-markers|auto|--reporter=\S+|--parallel|-j\d*|--batch-mode|-B|-ntp)$/;

/** A command in its plainest words. */
export function plainWords(command: string): string[] {
  const bare = command.trim().replace(/\s+/g, ' ').replace(ASSIGNMENTS, '').replace(LAUNCHERS, '');
  const same = bare
    .replace(/^(npm|pnpm|yarn|bun) (?:run |run-script )/, '$1 ')
    .replace(/^npm (?:t|tst)\b/, 'npm test')
    .replace(/^(?:\.\/)(gradlew|mvnw)\b/, (_, name: string) => (name === 'gradlew' ? 'gradle' : 'mvn'))
    .replace(/^py\.test\b/, 'pytest');
  return same.split(' ').filter((word) => word !== '' && !TALK.test(word));
}

/** Commands of one line of a script that run whatever else the line does, in order. */
export const chained = (line: string): string[] =>
  /[|`<>]|\$\(|;|&(?!&)/.test(line.replaceAll('&&', '')) ? [] : line.split('&&');

export type Relation = 'same' | 'includes';

/** How what a step runs relates to what is wanted; null: it does not show. */
export function relationOf(ran: string, wanted: string): Relation | null {
  const [a, b] = [plainWords(ran), plainWords(wanted)];
  if (a.length === 0 || b.length === 0) return null;
  if (a.join(' ') === b.join(' ')) return 'same';
  return isWhole(a) && a.every((word, index) => b[index] === word || word === './...') ? 'includes' : null;
}

/** A runner without a choice of what to run: all of it. */
const isWhole = (words: readonly string[]): boolean => RUNNERS.has(words.filter((word) => word !== './...').join(' '));

const RUNNERS = new Set([
  'pytest',
  'unittest',
  'unittest discover',
  'vitest run',
  'jest',
  'mocha',
  'npm test',
  'pnpm test',
  'yarn test',
  'bun test',
  'go test',
  'cargo test',
  'cargo nextest',
  'rspec',
  'phpunit',
  'mvn test',
  'mvn verify',
  'gradle test',
  'gradle check',
  'tox',
  'nox',
]);

/** Files and names that a command chooses: what must be there for the whole to include it. */
export function choicesOf(command: string): { paths: string[]; names: string[] } {
  const words = plainWords(command);
  const runner = [3, 2, 1].find((count) => RUNNERS.has(words.slice(0, count).join(' '))) ?? 1;
  const chosen = words.slice(runner).map((word) => word.replace(/^--?[\w-]+=/, '').replace(/^["'^]+|["'$]+$/g, ''));
  const paths: string[] = [];
  const names: string[] = [];
  for (const word of chosen) {
    if (word === '' || word.startsWith('-') || NAME_FLAGS.has(word)) continue;
    const [first = '', ...rest] = word.split('::');
    const isPath = /[./]/.test(first) && !/^\.+\/?$/.test(first);
    if (isPath) paths.push(first.replace(/^\.\//, ''));
    names.push(...(isPath ? rest : [first, ...rest]));
  }
  return { paths: [...new Set(paths)], names: [...new Set(names.filter((name) => /\w/.test(name)))] };
}

const NAME_FLAGS = new Set(['-k', '-t', '-run', '--run', '--grep', '-g', '--filter', '--tests', '--testNamePattern']);
