/** How a person's wish for a review enters a tick. */
import { REVIEW_LABEL } from '../decide/review/linking.ts';
import { UserError } from '../domain/failure.ts';
import type { Stub } from '../domain/snapshot.ts';
import { stubOfPull } from './noticing.ts';
import type { Tick } from './tick.ts';

/** The pull request of this number, as if it carried the label that asks for a review. */
export async function askedPull({ world }: Tick, number: number): Promise<Stub> {
  const detail = await world.reader.pull(number);
  if (detail?.state !== 'open') {
    throw new UserError(
      `There is no open pull request #${number}.`,
      'Give the number of one that is open as `pull-request`, or leave it empty: those that are due are looked at.',
    );
  }
  const stub = stubOfPull(detail);
  return { ...stub, labels: [...stub.labels, REVIEW_LABEL] };
}
