/** A workflow file as YAML sees it, in blocks or in braces, with the line of everything: what a line alone does not tell. */
import { isMap, isScalar, LineCounter, type Pair, parseDocument, type Scalar, visit, type YAMLMap } from 'yaml';
import type { SourceFile } from '../domain/evidence.ts';

/** A key with a value that holds no others. */
export interface Entry {
  key: string;
  value: string;
  /** As it is written, from the line of its first character on. */
  source: readonly string[];
  /** Of the key, and of the first character of the value; both count from 1. */
  line: number;
  valueLine: number;
  /** Keys from the top, this one last; places in lists are left out. */
  path: readonly string[];
}

export interface WorkflowSyntax {
  entries: readonly Entry[];
  /** Ids of its jobs. */
  jobs: readonly string[];
  /** Names of what starts it. */
  events: readonly string[];
  /** Ids of the jobs that say what their token may do; empty for the workflow as a whole. */
  declared: ReadonlySet<string>;
}

const NOTHING: WorkflowSyntax = { entries: [], jobs: [], events: [], declared: new Set() };

const textOf = (node: unknown): string => (isScalar(node) ? String(node.value ?? '') : '');
const keysOf = (node: unknown): string[] => (isMap(node) ? node.items.map(({ key }) => textOf(key)) : []);

function eventsOf(root: YAMLMap): string[] {
  const on = root.get('on', true);
  if (isScalar(on)) return [textOf(on)];
  return isMap(on) ? keysOf(on) : ((on as { items?: unknown[] } | undefined)?.items ?? []).map(textOf);
}

function declaredIn(root: YAMLMap): Set<string> {
  const jobs = root.get('jobs', true);
  const said = keysOf(jobs).filter((id) => keysOf((jobs as unknown as YAMLMap).get(id, true)).includes('permissions'));
  return new Set([...said, ...(root.has('permissions') ? [''] : [])]);
}

function read(text: string): WorkflowSyntax {
  const lines = new LineCounter();
  // Two keys of one name are the owner's to find, and looking for them takes long.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  if (!isMap(document.contents)) return NOTHING;
  const lineAt = (node: Scalar): number => lines.linePos(node.range?.[0] ?? 0).line;
  const entries: Entry[] = [];
  const note = (value: Scalar, keys: readonly Scalar[], list: boolean): void => {
    const key = keys.at(-1);
    if (key === undefined) return;
    const source = text.slice(value.range?.[0] ?? 0, value.range?.[1] ?? 0).split('\n');
    const [line, valueLine] = [lineAt(list ? value : key), lineAt(value)];
    entries.push({ key: textOf(key), value: textOf(value), source, line, valueLine, path: keys.map(textOf) });
  };
  visit(document, {
    Scalar(at, node, above) {
      if (at === 'key') return;
      const keys = above.flatMap((one) => ((one as Pair).key === undefined ? [] : [(one as Pair).key as Scalar]));
      note(node, keys, typeof at === 'number');
    },
  });
  const root = document.contents;
  return { entries, jobs: keysOf(root.get('jobs', true)), events: eventsOf(root), declared: declaredIn(root) };
}

// Several rules read the same file.
const known = new WeakMap<SourceFile, WorkflowSyntax>();

/** What is no YAML, or nested deeper than anybody writes, holds nothing. */
export function workflowSyntaxOf(file: SourceFile): WorkflowSyntax {
  const before = known.get(file);
  if (before !== undefined) return before;
  let syntax = NOTHING;
  try {
    syntax = read(file.text);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof ReferenceError)) throw error;
  }
  known.set(file, syntax);
  return syntax;
}
