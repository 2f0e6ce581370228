/** Where logs of jobs lie: beside the interface, at signed addresses that take no token. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { World } from './world.ts';

const FOLDER = '/_logs/';

const signature = (world: World, job: number): string =>
  createHmac('sha256', world.data.secret).update(`log ${job}`).digest('hex').slice(0, 32);

export const logAddress = (world: World, job: number): string =>
  `${world.serverUrl}/api/v3${FOLDER}${job}?sig=${signature(world, job)}`;

export interface LogAnswer {
  status: number;
  text: string;
}

/** Null for what is no address of a log. A token beside the signature is refused, as storage services do. */
export function logAt(world: World, url: URL, authorization: string | undefined): LogAnswer | null {
  const [, number] = /\/_logs\/(\d{1,15})$/.exec(url.pathname) ?? [];
  if (number === undefined) return null;
  if (authorization !== undefined) return { status: 401, text: 'InvalidAuthenticationInfo' };
  const given = Buffer.from(url.searchParams.get('sig') ?? '');
  const wanted = Buffer.from(signature(world, Number(number)));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    return { status: 403, text: 'AuthenticationFailed' };
  }
  const jobs = world.data.checkSuites.flatMap(({ checkRuns }) => checkRuns);
  const job = jobs.find(({ databaseId }) => databaseId === Number(number));
  if (job === undefined || job.log === null) return { status: 404, text: 'BlobNotFound' };
  return { status: 200, text: stamped(job.log, job.startedAt ?? job.completedAt ?? '') };
}

/** Every line begins with its time, and the whole with a byte order mark. */
const stamped = (log: string, at: string): string =>
  `\uFEFF${log
    .split('\n')
    .map((line) => `${at.slice(0, 19)}.0000000Z ${line}`)
    .join('\r\n')}`;
