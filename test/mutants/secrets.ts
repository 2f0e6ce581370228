/** Bugs that would publish a secret: in an issue, on the dashboard, in a summary or in the log. */
import type { Mutant } from './mutant.ts';

const REDACT = 'packages/core/src/domain/redact.ts';
const LITERALS = 'packages/core/src/domain/secret-literals.ts';
const JUDGE = 'packages/core/src/guard/judge.ts';

const redact = 'test/domain/redact.test.ts';
const secrets = 'test/faults/secrets.test.ts';
const judge = 'test/guard/judge.test.ts';

export const SECRET_MUTANTS: readonly Mutant[] = [
  {
    name: 'redaction-off',
    why: 'A token in a source line would be published in an issue.',
    file: REDACT,
    find: 'return replaceRanges(text, found);',
    replace: 'return replaceRanges(text, found.slice(found.length));',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'shapes-of-secrets-unknown',
    why: 'Keys that look like keys would be published.',
    file: REDACT,
    find: '...[...matches(seen.text, SHAPES), ...encoded(seen.text)]',
    replace: '...[...encoded(seen.text)]',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'encoded-secrets-pass',
    why: 'The same token in base64 would be published.',
    file: REDACT,
    find: '...[...matches(seen.text, SHAPES), ...encoded(seen.text)]',
    replace: '...[...matches(seen.text, SHAPES)]',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'private-keys-pass',
    why: 'A private key in a fixture would be published.',
    file: REDACT,
    find: '      ...keyBlocks(seen.text),\n',
    replace: '',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'own-token-passes',
    why: 'The run’s own token, pasted into a file by mistake, would be published.',
    file: REDACT,
    find: '...located(seen, [...literals(seen, known.secrets ?? [])]),',
    replace: '',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'pieces-of-secrets-pass',
    why: 'Half a token would be published.',
    file: LITERALS,
    find: 'export const FRAGMENT = 12;',
    replace: 'export const FRAGMENT = 1_200;',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'secret-behind-colour-codes-passes',
    why: 'A terminal colour inside a token would be enough to hide it.',
    file: REDACT,
    find: 'const seen = without(traceVisible(text), SPELLED);',
    replace: 'const seen = { text, at: Uint32Array.from({ length: text.length }, (_, index) => index) };',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'findings-of-the-inspector-ignored',
    why: 'What only the rules of the inspector know would be published.',
    file: REDACT,
    find: '...(known.findings ?? []).map((finding) => ({ ...finding, what: plainName(finding.what) })),',
    replace: '',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'uninspected-text-passes',
    why: 'A text too long to be inspected would be published as if it were clean.',
    file: 'packages/core/src/adapters/inspector.ts',
    find: 'if (text.length > most) found.push({ start: most, end: text.length, what: UNREAD });',
    replace: '',
    caughtBy: [{ tests: 'test/adapters/inspector.test.ts' }],
  },
  {
    name: 'secret-joined-in-the-body',
    why: 'Two halves of a token in two fields would meet in the body.',
    file: JUDGE,
    find: 'markClean(redact(body, { secrets }).text);',
    replace: 'markClean(secrets.length < 0 ? redact(body).text : body);',
    caughtBy: [{ tests: 'test/guard/judge.test.ts' }],
  },
  {
    name: 'secret-in-a-refusal',
    why: 'A refused task would publish its title in the summary, secret and all.',
    file: JUDGE,
    find: '? cleanSpecification(proposal.specification, cleaning, secrets).title',
    replace: '? proposal.specification.title',
    caughtBy: [{ tests: 'test/guard/judge.test.ts' }],
  },
  {
    name: 'secret-in-what-was-left',
    why: 'Work that found no place would publish its title in the summary, secret and all.',
    file: 'packages/core/src/guard/specification.ts',
    find: 'return CLEANERS.title(redact(title, { findings, secrets: context.secrets }).text, context);',
    replace: 'return CLEANERS.title(findings.length < 0 ? redact(title).text : title, context);',
    caughtBy: [{ tests: secrets, title: 'work that is left behind' }],
  },
  {
    name: 'secret-in-a-reason',
    why: 'GitHub’s words about a refused write may quote what was sent, and would be published as they are.',
    file: 'packages/core/src/guard/specification.ts',
    find: 'CLEANERS.line(redact(reason, { secrets: context.secrets }).text, context);',
    replace: 'context.secrets.length < 0 ? CLEANERS.line(redact(reason).text, context) : reason;',
    caughtBy: [{ tests: judge }],
  },
  {
    name: 'secret-in-the-log',
    why: 'What a file or an answer said may be told in a message, secret and all.',
    file: 'packages/core/src/domain/log-text.ts',
    find: 'return stripHidden(redact(text).text)',
    replace: 'return stripHidden(redact(text).count < 0 ? redact(text).text : text)',
    caughtBy: [{ tests: 'test/runtime/log.test.ts' }],
  },
  {
    name: 'secret-in-an-answer',
    why: 'An answer that quotes what was sent would put the token into warnings and summaries.',
    file: 'packages/core/src/adapters/github/failure.ts',
    find: 'stripHidden(redact(message.slice(0, 10_000), { secrets }).text).text',
    replace: 'stripHidden(secrets.length < 0 ? redact(message).text : message.slice(0, 10_000)).text',
    caughtBy: [{ tests: 'test/adapters/client.test.ts' }],
  },
  {
    name: 'split-secret-passes',
    why: 'A token that a source line breaks in two would be published but for its first half.',
    file: REDACT,
    find: '.map((one) => withTail(seen.text, one)),',
    replace: '.map((one) => (one.end < 0 ? withTail(seen.text, one) : one)),',
    caughtBy: [{ tests: redact }],
  },
  {
    name: 'token-not-masked',
    why: 'The runner would print the token wherever something quotes it.',
    file: 'packages/core/src/runtime/action.ts',
    find: 'for (const secret of secretsOf(inputs)) core.setSecret(secret);',
    replace: 'for (const secret of secretsOf({})) core.setSecret(secret);',
    caughtBy: [{ tests: 'test/runtime/action.test.ts', title: 'masks the token' }],
  },
  {
    name: 'log-file-not-redacted',
    why: 'The runner hides secrets on its screen only: in the file they would stand.',
    file: 'packages/core/src/runtime/log-file.ts',
    find: 'handle.appendFile(redact(text, { secrets }).text)',
    replace: 'handle.appendFile(text)',
    caughtBy: [{ tests: 'test/runtime/log-file.test.ts', title: 'hides secrets' }],
  },
];
