/** From a project to ranked causes: runs every rule, and makes findings of one cause one piece of work. */
import type { Finding, Project, Rule } from '../domain/evidence.ts';
import { todo } from './rules/todo.ts';

export const RULE_TABLE = { todo } as unknown as Record<string, Rule>;

export const gatherEvidence = (project: Project, rules = RULE_TABLE): Finding[] =>
  Object.values(rules).flatMap((rule) => rule.find(project));
