/** Plans as a good model would make them: a story for each sentence of the issue, the first of which the others stand on. */

interface Piece {
  heading: string;
  text: string;
}

/** Two or more, and no more than people read gladly. */
const MOST = 5;

/** `revises`: the plan that stands there, with what was said of it. */
export function planned(pieces: readonly Piece[], revises: boolean) {
  const draft = revises ? textBelow(pieces, /^The plan$/) : '';
  const plan = draft === '' ? drafted(pieces) : JSON.parse(draft);
  return revises ? { ...plan, changes: ['Every remark was taken up.'] } : plan;
}

function drafted(pieces: readonly Piece[]) {
  const [title = '', ...rest] = textBelow(pieces, /^Issue #\d+/).split('\n');
  const said = rest
    .join(' ')
    .split(/(?<=[.!?;])\s+|,\s+/)
    .map((part) => part.replace(/^(?:and|or|with)\s+|[.!?;\s]+$/gi, '').trim())
    .filter((part) => part.length > 2);
  const parts = said.length > 1 ? said.slice(0, MOST) : [`Begin: ${title}`, `Finish: ${title}`];
  const keys = parts.map(keyOf);
  return {
    summary: `“${shortened(title)}”, one step after the other: the first carries the rest.`,
    stories: parts.map((part, at) => ({
      ...{ key: keys[at], title: shortened(`${part.charAt(0).toUpperCase()}${part.slice(1)}`), type: 'feature' },
      ...{ priority: at === 0 ? 'high' : 'medium', why: 'The issue asks for it, and it is not there yet.' },
      criteria: [
        { text: `“${shortened(part)}” can be seen to hold`, check: 'review' },
        { text: 'A test of it passes', check: 'ci' },
      ],
      dependsOn: at === 0 ? [] : [{ key: keys[0], certainty: 'likely' }],
      ...{ estimate: 4, questions: [] },
    })),
    questions: [],
  };
}

const textBelow = (pieces: readonly Piece[], heading: RegExp): string =>
  pieces.find((piece) => heading.test(piece.heading))?.text ?? '';

const keyOf = (part: string, at: number): string =>
  `${at + 1}-${part.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 40).replace(/-+$/, '');

const shortened = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);
