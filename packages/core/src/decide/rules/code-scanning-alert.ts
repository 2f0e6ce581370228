/** Finds open alerts of code scanning: each grave one where only those who may see it read, else their number alone. */
import type { Finding, Rule } from '../../domain/evidence.ts';
import type { CodeAlert } from '../../domain/remote.ts';
import { alertReason, countedAlerts, isGrave, weightOf } from './alerts.ts';
import { shorten } from './citation.ts';
import { citePage } from './page.ts';

function findingOf({ number, url, severity, tool, rule, description, message, path, line }: CodeAlert): Finding {
  return citePage(
    {
      rule: 'code-scanning-alert',
      shown: `alert ${number}`,
      url,
      excerpt: `${path}:${line} ${message || description || rule}`,
    },
    {
      cause: `${rule} ${path}`,
      weight: weightOf(severity),
      facts: {
        ...{ number, severity: severity ?? '', path, line, check: shorten(rule, 100), tool: shorten(tool, 60) },
        description: shorten(description, 200),
      },
    },
  );
}

export const codeScanningAlert: Rule = {
  name: 'code-scanning-alert',
  words: 'Open alerts of code scanning: each grave one in a private repository, in a public one only their number',
  type: 'security',
  category: 'maintenance',
  weight: 0.85,
  needs: ['codeAlerts'],
  find({ remote: { home, codeAlerts: known } }) {
    if (known === null) return [];
    if (known.kind === 'counted') return countedAlerts('code-scanning-alert', known, home);
    return known.alerts.filter(isGrave).map(findingOf);
  },
  reason: alertReason,
};
