// The companion workflow as people copy it, and as the page beside it says that it becomes for other agents.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source.ts';

const read = (name: string): string => readFileSync(join(root, 'workflows', name), 'utf8');

const STEP = /^ {6}- name: Let Codex work\n(?: {8}.*\n)+/m;

export const page = read('README.md');

// By agent. Each part has to be found, or the page says something that cannot be followed.
export function mentionWorkflows(): Record<'claude' | 'codex' | 'gemini', string> {
  const claude = read('steward-mention.yml');
  const [jobs = '', step = ''] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');
  const start = claude.indexOf('  answer:\n');
  if (start < 0 || !STEP.test(jobs) || step === '') throw new Error('the page and the workflow do not fit together');
  const codex = `${claude.slice(0, start)}${jobs}`.replaceAll('@claude', '@codex');
  const gemini = codex.replace(STEP, step).replace('final-message', 'summary').replaceAll('@codex', '@gemini-cli');
  return { claude, codex, gemini };
}
