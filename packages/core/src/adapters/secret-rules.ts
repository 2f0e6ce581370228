/** Secretlint's recommended rules as one function; a file of its own, so that it is loaded only when there is text to inspect. */
import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

export type Lint = (content: string) => Promise<{ range: readonly [number, number]; ruleId: string }[]>;

const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] };

// It would keep several marks of every rule and text for as long as the process lives.
secretLintProfiler.setEnabled(false);

export const lint: Lint = async (content) => {
  const source = { content, filePath: 'text.txt', ext: '.txt', contentType: 'text' as const };
  const result = await lintSource({ source, options: { config, maskSecrets: true, noPhysicFilePath: true } });
  return result.messages.map(({ range, ruleId }) => ({ range, ruleId }));
};
