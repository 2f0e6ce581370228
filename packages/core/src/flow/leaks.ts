/** Secrets that a pull request would bring in. */
import type { Leak } from '../decide/review/gate.ts';
import { addedLines } from '../domain/patch.ts';
import type { PullDetail } from '../domain/pull-request.ts';
import type { Tick } from './tick.ts';

/** Secrets in added lines, by file and line; their values go nowhere. */
export async function leaksIn({ world }: Tick, { files }: PullDetail): Promise<Leak[]> {
  const added = (files ?? []).map((file) => ({ path: file.path, lines: addedLines(file) }));
  const texts = added.map(({ lines }, index) => ({
    ...{ id: String(index), text: lines.map(({ text }) => text).join('\n') },
  }));
  const found = await world.inspector.inspect(texts.filter(({ text }) => text !== ''));
  return found.flatMap(({ id, start, what }) => {
    const file = added[Number(id)];
    const before = texts[Number(id)]?.text.slice(0, start).split('\n').length ?? 1;
    return file ? [{ path: file.path, line: file.lines[before - 1]?.line ?? 1, what }] : [];
  });
}
