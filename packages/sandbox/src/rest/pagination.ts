/** Cuts lists into pages and writes the Link header as GitHub does. */
import type { Parameters } from './validation.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

const LARGEST_PAGE = 100;

const whole = (value: unknown, fallback: number): number =>
  typeof value === 'number' && value >= 1 ? value : fallback;

/** `address` is the full URL that was asked for; every link repeats its other parameters. */
export function paginate<T>(all: readonly T[], query: Parameters, address: URL): Page<T> {
  const size = Math.min(whole(query.per_page, 30), LARGEST_PAGE);
  const page = whole(query.page, 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (name: string, number: number): string => {
    const target = new URL(address);
    target.searchParams.set('page', String(number));
    return `<${target.href}>; rel="${name}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', Math.min(page - 1, last))] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  const items = all.slice((page - 1) * size, page * size);
  return { items, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}
