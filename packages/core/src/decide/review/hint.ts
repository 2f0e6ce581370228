/** What a review hands on to whoever tries next. */
import { oneLine, shorten } from '../../domain/markdown.ts';
import type { Review } from '../../domain/verdict.ts';

/** Characters that instructions and the ledger have room for. */
const MOST = 300;

/** What is certainly wrong, in one line; null: nothing is. The review is clean. */
export function hintOf({ criteria, gates }: Pick<Review, 'criteria' | 'gates'>): string | null {
  const wrong = [
    ...criteria.flatMap(({ n, ruling, reason, hint }) =>
      ruling === 'not-met' ? [`criterion ${n}: ${hint ?? reason}`] : [],
    ),
    ...gates.flatMap(({ level, text }) => (level === 'change' ? [text] : [])),
  ];
  return wrong.length === 0 ? null : shorten(oneLine(wrong.join('; ')), MOST);
}

/** A secret stays in the history of its branch: nothing that is pushed after it takes it out. */
export const isHopeless = ({ gates }: Pick<Review, 'gates'>): boolean =>
  gates.some(({ gate, level }) => gate === 'secrets' && level === 'change');
