/** Nothing that leaves a run holds a secret, a live mention, a closing keyword or a hidden character. */
import { agentsOf } from '@steward/core/domain/agent-settings.ts';
import { findLeaks } from '@steward/sandbox/canaries.ts';
import { faultsOf, publishedIn } from '@steward/sandbox/publication-faults.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import type { RunRecord } from '../run.ts';
import { HELPER } from '../town/crew.ts';
import type { Invariant } from './invariant.ts';

export function publication(): Invariant {
  return {
    name: 'nothing published leaks, mentions, closes or hides',
    check: ({ runs, world, config }) => {
      const home = world.repositoryUrl;
      const phrases = config === null ? [] : agentsOf(config).flatMap(({ phrase }) => phrase ?? []);
      return runs.flatMap((run) => [
        ...run.requests.flatMap((request) => requestFaults(request, { home, phrases })),
        ...endingFaults(run, home),
      ]);
    },
  };
}

/** The first words of a comment that calls an agent are meant to call it; whose a request is that never arrived, nobody saw. */
const uncalled = (text: string, login: string | null, phrases: readonly string[]): string => {
  const phrase = login === HELPER || login === null ? phrases.find((one) => text.startsWith(one)) : undefined;
  return phrase === undefined ? text : text.slice(phrase.length);
};

function requestFaults(
  { n, write, requestBody, login }: RequestRecord,
  { home, phrases }: { home: string; phrases: readonly string[] },
): string[] {
  if (!write || requestBody === null) return [];
  const leaks = findLeaks(everythingIn(requestBody)).map((leak) => `request ${n} sends ${leak}`);
  const { title, body } = publishedIn(requestBody);
  const faults = [...title, ...body].flatMap((text) => faultsOf(uncalled(text, login, phrases), home));
  return [...leaks, ...faults.map((fault) => `request ${n} publishes ${fault}`)];
}

/** All texts of a request, its files decoded. */
function everythingIn(requestBody: string): string {
  const texts: string[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string')
      texts.push(key === 'contents' ? Buffer.from(value, 'base64').toString('utf8') : value);
    else if (value !== null && typeof value === 'object') {
      for (const [name, member] of Object.entries(value)) if (name !== 'query') visit(member, name);
    }
  };
  visit(JSON.parse(requestBody), '');
  return texts.join('\n');
}

function endingFaults({ ending }: RunRecord, home: string): string[] {
  if (ending === null) return [];
  const { summary, outputs, errors, warnings } = ending;
  const texts = { summary, ...outputs, errors: errors.join('\n'), warnings: warnings.join('\n') };
  return [
    ...Object.entries(texts).flatMap(([name, text]) => findLeaks(text).map((leak) => `the ${name} shows ${leak}`)),
    ...faultsOf(summary, home).map((fault) => `the summary shows ${fault}`),
  ];
}
