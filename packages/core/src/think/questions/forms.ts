/** Forms of answers by name: what comes back in a later run is read by the form that it was asked for. */
import type { AnswerForm } from '../../domain/model.ts';
import { criteriaForm } from './adopt.ts';
import { VERDICTS_ANSWER } from './grade.ts';
import { TASKS_ANSWER } from './specify.ts';

/** Which kits there were when it was asked is not known any more: whoever reads the answer looks at those there are. */
const withAnyKit = (form: AnswerForm): AnswerForm => ({
  ...form,
  schema: { ...form.schema, properties: { ...(form.schema.properties as object), kit: { type: 'string' } } },
});

const FORMS: ReadonlyMap<string, AnswerForm> = new Map(
  [TASKS_ANSWER, withAnyKit(criteriaForm([])), VERDICTS_ANSWER].map((form) => [form.name, form]),
);

/** One of another version of Steward: nothing that comes back has it. */
const NOTHING: AnswerForm = { name: 'nothing', schema: { type: 'null' } };

export const formNamed = (name: string): AnswerForm => FORMS.get(name) ?? NOTHING;
