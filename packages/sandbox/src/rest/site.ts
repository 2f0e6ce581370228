/** Every address a response carries is made here, from the root of the running sandbox. */
import type { World } from '../world.ts';

export const api = (world: World): string => `${world.serverUrl}/api/v3`;

const encode = (path: string | number): string => String(path).split('/').map(encodeURIComponent).join('/');

export const repositoryApi = (world: World, ...path: (string | number)[]): string =>
  [`${api(world)}/repos/${world.nameWithOwner}`, ...path.map(encode)].join('/');

export const repositoryPage = (world: World, ...path: (string | number)[]): string =>
  [world.repositoryUrl, ...path.map(encode)].join('/');
