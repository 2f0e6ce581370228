/** What people of the town like to see done, and what they refuse. */
import { TASK_TYPES, type TaskType } from '@steward/core/domain/task.ts';

const LIKED: readonly TaskType[] = ['testing', 'security', 'bug-fix', 'feature'];

export const isLikedType = (type: string): boolean => LIKED.some((name) => name === type);

const FACTS = /^([A-Z][a-z]+(?: [a-z]+)*) · (?:urgent|high|medium|low)\b/m;

/** By the line of its body that says what kind of work it is; null where people took that away. */
export function isLikedTask({ body }: { body: string }): boolean | null {
  const words = FACTS.exec(body)?.[1]?.toLowerCase().replaceAll(' ', '-');
  const type = TASK_TYPES.find((name) => name === words);
  return type === undefined ? null : isLikedType(type);
}
