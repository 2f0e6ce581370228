/** Links of what a try leaves behind: the sandbox is gone when somebody reads it, so they lead to files or nowhere. */
import { pathToFileURL } from 'node:url';

export interface LocalPlace {
  /** Address of the repository while the sandbox ran. */
  repositoryUrl: string;
  checkout: string;
  /** Files of Steward's issues by number, relative to the file that links to them. */
  files: ReadonlyMap<number, string>;
}

/** Where to go in place of an address: the same where it never led to the sandbox, null where nothing is left of it. */
export function localAddress(address: string, { repositoryUrl, checkout, files }: LocalPlace): string | null {
  if (address !== repositoryUrl && !address.startsWith(`${repositoryUrl}/`)) return address;
  const rest = address.slice(repositoryUrl.length);
  const root = pathToFileURL(checkout).href;
  if (rest === '') return root;
  const file = files.get(Number(/^\/issues\/(\d+)$/.exec(rest)?.[1]));
  const tree = /^\/(?:blob|tree)\/[0-9a-f]+(\/[^#?]*)?(?:[#?]|$)/.exec(rest);
  return file ?? (tree === null ? null : `${root}${tree[1] ?? ''}`);
}

const LINK = /\[((?:`+[^`]*`+|\\.|[^[\]\\`])*)\]\((https?:[^\s()]+)( "[^"]*")?\)/g;

/** Of a link that leads nowhere the words stay. */
export const localMarkdown = (text: string, place: LocalPlace): string =>
  text.replace(LINK, (_, words: string, address: string, title = '') => {
    const local = localAddress(address, place);
    return local === null ? words : `[${words}](${local}${title})`;
  });

export const localHtml = (html: string, place: LocalPlace): string =>
  html.replace(/ href="([^"]*)"/g, (_, address: string) => {
    const local = localAddress(address, place);
    return local === null ? '' : ` href="${local}"`;
  });
