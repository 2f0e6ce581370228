// What is generated in Markdown and beside it; a room that can describe itself adds its line here.
import { actionsTable } from './action-docs.ts';
import { commandGroups, commandReference } from './cli-docs.ts';
import { configurationSchema, configurationTable, defaultConfiguration, rulesTable } from './config-docs.ts';
import { rhythmPages, rhythmsTable } from './rhythm-docs.ts';
import { agentsTable, modesTable, permissionsTable } from './token-docs.ts';

// Files whose regions are generated.
export const regionFiles: readonly string[] = [
  'README.md',
  'packages/core/SETTINGS.md',
  'packages/core/TOKENS.md',
  'packages/cli/README.md',
  'workflows/README.md',
];

// The text between <!-- name --> and <!-- /name --> of those files.
export const rootRegions: Readonly<Record<string, (root: string) => string | Promise<string>>> = {
  actions: actionsTable,
  commands: commandGroups,
  reference: commandReference,
  configuration: configurationTable,
  rules: rulesTable,
  rhythms: rhythmsTable,
  'tokens-permissions': permissionsTable,
  'tokens-modes': modesTable,
  'tokens-agents': agentsTable,
};

// Whole files, such as a JSON Schema for editors: path -> text.
export const generatedFiles: Readonly<Record<string, (root: string) => string | Promise<string>>> = {
  'packages/core/config.schema.json': configurationSchema,
  'packages/core/src/domain/default-config.generated.ts': defaultConfiguration,
  ...rhythmPages,
};
