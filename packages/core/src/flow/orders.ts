/** Orders as a tick passes them on. */
import type { Order } from '../domain/command.ts';

/** What was read of the dashboard's edits; `edit` is the newest of them. */
export interface Orders {
  given: readonly Order[];
  denied: readonly Order[];
  edit: { id: string; at: string } | null;
}

export const NO_ORDERS: Orders = { given: [], denied: [], edit: null };
