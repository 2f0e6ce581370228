/** What a run asked of models, call by call, as a table. */
import { codeSpan, counted } from '../domain/markdown.ts';
import { usdFigure } from '../domain/money/amount.ts';
import type { CallTold } from '../domain/money/told.ts';

const MOST = 30;

export function callsTable(calls: readonly CallTold[]): string {
  if (calls.length === 0) return '';
  const isShown = calls.some(({ micro }) => micro !== undefined);
  const columns = ['Model', 'Role', 'Lane', 'Tokens', 'Cached', ...(isShown ? ['USD'] : [])];
  const rest = calls.length - MOST;
  return [
    row(columns),
    row(columns.map((_, at) => (at < 3 ? '---' : '---:'))),
    ...calls.slice(0, MOST).map((call) => row([...wordsOf(call), ...(isShown ? [costText(call)] : [])])),
    ...(rest > 0 ? ['', `and ${counted(rest, 'more call')}`] : []),
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function wordsOf({ model, role, lane, result, tokens, cached }: CallTold): string[] {
  const ended = result === 'answered' ? role : `${role}: ${result}`;
  const figures = [tokens, cached].map((figure) => (figure === null ? 'unknown' : figure.toLocaleString('en-US')));
  return [codeSpan(model).replaceAll('|', '\\|'), ended, lane, ...figures];
}

function costText({ micro, assumed }: CallTold): string {
  if (micro === null || micro === undefined) return 'price unknown';
  return assumed ? `at most ${usdFigure(micro)}` : usdFigure(micro);
}
