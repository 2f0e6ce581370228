/** Finds relative links of Markdown files that lead to no file of the tree. What a site generator resolves is left alone. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import { cite, shorten } from './citation.ts';

const INLINE =
  /\]\(\s{0,4}<?([^()\s<>]{1,300}(?:\([^()\s<>]{0,100}\)[^()\s<>]{0,100})?)>?(?:\s{1,4}["'(][^\n]{0,200})?\)/g;
const DEFINITION = /^ {0,3}\[[^\]^][^\]]{0,100}\]:\s{1,4}<?([^\s<>]{1,300})>?\s*(?:["'(]|$)/;
const HTML = /<(?:a|img|source)\s[^<>]{0,300}?\b(?:href|src)=["']([^"'\s]{1,300})["']/gi;
/** A line without any of these opens and closes nothing, and links to nothing. */
const SIGNS = /[\]<>`~]/;
const FENCE = /^\s{0,8}(`{3,}|~{3,})/;
/** A scheme, an anchor, a host, a place of a site, or something that is filled in later. */
const ELSEWHERE =
  /^(?:[a-z][a-z0-9+.-]*:|#|\/|\\|\?|~|@|mailto)|[{}$*|]|%7B|\.\.\.|^(?:url|link|path|href|todo|xxx)\b/i;
/** Old entries name what was there; templates and forms are filled in elsewhere; examples link to what they do not have. */
const APART =
  /(?:^|\/)(?:CHANGE(?:S|LOG)?|HISTORY|NEWS|RELEASES?|UPGRAD\w*|MIGRAT\w*)[^/]*$|(?:^|\/)(?:\.github|templates?|examples?|samples?|archetypes?|archives?|old|_\w+)\/|template/i;
/** What is built and never committed, and pages that a generator makes of sources. */
const BUILT =
  /(?:^|\/)(?:dist|build|out|target|coverage|_build|_site|public|api|reference|node_modules)(?:\/|$)|\.html?$/i;
const MARKDOWN = /\.(?:md|markdown)$/i;

interface Tree {
  paths: ReadonlySet<string>;
  folders: ReadonlySet<string>;
  /** The paths of each file name, as far as there is only one; null where there are more. */
  names: ReadonlyMap<string, string | null>;
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function treeOf({ paths }: Project): Tree {
  const folders = new Set<string>();
  const names = new Map<string, string | null>();
  for (const path of paths) {
    const name = baseOf(path).toLowerCase();
    names.set(name, names.has(name) ? null : path);
    for (let at = path.lastIndexOf('/'); at > 0 && !folders.has(path.slice(0, at)); at = path.lastIndexOf('/', at - 1))
      folders.add(path.slice(0, at));
  }
  return { paths: new Set(paths), folders, names };
}

interface Target {
  line: number;
  target: string;
}

const blankCode = (line: string): string => line.replace(/`+[^`]*`+/g, (code) => ' '.repeat(code.length));

/** Every target of a link, outside of code and of comments. */
function targetsIn(text: string): Target[] {
  const found: Target[] = [];
  let fence = '';
  let comment = false;
  for (const [index, raw] of text.split('\n').entries()) {
    if (!SIGNS.test(raw)) continue;
    const mark = FENCE.exec(raw)?.[1];
    if (fence !== '') {
      if (mark?.startsWith(fence) && raw.trim() === mark) fence = '';
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    if (raw.includes('<!--')) comment = true;
    const commented = comment;
    if (raw.includes('-->')) comment = false;
    // Four blanks make a block of code, or go on with an item of a list: who can tell needs the whole document.
    if (commented || /^(?: {4}|\t)(?!\s*[-*+\d])/.test(raw)) continue;
    const line = blankCode(raw.slice(0, 10_000));
    const targets = [
      ...[...line.matchAll(INLINE)].map((match) => match[1] ?? ''),
      ...[...line.matchAll(HTML)].map((match) => match[1] ?? ''),
      DEFINITION.exec(line)?.[1] ?? '',
    ];
    for (const target of targets) if (target !== '') found.push({ line: index + 1, target });
  }
  return found;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The path that a target means, from the folder of its file; null for what only a site or GitHub's own pages can say. */
function resolve(target: string, from: string): string | null {
  if (ELSEWHERE.test(target)) return null;
  const path = decoded(target.replace(/[?#].*$/, ''));
  if (path === null || path === '') return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      // Above the root lie GitHub's pages of the repository: `../../issues`.
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Names without an extension are pages of a site, except those that stand at the root of every other repository. */
const isFile = (path: string): boolean =>
  /\.[a-z][a-z0-9]{0,7}$/i.test(baseOf(path)) ||
  /^(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|Makefile|Dockerfile)$/.test(baseOf(path));

function isThere(path: string, { paths, folders }: Tree): boolean {
  if (path === '' || paths.has(path) || folders.has(path)) return true;
  // A submodule or a link to a folder is one path; what lies behind it is not in the tree.
  const parts = path.split('/');
  return parts.some((_, at) => at > 0 && paths.has(parts.slice(0, at).join('/')));
}

function findIn(file: SourceFile, tree: Tree): Finding[] {
  const seen = new Set<string>();
  return targetsIn(file.text).flatMap(({ line, target }) => {
    const path = resolve(target, file.path);
    if (path === null || !isFile(path) || BUILT.test(path) || isThere(path, tree) || seen.has(path)) return [];
    seen.add(path);
    const near = tree.names.get(baseOf(path).toLowerCase()) ?? undefined;
    const front = /^(?:readme|contributing|security)\b/i.test(baseOf(file.path)) && !file.path.includes('/');
    const facts = { target: shorten(target, 120), missing: path, ...(near !== undefined && { near }) };
    return [
      cite(
        { rule: 'broken-link', file, line },
        { cause: file.path, weight: (front ? 0.8 : 0.5) + (near === undefined ? 0 : 0.1), facts },
      ),
    ];
  });
}

export const brokenLink: Rule = {
  name: 'broken-link',
  words: 'Relative links of Markdown files to files that are not there',
  type: 'documentation',
  category: 'maintenance',
  weight: 0.45,
  ages: true,
  find(project) {
    const files = project.files.filter(({ path }) => MARKDOWN.test(path) && !APART.test(path));
    const tree = files.length === 0 ? null : treeOf(project);
    return tree === null ? [] : files.flatMap((file) => findIn(file, tree));
  },
  reason: (_, all) => `${counted(all.length, 'link leads', 'links lead')} nowhere`,
};
