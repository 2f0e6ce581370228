/** The Inspector made real: secretlint's recommended rules over what a reader would see of a text. Shows no values. */
import { traceVisible } from '../domain/hidden-text.ts';
import type { Inspector, SecretFinding } from '../ports.ts';
import type { Lint } from './secret-rules.ts';

export interface InspectorOptions {
  /** Most characters of one text that are read; the rest is reported as not inspected. */
  most?: number;
  /** Most milliseconds for one text. */
  patience?: number;
}

const MOST = 262_144;
const PATIENCE = 10_000;
/** Read at once; the time is looked at in between, since the rules never let a timer run. Pieces overlap by the longest token. */
const PIECE = 32_768;
const OVERLAP = 2_048;
const UNREAD = 'not inspected';

/** What a rule's name says in words: `@secretlint/secretlint-rule-npm` finds an `npm` secret. */
const nameOf = (ruleId: string): string =>
  `${ruleId.replace(/^.*secretlint-rule-/, '').replace(/[^a-z0-9-]/gi, '')} secret`;

/** What could not be read counts as secret: unknown is never a pass. */
export function createInspector(options: InspectorOptions = {}): Inspector {
  const most = options.most ?? MOST;
  const patience = options.patience ?? PATIENCE;
  let loading: Promise<Lint> | undefined;
  return {
    async inspect(texts) {
      if (texts.length === 0) return [];
      // Loaded on first use: the rules are heavy, and a quiet tick needs none.
      loading ??= import('./secret-rules.ts').then(({ lint }) => lint);
      const lint = await loading;
      const findings: SecretFinding[] = [];
      for (const { id, text } of texts) {
        const found = await inspectText(lint, text.slice(0, most), patience);
        if (text.length > most) found.push({ start: most, end: text.length, what: UNREAD });
        findings.push(...found.map((finding) => ({ id, ...finding })));
      }
      return findings;
    },
  };
}

async function inspectText(lint: Lint, text: string, patience: number): Promise<Omit<SecretFinding, 'id'>[]> {
  const seen = traceVisible(text);
  const place = (start: number, end: number) => ({ start: seen.at[start] ?? 0, end: (seen.at[end - 1] ?? 0) + 1 });
  const began = performance.now();
  const found = new Map<string, Omit<SecretFinding, 'id'>>();
  for (let from = 0; from < seen.text.length; from += PIECE - OVERLAP) {
    if (performance.now() - began >= patience) {
      const rest = { ...place(from, seen.text.length), what: UNREAD };
      return [...found.values(), rest];
    }
    for (const { range, ruleId } of await lint(seen.text.slice(from, from + PIECE))) {
      const [start, end] = range;
      if (end <= start) continue;
      const finding = { ...place(from + start, from + end), what: nameOf(ruleId) };
      found.set(`${finding.start}-${finding.end}`, finding);
    }
  }
  return [...found.values()];
}
