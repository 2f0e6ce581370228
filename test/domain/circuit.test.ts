/** A vendor that fails again and again is left alone, longer each time, and comes back with one question. */

import { apply } from '@steward/core/domain/apply.ts';
import {
  afterQuestion,
  type Circuit,
  circuitEvents,
  circuitState,
  MOST_FAILURES,
} from '@steward/core/domain/circuit.ts';
import { FAILURES, type FailureCause } from '@steward/core/domain/model.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { describe, expect, it } from 'vitest';

const AT = '2026-11-20T09:00:00.000Z';
const later = (minutes: number, from = AT): string => new Date(Date.parse(from) + minutes * 60_000).toISOString();
const failed = (circuit: Circuit | undefined, cause: FailureCause, at = AT, retryAfter?: number) =>
  afterQuestion(circuit, cause, { at, retryAfter });
const opened = (): Circuit | undefined =>
  Array.from({ length: MOST_FAILURES }).reduce<Circuit | undefined>(
    (circuit) => failed(circuit, 'overload'),
    undefined,
  );

describe('a circuit', () => {
  it('opens after three questions in a row that a vendor failed, and not before', () => {
    const two = failed(failed(undefined, 'overload'), 'server');
    expect(circuitState(two, AT)).toBe('closed');
    expect(circuitState(failed(two, 'time-out'), AT)).toBe('open');
  });

  it('lets one question through once its time is over', () => {
    const circuit = opened();
    expect(circuit?.until).toBe(later(15));
    expect(circuitState(circuit, later(14))).toBe('open');
    expect(circuitState(circuit, later(15))).toBe('half-open');
  });

  it('closes at the first answer and opens for twice as long at the next failure, up to six hours', () => {
    expect(afterQuestion(opened(), 'answered', { at: later(15) })).toBeUndefined();
    let circuit = opened();
    const pauses: number[] = [];
    for (let tries = 0; tries < 7; tries++) {
      const at = circuit?.until ?? AT;
      circuit = failed(circuit, 'overload', at);
      pauses.push((Date.parse(circuit?.until ?? '') - Date.parse(at)) / 60_000);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 360, 360, 360]);
  });

  it('opens at once for what no other question mends, and as long as a limit says', () => {
    expect(failed(undefined, 'key')?.until).toBe(later(15));
    expect(failed(failed(undefined, 'key'), 'key', later(15))?.until).toBe(later(30));
    expect(failed(undefined, 'limit', AT, 600_000)?.until).toBe(later(10));
    expect(failed(undefined, 'limit', AT, 900 * 3_600_000)?.until).toBe(later(360));
    expect(failed(undefined, 'limit')?.until).toBeUndefined();
  });

  it('counts only what speaks against the vendor', () => {
    const counted = FAILURES.filter((cause) => failed(undefined, cause) !== undefined);
    expect(counted).toEqual(['key', 'payment', 'limit', 'overload', 'time-out', 'connection', 'server']);
    const kept = FAILURES.filter((cause) => afterQuestion(opened(), cause, { at: later(15) })?.until === later(15));
    expect(kept).toEqual(['circuit', 'budget', 'rate', 'lost']);
  });

  it('forgets failures of a day ago', () => {
    const two = failed(failed(undefined, 'overload'), 'overload');
    expect(failed(two, 'overload', later(25 * 60))).toEqual({ failures: 1, cause: 'overload', at: later(25 * 60) });
  });
});

describe('the ledger', () => {
  it('learns of circuits only where they changed, and keeps nothing of a vendor that answers', () => {
    const circuits = { openai: opened() as Circuit };
    const events = circuitEvents(undefined, circuits);
    const [event] = events;
    if (!event) throw new Error('nothing is learnt');
    const known = apply(EMPTY_LEDGER, event, AT);
    expect(known.state.circuits).toEqual(circuits);
    expect(circuitEvents(known.state.circuits, { ...circuits })).toEqual([]);
    const [over] = circuitEvents(known.state.circuits, {});
    if (!over) throw new Error('its end is not learnt');
    expect(apply(known, over, AT).state).not.toHaveProperty('circuits');
  });
});
