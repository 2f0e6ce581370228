/** The HTML side of Markdown: the allow-list for what people write as tags, and what GitHub adds to text. */

const ALLOWED = new Set(
  'b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s samp strong sub summary sup table tbody td th thead tr ul var'.split(
    ' ',
  ),
);
const DROPPED =
  /<(script|style|title|textarea|iframe|noscript|xmp|plaintext|noembed|noframes)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** Raw HTML with its comments gone, allowed tags bare of attributes, and every other tag taken away. */
export function cleanHtml(raw: string): string {
  return raw
    .replace(COMMENT, '')
    .replace(DROPPED, '')
    .split(/(<\/?[a-zA-Z][^<>]*>)/)
    .map((piece, index) => (index % 2 === 0 ? piece.replace(/</g, '&lt;').replace(/>/g, '&gt;') : tagOf(piece)))
    .join('');
}

function tagOf(piece: string): string {
  const [, slash = '', name = '', rest = ''] = /^<(\/?)([a-zA-Z][\w-]*)([^<>]*)>$/.exec(piece) ?? [];
  const lower = name.toLowerCase();
  if (!ALLOWED.has(lower)) return '';
  return `<${slash}${lower}${lower === 'details' && slash === '' && /\sopen\b/i.test(rest) ? ' open' : ''}>`;
}

const INLINE = new Set([
  'a',
  'b',
  'br',
  'code',
  'del',
  'em',
  'i',
  'input',
  'ins',
  'kbd',
  's',
  'samp',
  'strong',
  'sub',
  'sup',
  'var',
]);
const OPAQUE = new Set(['a', 'code', 'pre']);

interface Piece {
  text: string;
  /** Lower-case name of a tag; null for text. */
  tag: string | null;
  closing: boolean;
}

/** Line breaks as GitHub keeps them in issues, links on `#12` and `@name`, task lists, and no pictures. */
export function decorate(html: string, repositoryUrl: string): string {
  const pieces = html
    .split(/(<[^>]*>)/)
    .filter((text) => text !== '')
    .map(pieceOf);
  let opaque = 0;
  return pieces
    .map((piece, index) => {
      if (piece.tag === null) {
        return opaque > 0
          ? piece.text
          : withBreaks(linked(piece.text, repositoryUrl), pieces[index - 1], pieces[index + 1]);
      }
      if (OPAQUE.has(piece.tag)) opaque += piece.closing ? -1 : 1;
      return decoratedTag(piece, pieces[index + 1]);
    })
    .join('');
}

function pieceOf(text: string): Piece {
  const found = /^<(\/?)([a-zA-Z][\w-]*)/.exec(text);
  return { text, tag: found?.[2]?.toLowerCase() ?? null, closing: found?.[1] === '/' };
}

function decoratedTag({ text, tag }: Piece, next: Piece | undefined): string {
  if (tag === 'img') return (/\balt="([^"]*)"/.exec(text)?.[1] ?? '').trim();
  if (tag === 'li' && next?.tag === 'input') return '<li class="task-list-item">';
  if (tag === 'input') return text.replace('<input', '<input class="task-list-item-checkbox"');
  return text;
}

/** A line ending between two pieces of running text is a break; one between blocks is layout. */
function withBreaks(text: string, before: Piece | undefined, after: Piece | undefined): string {
  const runs = (piece: Piece | undefined) => piece?.tag != null && INLINE.has(piece.tag);
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      if (index === lines.length - 1) return line;
      const here = line.trim() !== '' || (index === 0 && runs(before) && before?.tag !== 'br');
      const there = lines[index + 1]?.trim() !== '' || (index + 1 === lines.length - 1 && runs(after));
      return here && there ? `${line}<br>\n` : `${line}\n`;
    })
    .join('');
}

const REFERENCE = /(^|[^\w&/#@`.-])(?:#(\d{1,9})\b|@([a-zA-Z\d](?:[a-zA-Z\d]|-(?=[a-zA-Z\d])){0,38})\b(?![\w/]))/g;

function linked(text: string, repositoryUrl: string): string {
  const url = attribute(repositoryUrl);
  const host = attribute(new URL(repositoryUrl).origin);
  return text.replace(REFERENCE, (_, before: string, number: string | undefined, name: string | undefined) =>
    number === undefined
      ? `${before}<a class="user-mention" href="${host}/${name}">@${name}</a>`
      : `${before}<a class="issue-link" href="${url}/issues/${number}">#${number}</a>`,
  );
}

const attribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
