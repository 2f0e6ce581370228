/** The doors to models: what is asked, by whom it is bounded, and what comes back in a later run. */
import type { Cancellation, CollectedBatch, FoundBatch, Submission } from '../domain/batch.ts';
import type { Circuits } from '../domain/circuit.ts';
import type { Admission, Call, ModelName, Question, QuestionFrame, Reply, Role, Thought } from '../domain/model.ts';
import type { RoleSettings } from '../domain/model-role.ts';
import type { ModelSettings } from '../domain/model-settings.ts';
import type { ModelFinding, Traits } from '../domain/traits.ts';

export type { Cancellation, CollectedBatch, FoundBatch, Submission } from '../domain/batch.ts';

/** One model of one vendor (think). Nothing of it throws: every failure is a reply. */
export interface Model {
  readonly name: ModelName;
  /** Asks within this run, with retries and one repair of an answer that does not have the form. */
  ask(question: Question): Promise<Reply>;
  /** Null: its vendor has no batch lane. */
  readonly batches: BatchLane | null;
}

/** Questions that are asked in one run and collected in a later one, at a lower price (think). Nothing of it throws. */
export interface BatchLane {
  /**
   * Sent once, never repeated. `within`: milliseconds after which nothing is sent any more, since another run may look for it
   * then. `ambiguous`: nobody knows whether it arrived; `find` tells later.
   */
  submit(batch: { intent: string; questions: readonly Question[]; within?: number }): Promise<Submission>;
  /** Looks through all batches since then for the one submitted under this intent. */
  find(batch: { intent: string; since: string; questions: readonly string[] }): Promise<FoundBatch>;
  /** `questions`: those that were asked; each has a reply once it ended. */
  collect(batch: { id: string; intent: string; questions: readonly QuestionFrame[] }): Promise<CollectedBatch>;
  /** Nobody waits for it any more: what was not answered yet is not asked. */
  cancel(id: string): Promise<Cancellation>;
}

/** Asked before each call of a model, told after it (flow): budgets and limits. */
export interface CallGate {
  admit(question: Question, model: ModelName): Admission | Promise<Admission>;
  spent(call: Call): void;
}

/** The models of all roles behind one question (think). Nothing of it throws. */
export interface Thinker {
  /** What the role has, without those models that cannot be asked: for want of a key or an address. */
  role(role: Role): RoleSettings;
  /** Null; or why no model of any role can be asked, so that everything is written from templates. */
  readonly silence: string | null;
  /** Null; or why no model of this role can be asked, where its chain names any. */
  lack(role: Role): string | null;
  /** The chain of the question's role, one after the other, until one answers. */
  ask(question: Question): Promise<Thought>;
  /** The lane of the first model of a role that is not left alone at present; null: it has none, and is asked at once. */
  lane(role: Role): { model: ModelName; batches: BatchLane } | null;
  /** That of a model to which a batch went; null: it cannot be asked any more. */
  laneOf(model: ModelName): BatchLane | null;
  /** Which vendors failed of late, what this run saw included. */
  circuits(): Circuits;
  /** What this run found out that models do not take, by `provider/id`. */
  traits(): Readonly<Record<string, ModelFinding>>;
}

/** What a thinker is made of, besides keys. */
export interface ThinkerMeans {
  settings: ModelSettings;
  circuits: Circuits;
  traits: Traits;
  gate: CallGate;
}
