/** What actions accept that ask models, write or hand over: where that is counted together with other repositories. */
import { type Input, InputFault, type Inputs } from './inputs.ts';

/** It may hold a password; its text is told nowhere, also not where it is wrong. */
const redisUrl: Input<string> = {
  description:
    'Address of a Redis in which several repositories count their limits together, such as `rediss://USER:PASSWORD@HOST:PORT`; empty: memory of this repository counts',
  default: '',
  secret: true,
  parse(value) {
    if (value === '' || (/^rediss?:\/\/[^\s/]\S*$/.test(value) && URL.canParse(value))) return value;
    throw new InputFault(
      'that is no address of a Redis',
      'give `redis://HOST:PORT` or `rediss://HOST:PORT`, with name and password before the host where it wants them, from a secret',
    );
  },
};

export const LIMIT_INPUTS = { 'redis-url': redisUrl } satisfies Inputs;
