// Reads prices out of models.dev data (MIT): its published JSON, or the TOML files of a checkout.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './price-list.ts';

export type PriceSource = (vendor: string, id: string) => Row | null;

interface Cost {
  input?: number;
  output?: number;
  cache_read?: number;
  cache_write?: number;
  tiers?: (Cost & { tier?: { size?: number }; context?: { min?: number } })[];
  context_over_200k?: Cost;
}

// A folder is a checkout; anything else is the JSON, on disk or at an address.
export async function openPriceData(from: string): Promise<PriceSource> {
  if (/^https?:/.test(from)) {
    const answer = await fetch(from);
    if (!answer.ok) throw new Error(`${from} answers ${answer.status}: give the address of api.json, or a file`);
    return publishedPrices(await answer.text());
  }
  if (!existsSync(from))
    throw new Error(`${from} is not there: give a checkout of models.dev, its api.json, or an address`);
  return statSync(from).isDirectory() ? checkedOutPrices(from) : publishedPrices(readFileSync(from, 'utf8'));
}

export function publishedPrices(text: string): PriceSource {
  const data = JSON.parse(text) as Record<string, { models?: Record<string, { cost?: Cost }> }>;
  return (vendor, id) => {
    const cost = data[vendor]?.models?.[id]?.cost;
    return cost === undefined ? null : rowOf(cost, `${vendor}/${id}`);
  };
}

export const checkedOutPrices =
  (folder: string): PriceSource =>
  (vendor, id) => {
    const path = join(folder, 'providers', vendor, 'models', `${id}.toml`);
    if (!existsSync(path)) return null;
    const cost = costIn(readFileSync(path, 'utf8'));
    return cost === null ? null : rowOf(cost, path);
  };

// Only what a price is made of: the tables `[cost]` and `[[cost.tiers]]`, which hold numbers and one inline table of a number.
export function costIn(toml: string): Cost | null {
  const tables: { name: string; values: Record<string, unknown> }[] = [];
  for (const line of toml.split(/\r?\n/).map((raw) => raw.replace(/#.*$/, '').trim())) {
    if (line.startsWith('[')) tables.push({ name: line, values: {} });
    else assign(tables.at(-1)?.values ?? {}, line);
  }
  const named = (name: string) => tables.filter((table) => table.name === name).map(({ values }) => values as Cost);
  const [cost] = named('[cost]');
  const tiers = named('[[cost.tiers]]');
  return cost === undefined ? null : { ...cost, ...(tiers.length > 0 && { tiers }) };
}

function assign(into: Record<string, unknown>, line: string): void {
  const [, key = '', value = ''] = /^(\w+)\s*=\s*(.+)$/.exec(line) ?? [];
  const [, inner, figure] = /\{.*\b(size|min)\s*=\s*([\d_.]+).*\}/.exec(value) ?? [];
  if (inner !== undefined) into[key] = { [inner]: numberIn(figure) };
  else if (/^[\d_.]+$/.test(value)) into[key] = numberIn(value);
}

const numberIn = (text = ''): number => Number(text.replaceAll('_', ''));

function rowOf(cost: Cost, where: string): Row {
  const over = cost.context_over_200k;
  const tiers = [
    ...(cost.tiers ?? []).map((tier) => ({ above: tier.tier?.size ?? tier.context?.min, tier })),
    ...(over && !cost.tiers ? [{ above: 200_000, tier: over }] : []),
  ].map(({ above, tier }) => ({ above: figure(above, `${where}, size of a tier`), ...ratesOf(tier, where) }));
  return { ...ratesOf(cost, where), ...(tiers.length > 0 && { tiers: tiers.sort((a, b) => a.above - b.above) }) };
}

const ratesOf = ({ input, output, cache_read: read, cache_write: write }: Cost, where: string) => ({
  ...{ input: figure(input, `${where}, input`), output: figure(output, `${where}, output`) },
  ...(read !== undefined && { cacheRead: figure(read, `${where}, cache_read`) }),
  ...(write !== undefined && { cacheWrite: figure(write, `${where}, cache_write`) }),
});

function figure(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`${what}: no price that can be read`);
}
