/** Real-looking libraries with answer sheets: every planted fault is reported, no trap is, and whatever is cited is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saysTheSame } from '@steward/core/domain/similarity.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../support/cycle.ts';
import { type Answers, answersOf, type Fixture, type Place, replayHistory } from '../support/history.ts';

const ROOMY = 'caps: { suggestions: 20, open-tasks: 100, new-issues-a-day: 50, notifications-a-week: 500 }\n';

interface Seen {
  tasks: Task[];
  /** Bodies of the issues, by title. */
  bodies: Map<string, string>;
  /** Lines of a file at HEAD. */
  lines(path: string): string[];
}

const folders: string[] = [];
const stages: Stage[] = [];
afterAll(async () => {
  for (const stage of stages) await stage.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function look(name: Fixture, config?: string): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-history-'));
  folders.push(folder);
  const { checkout, world, now } = replayHistory(name, join(folder, name));
  const stage = await Stage.raise([], { checkout, world, now });
  stages.push(stage);
  const { tasks, failures } = await stage.tick(config === undefined ? {} : { config });
  expect(failures).toEqual([]);
  return {
    tasks,
    bodies: new Map(stage.sandbox.world.data.issues.map(({ title, body }) => [title, body])),
    lines: (path) => stage.git(['show', `refs/heads/main:${path}`]).split('\n'),
  };
}

/** Findings about a whole file, wherever in it they point. */
const WHOLE = ['untested-source', 'failing-workflow'];
const isAt = (kind: string, place: Place, { rule, path, line }: Task['evidence'][number]): boolean =>
  rule === kind && path === place.path && (line === place.line || WHOLE.includes(kind));

const citedBy = (tasks: readonly Task[]) => tasks.flatMap((task) => task.evidence);

/** `go test -race ./...` → `go test`: what has to be installed, and what is asked of it. */
const toolOf = (command: string): string => /^(?:(?:go|cargo|npm|npx|make)\s+)?[\w-]+/.exec(command)?.[0] ?? '';

describe.each<Fixture>(['python', 'go', 'rust'])('the %s library', (name) => {
  const answers: Answers = answersOf(name);
  let all: Seen;
  let usual: Seen;
  beforeAll(async () => {
    all = await look(name, ROOMY);
    usual = await look(name);
  });

  it.each(answers.faults)('has $id found and cited: $kind in $path', ({ kind, ...place }) => {
    expect(citedBy(all.tasks).some((item) => isAt(kind, place, item))).toBe(true);
    expect(citedBy(usual.tasks).some((item) => isAt(kind, place, item))).toBe(true);
  });

  it('has none of its traps reported', () => {
    const trapped = (item: Task['evidence'][number]) => answers.traps.some((trap) => isAt(trap.tempts, trap, item));
    expect(citedBy([...all.tasks, ...usual.tasks]).filter(trapped)).toEqual([]);
  });

  it('has every citation at HEAD, with the excerpt on its line and a link to it in the issue', () => {
    expect(citedBy(all.tasks).length).toBeGreaterThanOrEqual(answers.faults.length);
    for (const { tasks, bodies, lines } of [all, usual]) {
      for (const { title, status, evidence } of tasks) {
        for (const { path, line, excerpt, url } of evidence) {
          if (line > 0) {
            expect(lines(path)[line - 1]).toContain(excerpt);
            expect(url).toContain(`#L${line}`);
          } else expect(url).toMatch(/\/(?:issues|pull|actions\/runs|security)\b/);
          expect(bodies.get(status === 'suggested' ? 'Steward' : title)).toContain(url);
        }
      }
    }
  });

  it('has no work said twice', () => {
    for (const { tasks } of [all, usual]) {
      const repeated = tasks.filter((task, index) =>
        tasks.slice(0, index).some((other) => other.title === task.title || saysTheSame(other.title, task.title)),
      );
      expect(repeated).toEqual([]);
    }
  });

  it('has titles that are whole, and criteria that this project can run', () => {
    const known = Object.values(answers.commands).map(toolOf);
    const criteria = all.tasks.flatMap((task) => task.criteria);
    expect(criteria.some(({ check }) => check === 'command')).toBe(true);
    for (const { check, command = '' } of criteria) if (check === 'command') expect(known).toContain(toolOf(command));
    for (const { title } of all.tasks) {
      expect(title.length).toBeLessThanOrEqual(120);
      expect((title.match(/`/g) ?? []).length % 2).toBe(0);
    }
  });

  it('keeps the usual caps: three issues opened, the rest suggested', () => {
    expect(usual.tasks.filter(({ status }) => status === 'ready')).toHaveLength(3);
    const suggested = usual.tasks.filter(({ status }) => status === 'suggested');
    expect(suggested).toHaveLength(all.tasks.length - 3);
    expect(suggested.length).toBeLessThanOrEqual(5);
  });
});
