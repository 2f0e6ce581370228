/** How evidence is cited in a contract, and read back: a line of a file, or a page of the repository's own site. */
import { type Evidence, ORIGINS } from './evidence.ts';
import { codeSpan, link, readCodeSpan } from './markdown.ts';

/** Where it lies, as people read it: `src/a.ts:3`; without a line the reference alone, such as `#198`. */
export const placeOf = ({ path, line }: Pick<Evidence, 'path' | 'line'>): string =>
  line === 0 ? path : `${path}:${line}`;

const PAGE =
  /^\/(?:issues|pull|actions|runs|deployments|security|tree\/[0-9a-f]{7,64})(?:\/(?!\.{1,2}(?:[/#]|$))(?:[\w.~-]|%(?!2[EF]|5C|[01]|7F)[0-9A-F]{2})+)*(?:#[\w-]{1,80})?$/;

/** Whether the address is a page of the repository at `home`: an issue, a pull request, a run, a deployment, an alert, or a folder at one commit. */
export const isOwnPage = (url: string, home: string): boolean =>
  url.slice(0, home.length).toLowerCase() === home.toLowerCase() && PAGE.test(url.slice(home.length));

/** One item of the list: `` - [`src/a.ts:3`](permalink "todo") `// TODO` `` */
export function citationLine(item: Evidence): string {
  const cited = item.excerpt === '' ? '' : ` ${codeSpan(item.excerpt)}`;
  return `- ${link(codeSpan(placeOf(item)), item.url, item.rule)}${cited}`;
}

/** Null for a line that cites nothing. */
export function readCitation(line: string): Evidence | null {
  if (!line.startsWith('- [')) return null;
  const shown = readCodeSpan(line, 3);
  if (!shown) return null;
  const target = /^\]\((\S+) "([a-z-]+)"\)(?: (.*))?$/s.exec(line.slice(shown.end));
  const rule = ORIGINS.find((name) => name === target?.[2]);
  if (!target?.[1] || !rule) return null;
  const url = target[1];
  return { rule, ...readPlace(url, shown.content), excerpt: readCodeSpan(target[3] ?? '')?.content ?? '', url };
}

/** A page may be shown by words that end as a place does (`run 7 of build:2`): its address tells them apart. */
function readPlace(url: string, shown: string): Pick<Evidence, 'path' | 'line'> {
  const spot = SOME_PAGE.test(url) ? null : /^(.*):(\d{1,9})$/s.exec(shown);
  return spot ? { path: pathOf(url, spot[1] ?? ''), line: Number(spot[2]) } : { path: shown, line: 0 };
}

const SOME_PAGE =
  /^https?:\/\/[^/?#]+\/[^/?#]+\/[^/?#]+\/(?:issues|pull|actions|runs|deployments|security|tree)(?:[/#]|$)/;

/** The path as the permalink has it, where that is the one shown: a code span cannot hold a line ending. */
function pathOf(url: string, shown: string): string {
  const encoded = /\/blob\/[0-9a-f]+\/([^#?]*)/.exec(url)?.[1];
  if (encoded === undefined) return shown;
  const path = decoded(encoded);
  return path !== null && readCodeSpan(codeSpan(path))?.content === shown ? path : shown;
}

function decoded(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
