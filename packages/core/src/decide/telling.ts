/** The line that stands for a whole project where nothing in particular can be cited. */
import type { Project, SourceFile } from '../domain/evidence.ts';

const isManifest = ({ path, role }: SourceFile): boolean => role === 'manifest' && !path.includes('/');

export interface Telling {
  file: SourceFile;
  line: number;
}

/** The first line of a file that says something; null where none does. */
export function firstLine(file: SourceFile | undefined): Telling | null {
  const line = (file?.text.split('\n').findIndex((text) => text.trim() !== '') ?? -1) + 1;
  return file === undefined || line === 0 ? null : { file, line };
}

/** Of the readme, else of a manifest at the root, else of the first source. */
export function tellingLine({ files }: Project): Telling | null {
  const readme = files.find(({ path }) => /^readme(?:\.\w+)?$/i.test(path));
  return (
    firstLine(readme) ?? firstLine(files.find(isManifest)) ?? firstLine(files.find(({ role }) => role === 'source'))
  );
}
