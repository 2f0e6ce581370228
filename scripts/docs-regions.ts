// What is generated in Markdown and beside it; a room that can describe itself adds its line here.
import { actionsTable } from './action-docs.ts';
import { configurationSchema, configurationTable, rulesTable } from './config-docs.ts';

// The text between <!-- name --> and <!-- /name --> of README.md at the root.
export const rootRegions: Readonly<Record<string, (root: string) => string | Promise<string>>> = {
  actions: actionsTable,
  configuration: configurationTable,
  rules: rulesTable,
};

// Whole files, such as a JSON Schema for editors: path -> text.
export const generatedFiles: Readonly<Record<string, (root: string) => string | Promise<string>>> = {
  'packages/core/config.schema.json': configurationSchema,
};
