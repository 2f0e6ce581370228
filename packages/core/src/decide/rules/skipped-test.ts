/** Finds tests that never run, whatever the machine: not those that wait for a platform, a version, a tool or a flag. */
import type { Finding, Language, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import { cite, shorten } from './citation.ts';
import { cSkips } from './skips/c.ts';
import { goSkips } from './skips/go.ts';
import { jvmSkips } from './skips/jvm.ts';
import { phpSkips } from './skips/php.ts';
import { pythonSkips } from './skips/python.ts';
import { rubySkips } from './skips/ruby.ts';
import { rustSkips } from './skips/rust.ts';
import { scriptSkips } from './skips/script.ts';
import type { Skip } from './skips/skip.ts';

const READERS: Record<Language, (file: SourceFile) => Skip[]> = {
  typescript: scriptSkips,
  javascript: scriptSkips,
  python: pythonSkips,
  go: goSkips,
  rust: rustSkips,
  java: jvmSkips,
  kotlin: jvmSkips,
  c: cSkips,
  ruby: rubySkips,
  php: phpSkips,
};

// The skip is unconditional, but its reason names what the machine lacks, or that nobody wants it run.
const WANTED =
  /\b(?:requires?|needs?(?! (?:an? |to be )?(?:fix|rewrite|rework|work|update|investigat|clean))|network|internet|docker|gpu|cuda|credentials?|api[ -]key|manual(?:ly)?|slow|expensive|(?:minutes?|hours?)|takes too long|long[- ]running|benchmark|\w+[- ]only|only (?:on|for|with|in)|not (?:applicable|supported|relevant|available|appropriate)|only compil\w+|\w+ differences|by design|on purpose|abstract|base class)\b/i;

function strength(skip: Skip): number {
  if (skip.kind === 'only') return 1;
  const base = skip.kind === 'xfail' ? 0.4 : skip.reason === '' ? 0.65 : 0.8;
  const tracked = /#\d+|\bissues?\/\d+/.test(skip.reason) ? 0.1 : 0;
  return (base + tracked) * (WANTED.test(skip.reason) ? 0.4 : 1) * (skip.partial === true ? 0.6 : 1);
}

/** Tests skipped for the same stated reason are one piece of work; a short word such as "flaky" says so within its file only. */
function causeOf(skip: Skip, { path, text }: SourceFile): string {
  const reason = shorten(skip.reason, 100).toLowerCase();
  if (skip.kind === 'only') return `${path}:only`;
  if (reason === '')
    return `${path}:${skip.test === '' ? shorten(text.split('\n')[skip.line - 1] ?? '', 100) : skip.test}`;
  return reason.split(' ').length >= 3 || /#\d+/.test(reason) ? reason : `${path}:${reason}`;
}

/** Rust keeps its tests inside the source, where `#[ignore]` cannot mean anything else. */
const mayHoldTests = (file: SourceFile): boolean => file.role === 'test' || file.language === 'rust';

const runsIgnored = (project: Project): boolean =>
  project.files.some(
    ({ role, text }) => (role === 'workflow' || role === 'manifest') && /--(?:include-)?ignored\b/.test(text),
  );

function findIn(file: SourceFile): Finding[] {
  if (file.language === null || !mayHoldTests(file)) return [];
  return READERS[file.language](file).map((skip) =>
    cite(
      { rule: 'skipped-test', file, line: skip.line },
      {
        cause: causeOf(skip, file),
        weight: strength(skip),
        facts: {
          kind: skip.kind,
          reason: shorten(skip.reason),
          test: shorten(skip.test, 120),
          ...(skip.unreachable === true && { unreachable: true }),
        },
      },
    ),
  );
}

export const skippedTest: Rule = {
  name: 'skipped-test',
  words: 'Tests that are skipped or disabled without a condition',
  type: 'testing',
  category: 'testing',
  weight: 0.75,
  ages: true,
  find: (project) => {
    const ignoredRun = runsIgnored(project);
    return project.files
      .filter(({ language }) => !(ignoredRun && language === 'rust'))
      .flatMap(findIn)
      .filter(({ path, facts }) => !(path.endsWith('.rs') && WANTED.test(String(facts.reason))));
  },
  reason: ({ facts }, all) => {
    if (facts.kind === 'only') return 'every other test of the file is switched off';
    if (facts.kind === 'xfail') return 'a test is expected to fail';
    return `${counted(all.filter(({ rule }) => rule === 'skipped-test').length, 'test does', 'tests do')} not run`;
  },
};
