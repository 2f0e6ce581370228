/** Shows that something happens while the action runs: one line, rewritten with each request the sandbox answers. */
import { counted } from '@steward/core/domain/markdown.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { fit, type Screen } from './terminal.ts';

const INTERVAL = 80;
const CLEAR_LINE = '\r\u001b[2K';

export interface Progress {
  end(): void;
}

/** On anything but a terminal it stays silent: a log keeps every rewrite. */
export function showProgress(screen: Screen, transcript: readonly RequestRecord[]): Progress {
  if (!screen.isTerminal) return { end: () => undefined };
  const from = transcript.length;
  let shown = '';
  const show = (): void => {
    const text = fit(progressLine(transcript.slice(from)), screen.columns - 1);
    if (text === shown) return;
    shown = text;
    screen.write(CLEAR_LINE + text);
  };
  show();
  const timer = setInterval(show, INTERVAL);
  return {
    end: () => {
      clearInterval(timer);
      screen.write(CLEAR_LINE);
    },
  };
}

export function progressLine(requests: readonly RequestRecord[]): string {
  const writes = requests.filter((request) => request.write).length;
  const counts = [counted(requests.length, 'request'), ...(writes === 0 ? [] : [counted(writes, 'write')])];
  return `  ${roomOf(requests.at(-1)).padEnd(10)}${counts.join(', ')} …`;
}

function roomOf(request: RequestRecord | undefined): string {
  if (request === undefined) return 'start';
  if (request.kind === 'git') return 'evidence';
  if (request.mutations.includes('createCommitOnBranch') || request.path.includes('/git/')) return 'record';
  return request.write ? 'act' : 'observe';
}
