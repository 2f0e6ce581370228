/** The hidden comment that carries an intent in what Steward creates. It counts only by its author. */
import { COMMENT_PURPOSES, type CommentPurpose } from './comment.ts';

export interface Marker {
  intent: string;
  /** The task's id; absent on the dashboard. */
  task?: string;
  fingerprints?: string[];
  score?: number;
  dashboard?: true;
  /** It is the issue about Steward's own health. */
  health?: true;
  /** Steward closed that issue itself: nothing was wrong any more. */
  over?: true;
  /** It stands in a comment, and that is what the comment is for. */
  comment?: CommentPurpose;
  /** Steward closed this issue itself, as an extra copy: it says nothing about what a person wants. */
  copy?: true;
  /** Steward closed this issue itself, because the run that opened it was taken back; or took back what the comment said. */
  undone?: true;
  /** Steward closed this itself as it left the repository: while it is closed, it says nothing of what a person wants. */
  left?: true;
}

const OPEN = '<!-- steward:v1 ';
const CLOSE = ' -->';
const HEX = /^[0-9a-f]{8,64}$/;

/** JSON in a comment must not be able to end it: every `-`, `<` and `>` is written as an escape. */
export function renderMarker(marker: Marker): string {
  const json = JSON.stringify(marker).replace(/[<>]|--/g, (found) =>
    [...found].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
  return `${OPEN}${json}${CLOSE}`;
}

/** What a body says to people. */
export const withoutMarker = (body: string): string => {
  const start = body.lastIndexOf(`\n${OPEN}`);
  return start < 0 ? body : body.slice(0, start);
};

/** The last marker of a body, or null where there is none or it is malformed. Never throws. */
export function parseMarker(body: string): Marker | null {
  const start = body.lastIndexOf(OPEN);
  if (start < 0) return null;
  const end = body.indexOf(CLOSE, start);
  if (end < 0 || end - start > 8_192) return null;
  try {
    return checked(JSON.parse(body.slice(start + OPEN.length, end)));
  } catch {
    return null;
  }
}

function checked(value: unknown): Marker | null {
  if (value === null || typeof value !== 'object') return null;
  const { intent, task, fingerprints, score, dashboard, health, over, copy, undone, left, comment } = value as Record<
    string,
    unknown
  >;
  if (typeof intent !== 'string' || !HEX.test(intent)) return null;
  const own = { ...(copy === true && { copy }), ...(left === true && { left }) } as Pick<Marker, 'copy' | 'left'>;
  if (dashboard === true) return { intent, dashboard, ...own };
  if (health === true) return { intent, health, ...(over === true && { over }), ...own };
  const back = undone === true ? { undone: true as const } : {};
  if (comment !== undefined) return commentMarker({ intent, ...back }, comment, task);
  if (typeof task !== 'string' || !HEX.test(task)) return null;
  if (!Array.isArray(fingerprints) || !fingerprints.every((item) => typeof item === 'string' && HEX.test(item))) {
    return null;
  }
  return {
    intent,
    task,
    fingerprints,
    ...(typeof score === 'number' && score >= 0 && score <= 100 && { score }),
    ...own,
    ...back,
  };
}

function commentMarker(marker: Marker, comment: unknown, task: unknown): Marker | null {
  const purpose = COMMENT_PURPOSES.find((item) => item === comment);
  if (!purpose) return null;
  if (task === undefined) return { ...marker, comment: purpose };
  return typeof task === 'string' && HEX.test(task) ? { ...marker, comment: purpose, task } : null;
}
