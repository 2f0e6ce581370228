/** Finds open alerts of Dependabot: each grave one where only those who may see it read, else their number alone. */
import type { Finding, Rule } from '../../domain/evidence.ts';
import type { DependencyAlert } from '../../domain/remote.ts';
import { alertReason, countedAlerts, isGrave, weightOf } from './alerts.ts';
import { shorten } from './citation.ts';
import { citePage } from './page.ts';

function findingOf(alert: DependencyAlert): Finding {
  const { number, url, severity, manifest, vulnerable } = alert;
  const name = shorten(alert.package, 100);
  return citePage(
    {
      rule: 'dependency-alert',
      shown: `alert ${number}`,
      url,
      excerpt: `${name} ${vulnerable} in ${manifest}: ${severity}`,
    },
    {
      cause: `${alert.ecosystem}/${name} ${manifest}`,
      weight: weightOf(severity) - (alert.scope === 'development' ? 0.25 : 0),
      facts: {
        ...{ number, severity, manifest, package: name, ecosystem: alert.ecosystem, scope: alert.scope ?? '' },
        ...{ advisory: alert.advisory, summary: shorten(alert.summary, 200), patched: alert.patched ?? '' },
      },
    },
  );
}

export const dependencyAlert: Rule = {
  name: 'dependency-alert',
  words: 'Open alerts of Dependabot: each grave one in a private repository, in a public one only their number',
  type: 'dependency-update',
  category: 'maintenance',
  weight: 0.85,
  needs: ['dependencyAlerts'],
  find({ remote: { home, dependencyAlerts: known } }) {
    if (known === null) return [];
    if (known.kind === 'counted') return countedAlerts('dependency-alert', known, home);
    return known.alerts.filter(isGrave).map(findingOf);
  },
  reason: alertReason,
};
