/** Where a world has come to, without numbers and times: what must be equal however the runs went. */
import { HALF_HOUR, type RunOptions, type Stage } from './cycle.ts';

export async function outcome(stage: Stage) {
  const { state, tasks, rejected } = await stage.memory();
  return {
    issues: stage.visible().sort((a, b) => (a.title < b.title ? -1 : 1)),
    tasks: Object.values(tasks)
      .map(({ id, title, status, fingerprints, score }) => ({ id, title, status, fingerprints, score }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    numbered: Object.values(tasks).every((task) => (task.status === 'ready') === (task.number !== undefined)),
    rejected: Object.keys(rejected).sort(),
    claims: Object.keys(state.claims),
    closing: state.closing,
    counts: state.counts,
  };
}

/** Ticks half an hour apart until one is quiet. */
export async function settle(stage: Stage, options: RunOptions = {}): Promise<void> {
  for (let round = 0; round < 5; round++) {
    stage.pass(HALF_HOUR);
    if ((await stage.tick(options)).quiet) return;
  }
  throw new Error('never quiet');
}
