/** Real-looking repositories with answer sheets: what a maintainer wants is found, no trap is, and whatever is cited is there. */

import { saysTheSame } from '@steward/core/domain/similarity.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LookOptions, lookAt, ROOMY } from '../support/fixture-look.ts';
import { type Alerts, type Answers, answersOf, type Fixture, fixtures } from '../support/history.ts';
import { type Score, scoreOf } from '../support/score.ts';

/** Of what a sheet wants, so much has to be found; the rest is the price of precision. */
const LEAST_SHARE = 0.8;
const FIRST = 5;

interface Seen {
  tasks: Task[];
  score: Score;
  /** Bodies of the issues, by title. */
  bodies: Map<string, string>;
  /** Of a file at HEAD; empty where there is none. */
  text(path: string): string;
  alerts: Alerts;
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function look(name: Fixture, options: LookOptions = {}): Promise<Seen> {
  const { stage, report, runs, alerts } = await lookAt(name, options);
  closing.push(() => stage.close());
  const { tasks, failures } = report;
  const paths = new Set(stage.git(['ls-tree', '-r', '-z', '--name-only', 'refs/heads/main']).split('\0'));
  expect(failures).toEqual([]);
  return {
    tasks,
    score: scoreOf(answersOf(name), tasks, runs),
    bodies: new Map(stage.sandbox.world.data.issues.map(({ title, body }) => [title, body])),
    text: (path) => (paths.has(path) ? stage.git(['show', `refs/heads/main:${path}`]) : ''),
    alerts,
  };
}

const citedBy = (tasks: readonly Task[]) => tasks.flatMap((task) => task.evidence);

/** `go test -race ./...` → `go test`: what has to be installed, and what is asked of it; in whichever folder. */
const toolOf = (command: string): string =>
  /^(?:(?:go|cargo|npm|npx|make)\s+)?[\w-]+/.exec(command.replace(/^cd \S+ && /, ''))?.[0] ?? '';

describe.each<Fixture>([...fixtures])('the %s repository', (name) => {
  const answers: Answers = answersOf(name);
  let all: Seen;
  let usual: Seen;
  let first: Seen;
  beforeAll(async () => {
    all = await look(name, { config: ROOMY });
    usual = await look(name, { config: '' });
    first = await look(name, { config: '', mode: 'suggest' });
  });

  it('has four fifths of what its owner wants found and cited, with the caps lifted', () => {
    const { found, wanted, missed } = all.score;
    expect(found / wanted, `missed: ${JSON.stringify(missed)}`).toBeGreaterThanOrEqual(LEAST_SHARE);
  });

  it('has only what its owner wants among its first five suggestions', () => {
    expect(first.tasks.map(({ status }) => status)).toEqual(Array(FIRST).fill('suggested'));
    expect(first.score.verdicts).toHaveLength(FIRST);
    expect(first.score.verdicts.filter((verdict) => verdict !== 'wanted')).toEqual([]);
  });

  it('has none of its traps reported', () => {
    for (const { score } of [all, usual, first]) expect(score.trapped).toEqual([]);
  });

  it('has every citation at HEAD, with the excerpt on its line and a link to it in the issue', () => {
    expect(citedBy(all.tasks).length).toBeGreaterThanOrEqual(all.score.found);
    for (const { tasks, bodies, text } of [all, usual]) {
      for (const { title, status, evidence, adopts } of tasks) {
        for (const [at, { path, line, excerpt, url }] of evidence.entries()) {
          if (line > 0) {
            expect(text(path).split('\n')[line - 1]).toContain(excerpt);
            expect(url).toContain(`#L${line}`);
          } else expect(url).toMatch(/\/(?:issues|pull|actions\/runs|security)\b/);
          // The dashboard shows of a suggestion the place that matters most.
          if (adopts !== undefined) expect(bodies.get('Steward')).toContain(`Adopt #${adopts.number}`);
          else if (status !== 'suggested') expect(bodies.get(title)).toContain(url);
          else if (at === 0) expect(bodies.get('Steward')).toContain(url);
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
    // What the sheet does not name is at least what the project itself says, in whatever runs things there.
    const says = ['Makefile', 'package.json', '.github/workflows/ci.yml'].map((path) => all.text(path)).join('\n');
    const known = Object.values(answers.commands).map(toolOf);
    const isKnown = (command: string) => known.includes(toolOf(command)) || says.includes(toolOf(command));
    const criteria = all.tasks.flatMap((task) => task.criteria);
    expect(criteria.some(({ check }) => check === 'command')).toBe(true);
    for (const { check, command = '' } of criteria) if (check === 'command') expect(command).toSatisfy(isKnown);
    for (const { title } of all.tasks) {
      expect(title.length).toBeLessThanOrEqual(120);
      expect((title.match(/`/g) ?? []).length % 2).toBe(0);
    }
  });

  it('keeps the usual caps: three issues opened, and no more than five of the rest suggested', () => {
    expect(usual.tasks.filter(({ status }) => status === 'ready')).toHaveLength(3);
    const suggested = usual.tasks.filter(({ status }) => status === 'suggested');
    expect(suggested).toHaveLength(Math.min(5, all.tasks.length - 3));
  });
});

/** What only those who may see the alerts are to read. */
const secretsOf = ({ codeScanning, dependabot }: Alerts): string[] =>
  [
    ...codeScanning.flatMap(({ rule, most_recent_instance: at }) => [rule?.id, rule?.description, at.message?.text]),
    ...dependabot.flatMap(({ security_advisory: told, security_vulnerability: range }) => [
      ...[told?.ghsa_id, told?.cve_id, told?.summary, range?.vulnerable_version_range],
    ]),
  ].filter((text): text is string => typeof text === 'string' && text.length > 5);

/** Where everybody reads, an alert is a number: neither its place nor its check nor its package gets out. */
describe.each<Fixture>(['typescript', 'java', 'legacy'])('the %s repository, were it public', (name) => {
  it('has its alerts counted, nothing of them told, and no trap reported', async () => {
    const answers = answersOf(name);
    const { tasks, score, bodies, alerts: all } = await look(name, { config: ROOMY, visibility: 'public' });
    expect(score.trapped).toEqual([]);
    const kinds = answers.faults.filter(({ kind }) => kind.endsWith('-alert')).map(({ kind }) => kind);
    const counted = tasks.filter(({ evidence }) => evidence.some(({ rule }) => rule.endsWith('-alert')));
    expect(counted.map(({ evidence }) => evidence[0]?.rule).sort()).toEqual([...new Set(kinds)].sort());
    for (const { title, evidence } of counted) {
      expect(title).toMatch(/^\d+ open [a-z-]+ alerts?$/);
      expect(evidence).toHaveLength(1);
      expect(evidence[0]).toMatchObject({ path: 'security tab', line: 0, excerpt: '' });
    }
    const published = [...bodies].flat().join('\n');
    for (const secret of secretsOf(all)) expect(published).not.toContain(secret);
  });
});
