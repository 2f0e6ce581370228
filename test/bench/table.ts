/** The benchmark's table, its bounds, and what passes them. */
import type { Row } from './measurement.ts';

/** Names of rows to the largest ratio that is no regression. */
export type Bounds = Readonly<Record<string, number>>;

/** One line a row that passes its bound, or whose ratio nobody bounded. */
export function excesses(rows: readonly Row[], bounds: Bounds): string[] {
  return rows.flatMap(({ name, ratio }) => {
    if (ratio === null) return [];
    const bound = bounds[name];
    if (bound === undefined) return [`${name}: there is no bound for it in test/bench/bounds.json`];
    return ratio > bound ? [`${name}: ${shown(ratio)} passes its bound of ${shown(bound)}`] : [];
  });
}

const shown = (ratio: number): string => ratio.toFixed(ratio >= 10 ? 1 : ratio >= 0.1 || ratio === 0 ? 2 : 5);

const HEAD = ['', 'measured', 'ratio', 'bound', 'against', 'recorded elsewhere'];

/** As wide as it has to be; a row that passes its bound is marked. */
export function table(rows: readonly Row[], bounds: Bounds): string {
  const lines = rows.map(({ name, measured, ratio, against, anchor }) => {
    const bound = bounds[name];
    const isOver = ratio !== null && bound !== undefined && ratio > bound;
    const times = ratio === null ? '' : `${shown(ratio)}${isOver ? ' !' : ''}`;
    return [name, measured, times, bound === undefined ? '' : shown(bound), against, anchor];
  });
  const all = [HEAD, ...lines];
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  return all
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
