/** What vendors of models would charge for all that they answered, by the table of prices. */

import type { Lane } from '@steward/core/domain/model.ts';
import { PROVIDERS } from '@steward/core/domain/model.ts';
import type { Micro } from '@steward/core/domain/money/amount.ts';
import { costOf, type Price, priceOf } from '@steward/core/domain/money/price.ts';
import type { Meter } from '@steward/sandbox/models/model-log.ts';

/** Of these lanes alone. A sum, so that no tier of a single long prompt counts. */
export const billOf = (meter: Meter, lanes: readonly Lane[] = ['now', 'batch']): Micro =>
  meter
    .models()
    .flatMap((model) => lanes.map((lane) => costOf(meter.of(model, lane), lane, { ...priceIn(model), tiers: [] })))
    .reduce((sum, micro) => sum + micro, 0);

function priceIn(id: string): Price {
  for (const provider of PROVIDERS) {
    const price = priceOf({ provider, id }, {});
    if (price !== null) return price;
  }
  throw new RangeError(`The table knows no price of ${id}.`);
}
