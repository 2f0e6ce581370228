/** The line that stands for a whole file where nothing in particular can be cited. */
import type { SourceFile } from '../domain/evidence.ts';

export interface Telling {
  file: SourceFile;
  line: number;
}

/** The first line of a file that says something; null where none does. */
export function firstLine(file: SourceFile | undefined): Telling | null {
  const line = (file?.text.split('\n').findIndex((text) => text.trim() !== '') ?? -1) + 1;
  return file === undefined || line === 0 ? null : { file, line };
}
