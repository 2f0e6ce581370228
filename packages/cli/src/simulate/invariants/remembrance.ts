/** Once a day: every event still there, none twice, and the shards as git holds them are what the events make. */

import { canonical } from '@steward/core/domain/digest.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { answersPath, rejectedPath, tasksPath } from '@steward/core/domain/ledger.ts';
import { shardOf } from '@steward/core/domain/state.ts';
import type { GitRepository } from '@steward/sandbox/git-repository.ts';
import type { Invariant, Scene } from './invariant.ts';

export function remembrance(): Invariant {
  return {
    name: 'no event is lost and none applied twice',
    async check({ world, shadow }) {
      const { head, ledger } = shadow;
      if (head === null) return [];
      const faults: string[] = [];
      const events = await eventsOf(world.git, shadow, faults);
      const sequences = [...new Set(events.map(({ sequence }) => sequence))];
      if (events.length !== shadow.events) faults.push(`${events.length} events are kept, ${shadow.events} happened`);
      const gap = sequences.findIndex((sequence, index) => sequence !== index + 1);
      if (gap >= 0) faults.push(`transaction ${gap + 1} is missing or comes twice`);
      return [...faults, ...(await shardFaults(world.git, head, ledger))];
    },
  };
}

/** In the order of their files, whose names begin with the sequence. */
async function eventsOf(git: GitRepository, shadow: Scene['shadow'], faults: string[]): Promise<RecordedEvent[]> {
  const { head, logs, joined } = shadow;
  const textOf = async (place: string): Promise<string> => (await git.read(place))?.content.toString('utf8') ?? '';
  const events: RecordedEvent[] = [];
  for (const path of [...logs].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
    const place = joined.get(path);
    const text = await textOf(`${place?.from ?? head}:${path}`);
    if (place && !(await textOf(`${head}:${place.archive}`)).includes(text)) faults.push(`${path} is in no archive`);
    for (const line of text.split('\n')) if (line !== '') events.push(JSON.parse(line) as RecordedEvent);
  }
  return events;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function shardFaults(git: GitRepository, head: string, ledger: Scene['shadow']['ledger']): Promise<string[]> {
  const faults: string[] = [];
  for (const [kind, pathOf] of [
    ['tasks', tasksPath],
    ['rejected', rejectedPath],
    ['answers', answersPath],
  ] as const) {
    for (const shard of Object.keys(ledger.state.shards[kind] ?? {})) {
      const text = (await git.read(`${head}:${pathOf(shard)}`))?.content.toString('utf8');
      const wanted = Object.fromEntries(Object.entries(ledger[kind] ?? {}).filter(([id]) => shardOf(id) === shard));
      if (text !== `${canonical(wanted)}\n`) faults.push(`${pathOf(shard)} is not what the events make of it`);
    }
  }
  return faults;
}
