/** Which files no rule may read, and why: what nobody wrote here, nobody can mend here. */
import { withoutPackages } from '../domain/tooling.ts';
import type { TreeEntry } from '../ports.ts';

export type Exclusion =
  | 'submodule'
  | 'link'
  | 'excluded'
  | 'vendored'
  | 'generated'
  | 'fixture'
  | 'binary'
  | 'huge'
  | 'unreadable name'
  | 'prose'
  | 'other'
  | 'past the limit';

export const HUGE_BYTES = 512_000;
const HUGE_LINE = 5_000;

const VENDORED =
  /(?:^|\/)(?:vendor|vendored|_vendor|node_modules|third[-_]?party|3rd[-_]?party|bower_components|jspm_packages|Godeps|\.yarn|\.pnp\.[cm]?js|site-packages|\.?venv|\.tox|\.eggs)(?:\/|$)/i;
/** What others wrote and C projects keep a copy of: folders that other languages use for their own, and single files. */
const VENDORED_C =
  /(?:^|\/)(?:deps|extern|externals?|subprojects)\/.*\.(?:c|h|cc|cpp|cxx|hh|hpp|hxx)$|(?:^|\/)(?:sqlite3(?:ext)?|stb_\w+|catch(?:_amalgamated)?|doctest|unity(?:_\w+)?|uthash|utlist|munit|greatest|acutest|miniz)\.(?:c|h|cpp|hpp)$/;
const GENERATED_JVM = /(?:^|\/)(?:generated(?:-sources?|-src)?|target|build)\/(?:.*\.(?:java|kt))?$/;
const GENERATED_OTHER =
  /(?:^|\/)(?:cmake-build-[\w-]+|CMakeFiles|_deps|bootstrap\/cache|storage\/framework|var\/cache)\/|\.pb(?:-c)?\.(?:h|c|cc)$|(?:^|\/)(?:moc|qrc)_[^/]+\.cpp$|(?:^|\/)(?:lex\.yy|[^/]+\.tab)\.[ch]$/;
const GENERATED_PATH =
  /(?:^|\/)(?:dist|__generated__|\.next|\.nuxt|\.output|coverage|htmlcov|__pycache__|node-compile-cache)\/|^(?:build|out|target|_build)\/|^packages\/[^/]+\/(?:build|out)\/|\.min\.(?:[cm]?js|css)$|\.(?:map|snap)$|\.pb(?:\.gw)?\.(?:go|ts|js)$|_pb2(?:_grpc)?\.pyi?$|_(?:pb|grpc_pb)\.(?:d\.ts|js)$|[._-]generated\.[\w.]+$|(?:^|\/)zz_generated[^/]*$|\.lock\.ya?ml$|(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$|(?:^|\/)(?:yarn|Cargo|poetry|uv|Pipfile|Gemfile|composer|pdm|deno|bun)\.lockb?$|(?:^|\/)pnpm-lock\.ya?ml$|(?:^|\/)go\.sum$/i;
const FIXTURE =
  /(?:^|\/)(?:__?fixtures?_?_?|[\w-]*[-_]fixtures?|fixtures?[-_][\w-]*|fixtures?|testdata|test[-_]?(?:data|files|resources|assets|cases)|__snapshots__|snapshots?|goldens?|cassettes|corpus|corpora)\//i;
/** What tests read, unless it is called like a test: there folders are namespaces. */
const TEST_DATA =
  /(?:^|\/)(?:tests?|spec|__tests__)\/(?:.*\/)?(?:data|resources|inputs?|samples|assets|files|expected)\//i;
const NAMED_TEST = /(?:Test\.php|_(?:spec|test)\.rb)$/;
const BINARY =
  /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|psd|pdf|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|so|dylib|dll|exe|o|a|lib|wasm|node|woff2?|ttf|otf|eot|mp[34]|ogg|wav|flac|mov|avi|webm|mkv|sqlite3?|db|bin|dat|parquet|npy|npz|pkl|pyc|whl|deb|rpm|dmg|iso|keystore|p12|der)$/i;

/** What an entry of the tree and its path say; null: worth opening. */
export function excludedByPath({ path, mode, size }: TreeEntry): Exclusion | null {
  if (mode === '160000' || size === null) return 'submodule';
  if (mode === '120000') return 'link';
  // Git stores names as bytes; one that is no text cannot be cited, nor opened by a link.
  if (path.includes('\uFFFD')) return 'unreadable name';
  const place = withoutPackages(path);
  if (VENDORED.test(place) || VENDORED_C.test(place)) return 'vendored';
  if (FIXTURE.test(place) || (TEST_DATA.test(place) && !NAMED_TEST.test(place))) return 'fixture';
  if (GENERATED_PATH.test(place) || GENERATED_OTHER.test(place) || GENERATED_JVM.test(place)) return 'generated';
  if (BINARY.test(path)) return 'binary';
  return size > HUGE_BYTES ? 'huge' : null;
}

const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|--|<!--|;|"""|'''|@(?:[\w.]+\.)?Generated\b|<\?php\b)/;
const MARKER =
  /^@(?:[\w.]+\.)?Generated\b|\bmade by GNU Bison\b|\bgenerated from \S+ by ANTLR\b|\bcode generated\b.*\bdo not (?:edit|modify)\b|@generated\b|\bthis (?:file|code|module) (?:is|was|has been)(?: \w+)? ?(?:auto(?:matically)?[- ]?)?generated\b|\bauto(?:matically)?[- ]?generated\b.*\b(?:by|from|with|file|do not)\b|\bgenerated (?:by|from|with|file)\b.*\bdo not (?:edit|modify|change)\b|^\W*do not edit\b[^a-z]*$/i;
const MARKED_LINES = 40;

/** Generators sign in a comment at the top; a sentence about generating further down is not a signature. */
function isSigned(text: string): boolean {
  const top = text.slice(0, 6_000).split('\n', MARKED_LINES);
  return top.some((line) => line.length < 400 && COMMENT.test(line) && MARKER.test(line));
}

function hasHugeLine(text: string): boolean {
  let from = 0;
  while (text.length - from > HUGE_LINE) {
    const end = text.indexOf('\n', from);
    if (end < 0 || end - from > HUGE_LINE) return true;
    from = end + 1;
  }
  return false;
}

/** What the text itself says; null: rules may read it. */
export function excludedByText(text: string | null): Exclusion | null {
  if (text === null) return 'binary';
  if (isSigned(text)) return 'generated';
  return hasHugeLine(text) ? 'huge' : null;
}
