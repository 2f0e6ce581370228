import { CANARIES, DISGUISES } from '@steward/sandbox/canaries.ts';
import { expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { updateDashboardAlone } from '../../actions/update-dashboard/flow.ts';
import { HALF_HOUR, stagesOf } from '../support/cycle.ts';
import { filesSaying, saysAround, WORLD } from './places.ts';
import { faultsIn, leaksIn, toldBy } from './told.ts';

const raise = stagesOf([WORLD]);
const GREEDY =
  'mode: assist\ncaps:\n  new-issues-a-day: 50\n  open-tasks: 100\n  suggestions: 20\n  notifications-a-week: 500\n';
it.each(CANARIES)('zz $name', async (canary) => {
  const t0 = performance.now();
  const texts = Object.values(DISGUISES).map((d) => d(canary));
  const files = Object.assign({}, ...texts.map((text, i) => filesSaying(text, i)));
  const stage = await raise([{ ...WORLD, ...files, '.github/steward.yml': GREEDY }]);
  for (const [i, text] of texts.entries()) await saysAround(stage, text, i);
  const t1 = performance.now();
  const auto = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;
  const first = await runCycle(stage.world(), auto);
  stage.pass(HALF_HOUR);
  const page = await updateDashboardAlone(stage.world());
  const t2 = performance.now();
  const told = toldBy(stage, first, page);
  console.log(
    canary.name,
    t1 - t0,
    t2 - t1,
    'issues',
    stage.visible().length,
    first.report.evidence,
    first.report.failures,
    first.report.warnings,
  );
  const seen = new Set<string>();
  for (const { where, text: raw } of told.filter((x) => !/request|outputs|events|tasks\//.test(x.where))) {
    const texts = [raw];
    for (const text of texts) {
      for (const form of [canary.secret, btoa(canary.text), btoa(canary.secret)])
        for (let i = 0; i + 12 <= form.length; i++) {
          const at = text.indexOf(form.slice(i, i + 12));
          if (at < 0) continue;
          const k = where.replace(/\d+/g, 'N') + ' :: ' + JSON.stringify(text.slice(Math.max(0, at - 70), at + 70));
          const kk = k.replace(/\d/g, '0');
          if (!seen.has(kk)) {
            seen.add(kk);
            console.log(k);
          }
          break;
        }
    }
  }
  console.log([...new Set(leaksIn(stage, told).map((l) => l.replace(/\d+/g, 'N')))].map((l) => 'LEAK ' + l).join('\n'));
  const f = [...new Set(faultsIn(stage).map((x) => x.slice(0, 600)))];
  console.log('FAULTS', f.length, f.slice(0, 4).join('\n---\n'));
});
