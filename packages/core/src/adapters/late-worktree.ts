/** A `Worktree` that is opened when it is first asked: most runs read no file, so they need not load what reads them. */
import type { Worktree } from '../ports.ts';

export class LateWorktree implements Worktree {
  readonly #open: () => Promise<Worktree>;
  #opened: Promise<Worktree> | null = null;

  constructor(open: () => Promise<Worktree>) {
    this.#open = open;
  }

  #tree(): Promise<Worktree> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  fetch: Worktree['fetch'] = async (request) => (await this.#tree()).fetch(request);
  entries: Worktree['entries'] = async () => (await this.#tree()).entries();
  texts: Worktree['texts'] = async (oids) => (await this.#tree()).texts(oids);
  churn: Worktree['churn'] = async () => (await this.#tree()).churn();
  blame: Worktree['blame'] = async (lines) => (await this.#tree()).blame(lines);
  close: Worktree['close'] = async () => (await this.#opened?.catch(() => null))?.close();
}
