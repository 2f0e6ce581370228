/** Workflows as they lie in a checkout, committed or not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowText } from '@steward/core/domain/pull-request.ts';
import type { Checkout } from './checkout.ts';

export function localWorkflows({ path }: Pick<Checkout, 'path'>): WorkflowText[] {
  const folder = join(path, '.github/workflows');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return names
    .filter(({ name }) => /\.ya?ml$/.test(name))
    .map(({ name }) => ({ path: `.github/workflows/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
}
