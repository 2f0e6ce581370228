/** Which commands a project really has, read from its manifests and workflows: criteria name these and no others. */
import type { Language, Project, SourceFile } from '../domain/evidence.ts';
import type { RootTools, Tooling } from '../domain/tooling.ts';
import { syntaxOf } from './syntax.ts';
import { benchOf } from './tools/bench.ts';
import { cTools } from './tools/c.ts';
import { goTools, rustTools } from './tools/compiled.ts';
import { type Ground, groundOf, runLines } from './tools/ground.ts';
import { jvmTools } from './tools/jvm.ts';
import { testLevels } from './tools/levels.ts';
import { phpTools } from './tools/php.ts';
import { pythonTools } from './tools/python.ts';
import { rubyTools } from './tools/ruby.ts';
import { scriptTools } from './tools/script.ts';

const READERS: Record<Language, (ground: Ground, project: Project) => RootTools> = {
  typescript: scriptTools,
  javascript: scriptTools,
  python: pythonTools,
  go: goTools,
  rust: rustTools,
  java: jvmTools,
  kotlin: jvmTools,
  c: cTools,
  ruby: rubyTools,
  php: phpTools,
};

const TESTING =
  /(?:^|[\s;&|"'])(?:pytest|py\.test|tox|nox|vitest|jest|mocha|ava|ctest)\b|\b(?:npm|pnpm|yarn|bun)(?: run)? (?:test|t)\b|\b(?:npm|pnpm|yarn|bun) (?:run )?(?:ci|check|test:\w+)\b(?<!npm ci)|\bgo test\b|\bcargo (?:test|nextest|llvm-cov)\b|\bmake (?:\w+-)?(?:tests?|check)\b|\bjust (?:test|check)\b|-m (?:unittest|pytest)\b|\bnode\b.*\s--test\b|\bdeno test\b/;
const TESTING_LATER =
  /(?:^|[\s;&|"'/])(?:mvnw?|gradlew?|gradle)\b.*\s:?(?:[\w-]+:)*(?:verify|test|check|build|install|package)\b|(?:^|[\s;&|"'/])(?:rspec|phpunit|pest|simple-phpunit|parallel_rspec)\b|\brake(?:\s+(?:test|spec|default)\b|\s*$)|\brails test\b|\bartisan test\b|\bcomposer (?:run(?:-script)? )?(?:tests?|phpunit|pest|ci|check)\b|\b(?:meson|bazel|hatch|ant|sbt) test\b|\bninja\b.*\stest\b|\bcmake --build\b.*--target (?:check|test)\b|\b(?:hatch|pdm|poe|uv|poetry) run (?:[\w.-]+:)?(?:tests?|check|ci)\b/;
const LEAVES_OUT = /-DskipTests|-Dmaven\.test\.skip|\s-x test\b/;

/** Only what runs for a pull request can tell whether one holds; a nightly run cannot. */
function runsTests(file: SourceFile): boolean {
  const { code } = syntaxOf(file);
  if (!code.some((line) => /\bpull_request\b|\bpush\b/.test(line))) return false;
  return runLines(file).some((line) => (TESTING.test(line) || TESTING_LATER.test(line)) && !LEAVES_OUT.test(line));
}

function nameOf(file: SourceFile): string {
  const name = /^name\s*:\s*(.+?)\s*(?:\s#.*)?$/m.exec(file.text)?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
  return (name ?? file.path.split('/').at(-1) ?? file.path).slice(0, 100);
}

/** The changelog that has a place for what is not released yet. */
function changelogOf(project: Project): string | null {
  const file = project.files.find(
    ({ path, text }) =>
      /^(?:docs\/)?(?:CHANGELOG|CHANGES|HISTORY|NEWS)(?:\.(?:md|rst|txt|adoc))?$/i.test(path) &&
      /^[\s#=*[\]-]*unreleased\b/im.test(text),
  );
  return file?.path ?? null;
}

export function detectTooling(project: Project): Tooling {
  const ground = groundOf(project);
  const languages = new Set(project.files.map(({ language }) => language).filter((language) => language !== null));
  const tools = [...languages].sort().flatMap((language) => {
    const bench = benchOf(language, ground, project);
    const found = { ...(bench && { bench }), ...READERS[language](ground, project) };
    return Object.keys(found).length === 0 ? [] : [[language, found] as const];
  });
  const workflows = project.files
    .filter(({ path }) => path.startsWith('.github/workflows/'))
    .map((file) => ({ name: nameOf(file), path: file.path, runsTests: runsTests(file) }));
  return { tools: Object.fromEntries(tools), workflows, changelog: changelogOf(project), levels: testLevels(project) };
}
