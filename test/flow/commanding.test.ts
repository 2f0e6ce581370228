/** Orders on the ledger: followed where they mean something, read once, whatever else is edited. */

import { apply } from '@steward/core/domain/apply.ts';
import { renderBox } from '@steward/core/domain/box.ts';
import type { Command, Version } from '@steward/core/domain/command.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { orderEvents, readOrders } from '@steward/core/flow/commanding.ts';
import type { Tick } from '@steward/core/flow/tick.ts';
import type { Held } from '@steward/core/record/transaction.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, ledgerAfter, NOON, specification } from '../support/memory.ts';

const wanted = specification('a thing');
const suggested = ledgerAfter([INSTALLED, { kind: 'suggested', specification: wanted }]);
const edit = { id: 'e9', at: NOON };
const applied = (ledger: Ledger, event: LedgerEvent): Ledger => apply(ledger, event, NOON);

const follow = (ledger: Ledger, ...commands: Command[]): LedgerEvent[] =>
  orderEvents(
    ledger,
    { given: commands.map((command) => ({ command, by: 'octo', at: NOON })), denied: [], edit },
    applied,
  ).filter(({ kind }) => kind !== 'orders-read');

describe('an order', () => {
  it('that says what is so already does nothing', () => {
    expect(follow(suggested, { verb: 'resume' })).toEqual([]);
    expect(follow(suggested, { verb: 'unapprove', task: wanted.id })).toEqual([]);
    const approve = { verb: 'approve', task: wanted.id } as const;
    expect(follow(suggested, approve, approve)).toHaveLength(1);
  });

  it('about what is not there, or is past it, does nothing', () => {
    expect(follow(suggested, { verb: 'approve', task: 'ffffffffffff' })).toEqual([]);
    const ended = applied(suggested, { kind: 'moved', task: wanted.id, status: 'rejected', reason: '' });
    expect(follow(ended, { verb: 'approve', task: wanted.id })).toEqual([]);
  });

  it('is followed on what those before it made', () => {
    const kinds = follow(
      suggested,
      { verb: 'approve', task: wanted.id },
      { verb: 'unapprove', task: wanted.id },
      { verb: 'reject', task: wanted.id },
      { verb: 'approve', task: wanted.id },
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(['approved', 'unapproved', 'moved']);
  });

  it('raises a priority up to urgent and no further', () => {
    const raise = { verb: 'raise', task: wanted.id } as const;
    const events = follow(suggested, raise, raise, raise, raise);
    expect(events.map((event) => event.kind === 'raised' && event.priority).at(-1)).toBe('urgent');
    expect(events.length).toBeLessThan(4);
  });
});

describe('the edits of the dashboard', () => {
  const pause = (ticked: boolean) => renderBox({ verb: 'pause', ticked }, 'Pause everything');
  const version = (id: string, editor: string, ticked: boolean): Version => ({
    id,
    editor,
    at: NOON,
    text: pause(ticked),
  });
  const board = applied(suggested, { kind: 'dashboard-written', number: 4, intent: 'abcdef12', digest: '' });

  async function read(ledger: Ledger, versions: Version[]) {
    const reader = { edits: async () => versions, role: async () => 'write' };
    const tick = { world: { reader }, config: { identities: [] }, snapshot: { viewer: 'steward[bot]' } };
    const own = [{ number: 4, open: true }];
    return readOrders(tick as unknown as Tick, { ledger } as Held, own as never);
  }

  it('are read once', async () => {
    const versions = [
      version('e1', 'steward[bot]', false),
      version('e2', 'octo', true),
      version('e3', 'octo', false),
      version('e4', 'octo', false),
    ];
    const first = await read(board, versions.slice(0, 2));
    expect(first.given.map(({ command }) => command.verb)).toEqual(['pause']);
    const known = applied(board, { kind: 'orders-read', edit: first.edit ?? edit });
    const second = await read(known, versions);
    expect(second.given.map(({ command }) => command.verb)).toEqual(['resume']);
  });

  it('that GitHub does not list any more are not missed nor read twice', async () => {
    const known = applied(board, { kind: 'orders-read', edit: { id: 'gone', at: '2026-11-20T11:00:00Z' } });
    const late = { ...version('e8', 'octo', true), at: '2026-11-20T13:00:00Z' };
    const versions = [{ ...version('e7', 'steward[bot]', false), at: '2026-11-20T10:00:00Z' }, late];
    expect((await read(known, versions)).given).toHaveLength(1);
    const newer = applied(board, { kind: 'orders-read', edit: { id: 'gone', at: '2026-11-20T14:00:00Z' } });
    expect((await read(newer, versions)).given).toEqual([]);
  });
});
