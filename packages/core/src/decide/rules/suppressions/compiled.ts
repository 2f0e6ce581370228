/** golangci-lint, and the attributes of Rust. */
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

export function goDirective({ text }: CommentLine): Found {
  const match = /^nolint(?::all)?(?:\s+\/\/\s*(.*)|\s*)$/.exec(text);
  if (match !== null) return off('nolint', 'line', 0.5, match[1]);
  const named = /^nolint:([\w,]+)(.*)$/.exec(text);
  return named === null ? null : unexplained('nolint', named[1] ?? '', named[2]);
}

const BROAD_LINTS =
  /(?:^|[\s,(])(warnings|unused|dead_code|unused_(?:variables|imports|must_use)|clippy::all|clippy::correctness|clippy::suspicious)(?=[\s,)]|$)/;

export function rustDirective(code: string): Found {
  const match = /^\s*#!\[allow\(([^)]{1,300})\)\]/.exec(code);
  const lint = match === null ? undefined : BROAD_LINTS.exec(match[1] ?? '')?.[1];
  if (lint === undefined || /\breason\s*=/.test(match?.[1] ?? '')) return null;
  return off(`allow(${lint})`, 'file', lint === 'warnings' || lint.startsWith('clippy') ? 0.8 : 0.5);
}
