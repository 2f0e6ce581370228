/** What an agent is told of one attempt at one task: the same whatever its kind, before and after guard cleaned it. */
import type { Agent } from './agent.ts';
import type { Task } from './task.ts';
import type { Clean } from './text.ts';
import { type LanguageTools, projectCommand, type Tooling, toolsFor } from './tooling.ts';

/** Where an owner keeps rules of their own for agents: `<category>.md`. */
export const INSTRUCTIONS_FOLDER = '.github/steward/instructions/';

/** How an agent ends what it says where it cannot go on: read back by `decide/hand-off/question`. */
export const QUESTION_WORD = 'STEWARD-QUESTION:';

/** What a question may have; the rest is cut. */
export const QUESTION_LIMIT = 500;

type CheckKind = Exclude<keyof LanguageTools, 'testOne'>;
const CHECK_KINDS: readonly CheckKind[] = ['test', 'lint', 'types', 'format', 'build', 'bench'];

/** The project's own commands, as far as its files show them. */
export type Commands = Partial<Record<CheckKind, string>>;

/** Those that hold at the path, else in the whole project. */
export function commandsFor(tooling: Tooling, path?: string): Commands {
  const own = path === undefined ? {} : toolsFor(tooling, path);
  return Object.fromEntries(
    CHECK_KINDS.flatMap((kind) => {
      const run = own[kind]?.run ?? projectCommand(tooling, kind);
      return run === undefined ? [] : [[kind, run]];
    }),
  );
}

interface Terms<Text extends string> {
  /** Its texts are cleaned with all the others. */
  task: Task;
  agent: Pick<Agent, 'kind' | 'phrase'>;
  /** From 1. */
  attempt: number;
  /** What the pull request goes into: the default branch. */
  branch: Text;
  /** The branch to work on, such as `steward/0123456789ab-2`. */
  work: Text;
  repository: { name: string; url: string };
  /** Patterns of paths that the owner forbids, besides what is always forbidden. */
  forbidden: readonly Text[];
  /** What the attempts before left, the oldest first. */
  hints: readonly Text[];
  commands: Partial<Record<CheckKind, Text>>;
  /** What a person wrote, where the task is theirs. */
  report?: { author: Text; text: Text };
  /** The owner's rules for the task's category, filled in; absent: the built-in ones. */
  part?: Text;
}

export type Assignment = Terms<string>;

/** As `guard/assignment` leaves it; nothing else is put into words. */
export type CleanAssignment = Terms<Clean>;
