/** Forms of answers, as every vendor takes them: all properties required, none besides, no bounds that one of them lacks. */

type Schema = Readonly<Record<string, unknown>>;

export const text = (description: string): Schema => ({ type: 'string', description });
export const whole = (description: string): Schema => ({ type: 'integer', description });
export const amount = (description: string): Schema => ({ type: 'number', description });
export const whether = (description: string): Schema => ({ type: 'boolean', description });
export const oneOf = (options: readonly string[], description: string): Schema => ({
  ...{ type: 'string', enum: [...options], description },
});
export const listOf = (items: Schema, description: string): Schema => ({ type: 'array', items, description });
export const record = (properties: Readonly<Record<string, Schema>>): Schema => ({
  ...{ type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});

export const CRITERIA_FORM = listOf(
  record({
    text: text('What holds afterwards; at most 300 characters'),
    check: oneOf(['command', 'ci', 'review'], 'How that is seen'),
    command: text('The command, or the name of the workflow; empty for review'),
  }),
  'What has to hold when it is done',
);
