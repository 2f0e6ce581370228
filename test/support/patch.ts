/** Patches as GitHub gives them for one file (hunks alone, no file names), applied strictly. */

interface Hunk {
  oldStart: number;
  oldCount: number;
  newCount: number;
  lines: string[];
}

const HEADING = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** The hunks of a patch; a line that belongs to none, or a heading with wrong counts, is an error. */
export function hunksOf(patch: string): Hunk[] {
  const hunks: Hunk[] = [];
  for (const line of patch.split('\n')) {
    const heading = HEADING.exec(line);
    if (heading) {
      const [, oldStart, oldCount = '1', , newCount = '1'] = heading;
      hunks.push({ oldStart: Number(oldStart), oldCount: Number(oldCount), newCount: Number(newCount), lines: [] });
    } else if (/^[ +\-\\]/.test(line) && hunks.length > 0) hunks.at(-1)?.lines.push(line);
    else throw new Error(`no line of a patch: ${JSON.stringify(line)}`);
  }
  for (const { oldCount, newCount, lines } of hunks) {
    const old = lines.filter((line) => /^[ -]/.test(line)).length;
    const fresh = lines.filter((line) => /^[ +]/.test(line)).length;
    if (old !== oldCount || fresh !== newCount)
      throw new Error(`a heading says ${oldCount} and ${newCount} lines, there are ${old} and ${fresh}`);
  }
  return hunks;
}

/** The text after a patch; what it expects must stand exactly where it says. Line ends at the end of a file are taken for granted. */
export function applyPatch(text: string, patch: string): string {
  const before = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const after: string[] = [];
  let position = 0;
  for (const { oldStart, oldCount, lines } of hunksOf(patch)) {
    const start = oldCount === 0 ? oldStart : oldStart - 1;
    if (start < position || start > before.length) throw new Error(`no line ${oldStart} for a hunk`);
    after.push(...before.slice(position, start));
    position = start;
    for (const line of lines) {
      const rest = line.slice(1);
      if (line.startsWith('+')) after.push(rest);
      else if (!line.startsWith('\\')) {
        if (before[position] !== rest) throw new Error(`line ${position + 1} is not ${JSON.stringify(rest)}`);
        if (line.startsWith(' ')) after.push(rest);
        position += 1;
      }
    }
  }
  after.push(...before.slice(position));
  return after.length === 0 ? '' : `${after.join('\n')}\n`;
}
