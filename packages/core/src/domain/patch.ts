/** The lines of a patch: what was added and taken away, and where it stands now. */
import type { PullFile } from './pull-request.ts';

export interface PatchLine {
  kind: 'added' | 'removed' | 'kept';
  text: string;
  /** Line in the file as it is at the head; of a removed line, where it would stand. */
  line: number;
}

const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/;

/** A file's lines by what stands together; what a hunk's heading names, such as a function, stands alone as a line that was kept. */
export function hunksOf({ patch }: Pick<PullFile, 'patch'>): PatchLine[][] {
  const found: PatchLine[][] = [];
  let own: PatchLine[] = [];
  let line = 0;
  for (const text of patch?.split('\n') ?? []) {
    const hunk = HUNK.exec(text);
    if (hunk) {
      line = Number(hunk[1]);
      if (hunk[2]) found.push([{ kind: 'kept', text: hunk[2], line }]);
      own = [];
      found.push(own);
      continue;
    }
    const rest = text.slice(1);
    if (text.startsWith('+')) own.push({ kind: 'added', text: rest, line: line++ });
    else if (text.startsWith('-')) own.push({ kind: 'removed', text: rest, line });
    else if (!text.startsWith('\\')) own.push({ kind: 'kept', text: rest, line: line++ });
  }
  return found;
}

/** A file's lines, hunk after hunk. */
export const patchLines = (file: Pick<PullFile, 'patch'>): PatchLine[] => hunksOf(file).flat();

export const addedLines = (file: PullFile): PatchLine[] => patchLines(file).filter(({ kind }) => kind === 'added');

export const removedLines = (file: PullFile): PatchLine[] => patchLines(file).filter(({ kind }) => kind === 'removed');

/** Whether its text is known whole: an empty file and a mere renaming have no patch either. */
export const isRead = ({ patch, additions, deletions }: PullFile): boolean =>
  patch !== null || additions + deletions === 0;
