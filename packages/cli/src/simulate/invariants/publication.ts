/** Nothing that leaves a run holds a secret, a live mention, a closing keyword or a hidden character. */
import { findLeaks } from '@steward/sandbox/canaries.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import type { RunRecord } from '../run.ts';
import type { Invariant } from './invariant.ts';

export function publication(): Invariant {
  return {
    name: 'nothing published leaks, mentions, closes or hides',
    check: ({ runs }) => runs.flatMap((run) => [...run.requests.flatMap(requestFaults), ...endingFaults(run)]),
  };
}

function requestFaults({ n, write, requestBody }: RequestRecord): string[] {
  if (!write || requestBody === null) return [];
  const body = decoded(requestBody);
  const leaks = findLeaks(body.all).map((leak) => `request ${n} sends ${leak}`);
  const faults = body.shown.flatMap((text) => faultsOf(text).map((fault) => `request ${n} publishes ${fault}`));
  return [...leaks, ...faults];
}

interface Body {
  /** Everything in it, files decoded. */
  all: string;
  /** What GitHub would render. */
  shown: string[];
}

function decoded(requestBody: string): Body {
  const body: Body = { all: requestBody, shown: [] };
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'contents') body.all += `\n${Buffer.from(value, 'base64').toString('utf8')}`;
      if (key === 'title' || key === 'body') body.shown.push(value);
      if (key !== 'query') body.all += `\n${value}`;
    } else if (value !== null && typeof value === 'object') {
      for (const [name, member] of Object.entries(value)) visit(member, name);
    }
  };
  visit(JSON.parse(requestBody), '');
  return body;
}

function endingFaults({ ending }: RunRecord): string[] {
  if (ending === null) return [];
  const { summary, outputs, errors, warnings } = ending;
  const texts = { summary, ...outputs, errors: errors.join('\n'), warnings: warnings.join('\n') };
  return [
    ...Object.entries(texts).flatMap(([name, text]) => findLeaks(text).map((leak) => `the ${name} shows ${leak}`)),
    ...faultsOf(summary).map((fault) => `the summary shows ${fault}`),
  ];
}
