/** Every planted bug. */
import { ADOPTION_MUTANTS } from './adoption.ts';
import { ANALYSIS_MUTANTS } from './analysis.ts';
import { ARCHIVE_MUTANTS } from './archive.ts';
import { BESIDE_MUTANTS } from './beside.ts';
import { CAP_MUTANTS } from './caps.ts';
import { CLEANING_MUTANTS } from './cleaning.ts';
import { COPY_MUTANTS } from './copies.ts';
import { DOCTOR_MUTANTS } from './doctor.ts';
import { HAND_OFF_MUTANTS } from './hand-off.ts';
import { HEALTH_MUTANTS } from './health.ts';
import { LEAVING_MUTANTS } from './leaving.ts';
import { LEDGER_MUTANTS } from './ledgers.ts';
import { LIMIT_MUTANTS } from './limits.ts';
import { MEMORY_MUTANTS } from './memory.ts';
import { MONEY_MUTANTS } from './money.ts';
import type { Mutant } from './mutant.ts';
import { ORDER_MUTANTS } from './orders.ts';
import { PEOPLE_MUTANTS } from './people.ts';
import { PLAN_MUTANTS } from './plans.ts';
import { PROTOCOL_MUTANTS } from './protocol.ts';
import { QUEUE_MUTANTS } from './queue.ts';
import { READING_MUTANTS } from './reading.ts';
import { REVIEW_MUTANTS } from './reviews.ts';
import { SECRET_MUTANTS } from './secrets.ts';
import { SENDING_MUTANTS } from './sending.ts';
import { SHOWING_MUTANTS } from './showing.ts';
import { THINKING_MUTANTS } from './thinking.ts';
import { TICK_MUTANTS } from './tick.ts';
import { UNDO_MUTANTS } from './undo.ts';

export const MUTANTS: readonly Mutant[] = [
  ...PROTOCOL_MUTANTS,
  ...COPY_MUTANTS,
  ...MEMORY_MUTANTS,
  ...ARCHIVE_MUTANTS,
  ...LEDGER_MUTANTS,
  ...CAP_MUTANTS,
  ...MONEY_MUTANTS,
  ...THINKING_MUTANTS,
  ...LIMIT_MUTANTS,
  ...PEOPLE_MUTANTS,
  ...ADOPTION_MUTANTS,
  ...ORDER_MUTANTS,
  ...SECRET_MUTANTS,
  ...CLEANING_MUTANTS,
  ...SENDING_MUTANTS,
  ...READING_MUTANTS,
  ...TICK_MUTANTS,
  ...UNDO_MUTANTS,
  ...LEAVING_MUTANTS,
  ...SHOWING_MUTANTS,
  ...BESIDE_MUTANTS,
  ...QUEUE_MUTANTS,
  ...PLAN_MUTANTS,
  ...REVIEW_MUTANTS,
  ...HAND_OFF_MUTANTS,
  ...HEALTH_MUTANTS,
  ...DOCTOR_MUTANTS,
  ...ANALYSIS_MUTANTS,
];
