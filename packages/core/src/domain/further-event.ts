/** Events of what is apart from tasks, joined here so that the one union stays short. */
import type { LimitEvent } from './limits/row.ts';
import type { MoneyEvent } from './money/event.ts';
import type { PlanEvent } from './plan-event.ts';
import type { ThinkingEvent } from './thinking.ts';

export type FurtherEvent = LimitEvent | MoneyEvent | PlanEvent | ThinkingEvent;
