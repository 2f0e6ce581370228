/** The files through which an action hands values to its runner: `name=value` lines, and `name<<END` blocks. */

/** Throws on a line that is neither, as the runner fails the step. */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const arrows = line.indexOf('<<');
    if (arrows > 0 && (equals < 0 || arrows < equals)) {
      const end = lines.indexOf(line.slice(arrows + 2), at + 1);
      if (end < 0) throw new Error(`"${line}" opens a value that does not end`);
      values[line.slice(0, arrows)] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new Error(`"${line.slice(0, 80)}" is neither name=value nor name<<END`);
    }
  }
  return values;
}
