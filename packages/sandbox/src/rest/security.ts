/** Alerts of code scanning and of Dependabot: listings only. */
import { type Call, type Handlers, listed } from './call.ts';
import { Failure, sandboxRefusal } from './failure.ts';
import { codeScanningView, dependabotView } from './security-view.ts';

type Security = 'code-scanning/list-alerts-for-repo' | 'dependabot/list-alerts-for-repo';

/** A filter that nobody here uses is refused, not ignored. */
function refuseOthers({ query }: Call, known: readonly string[], defaults: Readonly<Record<string, unknown>>): void {
  const strange = Object.keys(query).find((key) => !known.includes(key) && query[key] !== defaults[key]);
  if (strange !== undefined) throw sandboxRefusal(501, `${strange} is not implemented for alerts`);
}

const newestFirst = <T extends { number: number }>(alerts: readonly T[]): T[] =>
  alerts.toSorted((a, b) => b.number - a.number);

async function codeScanning(call: Call) {
  refuseOthers(call, ['state', 'page', 'per_page'], { direction: 'desc', sort: 'created' });
  const { world, query } = call;
  const known = world.data.alerts?.codeScanning ?? null;
  if (known === null) throw new Failure(404, 'no analysis found');
  const sha = (await world.git.ref(world.defaultRef)) ?? '';
  const shown = known.filter(({ state }) => query.state === undefined || state === query.state);
  return listed(call, newestFirst(shown), (alert) => codeScanningView(world, alert, sha));
}

function dependabot(call: Call) {
  // Its pages are told by cursors that no caller here needs: the first one is all there is.
  refuseOthers(call, ['state', 'per_page'], { direction: 'desc', sort: 'created' });
  const { world, query } = call;
  const known = world.data.alerts?.dependabot ?? null;
  if (known === null) throw new Failure(403, 'Dependabot alerts are disabled for this repository.');
  const states = query.state === undefined ? null : String(query.state).split(',');
  const shown = known.filter(({ state }) => states === null || states.includes(state));
  const { page: _, ...rest } = query;
  return listed({ ...call, query: rest }, newestFirst(shown), (alert) => dependabotView(world, alert));
}

export const SECURITY: Handlers<Security> = {
  'code-scanning/list-alerts-for-repo': codeScanning,
  'dependabot/list-alerts-for-repo': dependabot,
};
