/** Asking models about plans: through one function, which reserves money, keeps answers by brief, and may answer nothing. */
import type { Provider, Question } from '../domain/model.ts';

export interface Asked {
  question: Question;
  briefs: string[];
  /** Whose models are not asked. */
  not?: Provider;
}

export interface ModelAnswer {
  value: unknown;
  /** `provider/id` */
  model: string;
}

/** By brief; what nobody answered is missing. */
export type Ask = (asked: Asked[]) => Promise<ReadonlyMap<string, ModelAnswer>>;

export const ASK_NOBODY: Ask = async () => new Map();
