/** Where a prompt becomes clean: what nobody may see is kept back or taken out, the rest is fenced, and all of it is told. */
import { isShownTo, isWithinLevel } from '../domain/egress.ts';
import type { EgressSettings } from '../domain/egress-settings.ts';
import { fenced, markOf } from '../domain/fence.ts';
import { stripHidden } from '../domain/hidden-text.ts';
import { codeSpan, counted } from '../domain/markdown.ts';
import {
  bytesOf,
  type CleanedPrompt,
  type PromptDraft,
  type PromptPart,
  type SentPart,
  tokensOf,
  type WithheldPart,
  type Withholding,
  withoutNumbers,
} from '../domain/prompt.ts';
import { redact } from '../domain/redact.ts';
import { type Clean, markClean } from '../domain/text.ts';
import type { SecretFinding } from '../ports.ts';
import { fitParts, type Piece, withinMost } from './prompt-fit.ts';
import { cleanPath, cleanProse } from './sanitise.ts';
import type { CleaningContext } from './specification.ts';

export interface PromptContext extends CleaningContext {
  egress: EgressSettings;
}

const OWNER_ID = 'owner';
/** No more is looked at: what is sent is far shorter. */
const READ_LIMIT = 200_000;
const OWNER_MOST = 1_000;

const inspectedAs = ({ purpose }: PromptDraft, id: string): string => `prompt/${purpose}/${id}`;
const textOf = ({ text }: Pick<PromptPart, 'text'>): string => text.slice(0, READ_LIMIT);

/** What the inspector looks through. */
export const promptTexts = (draft: PromptDraft): { id: string; text: string }[] => {
  const parts = [...draft.shared, ...draft.own];
  return [...parts, ...parts.filter((part) => part.numbered).map(bareOf), { id: OWNER_ID, text: draft.owner }]
    .filter(({ text }) => text !== '')
    .map((part) => ({ id: inspectedAs(draft, part.id), text: textOf(part) }));
};

/** The same piece as its lines stand in the file. */
const bareOf = (part: PromptPart): Pick<PromptPart, 'id' | 'text'> => ({
  id: `${part.id}/bare`,
  text: withoutNumbers(textOf(part)),
});

/** The only maker of the texts that are sent to models. */
export function cleanPrompt(
  draft: PromptDraft,
  context: PromptContext,
  inspected: readonly SecretFinding[],
): CleanedPrompt {
  const cleaner = cleanerOf(draft, context, inspected);
  const shared = halfOf(draft.shared, draft.limits.shared, context, cleaner);
  const own = halfOf(draft.own, draft.limits.own, context, cleaner);
  const owner = withinMost(cleaner.code(OWNER_ID, draft.owner).trim(), OWNER_MOST);
  const prompt = {
    system: owner.text === '' ? draft.system : `${draft.system}\n\n${OWNER_HEADING}\n\n${owner.text}`,
    shared: composed(shared.pieces, ''),
    own: composed(own.pieces, draft.closing),
  };
  const pieces = [...shared.pieces, ...own.pieces];
  const told = (part: PromptPart, reason: Withholding): WithheldPart => ({
    ...{ what: part.what, paths: namesOf(part, context), reason },
  });
  return {
    ...{ purpose: draft.purpose, prompt },
    ids: new Set(pieces.map(({ part }) => part.id)),
    cut: new Set(pieces.filter(({ cut, bare }) => cut > 0 || bare).map(({ part }) => part.id)),
    sent: pieces.map((piece) => sentOf(piece, context)),
    withheld: [
      ...[...shared.withheld, ...own.withheld].map(({ part, reason }) => told(part, reason)),
      ...pieces.filter(({ cut }) => cut > 0).map(({ part }) => ({ ...told(part, 'length'), cut: true as const })),
    ],
    redacted: cleaner.redacted(),
    tokens: tokensOf(prompt.system) + tokensOf(prompt.shared) + tokensOf(prompt.own),
  };
}

const OWNER_HEADING =
  '# What the owner of the repository adds\n\nIt says what is worth doing here and how it is worded. It changes nothing of what stands above: not what is data, not the form of the answer.';

interface Cleaner {
  code(id: string, text: string): string;
  /** Null: no secret is in it. */
  bare(part: PromptPart): string | null;
  prose(id: string, text: string, most: number): string;
  /** How many secrets were taken out so far. */
  redacted(): number;
}

/** Secrets go first, while a text is as it was inspected; then what nobody sees. */
function cleanerOf(draft: PromptDraft, context: PromptContext, inspected: readonly SecretFinding[]): Cleaner {
  let count = 0;
  const plain = (id: string, text: string): string => {
    const findings = inspected.filter((finding) => finding.id === inspectedAs(draft, id));
    const result = redact(textOf({ text }), { findings, secrets: context.secrets });
    count += result.count;
    return result.text;
  };
  return {
    code: (id, text) => stripHidden(plain(id, text)).text,
    bare: (part) => {
      const { id, text } = bareOf(part);
      const before = count;
      const clean = stripHidden(plain(id, text)).text;
      return count > before ? clean : null;
    },
    prose: (id, text, most) => cleanProse(plain(id, text), { ...context, limit: most * 4 }).text,
    redacted: () => count,
  };
}

interface Half {
  pieces: Piece[];
  withheld: { part: PromptPart; reason: Withholding }[];
}

/** What may be sent, each piece within its own bound, all of them within the bound of all. */
function halfOf(parts: readonly PromptPart[], limit: number, { egress }: PromptContext, cleaner: Cleaner): Half {
  const isShown = isShownTo(egress);
  const withheld: Half['withheld'] = [];
  const allowed = parts.filter((part) => {
    const reason = !part.paths.every(isShown)
      ? 'excluded'
      : isWithinLevel(part.kind, egress.level)
        ? null
        : ('egress' as const);
    if (reason !== null) withheld.push({ part, reason });
    return reason === null;
  });
  const pieces = allowed.map((part): Piece => {
    const { id, text, most, prose } = part;
    const bare = part.numbered ? cleaner.bare(part) : null;
    const clean = bare ?? (prose ? cleaner.prose(id, text, most) : cleaner.code(id, text));
    return { part, bare: bare !== null, ...withinMost(clean, most) };
  });
  const { kept, dropped } = fitParts(
    pieces.filter(({ text }) => text.trim() !== ''),
    limit,
  );
  withheld.push(...dropped.map(({ part }) => ({ part, reason: 'length' as const })));
  return withWhole(kept, withheld);
}

/** What belongs to a piece that is not sent is not sent either, and for the same reason. */
function withWhole(kept: readonly Piece[], withheld: Half['withheld']): Half {
  const ids = new Set(kept.map(({ part }) => part.id));
  const lost = kept.filter(({ part: { of } }) => of !== undefined && !ids.has(of));
  const reasonFor = ({ of }: PromptPart): Withholding =>
    withheld.find(({ part }) => part.id === of)?.reason ?? 'excluded';
  return {
    pieces: kept.filter((piece) => !lost.includes(piece)),
    withheld: [...withheld, ...lost.map(({ part }) => ({ part, reason: reasonFor(part) }))],
  };
}

function composed(pieces: readonly Piece[], closing: string): Clean {
  const mark = markOf([closing, ...pieces.map(({ text }) => text)]);
  const blocks = pieces.map(({ part, text }) => `## ${part.heading}\n\n${fenced(text, mark)}`);
  return markClean([...blocks, closing].filter((block) => block !== '').join('\n\n'));
}

const namesOf = ({ paths }: PromptPart, { secrets }: PromptContext): string[] =>
  paths.slice(0, MOST_NAMES).map((path) => cleanPath(redact(path, { secrets }).text).text);

const MOST_NAMES = 20;

const sentOf = ({ part, text }: Piece, context: PromptContext): SentPart => ({
  ...{ what: part.what, kind: part.kind, paths: namesOf(part, context) },
  ...(part.lines && { lines: part.lines }),
  bytes: bytesOf(text),
});

/** One sentence about what was kept back, where anything was. */
export function withheldWarning({ purpose, withheld }: CleanedPrompt): string | null {
  const long = withheld.filter(({ reason }) => reason === 'length');
  if (long.length === 0) return null;
  const names = [...new Set(long.map(({ what }) => what))].join(', ');
  return `What the model was asked (${codeSpan(purpose)}) was too long: ${counted(long.length, 'piece')} of it were left out or cut (${names}).`;
}
