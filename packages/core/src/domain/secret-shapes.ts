/**
 * What secrets look like, one linear pattern each; the first group, where there is one, is the secret part. Twelve
 * characters are enough: half of a secret is cut off where texts are shortened, and by those who paste it.
 */

export interface SecretPattern {
  what: string;
  pattern: RegExp;
}

/** Not inside a word; the letter of an escape such as `\n` is none. */
const B = '(?:(?<![A-Za-z0-9])|(?<=\\\\[abfnrtv]))';
/** No word either: there is a digit among the first letters. */
const D = '(?=[A-Za-z_-]{0,40}\\d)';
const key = (what: string, source: string, flags = 'dg'): SecretPattern => ({
  what,
  pattern: new RegExp(source, flags),
});

/** Shapes that are a secret wherever they stand. */
export const SHAPES: readonly SecretPattern[] = [
  key('anthropic key', 'sk-ant-[A-Za-z0-9_-]{12,}'),
  key('openrouter key', 'sk-or-[A-Za-z0-9_-]{12,}'),
  key('openai key', 'sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{12,}'),
  key('model key', `${B}sk-${D}[A-Za-z0-9]{12,}`),
  key('google key', 'AIza[A-Za-z0-9_-]{12,}'),
  key('google token', `${B}ya29\\.[A-Za-z0-9_-]{12,}`),
  key('groq key', `${B}gsk_${D}[A-Za-z0-9]{12,}`),
  key('xai key', `${B}xai-${D}[A-Za-z0-9]{12,}`),
  key('hugging face token', `${B}hf_${D}[A-Za-z0-9]{12,}`),
  key('model key', `${B}(?:pplx-|nvapi-|r8_|tgp_v1_|fw_)${D}[A-Za-z0-9_-]{12,}`),
  // A terminal may wrap a token over lines; its full length is known.
  key('github token', 'gh[pousr]_(?:[A-Za-z0-9](?:\\r?\\n[ \\t]{0,40})?){35}[A-Za-z0-9]'),
  key('github token', 'gh[pousr]_[A-Za-z0-9_-]{12,}(?:\\.[A-Za-z0-9_-]{4,}){0,3}'),
  key('github token', 'github_pat_[A-Za-z0-9_]{12,}'),
  key('github token', `${B}v1\\.[0-9a-f]{40}`),
  key('gitlab token', 'gl(?:pat|ptt|dt|rt|cbt|ft|imt|agent|soat)-[A-Za-z0-9_-]{12,}'),
  key(
    'aws secret',
    '(?:AKIA|ASIA)[A-Z0-9]{16}["\']?[\\s,;:|]{1,6}["\']?(?=[A-Za-z/+]{0,39}\\d)([A-Za-z0-9/+]{12,40})(?![A-Za-z0-9/+])',
  ),
  key('aws key id', `${B}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])`),
  key(
    'aws secret',
    '(?:secret_?access_?key|aws_?secret(?:_?key)?)["\']?\\s{0,5}[:=]\\s{0,5}["\']?(?=[A-Za-z/+]{0,39}\\d)([A-Za-z0-9/+]{12,40})',
    'dgi',
  ),
  key('slack token', `${B}(?:xox[abeoprs]|xapp|xwfp)-[A-Za-z0-9-]{10,}`),
  key('slack address', 'hooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/]{20,})'),
  key('npm token', `${B}npm_${D}[A-Za-z0-9]{12,}`),
  key('npm token', '_(?:authToken|password|auth)\\s{0,3}=\\s{0,3}["\']?([A-Za-z0-9+/=_-]{8,})'),
  key('pypi token', 'pypi-Ag[A-Za-z0-9_-]{12,}'),
  key('stripe key', `${B}(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{12,}`),
  key('stripe key', `${B}whsec_[A-Za-z0-9+/=]{12,}`),
  key('sendgrid key', `${B}SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}`),
  key('signed token', '(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}(?:\\.[A-Za-z0-9_-]*)?'),
];

/** Values that their surroundings make secret. */
export const CONTEXTS: readonly SecretPattern[] = [
  key(
    'password',
    '[a-z][a-z0-9+.-]{1,20}://[^\\s:/?#@"\'<>]{0,100}:(?!\\d{1,5}[/?#])([^\\s/@"\'<>`{$[*][^\\s@"\'<>`]{0,200})@',
    'dgi',
  ),
  // Cut off before its `@`: what follows the colon is no port.
  key(
    'password',
    '[a-z][a-z0-9+.-]{1,20}://[^\\s:/?#@"\'<>]{1,100}:(?!\\d{1,5}(?:[^\\w.-]|$))([^\\s/?#@"\'<>`{$[*][^\\s/?#@"\'<>`\u201d]{7,200})',
    'dgi',
  ),
  key(
    'authorization',
    'authorization["\']?\\s{0,3}[:=]\\s{0,3}["\']?(?:bearer|basic|token|digest|negotiate)\\s{1,3}([A-Za-z0-9+/=._~-]{8,})',
    'dgi',
  ),
  key(
    'authorization',
    'authorization["\']?\\s{0,3}[:=]\\s{0,3}["\']?(?=[A-Za-z_.-]{0,60}\\d)([A-Za-z0-9+/=_~.-]{16,})',
    'dgi',
  ),
  key(
    'api key',
    '(?:x-api-key|api[_-]?key|access[_-]?token|client[_-]?secret)["\']?\\s{0,3}[:=]\\s{0,3}["\']?(?=[A-Za-z_-]{0,60}\\d)([A-Za-z0-9_+/=-]{20,})',
    'dgi',
  ),
];
