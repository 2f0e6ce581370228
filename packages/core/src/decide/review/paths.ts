/** What a changed path is, by its name: what no task may touch, what goes along with any, what belongs to this one. */
export { isGenerated, isLock } from '../../domain/made-path.ts';

const CHANGELOG = /^(?:.*\/)?(?:changelog|changes|history|news|release[-_]?notes)(?:\.(?:md|rst|txt|adoc|markdown))?$/i;
const CHANGELOG_FOLDER = /(?:^|\/)(?:\.changeset|changelog\.d|changes\.d|newsfragments|changelogs?)\//i;
const TEST =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing)\/|[._-](?:test|tests|spec)s?\.[^./]+$|(?:^|\/)(?:test_[^/]*|conftest\.py)$|_test\.[^./]+$|(?:^|\/)[^/]*(?:Test|Tests|Spec|IT)\.(?:java|kt|kts|scala|groovy|cs|php|swift)$/;
const NAMED =
  /[._-](?:test|tests|spec)s?\.[^./]+$|(?:^|\/)test_[^/]*$|(?:^|\/)tests?\.[^./]+$|(?:^|\/)[^/]*(?:Test|Tests|TestCase|Spec|IT|Cest)\.\w+$|(?:^|\/)Test[A-Z][^/]*\.(?:java|kt)$|(?:^|\/)tests\/[^/]+\.rs$|(?:^|\/)(?:__tests__|e2e)\/[^/]+$|(?:^|\/)(?:[\w-]*test[\w-]*|tests?\/[^/]+)\.(?:c|cc|cpp|cxx)$/;
const FORBIDDEN =
  /^\.github(?:\/|$)|(?:^|\/)\.(?:claude|codex|cursor|gemini|aider|windsurf|continue|clinerules|roo)(?:\/|$)|(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|\.cursorrules|\.windsurfrules|\.mcp)(?:\.local)?(?:\.md|\.json)?$|(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)(?:secrets?|credentials?)\.(?:json|ya?ml|toml|env|txt|properties|ini)$|\.(?:pem|p12|pfx|key|keystore|jks)$|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$|(?:^|\/)\.(?:git|npmrc|pypirc|netrc|gitmodules|gitattributes)(?:\/|$)/i;
/** A sample of an environment is documentation. */
const HARMLESS = /(?:^|\/)\.env\.(?:example|sample|template|dist)$/i;

export const isChangelog = (path: string): boolean => CHANGELOG.test(path) || CHANGELOG_FOLDER.test(path);
export const isTest = (path: string): boolean => TEST.test(path);
/** Whether a runner takes it for tests by its own name, wherever it stands. */
export const isNamedAsTest = (path: string): boolean => NAMED.test(path);
/** What steers machines or opens doors: workflows, settings of agents, secrets. */
export const isForbidden = (path: string): boolean => FORBIDDEN.test(path) && !HARMLESS.test(path);

const CODE =
  /\.(?:[cm]?[jt]sx?|pyi?|go|rs|java|kts?|scala|groovy|c|cc|cpp|cxx|h|hpp|cs|rb|php|swift|ex|exs|erl|clj|lua|dart)$/i;

export const isCode = (path: string): boolean => CODE.test(path);
/** What others wrote and is only kept here. */
const KEPT = /(?:^|\/)(?:node_modules|vendor|third_party|site-packages|\.venv|\.yarn)\//;

/** Code that is no test and no setting. */
export const isSource = (path: string): boolean =>
  CODE.test(path) &&
  !KEPT.test(path) &&
  !isTest(path) &&
  !/(?:^|\/)(?:setup|conftest|noxfile)\.py$|\.config\.[cm]?[jt]s$|(?:^|\/)build\.gradle\.kts$/.test(path);

/** A scope's entry names a file, a folder with all below it, or either with `*` for anything. */
export function isWithin(path: string, entry: string): boolean {
  const name = entry.replace(/^\.\//, '').replace(/\/+$/, '');
  if (name === '' || name === '.') return true;
  if (!name.includes('*')) return path === name || path.startsWith(`${name}/`);
  const [first = '', ...parts] = name.split(/\*+/);
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of parts.entries()) {
    const found = index === parts.length - 1 && part !== '' ? path.lastIndexOf(part) : path.indexOf(part, at);
    if (found < at) return false;
    at = found + part.length;
  }
  return parts.at(-1) === '' || at === path.length || path[at] === '/';
}

const stemOf = (path: string): string =>
  (path.split('/').at(-1) ?? '')
    .replace(/\.[^.]*$/, '')
    .replace(/(?:[._-](?:test|spec)s?|_test)$/i, '')
    .replace(/^test_/i, '')
    .replace(/(?:Tests?|Spec|IT)$/, '')
    .toLowerCase();

/** Whether this test is named after something in the scope. A scope that names no test leaves open which are its own. */
export function isTestOf(path: string, scope: readonly string[]): boolean {
  if (!isTest(path)) return false;
  return !scope.some(isTest) || scope.some((entry) => stemOf(entry) === stemOf(path));
}
