/** Questions that a flow asks by itself, without a project that they are about. */
import type { Asked } from '@steward/core/domain/asked.ts';
import type { CleanedPrompt } from '@steward/core/domain/prompt.ts';
import { markClean } from '@steward/core/domain/text.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { openTick, type Tick } from '@steward/core/flow/tick.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import type { RunOptions, Stage } from './cycle.ts';

export const paths = (log: readonly { write: boolean; path: string }[]): string[] =>
  log.filter(({ write }) => write).map(({ path }) => path);

/** As far as a flow is when it asks. */
export async function opened(stage: Stage, options: RunOptions): Promise<Tick> {
  const tick = await openTick(stage.world({ mode: 'suggest', ...options }));
  await recallMemory(tick);
  return tick;
}

const FORM = {
  name: 'verdicts',
  schema: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'], additionalProperties: false },
};

const CLEANED: CleanedPrompt = {
  ...{ purpose: 'review', ids: new Set(['a']), cut: new Set(), withheld: [], redacted: 0, tokens: 9 },
  prompt: { system: 'Say whether it is.', shared: markClean(''), own: markClean('Is it?') },
  sent: [{ what: 'diff', kind: 'excerpts', paths: ['src/parse.ts'], bytes: 6 }],
};

export const about = (brief: string, change: Partial<Asked> = {}, role: 'review' | 'specify' = 'review'): Asked => ({
  question: { ...{ id: brief.padEnd(24, '0'), role, form: FORM, most: 500, effort: 'low' }, prompt: CLEANED.prompt },
  ...{ briefs: [brief], urgent: true, cleaned: CLEANED },
  ...change,
});

export const saying = (word: string) => ({ mind: scriptedMind(() => ({ word })) });
