/** Checkboxes that are commands: written by Steward into its dashboard, ticked by people, read back from the edits. */
import type { Command, Order, TaskVerb, Version } from './command.ts';

/** What a box stands for. `approve`, `pause` are switches; ticking `reject`, `raise` or `retry` is done once. */
export type BoxVerb = Exclude<TaskVerb, 'unapprove' | 'take' | 'release' | 'escalate'> | 'pause';

export interface Box {
  verb: BoxVerb;
  /** Absent for `pause`. */
  task?: string;
  ticked: boolean;
  /** How often `~~` stands in its words: titles and addresses may have it too, so only more of them strike it out. */
  strikes: number;
}

/** A line with its box. The words may not end the comment: they are Markdown that guard has cleaned. */
export function renderBox(box: Pick<Box, 'verb' | 'task' | 'ticked'>, words: string): string {
  const target = box.task === undefined ? '' : ` ${box.task}`;
  return `- [${box.ticked ? 'x' : ' '}] ${words} <!-- steward:${box.verb}${target} -->`;
}

const TAIL = /<!-- steward:(approve|reject|raise|retry|pause)(?: ([0-9a-f]{8,64}))? -->$/;
const HEAD = /^\s{0,12}[-*+] \[([ xX])\] /;
const LONGEST = 4_000;

export function readBoxes(body: string): Box[] {
  return body.split('\n').flatMap((raw) => {
    const line = raw.trimEnd();
    if (line.length > LONGEST) return [];
    const head = HEAD.exec(line);
    const tail = head && TAIL.exec(line);
    if (!head || !tail) return [];
    const verb = tail[1] as BoxVerb;
    if ((verb === 'pause') !== (tail[2] === undefined)) return [];
    const words = line.slice(head[0].length, tail.index);
    return [{ verb, ...(tail[2] && { task: tail[2] }), ticked: head[1] !== ' ', strikes: strikesIn(words) }];
  });
}

const strikesIn = (words: string): number => words.match(/~~+/g)?.length ?? 0;

/** The boxes of a text by what they stand for; what stands twice is nobody's to tell apart, and stands for nothing. */
function boxesOf(body: string): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const twice = new Set<string>();
  for (const box of readBoxes(body)) {
    const key = keyOf(box);
    if (boxes.has(key)) twice.add(key);
    boxes.set(key, box);
  }
  for (const key of twice) boxes.delete(key);
  return boxes;
}

/** What each person did to the boxes, edit by edit, oldest first: whoever made an edit answers for what it changed. */
export function ordersIn(versions: readonly Version[], own: readonly string[]): Order[] {
  return versions.flatMap((version, index) => {
    const before = versions[index - 1];
    if (!before || own.includes(version.editor)) return [];
    const was = boxesOf(before.text);
    return [...boxesOf(version.text)].flatMap(([key, box]) => {
      const old = was.get(key);
      const command = old ? changeOf(old, box) : null;
      return command ? [{ command, by: version.editor, at: version.at }] : [];
    });
  });
}

const keyOf = ({ verb, task = '' }: Box): string => `${verb} ${task}`;

function changeOf(before: Box, now: Box): Command | null {
  const { verb, task } = now;
  const turned = now.ticked === before.ticked ? null : now.ticked;
  if (task === undefined) return turned === null ? null : { verb: turned ? 'pause' : 'resume' };
  // As people strike what they do not want; in one edit with a tick it says more than the tick.
  if (now.strikes >= before.strikes + 2) return verb === 'raise' || verb === 'retry' ? null : { verb: 'reject', task };
  if (turned === null) return null;
  if (verb === 'approve') return { verb: turned ? 'approve' : 'unapprove', task };
  return turned && verb !== 'pause' ? { verb, task } : null;
}
