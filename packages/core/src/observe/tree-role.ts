/** What a path of the tree is for, by the conventions of its language. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { languageOf } from '../domain/tooling.ts';

const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|integration[-_]tests?)\//i;
const TEST_NAMES: Record<Language, RegExp> = {
  typescript: /[.-](?:test|tests|spec|e2e|cy)\.[cm]?tsx?$|(?:^|\/)tests?\.[cm]?tsx?$/i,
  javascript: /[.-](?:test|tests|spec|e2e|cy)\.[cm]?jsx?$|(?:^|\/)tests?\.[cm]?jsx?$/i,
  python: /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.py$/,
  go: /_test\.go$/,
  rust: /(?:^|\/|_)tests?\.rs$|_test\.rs$/,
};
const MANIFEST =
  /(?:^|\/)(?:package\.json|deno\.jsonc?|pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|noxfile\.py|pytest\.ini|\.?ruff\.toml|mypy\.ini|requirements[^/]*\.txt|Pipfile|go\.mod|go\.work|Cargo\.toml|clippy\.toml|rustfmt\.toml|Makefile|GNUmakefile|[Jj]ustfile|\.golangci\.ya?ml|tsconfig[^/]*\.json|biome\.jsonc?)$/;
const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;
const PROSE =
  /\.(?:md|mdx|markdown|rst|txt|adoc|org|tex|html?)$|(?:^|\/)(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|NOTICE|AUTHORS|CODEOWNERS)[^/]*$/i;
const CODE_LIKE = /\.(?:sh|bash|ya?ml|toml)$/i;

/** Go keeps its tests beside the source by name alone, so there a folder called `test` proves nothing. */
export function roleOf(path: string): SourceFile['role'] {
  if (WORKFLOW.test(path)) return 'workflow';
  if (MANIFEST.test(path)) return 'manifest';
  const language = languageOf(path);
  if (language === null) return PROSE.test(path) && !CODE_LIKE.test(path) ? 'prose' : 'other';
  if (TEST_NAMES[language].test(path)) return 'test';
  if (language !== 'go' && TEST_FOLDER.test(path)) return 'test';
  return 'source';
}
