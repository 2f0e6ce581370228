/** A model that works as a good one would on what Steward asks: it reads the prompt's pieces and answers about each by its number. */
import { diligentMind } from './diligent-mind.ts';
import { type Asked, type JsonSchema, type Mind, promptOf, type Thought } from './mind.ts';
import { planned } from './planned.ts';

export interface Diligence {
  seed?: number;
  /** Which of the numbered tasks it takes to be worth doing; all when left out. */
  worth?: (task: DraftRead) => boolean;
  /** What it rules on each numbered criterion of a review; `met` when left out. */
  rules?: (criterion: { n: number; text: string }) => 'met' | 'not-met' | 'unknown';
}

/** A drafted task as it stands in a prompt. */
export interface DraftRead {
  n: number;
  title: string;
  why: string;
  criteria: { text: string; check: string; command: string }[];
  scope: string[];
  estimate: number;
}

/** Forms that it does not know are filled by the diligent mind. */
export function workingMind({ seed = 1, worth = () => true, rules = () => 'met' }: Diligence = {}): Mind {
  const other = diligentMind({ seed });
  return {
    answer(asked): Thought | Promise<Thought> {
      const names = propertiesOf(asked.form);
      if (names.has('choices') && names.has('tasks'))
        return { kind: 'value', value: chosen(draftsIn(asked), worth, asksCauses(asked.form)) };
      if (names.has('verdicts')) return { kind: 'value', value: graded(asked, rules) };
      if (names.has('stories')) return { kind: 'value', value: planned(piecesIn(asked), names.has('changes')) };
      if (names.has('remarks')) return { kind: 'value', value: { remarks: [] } };
      return other.answer(asked);
    },
  };
}

const propertiesOf = (form: JsonSchema | null): Set<string> =>
  new Set(Object.keys((form?.properties as object | undefined) ?? {}));

/** Whether it is to say what led to each. */
const asksCauses = (form: JsonSchema | null): boolean => JSON.stringify(form).includes('"cause":');

/** Pieces of a prompt by their headings, without the fences. */
function piecesIn(asked: Asked): { heading: string; text: string }[] {
  const piece = /^## (.+)\n\nBEGIN DATA ([0-9a-f]+)\n([\s\S]*?)\nEND DATA \2$/gm;
  return [...promptOf(asked).matchAll(piece)].map(([, heading = '', , text = '']) => ({ heading, text }));
}

function draftsIn(asked: Asked): DraftRead[] {
  const pieces = piecesIn(asked);
  return pieces.flatMap(({ heading, text }) => {
    const n = Number(/^Task (\d+)$/.exec(heading)?.[1]);
    if (!Number.isInteger(n)) return [];
    const draft = pieces.find((other) => other.heading === `Task ${n}: its draft`)?.text ?? '';
    const said = (name: string, of: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(of)?.[1] ?? '';
    const scope = said('scope', text);
    return [
      {
        ...{ n, title: said('title', draft) || `Task ${n}`, why: said('why', draft), criteria: criteriaIn(draft) },
        scope: scope === 'open' ? [] : scope.split(', ').filter((path) => path !== ''),
        estimate: Number.parseFloat(said('estimate', text)) || 2,
      },
    ];
  });
}

const criteriaIn = (draft: string): DraftRead['criteria'] =>
  [...draft.matchAll(/^\d+\. (.+?) — (command|ci|review)(?:: `(.+)`)?$/gm)].map(
    ([, text = '', check = '', command = '']) => ({ text, check, command }),
  );

function chosen(drafts: readonly DraftRead[], worth: (task: DraftRead) => boolean, withCauses: boolean) {
  const wanted = drafts.filter(worth);
  return {
    choices: drafts.map((draft) => ({
      n: draft.n,
      worth: wanted.includes(draft),
      reason: wanted.includes(draft) ? 'it misleads whoever reads the result' : 'nobody would notice it',
    })),
    tasks: wanted.map(({ n, title, why, criteria, scope, estimate }) => ({
      ...{ n, ...(withCauses && { cause: 'What was changed last asks for something that is not there.' }) },
      ...{ title, why: `${why} Whoever relies on it learns of it too late.`.trim() },
      criteria: [...criteria, { text: 'The change says why it was needed.', check: 'review', command: '' }],
      ...{ scope, assumptions: ['Nothing else relies on how it is now'], estimate },
    })),
  };
}

/** Cites the first added line of the diff that it sees. */
function graded(asked: Asked, rules: NonNullable<Diligence['rules']>) {
  const pieces = piecesIn(asked);
  const criteria = pieces.find(({ heading }) => /criteria/i.test(heading))?.text ?? '';
  const citation = citationIn(pieces);
  return {
    verdicts: [...criteria.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number = '', text = '']) => {
      const n = Number(number);
      const ruling = citation ? rules({ n, text }) : 'unknown';
      const citations = citation && ruling === 'met' ? [citation] : [];
      const hint = ruling === 'not-met' ? 'Do what the criterion says.' : '';
      return { n, citations, reason: 'seen in the lines that changed', ruling, hint };
    }),
  };
}

function citationIn(pieces: readonly { heading: string; text: string }[]) {
  for (const { text } of pieces) {
    const path = /^(?:.* -> )?(.+) \([a-z]+\)$/m.exec(text)?.[1];
    const added = /^ *(\d+) \+ (.*\S.*)$/m.exec(text);
    if (path !== undefined && added) return { path, line: Number(added[1]), text: added[2] ?? '' };
  }
  return null;
}
