/** Plans cleaned for publishing: every word of them is a model's, and may be whoever wrote the issue's. */
import { oneLine } from '../domain/markdown.ts';
import { KEY, type Plan, type PlanReview, type Story } from '../domain/plan.ts';
import { redact } from '../domain/redact.ts';
import type { SecretFinding } from '../ports.ts';
import { cleanCode, cleanLine, cleanTitle } from './sanitise.ts';
import type { CleaningContext } from './specification.ts';

const TITLE = 140;
const LINE = 700;
const KEY_LIMIT = 60;

interface Cleaner {
  line(name: string, text: string): string;
  title(name: string, text: string): string;
  key(text: string): string;
}

/** `inspected`: of what `planTexts` gave. */
function cleanerOf(context: CleaningContext, inspected: readonly SecretFinding[]): Cleaner {
  const plain = (name: string, text: string): string =>
    redact(text, { findings: inspected.filter(({ id }) => id === name), secrets: context.secrets }).text;
  return {
    line: (name, text) => oneLine(cleanLine(plain(name, text), { ...context, limit: LINE }).text),
    title: (name, text) => oneLine(cleanTitle(plain(name, text), { ...context, limit: TITLE }).text),
    // One that is none is only told.
    key: (text) => (KEY.test(text) ? text : cleanCode(plain('', text), { limit: KEY_LIMIT }).text),
  };
}

/** One walk serves inspection and cleaning, so neither forgets a field. */
function walk(plan: Plan, name: string, { line, title, key }: Cleaner): Plan {
  const lines = (place: string, texts: readonly string[]): string[] =>
    texts.map((text, index) => line(`${place}.${index}`, text)).filter((text) => text !== '');
  return {
    summary: line(`${name}.summary`, plan.summary),
    questions: lines(`${name}.questions`, plan.questions),
    stories: plan.stories.map((story, index): Story => {
      const place = `${name}.${index}`;
      return {
        ...story,
        key: key(story.key),
        dependsOn: story.dependsOn.map((need) => ({ ...need, key: key(need.key) })),
        title: title(`${place}.title`, story.title),
        why: line(`${place}.why`, story.why),
        criteria: story.criteria.map((criterion, n) => ({
          ...criterion,
          text: line(`${place}.done.${n}`, criterion.text),
        })),
        questions: lines(`${place}.questions`, story.questions),
      };
    }),
  };
}

/** What the inspector looks through. */
export function planTexts(plan: Plan, name = 'plan'): { id: string; text: string }[] {
  const texts: { id: string; text: string }[] = [];
  const note = (id: string, text: string): string => {
    texts.push({ id, text });
    return text;
  };
  walk(plan, name, { line: note, title: note, key: (text) => text });
  return texts;
}

export const cleanPlan = (
  plan: Plan,
  context: CleaningContext,
  inspected: readonly SecretFinding[] = [],
  name = 'plan',
): Plan => walk(plan, name, cleanerOf(context, inspected));

export const cleanPlanReview = (review: PlanReview, context: CleaningContext): PlanReview => {
  const { line, key } = cleanerOf(context, []);
  return { remarks: review.remarks.map(({ story, text }) => ({ story: key(story), text: line('', text) })) };
};

export const cleanChanges = (changes: readonly string[], context: CleaningContext): string[] =>
  changes.map((text) => cleanerOf(context, []).line('', text));
