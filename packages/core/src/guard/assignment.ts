/** An assignment cleaned before it is put into words: an agent obeys what it reads, and one mention starts another agent. */
import { type Assignment, type CleanAssignment, type Commands, QUESTION_WORD } from '../domain/assignment.ts';
import { redact } from '../domain/redact.ts';
import type { Clean } from '../domain/text.ts';
import type { SecretFinding } from '../ports.ts';
import { cleanCode, cleanLine, cleanPath, cleanProse } from './sanitise.ts';
import { type CleaningContext, cleanSpecification, textsIn } from './specification.ts';

const LIMITS = {
  field: 1_000,
  report: 4_000,
  part: 4_000,
  hint: 600,
  command: 300,
  pattern: 150,
  branch: 200,
  name: 60,
};

/** Texts beside the task's own, by the field they stand in. */
const besideTask = ({ hints, report, part }: Assignment): [field: string, text: string][] => [
  ...hints.map((hint, index): [string, string] => [`hints.${index}`, hint]),
  ...(report === undefined ? [] : [['report', report.text] as [string, string]]),
  ...(part === undefined ? [] : [['part', part] as [string, string]]),
];

/** What the inspector looks through, by id: task and field. */
export const assignmentTexts = (assignment: Assignment): { id: string; text: string }[] => [
  ...textsIn(assignment.task),
  ...besideTask(assignment).map(([field, text]) => ({ id: `${assignment.task.id}/${field}`, text })),
];

/** A phrase that starts with a sign acts wherever it stands, also in code; the question is the agent's to ask. */
function surroundings({ agent: { phrase } }: Assignment, context: CleaningContext): CleaningContext {
  const mention = phrase?.startsWith('@') ? [phrase] : [];
  return { ...context, blockedWords: [...(context.blockedWords ?? []), QUESTION_WORD, ...mention] };
}

export function cleanAssignment(
  assignment: Assignment,
  around: CleaningContext,
  inspected: readonly SecretFinding[],
): CleanAssignment {
  const { task, agent, attempt, repository, report, part } = assignment;
  const context = surroundings(assignment, around);
  const { blockedWords = [], secrets } = context;
  const known = (text: string): string => redact(text, { secrets }).text;
  const plain = (field: string, text: string): string => {
    const findings = inspected.filter(({ id }) => id === `${task.id}/${field}`);
    return redact(text, { findings, secrets }).text;
  };
  const code = (text: string, limit: number): Clean => cleanCode(known(text), { limit, blockedWords }).text;
  const path = (text: string, limit: number): Clean => cleanPath(known(text), { limit, blockedWords }).text;
  const hint = (text: string, index: number): Clean =>
    cleanLine(plain(`hints.${index}`, text), { ...context, limit: LIMITS.hint }).text;
  return {
    ...{ task: cleanSpecification(task, { ...context, limit: LIMITS.field }, inspected), agent, attempt, repository },
    ...{ branch: path(assignment.branch, LIMITS.branch), work: path(assignment.work, LIMITS.branch) },
    forbidden: assignment.forbidden.map((pattern) => path(pattern, LIMITS.pattern)).filter((text) => text !== ''),
    hints: assignment.hints.map(hint).filter((text) => text !== ''),
    commands: mapped(assignment.commands, (command) => code(command, LIMITS.command)),
    ...(report && {
      report: {
        author: code(report.author, LIMITS.name),
        text: cleanCode(plain('report', report.text), { lines: 'many', limit: LIMITS.report, blockedWords }).text,
      },
    }),
    ...(part !== undefined && { part: cleanProse(plain('part', part), { ...context, limit: LIMITS.part }).text }),
  };
}

const mapped = (commands: Commands, clean: (command: string) => Clean): CleanAssignment['commands'] =>
  Object.fromEntries(Object.entries(commands).map(([kind, command]) => [kind, clean(command)]));
