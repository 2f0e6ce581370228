/** What an owner may set of the look at Steward's own health: from which point on something is told. */
import * as v from 'valibot';

const from = (least: number, most: number, fallback: number, description: string) =>
  v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.description(description)),
    fallback,
  );

export const HEALTH_SETTINGS = v.optional(
  v.pipe(
    v.strictObject({
      issue: v.optional(
        v.pipe(
          v.boolean(),
          v.description(
            'Whether an issue is kept open while something is wrong; in mode suggest only the dashboard says so',
          ),
        ),
        true,
      ),
      interval: from(5, 10_080, 30, 'Minutes between two runs, as the workflow is scheduled'),
      'missed-runs': from(1, 100, 2, 'Runs in a row that may be missing'),
      'failed-runs': from(1, 100, 5, 'Percent of the runs of a week that may fail'),
      minutes: from(1, 360, 10, 'Minutes that the usual run may take'),
      quota: from(1, 100, 10, "Percent of GitHub's limit of requests that should be left"),
      'token-days': from(1, 90, 14, 'Days before a token expires from which that is told'),
      ledger: from(10, 95, 75, 'Percent of its largest size that memory may take'),
      queue: from(1, 1_000, 50, 'Tasks that may wait'),
      'waiting-days': from(1, 365, 30, 'Days that a task may wait'),
      'silent-days': from(1, 60, 3, 'Days that a task may be in hand without a sign'),
      'pull-request-days': from(1, 365, 14, 'Days that a pull request of a task may stand without movement'),
      attempts: from(1, 100, 50, 'Percent of the attempts of an agent that may fail'),
      reviews: from(1, 100, 50, 'Percent of the reviewed pull requests that may be sent back'),
      memory: from(1, 90, 10, "Percent of the runner's memory that should be free"),
      disk: from(1, 90, 5, "Percent of the runner's disk that should be free"),
    }),
    v.description('From which point on the daily look at health tells of something'),
  ),
  {},
);

export type HealthSettings = v.InferOutput<typeof HEALTH_SETTINGS>;
