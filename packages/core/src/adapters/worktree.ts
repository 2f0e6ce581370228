/** The `Worktree` port over git: a bare repository that holds one commit, and on demand the outline of a year before it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Churn } from '../domain/evidence.ts';
import { UserError } from '../domain/failure.ts';
import type { TreeEntry, Worktree } from '../ports.ts';
import { GitFailure, type GitOptions, runGit, streamGit } from './git.ts';
import { LAST_SECOND, parseBatch, parseBlame, parseChurn, parseTree } from './git-output.ts';

export interface WorktreeOptions extends GitOptions {
  /** `owner/name`. */
  repository: string;
}

const HEAD = 'refs/steward/head';
const MOST_COMMITS = 2_000;
/** How deep to go, step by step, until a year is covered: most projects need the first step only. */
const DEPTHS = [200, 800, MOST_COMMITS];
const YEAR = 365 * 24 * 3600;
const MOST_VERSIONS = 300;
const UNKNOWN_LINE = /has only|no such path|unable to read|missing|not our ref|unadvertised/i;

/** Null for what is not text: a NUL, or no valid UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

export class GitWorktree implements Worktree {
  readonly #options: WorktreeOptions;
  #oid = '';
  #history = false;

  constructor(options: WorktreeOptions) {
    this.#options = options;
  }

  async fetch({ oid, branch, history }: { oid: string; branch: string; history: 'none' | 'year' }): Promise<void> {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid)) throw new Error(`not an object id: ${oid}`);
    const { serverUrl, repository } = this.#options;
    if (this.#oid !== oid) {
      this.#oid = '';
      await this.#git(['init', '--bare', '--quiet', ...(oid.length === 64 ? ['--object-format=sha256'] : []), '.']);
      await this.#git(['config', 'remote.origin.url', `${serverUrl.replace(/\/+$/, '')}/${repository}`]);
      await this.#fetchHead(oid, branch);
      this.#oid = oid;
      this.#history = false;
    }
    if (history === 'year' && !this.#history) {
      await this.#fetchHistory();
      this.#history = true;
    }
  }

  async entries(): Promise<TreeEntry[]> {
    return parseTree(await this.#git(['ls-tree', '-r', '-z', '--long', '--full-tree', this.#head()]));
  }

  async texts(oids: readonly string[]): Promise<Map<string, string | null>> {
    const texts = new Map<string, string | null>();
    const valid = [...new Set(oids)].filter((oid) => /^[0-9a-f]{40,64}$/.test(oid));
    if (valid.length === 0) return texts;
    const output = streamGit(this.#options, ['cat-file', '--batch'], `${valid.join('\n')}\n`);
    for await (const { oid, bytes } of parseBatch(output)) texts.set(oid, textOf(bytes));
    return texts;
  }

  async churn(): Promise<Map<string, Churn>> {
    if (!this.#history) return new Map();
    const selection = [`--since=${await this.#yearBefore()}`, `--max-count=${MOST_COMMITS}`, '--no-merges'];
    const shape = ['-z', '--no-renames', '--name-only', '--format=%x00%H %ct'];
    return parseChurn(await this.#git(['log', ...selection, ...shape, this.#head(), '--']), await this.#edge());
  }

  async blame(path: string, line: number): Promise<{ oid: string; date: string } | null> {
    if (!this.#history || !Number.isSafeInteger(line) || line < 1) return null;
    try {
      await this.#fetchVersions(path);
      const lines = `${line},${line}`;
      const change = parseBlame(
        await this.#git(['blame', '--root', '--porcelain', '-L', lines, this.#head(), '--', path]),
      );
      return change === null || (await this.#edge()).has(change.oid) ? null : change;
    } catch (error) {
      // Also a server that gives no single contents, only commits, leaves the question open; it is no reason to stop.
      const failure = error instanceof UserError ? error.cause : error;
      if (failure instanceof GitFailure && UNKNOWN_LINE.test(failure.said)) return null;
      throw error;
    }
  }

  #head(): string {
    if (this.#oid === '') throw new Error('the worktree was read before it was fetched');
    return this.#oid;
  }

  #git(command: readonly string[], input?: string): Promise<Buffer> {
    return runGit(this.#options, command, input);
  }

  /** One commit with all its contents. A server may refuse an object id but give the branch that it is the head of. */
  async #fetchHead(oid: string, branch: string): Promise<void> {
    const shape = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', 'origin'];
    try {
      await this.#git([...shape, `+${oid}:${HEAD}`]);
    } catch (error) {
      if (!(error instanceof GitFailure) || !/not our ref|unadvertised|no such remote ref/i.test(error.said))
        throw this.#explain(error);
      await this.#git([...shape, `+refs/heads/${branch}:${HEAD}`]).catch((again) => {
        throw this.#explain(again);
      });
      const found = (await this.#git(['rev-parse', HEAD])).toString().trim();
      if (found !== oid)
        throw new UserError(
          `commit ${oid.slice(0, 7)} of ${this.#options.repository} is gone: ${branch} moved while it was read`,
          'nothing to do: the next run reads the new head',
        );
    }
  }

  async #fetchHistory(): Promise<void> {
    const year = await this.#yearBefore();
    for (const depth of DEPTHS) {
      await this.#fetchFiltered([`--depth=${depth}`], [`+${this.#head()}:${HEAD}`]);
      const edge = await this.#edge();
      if (edge.size === 0) return;
      const recent = await this.#git([
        'rev-list',
        `--since=${year}`,
        `--max-count=${MOST_COMMITS}`,
        this.#head(),
        '--',
      ]);
      const commits = recent.toString().split('\n').filter(Boolean);
      if (commits.length >= MOST_COMMITS || !commits.some((commit) => edge.has(commit))) return;
    }
  }

  /**
   * Without old contents. Git would remember that they can be had later and then ask for them one by one, wherever a
   * command touches them; what it remembers is taken back, so that a missing object is simply missing.
   */
  async #fetchFiltered(shape: readonly string[], wanted: readonly string[]): Promise<void> {
    const fixed = ['--quiet', '--filter=blob:none', '--no-tags', '--no-write-fetch-head', '--no-auto-gc'];
    try {
      await this.#git(['fetch', ...fixed, ...shape, '--stdin', 'origin'], `${wanted.join('\n')}\n`);
    } catch (error) {
      throw this.#explain(error);
    }
    await this.#forgetPromise();
  }

  async #forgetPromise(): Promise<void> {
    for (const key of ['remote.origin.promisor', 'remote.origin.partialclonefilter', 'extensions.partialclone'])
      await this.#git(['config', '--unset-all', key]).catch((error) => {
        // Not set is what is wanted; git says so with an exit code and no words.
        if (!(error instanceof GitFailure) || error.said.trim() !== '') throw error;
      });
  }

  /** The old versions of one file, in one request: what blame compares. */
  async #fetchVersions(path: string): Promise<void> {
    const shape = ['--raw', '-z', '--no-abbrev', '--no-renames', '--format=', `--max-count=${MOST_VERSIONS}`];
    const log = (await this.#git(['log', ...shape, this.#head(), '--', path])).toString('utf8');
    const oids = new Set(
      [...log.matchAll(/:\d{6} \d{6} ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) /g)].flatMap(([, a = '', b = '']) => [a, b]),
    );
    const wanted = [...oids].filter((oid) => !/^0+$/.test(oid));
    if (wanted.length > 0) await this.#fetchFiltered([], wanted);
  }

  /** Commits whose parents were not fetched: they look as if they had created everything. */
  async #edge(): Promise<Set<string>> {
    try {
      const text = await readFile(join(this.#options.directory, 'shallow'), 'utf8');
      return new Set(text.split('\n').filter(Boolean));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
      throw error;
    }
  }

  /** Counted from the commit, so that the same commit gives the same answer on every day. */
  async #yearBefore(): Promise<string> {
    // Not `git show`: it looks for renames even when it prints no patch, and old contents are not there.
    const seconds = Number((await this.#git(['log', '--max-count=1', '--format=%ct', this.#head()])).toString().trim());
    return new Date((Math.min(seconds, LAST_SECOND) - YEAR) * 1000).toISOString();
  }

  #explain(error: unknown): unknown {
    if (!(error instanceof GitFailure)) return error;
    const { repository, serverUrl } = this.#options;
    if (/could not read Username|Authentication failed|\b40[13]\b|Repository not found|not found/i.test(error.said))
      return new UserError(
        `git may not read ${repository} from ${serverUrl}`,
        'give the job `contents: read`, and check that the repository has this name',
        { cause: error },
      );
    return new UserError(
      `git could not fetch ${repository} from ${serverUrl}: ${error.message}`,
      'run again; if it lasts, check that the runner reaches the server',
      { cause: error },
    );
  }
}
