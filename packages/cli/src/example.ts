/** The example that Steward brings along: a small library with its history, replayed into a folder as a checkout. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@steward/core/domain/failure.ts';

export const EXAMPLE = 'plainlist';

interface Commit {
  date: string;
  author: string;
  message: string;
  files: string[];
  /** Contents at the commit; null: as in `tree/` from here on. */
  changes: Record<string, string | null>;
}

interface History {
  authors: Record<string, string>;
  commits: Commit[];
}

/** From dist/ or dist/chunks/, and from packages/cli/src/. */
const PLACES = ['..', '../..', '../../..'].map((up) => join(up, 'test/fixtures/repositories/python'));

function findExample(from: string = import.meta.dirname): string {
  const found = PLACES.map((place) => join(from, place)).find((place) => existsSync(join(place, 'history.json')));
  if (found === undefined) {
    throw new UserError('The example is missing.', 'Take a whole clone of Steward, or give --repo a checkout.');
  }
  return found;
}

/** Returns the checkout; one that is there already is left as it is. */
export function layOutExample(folder: string): string {
  const checkout = join(folder, EXAMPLE);
  if (existsSync(join(checkout, '.git', 'replayed'))) return checkout;
  const source = findExample();
  const { authors, commits } = JSON.parse(readFileSync(join(source, 'history.json'), 'utf8')) as History;
  rmSync(checkout, { recursive: true, force: true });
  mkdirSync(checkout, { recursive: true });
  const git = gitIn(checkout);
  git(['init', '--quiet', '--initial-branch=main']);
  // Line ends stay as they are, whatever the tree's own attributes say.
  writeFileSync(join(checkout, '.git/info/attributes'), '* -text -filter\n');
  let present: readonly string[] = [];
  for (const commit of commits) {
    for (const path of present) if (!commit.files.includes(path)) rmSync(join(checkout, path));
    for (const path of commit.files) {
      const content = commit.changes[path];
      if (content === undefined && present.includes(path)) continue;
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      if (typeof content === 'string') writeFileSync(join(checkout, path), content);
      else cpSync(join(source, 'tree', path), join(checkout, path));
    }
    present = commit.files;
    git(['add', '--all', '--force']);
    git(['commit', '--quiet', '--message', commit.message], { ...commit, email: authors[commit.author] ?? '' });
  }
  writeFileSync(join(checkout, '.git', 'replayed'), '');
  return checkout;
}

interface Person {
  author: string;
  email: string;
  date: string;
}

const gitIn =
  (checkout: string) =>
  (args: string[], by?: Person): void => {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
    const person = by && {
      ...{ GIT_AUTHOR_NAME: by.author, GIT_AUTHOR_EMAIL: by.email, GIT_AUTHOR_DATE: by.date },
      ...{ GIT_COMMITTER_NAME: by.author, GIT_COMMITTER_EMAIL: by.email, GIT_COMMITTER_DATE: by.date },
    };
    const plain = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    execFileSync('git', ['-C', checkout, ...args], {
      env: { ...Object.fromEntries(own), ...plain, ...person },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  };
