/** One transaction: compare-and-swap, decided again on a fresh head, found by its token when nobody answered. */
import type { LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { type RawLedger, rootFiles } from '@steward/core/domain/ledger.ts';
import type { CommitResult, LedgerReader, LedgerWriter } from '@steward/core/ports.ts';
import { type Held, hold, isBlank, type Ledgers, transact, transactWith } from '@steward/core/record/transaction.ts';
import { describe, expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { INSTALLED, NOON, specification } from '../support/memory.ts';
import { BUSY } from '../support/repositories.ts';

const ME = 'github-actions[bot]';
type Commit = Parameters<LedgerWriter['commit']>[0];
type Trouble = (land: () => void, commit: Commit) => CommitResult | null;

/** A branch in memory. `trouble` sees each commit first; what it answers is the answer. */
class Branch implements LedgerReader, LedgerWriter {
  readonly commits: (RawLedger & { files: Record<string, string> })[] = [];
  trouble: Trouble = () => null;
  sent = 0;

  async head() {
    return { raw: this.commits.at(-1) ?? null, at: NOON };
  }
  async files(oid: string, paths: readonly string[]) {
    const commit = this.commits.find((item) => item.oid === oid);
    return new Map(paths.map((path) => [path, commit?.files[path] ?? null]));
  }
  async eventFiles() {
    return [];
  }
  async messages(count: number) {
    return this.commits
      .map(({ message }) => message)
      .reverse()
      .slice(0, count);
  }
  async begin(files: Record<string, string>): Promise<CommitResult> {
    if (this.commits.length > 0) return { kind: 'stale' };
    return this.#add('Begin [skip ci]', files);
  }
  async commit(change: Commit): Promise<CommitResult> {
    this.sent += 1;
    const land = (): void => {
      if (this.commits.at(-1)?.oid !== change.expected) return;
      const files = { ...this.commits.at(-1)?.files, ...change.additions };
      for (const path of change.deletions) delete files[path];
      this.#add(`${change.headline}\n\n${change.body}`, files);
    };
    const trouble = this.trouble(land, change);
    if (trouble) return trouble;
    if (this.commits.at(-1)?.oid !== change.expected) return { kind: 'stale' };
    land();
    return { kind: 'committed', oid: this.commits.at(-1)?.oid ?? '' };
  }
  #add(message: string, files: Record<string, string>): CommitResult {
    const parent = this.commits.at(-1)?.oid ?? null;
    const oid = `c${this.commits.length}`;
    const text = files['state.json'] ?? null;
    this.commits.push({ oid, parent, message, author: ME, signed: true, text, truncated: false, files });
    return { kind: 'committed', oid };
  }
}

function ledgersOn(branch: Branch, token = 'run-1'): Ledgers & { slept: number[]; time: { now: number } } {
  const slept: number[] = [];
  const time = { now: 0 };
  const clock = {
    now: () => NOON,
    elapsed: () => time.now++,
    sleep: async (milliseconds: number) => void slept.push(milliseconds),
  };
  return { reader: branch, writer: branch, clock, run: { id: token, token }, trusted: [ME], slept, time };
}

const suggest = (name: string): LedgerEvent => ({ kind: 'suggested', specification: specification(name) });
const lost = { kind: 'ambiguous', reason: 'no answer' } as const;
const names = ({ ledger }: Held): string[] =>
  Object.values(ledger.tasks)
    .map(({ title }) => title)
    .sort();

it('makes the branch, commits once, and the next one reads what it wrote', async () => {
  const branch = new Branch();
  const { held } = await transact(ledgersOn(branch), () => [INSTALLED, suggest('a')]);
  expect(branch.commits).toHaveLength(2);
  expect(await hold(ledgersOn(branch, 'run-2'))).toMatchObject({ oid: held.oid, ledger: held.ledger });
  expect(isBlank(held.ledger)).toBe(false);
});

it('writes nothing where nothing is decided', async () => {
  const branch = new Branch();
  const { events } = await transact(ledgersOn(branch), () => []);
  expect(events).toEqual([]);
  expect(branch.sent).toBe(0);
});

it('decides again on the fresh ledger when another was faster, and loses neither', async () => {
  const branch = new Branch();
  const seen: string[][] = [];
  const first = await hold(ledgersOn(branch));
  await transact(ledgersOn(branch, 'other'), () => [INSTALLED, suggest('a')]);
  const { held } = await transact(
    ledgersOn(branch),
    (now) => {
      seen.push(names(now));
      return [suggest('b')];
    },
    first,
  );
  expect(seen).toEqual([[], ['Work on a']]);
  expect(names(held)).toEqual(['Work on a', 'Work on b']);
  expect(held.ledger.state.sequence).toBe(2);
});

describe('what goes with a commit besides', () => {
  const more = { additions: { 'archive/a': 'x' }, deletions: ['events/a'] };
  const upkeep = ({ oid }: Held) => ({ oid, ...more });
  const filesOf = (branch: Branch): Record<string, string> => branch.commits.at(-1)?.files ?? {};

  it('is committed with it, and the state is the same', async () => {
    const [branch, plain] = [new Branch(), new Branch()];
    const from = await hold(ledgersOn(branch));
    const { held } = await transact(ledgersOn(branch), () => [INSTALLED], from, upkeep(from));
    const alone = await transact(ledgersOn(plain), () => [INSTALLED], await hold(ledgersOn(plain)));
    expect(filesOf(branch)).toEqual({ ...filesOf(plain), 'archive/a': 'x' });
    expect(held.ledger).toEqual(alone.held.ledger);
    expect((await hold(ledgersOn(branch))).ledger).toEqual(held.ledger);
  });

  it('is not a reason to commit', async () => {
    const branch = new Branch();
    const from = await hold(ledgersOn(branch));
    await transact(ledgersOn(branch), () => [], from, upkeep(from));
    expect(branch.sent).toBe(0);
  });

  it('is dropped when the head has moved: there it may be done already', async () => {
    const branch = new Branch();
    const from = await hold(ledgersOn(branch));
    await transact(ledgersOn(branch, 'other'), () => [INSTALLED]);
    const sent: Commit[] = [];
    branch.trouble = (_, commit) => {
      sent.push(commit);
      return null;
    };
    await transact(ledgersOn(branch), () => [suggest('b')], from, upkeep(from));
    expect(sent.map(({ deletions }) => deletions.includes('events/a'))).toEqual([true, false]);
    expect(filesOf(branch)).not.toHaveProperty('archive/a');
  });

  it.each([{ kind: 'refused', reason: 'too large' } as const, lost])('is dropped when it was %o', async (answer) => {
    const branch = new Branch();
    const from = await hold(ledgersOn(branch));
    branch.trouble = (_, { deletions }) => (deletions.includes('events/a') ? answer : null);
    const { held } = await transact(ledgersOn(branch), () => [suggest('b')], from, upkeep(from));
    expect(names(held)).toEqual(['Work on b']);
    expect(branch.sent).toBe(2);
  });
});

describe('a commit that nobody answered', () => {
  it('is found by its token, and its time counts from the read before it', async () => {
    const branch = new Branch();
    branch.trouble = (land) => {
      land();
      return lost;
    };
    const ledgers = ledgersOn(branch);
    const from = await hold(ledgers);
    const { held, events } = await transact(ledgers, () => [suggest('a')], from);
    expect(branch.sent).toBe(1);
    expect(events).toEqual([suggest('a')]);
    expect(held.elapsed).toBe(from.elapsed);
  });

  it('is found when another commit stands on it already', async () => {
    const branch = new Branch();
    branch.trouble = (land) => {
      branch.trouble = () => null;
      land();
      return lost;
    };
    const ledgers = ledgersOn(branch);
    const sleep = async (): Promise<void> => {
      await transact(ledgersOn(branch, 'other'), () => [suggest('b')]);
    };
    const { held, events } = await transact({ ...ledgers, clock: { ...ledgers.clock, sleep } }, () => [suggest('a')]);
    expect(events).toEqual([suggest('a')]);
    expect(names(held)).toEqual(['Work on a', 'Work on b']);
    expect(branch.sent).toBe(2);
  });

  it('is found when it lands only while the next is on its way', async () => {
    const branch = new Branch();
    let late: () => void = () => undefined;
    branch.trouble = (land) => {
      late = land;
      branch.trouble = () => {
        branch.trouble = () => null;
        late();
        return null;
      };
      return lost;
    };
    let times = 0;
    const decide = () => {
      times += 1;
      return { events: [suggest('a')], times };
    };
    const { held, events, times: decided } = await transactWith(ledgersOn(branch), decide);
    expect(events).toEqual([suggest('a')]);
    expect(held.ledger.state.sequence).toBe(1);
    expect(branch.commits).toHaveLength(2);
    // What was decided for the commit that counts, not what was decided last.
    expect([decided, times]).toEqual([1, 2]);
  });

  it('is sent again, on the same head, where it never landed', async () => {
    const branch = new Branch();
    branch.trouble = () => {
      branch.trouble = () => null;
      return lost;
    };
    const { held } = await transact(ledgersOn(branch), () => [suggest('a')]);
    expect(branch.sent).toBe(2);
    expect(held.ledger.state.sequence).toBe(1);
  });
});

it('stops with a remedy when GitHub refuses', async () => {
  const branch = new Branch();
  branch.trouble = () => ({ kind: 'refused', reason: 'a rule covers it' });
  await expect(transact(ledgersOn(branch), () => [suggest('a')])).rejects.toThrow(
    /cannot be written: a rule covers it/,
  );
  expect(branch.sent).toBe(1);
});

it('gives up after 25 attempts, waiting longer between them', async () => {
  const branch = new Branch();
  branch.trouble = () => ({ kind: 'stale' });
  const ledgers = ledgersOn(branch);
  await expect(transact(ledgers, () => [suggest('a')])).rejects.toThrow(UserError);
  expect(branch.sent).toBe(25);
  expect(ledgers.slept).toHaveLength(25);
  expect(Math.max(...ledgers.slept)).toBeLessThanOrEqual(1_700);
  expect(Math.min(...ledgers.slept)).toBeGreaterThanOrEqual(100);
});

it('stops at a forged head, and reads a missing shard as damage', async () => {
  const branch = new Branch();
  await transact(ledgersOn(branch), () => [INSTALLED, suggest('a')]);
  const head = branch.commits.at(-1);
  for (const path of Object.keys(head?.files ?? {})) if (path.startsWith('tasks/')) delete head?.files[path];
  expect(isBlank((await hold(ledgersOn(branch))).ledger)).toBe(true);
  branch.commits.push({ ...(head as (typeof branch.commits)[0]), author: 'mallory' });
  await expect(transact(ledgersOn(branch), () => [suggest('b')])).rejects.toThrow(/by mallory, not by Steward/);
});

it('the branch begins with nothing but a note and an empty state', () => {
  expect(Object.keys(rootFiles()).sort()).toEqual(['README.md', 'state.json']);
});

const raiseStage = stagesOf([BUSY]);

it.each([0, 150, 400, 900])('oneReserve: a reserve that lands %i ms late is the only one', async (lateBy) => {
  const stage = await raiseStage();
  const committing = ({ mutations }: { mutations: string[] }): boolean => mutations.includes('createCommitOnBranch');
  stage.sandbox.faults.add({ when: committing, timing: 'late', effect: { kind: 'reset' }, lateBy });
  await stage.tick();
  const branch = 'refs/heads/steward/state';
  const paths = stage.git(['ls-tree', '-r', '--name-only', branch, 'events/']).trim().split('\n');
  const lines = paths.flatMap((path) =>
    stage
      .git(['show', `${branch}:${path}`])
      .trim()
      .split('\n'),
  );
  const kinds = lines.map((line) => (JSON.parse(line) as RecordedEvent).kind);
  expect(kinds.filter((kind) => kind === 'reserved')).toHaveLength(4);
  expect(stage.visible()).toHaveLength(4);
});
