/** What actions that ask models accept: a key for each vendor, and what wins over the configuration. */
import { ADDRESS, ADDRESS_WORDS } from '../domain/address.ts';
import { type ModelName, PROVIDERS } from '../domain/model.ts';
import { modelOf } from '../domain/model-role.ts';
import { type Input, InputFault, type Inputs, type Values, wholeNumber } from './inputs.ts';

/** A key is one word; its text is told nowhere, also not where it is wrong. */
const key = (of: string): Input<string> => ({
  description: `Key of ${of}; empty: it is not asked`,
  default: '',
  secret: true,
  parse(value) {
    if (value === '' || /^[\x21-\x7e]{8,500}$/.test(value)) return value;
    throw new InputFault('that is no key', 'give one word of 8 to 500 characters, as its vendor wrote it');
  },
});

const ceiling = wholeNumber(256, 64_000, { description: '' });

export const MODEL_INPUTS = {
  'anthropic-api-key': key('Anthropic'),
  'openai-api-key': key('OpenAI'),
  'gemini-api-key': key('Gemini'),
  'deepseek-api-key': key('DeepSeek'),
  'openrouter-api-key': key('OpenRouter'),
  'compatible-api-key': key('the endpoints of your own that want one'),
  model: {
    description: 'Model for everything, as `provider/id`; empty: as the configuration says',
    default: '',
    parse(value): ModelName | null {
      const name = modelOf(value);
      if (value === '' || name !== null) return name;
      throw new InputFault('that is no model', `give \`provider/id\`; providers are ${PROVIDERS.join(', ')}`);
    },
  } as Input<ModelName | null>,
  'base-url': {
    description: 'Address of the provider that `model` names, or else of `compatible`; empty: its own',
    default: '',
    parse(value) {
      if (value === '' || ADDRESS.test(value)) return value;
      throw new InputFault('nothing may be sent to that address', `give ${ADDRESS_WORDS}`);
    },
  } as Input<string>,
  'max-tokens': {
    description: 'Most tokens of an answer; empty: as the configuration says',
    default: '',
    parse: (value) => (value === '' ? null : ceiling.parse(value)),
  } as Input<number | null>,
} satisfies Inputs;

export type ModelValues = Values<typeof MODEL_INPUTS>;
