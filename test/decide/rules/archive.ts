/** Reads a rule's fixture: several files in one text, each behind a line `-- path --`, and the facts around them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Churn, FailedDeployment, FailedRun, Project, SourceFile } from '@steward/core/domain/evidence.ts';
import { NOTHING_KNOWN, type Remote } from '@steward/core/domain/remote.ts';
import { languageOf } from '@steward/core/domain/tooling.ts';
import { roleOf } from '@steward/core/observe/tree-role.ts';

const FOLDER = new URL('../../fixtures/rules/', import.meta.url);

export function parseArchive(text: string): Map<string, string> {
  const files = new Map<string, string>();
  let path: string | null = null;
  let lines: string[] = [];
  const close = () => {
    if (path !== null) files.set(path, `${lines.join('\n')}\n`);
    lines = [];
  };
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const heading = /^-- (.+) --$/.exec(line)?.[1];
    if (heading === undefined) lines.push(line);
    else {
      close();
      path = heading;
    }
  }
  close();
  return files;
}

interface Around {
  /** The owner's own rules, as the configuration has them. */
  custom?: unknown[];
  commits?: Record<string, number>;
  failedRuns?: FailedRun[];
  failedDeployments?: FailedDeployment[];
  /** What GitHub knows, at noon of 20 November 2026; the rest is unknown. */
  remote?: Partial<Remote>;
}

export function projectOf(files: ReadonlyMap<string, string>, around: Around = {}): Project {
  const sources = [...files].map(
    ([path, text]): SourceFile => ({ path, blob: path, text, language: languageOf(path), role: roleOf(path) }),
  );
  const churn = Object.entries(around.commits ?? {}).map(([path, commits]): [string, Churn] => [
    path,
    { commits, last: '2026-11-01T00:00:00Z' },
  ]);
  return {
    head: 'a'.repeat(40),
    branch: 'main',
    paths: [...files.keys()],
    files: sources,
    churn: new Map(churn),
    failedRuns: around.failedRuns ?? [],
    failedDeployments: around.failedDeployments ?? [],
    remote: { ...NOTHING_KNOWN, at: '2026-11-20T12:00:00Z', home: 'https://github.example/o/r', ...around.remote },
    skipped: {},
  };
}

export interface Expected extends Around {
  /** What the case shows, as a sentence: the title of its test. */
  shows: string;
  /** `path:line cause` of every finding, in order; the cause without the rule's name. */
  findings: string[];
  /** Facts of some findings, by the same `path:line`. */
  facts?: Record<string, Record<string, string | number | boolean>>;
}

export function readCases(rule: string): { name: string; project: Project; expected: Expected }[] {
  const folder = new URL(`${rule}/`, FOLDER);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.json$/, '');
      const expected = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Expected;
      const files = parseArchive(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
      return { name, project: projectOf(files, expected), expected };
    });
}
