// A stage for the command line: checkouts of its own, screens that remember, a stand-in for the bundled cycle.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '@steward/cli/command-line.ts';
import type { Surroundings } from '@steward/cli/surroundings.ts';
import { onTestFinished } from 'vitest';

export function temporaryFolder(name = 'steward cli ö '): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), name)));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function git(folder: string, ...args: string[]): string {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-03-01T12:00:00Z',
    GIT_COMMITTER_DATE: '2026-03-01T12:00:00Z',
  };
  const person = [
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@users.noreply.github.com',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...person, ...args], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

export function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A repository with as many commits as there are texts. */
export function makeRepository(folder: string, texts: readonly string[] = ['first']): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  for (const text of texts) commit(folder, text);
  return folder;
}

export function commit(folder: string, text: string): void {
  write(folder, { 'src/a file.txt': `${text}\n` });
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', text);
}

export interface Told {
  code: number;
  out: string;
  err: string;
}

export async function steward(
  base: string,
  words: readonly string[],
  more: Partial<Pick<Surroundings, 'questions' | 'clock' | 'stop'>> & {
    action?: string;
    environment?: NodeJS.ProcessEnv;
    screen?: { isTerminal?: boolean; columns?: number };
  } = {},
): Promise<Told> {
  const told = { out: '', err: '' };
  const screen = (name: 'out' | 'err') => ({
    write: (text: string) => {
      told[name] += text;
    },
    isTerminal: false,
    columns: 100,
    ...more.screen,
  });
  const code = await runCommandLine(words, {
    screens: { out: screen('out'), err: screen('err') },
    environment: more.environment ?? {},
    place: { base, home: null },
    action: more.action ?? join(import.meta.dirname, 'stand-in-action.js'),
    stop: more.stop ?? new AbortController().signal,
    ...(more.questions && { questions: more.questions }),
    ...(more.clock && { clock: more.clock }),
  });
  return { code, ...told };
}
