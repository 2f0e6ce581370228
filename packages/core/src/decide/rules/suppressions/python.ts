/** The linters and type checkers of Python. */
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

export function pythonDirective({ text, alone }: CommentLine): Found {
  // One comment may hold several: `# type: ignore  # noqa`.
  const parts = text.split(/\s#\s*|^#\s*/);
  const rest = (at: number) =>
    parts.slice(at + 1).find((part) => !/^(?:noqa|type:|pylint:|nosec|pragma)/.test(part)) ?? '';
  for (const [at, part] of parts.entries()) {
    if (/^(?:flake8|ruff): *noqa *$/i.test(part)) return off(part.trim(), 'file', 0.8, rest(at));
    if (/^pylint: *(?:skip-file|disable=all)\b/.test(part))
      return off(part.trim(), alone ? 'file' : 'line', 0.8, rest(at));
    if (/^mypy: *ignore-errors(?: *= *True)? *$/i.test(part)) return off('mypy: ignore-errors', 'file', 0.8, rest(at));
    if (/^type: *ignore *$/.test(part)) return off('type: ignore', 'line', 0.45, rest(at));
    if (/^pyright: *ignore *$/.test(part)) return off('pyright: ignore', 'line', 0.45, rest(at));
    if (/^noqa *$/i.test(part)) return off('noqa', 'line', 0.3, rest(at));
    const named = /^noqa: *([A-Z]+\d+(?:, *[A-Z]+\d+)*)(.*)$/i.exec(part);
    const lost = named === null ? null : unexplained('noqa', named[1] ?? '', `${named[2]} ${rest(at)}`);
    if (lost !== null) return lost;
  }
  return null;
}
