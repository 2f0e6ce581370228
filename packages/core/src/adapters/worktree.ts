/** The `Worktree` port over git: a bare repository that holds one commit, and on demand the outline of a year before it. */
import type { Churn } from '../domain/evidence.ts';
import { UserError } from '../domain/failure.ts';
import type { LineChange, SourceLine, TreeEntry, Worktree } from '../ports.ts';
import { makeBareRepository, readEdge } from './bare-repository.ts';
import { GitFailure, type GitInput, type GitOptions, runGit, streamGit } from './git.ts';
import { churnSince, type History, parseBatch, parseBlame, parseHistory, parseTree } from './git-output.ts';
import { Programs } from './programs.ts';

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
/** A hosted runner has two to four processors. */
const BLAMED_AT_ONCE = 4;
const UNKNOWN_LINE = /has only|no such path|unable to read|cannot read blob|missing|not our ref|unadvertised/i;

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
  readonly #programs: Programs;
  #oid = '';
  /** Null until it was asked for. It comes while contents are read; one reading tells of every path. */
  #past: Promise<History> | null = null;
  #isPastLost = false;
  /** Contents of the head. */
  #contents: ReadonlySet<string> = new Set();

  constructor(options: WorktreeOptions) {
    this.#programs = new Programs(options.start);
    this.#options = { ...options, start: this.#programs.start };
  }

  async fetch({ oid, branch, history }: { oid: string; branch: string; history: 'none' | 'year' }): Promise<void> {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid)) throw new Error(`not an object id: ${oid}`);
    const { directory, serverUrl, repository } = this.#options;
    if (this.#oid !== oid) {
      await this.#past?.catch(() => undefined);
      this.#oid = '';
      this.#past = null;
      const url = `${serverUrl.replace(/\/+$/, '')}/${repository}`;
      await makeBareRepository({ directory, url, format: oid.length === 64 ? 'sha256' : 'sha1' });
      await this.#fetchHead(oid, branch);
      this.#oid = oid;
      this.#contents = new Set();
    }
    if (history === 'year' && (this.#past === null || this.#isPastLost)) this.#past = this.#bringPast();
  }

  close(): Promise<void> {
    return this.#programs.close();
  }

  async entries(): Promise<TreeEntry[]> {
    const entries = parseTree(await this.#git(['ls-tree', '-r', '-z', '--long', '--full-tree', this.#head()]));
    this.#contents = new Set(entries.map(({ oid }) => oid));
    return entries;
  }

  async texts(oids: readonly string[]): Promise<Map<string, string | null>> {
    const texts = new Map<string, string | null>();
    const valid = [...new Set(oids)].filter((oid) => /^[0-9a-f]{40,64}$/.test(oid));
    if (valid.length === 0) return texts;
    const output = streamGit(this.#options, ['cat-file', '--batch'], { input: `${valid.join('\n')}\n` });
    for await (const { oid, bytes } of parseBatch(output)) texts.set(oid, textOf(bytes));
    return texts;
  }

  async churn(): Promise<Map<string, Churn>> {
    if (this.#past === null) return new Map();
    const past = await this.#past;
    return churnSince(past, past.newest - YEAR);
  }

  async blame(lines: readonly SourceLine[]): Promise<(LineChange | null)[]> {
    const past = await this.#past;
    const isThere = ({ line }: SourceLine): boolean => past !== null && Number.isSafeInteger(line) && line >= 1;
    if (past !== null) await this.#fetchVersionsOf([...new Set(lines.filter(isThere).map(({ path }) => path))], past);
    const changes = lines.map((): LineChange | null => null);
    const left = [...lines.entries()].filter(([, line]) => isThere(line)).values();
    const lane = async (): Promise<void> => {
      for (const [index, line] of left) changes[index] = await this.#orUnknown(() => this.#blameOne(line));
    };
    await Promise.all(Array.from({ length: BLAMED_AT_ONCE }, lane));
    return changes;
  }

  async #blameOne({ path, line }: SourceLine): Promise<LineChange | null> {
    const lines = `${line},${line}`;
    const command = ['blame', '--root', '--porcelain', '-L', lines, this.#head(), '--', path];
    const change = parseBlame(await this.#git(command));
    return change === null || (await readEdge(this.#options.directory)).has(change.oid) ? null : change;
  }

  /** Also a server that gives no single contents, only commits, leaves the question open; it is no reason to stop. */
  async #orUnknown<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      const failure = error instanceof UserError ? error.cause : error;
      if (failure instanceof GitFailure && UNKNOWN_LINE.test(failure.said)) return null;
      throw error;
    }
  }

  #head(): string {
    if (this.#oid === '') throw new Error('the worktree was read before it was fetched');
    return this.#oid;
  }

  #git(command: readonly string[], given?: GitInput): Promise<Buffer> {
    return runGit(this.#options, command, given);
  }

  /** One commit with all its contents. A server may refuse an object id but give the branch that it is the head of. */
  async #fetchHead(oid: string, branch: string): Promise<void> {
    const shape = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-auto-gc', 'origin'];
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

  #bringPast(): Promise<History> {
    this.#isPastLost = false;
    const past = this.#fetchHistory().then(() => this.#readHistory());
    past.catch(() => {
      this.#isPastLost = true;
    });
    return past;
  }

  async #fetchHistory(): Promise<void> {
    const { directory } = this.#options;
    for (const depth of DEPTHS) {
      await this.#fetchFiltered([`--depth=${depth}`], [`+${this.#head()}:${HEAD}`]);
      const edge = await readEdge(directory);
      if (edge.size === 0 || (await this.#coversYear(edge))) return;
    }
  }

  /** Counted from the head, so that the same commit gives the same answer on every day. */
  async #coversYear(edge: ReadonlySet<string>): Promise<boolean> {
    const command = ['rev-list', '--timestamp', `--max-count=${MOST_COMMITS}`, this.#head(), '--'];
    const commits = (await this.#git(command)).toString('latin1').split('\n').filter(Boolean);
    const newest = Number.parseInt(commits[0] ?? '', 10);
    return (
      commits.length >= MOST_COMMITS ||
      !commits.some((line) => Number.parseInt(line, 10) >= newest - YEAR && edge.has(line.slice(line.indexOf(' ') + 1)))
    );
  }

  /** Commits at the edge are left out: what they changed is not known. Merges change nothing by themselves. */
  async #readHistory(): Promise<History> {
    const edge = await readEdge(this.#options.directory);
    const shape = ['-z', '--raw', '--no-abbrev', '--no-renames', '--format=%x01%ct'];
    const without = [...edge].map((oid) => `^${oid}\n`).join('');
    const command = ['log', ...shape, `--max-count=${2 * MOST_COMMITS}`, this.#head(), '--stdin'];
    return parseHistory(await this.#git(command, { input: without }));
  }

  /**
   * Without old contents. Git would write down that they can be had later and then ask for them one by one, wherever a
   * command touches them; told for this command that it knows already, it writes nothing, and what is missing is missing.
   */
  async #fetchFiltered(shape: readonly string[], wanted: readonly string[]): Promise<void> {
    const fixed = ['--quiet', '--filter=blob:none', '--no-tags', '--no-write-fetch-head', '--no-auto-gc'];
    const settings = { 'remote.origin.promisor': 'true', 'remote.origin.partialclonefilter': 'blob:none' };
    const input = `${wanted.join('\n')}\n`;
    try {
      await this.#git(['fetch', ...fixed, ...shape, '--stdin', 'origin'], { input, settings });
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** In one request; where one version cannot be had, the files are asked for one by one, so that it hides no other. */
  async #fetchVersionsOf(paths: readonly string[], past: History): Promise<void> {
    if (paths.length === 0) return;
    const got = await this.#orUnknown(() => this.#fetchVersions(paths, past));
    if (got === null) for (const path of paths) await this.#orUnknown(() => this.#fetchVersions([path], past));
  }

  /** The old versions of these files: what blame compares. */
  async #fetchVersions(of: readonly string[], { paths }: History): Promise<true> {
    const versions = of.flatMap((path) => [...(paths.get(path)?.contents ?? [])].slice(0, MOST_VERSIONS));
    const wanted = versions.filter((oid) => !this.#contents.has(oid));
    if (wanted.length > 0) await this.#fetchFiltered([], [...new Set(wanted)]);
    this.#contents = new Set([...this.#contents, ...wanted]);
    return true;
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
