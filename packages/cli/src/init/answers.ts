/** The three things to know before anything is written: from the command line, from the person, or as they are by default. */
import type { Mode } from '@steward/core/domain/config.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { CADENCES, type Cadence, minutesAMonth } from './cadence.ts';
import type { Choice, Questions } from './questions.ts';
import { callOf, type Source, sourceOf } from './source.ts';
import type { Answers } from './template.ts';

export const DEFAULTS: Answers = { source: { kind: 'vendored' }, mode: 'suggest', cadence: 'half-hourly' };

const SOURCES: readonly Choice<Source['kind']>[] = [
  { value: 'vendored', label: 'a copy in this repository', hint: 'nothing outside of it is trusted' },
  { value: 'source', label: 'another repository, at one commit', hint: 'OWNER/REPO@COMMIT' },
  { value: 'call', label: 'the workflow that my organisation keeps', hint: 'OWNER/REPO/.github/workflows/FILE@REF' },
];

const MODE_CHOICES: readonly Choice<Mode>[] = [
  { value: 'observe', label: 'observe', hint: 'writes nothing; the summary of each run says what it would do' },
  { value: 'suggest', label: 'suggest', hint: 'one dashboard issue with suggestions to tick' },
  { value: 'assist', label: 'assist', hint: 'also opens issues, within the caps' },
  { value: 'autopilot', label: 'autopilot', hint: 'also hands tasks to the agents that you configure' },
];

/** Asks for what the person has not said, where they can be asked. */
export async function completed(given: Partial<Answers>, ask: Questions | null): Promise<Answers> {
  if (ask === null) return { ...DEFAULTS, ...given };
  return {
    source: given.source ?? (await askSource(ask)),
    mode: given.mode ?? (await ask.choose('How far may it go?', MODE_CHOICES, DEFAULTS.mode)),
    cadence: given.cadence ?? (await ask.choose('How often shall it look?', cadences(), DEFAULTS.cadence)),
  };
}

const cadences = (): Choice<Cadence>[] =>
  CADENCES.map((value) => ({
    value,
    label: value,
    hint: `${minutesAMonth(value)} minutes a month, which only private repositories pay`,
  }));

async function askSource(ask: Questions): Promise<Source> {
  const kind = await ask.choose('Where is Steward taken from?', SOURCES, 'vendored');
  switch (kind) {
    case 'vendored':
      return { kind };
    case 'source':
      return sourceOf(await ask.text('Which commit of which repository?', 'OWNER/REPO@COMMIT', faultOf(sourceOf)));
    case 'call':
      return callOf(
        await ask.text('Which workflow?', 'OWNER/REPO/.github/workflows/steward.yml@COMMIT', faultOf(callOf)),
      );
  }
}

const faultOf =
  (read: (text: string) => Source) =>
  (text: string): string | undefined => {
    try {
      read(text);
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return error.remedy;
      throw error;
    }
  };
