/** Bugs in the look at a set-up: faults that nobody hears of, good ones that are blamed, and words that outlive what they are of. */
import type { Mutant } from './mutant.ts';

const DECIDE = 'packages/core/src/decide/doctor';
const LEDGER = `${DECIDE}/ledger-checks.ts`;
const doctor = 'test/cli/doctor/doctor.test.ts';
const diagnosis = 'test/decide/doctor/diagnosis.test.ts';
const runs = 'test/actions/set-up.test.ts';
const quiet = 'test/actions/quiet.test.ts';

export const DOCTOR_MUTANTS: readonly Mutant[] = [
  {
    name: 'doctor-lets-forks-read-memory',
    why: 'Runs on pull requests of strangers would end red one after another, and doctor would say that all is well.',
    file: LEDGER,
    find: "...['pull_request', 'pull_request_target',",
    replace: "...['pull_request_target',",
    caughtBy: [{ tests: doctor, title: 'finds ledger-cache-read-only' }],
  },
  {
    name: 'doctor-lets-runs-overlap-on-the-cache',
    why: 'Two runs would each take the memory that the other did not see.',
    file: LEDGER,
    find: "if (workflow.concurrency !== 'none') return [];",
    replace: "if (workflow.concurrency === 'none') return [];",
    caughtBy: [{ tests: doctor, title: 'finds ledger-cache-concurrency' }],
  },
  {
    name: 'doctor-lets-a-week-pass',
    why: 'A workflow that runs on Mondays would lose its memory every other week.',
    file: LEDGER,
    find: 'days === null || days < KEPT_DAYS',
    replace: 'days === null || days <= KEPT_DAYS',
    caughtBy: [{ tests: doctor, title: 'finds ledger-cache-evicted' }],
  },
  {
    name: 'doctor-sees-no-rare-schedule',
    why: 'The rarer it runs, the surer its memory is lost, and the less would be said.',
    file: LEDGER,
    find: '[now, ...ticksOf(crons, now, LOOKED_AT_DAYS), now + LOOKED_AT_DAYS * DAY]',
    replace: 'ticksOf(crons, now, LOOKED_AT_DAYS)',
    caughtBy: [{ tests: doctor, title: 'finds ledger-cache-evicted' }],
  },
  {
    name: 'doctor-trusts-a-hosted-folder',
    why: 'Each run would begin without memory, and nobody would be told why.',
    file: LEDGER,
    find: '(?:ubuntu|windows|macos)-',
    replace: '(?:windows|macos)-',
    caughtBy: [{ tests: doctor, title: 'finds ledger-folder-hosted' }],
  },
  {
    name: 'doctor-blames-an-unused-branch',
    why: 'Whoever keeps memory elsewhere would be warned each day of a branch that does not matter.',
    file: 'packages/core/src/flow/doctoring.ts',
    find: "memoryKindOf(settings.ledgerBranch) === 'branch' ?",
    replace: "memoryKindOf(settings.ledgerBranch) !== 'cache' ?",
    caughtBy: [{ tests: runs, title: 'asks nothing of a branch where memory is on none' }],
  },
  {
    name: 'doctor-takes-the-dashboard-for-a-foreign-pin',
    why: 'Where memory cannot be seen, people would be told to unpin the dashboard itself.',
    file: `${DECIDE}/repository-checks.ts`,
    find: " || memory.kind === 'unseen'",
    replace: '',
    caughtBy: [{ tests: doctor, title: 'has nothing to say of memory in' }],
  },
  {
    name: 'doctor-asks-for-more-than-is-needed',
    why: 'People would give a token that writes code where nothing writes any.',
    file: `${DECIDE}/needed.ts`,
    find: "...(!isOnBranch && { contents: 'read' }),",
    replace: '',
    caughtBy: [{ tests: doctor, title: 'has nothing to say of memory in' }],
  },
  {
    name: 'doctor-fears-rules-that-steward-keeps',
    why: 'A branch that is well protected would be called broken.',
    file: `${DECIDE}/branch-checks.ts`,
    find: "  update: 'restricts updates',",
    replace: "  update: 'restricts updates',\n  deletion: 'restricts deletion',",
    caughtBy: [{ tests: diagnosis, title: 'of rules that Steward keeps' }],
  },
  {
    name: 'doctor-takes-unknown-for-good',
    why: 'What the token may not see would look as if it had been checked.',
    file: `${DECIDE}/diagnosis.ts`,
    find: "part?.kind === 'unknown' ?",
    replace: "part?.kind === 'unknown' && key !== 'secrets' ?",
    caughtBy: [{ tests: diagnosis, title: 'what may not be known is said to be unknown' }],
  },
  {
    name: 'doctor-misses-keys-that-nobody-chose',
    why: 'Everybody without a key would be told that something is wrong, and nothing is.',
    file: `${DECIDE}/model-means.ts`,
    find: 'ROLES.filter((role) => models[role].chain.join() !== usual[role].chain.join())',
    replace: 'ROLES.filter((role) => models[role].chain.join() !== "")',
    caughtBy: [{ tests: doctor, title: 'has nothing to say of a good set-up' }],
  },
  {
    name: 'doctor-blames-secrets-of-an-environment',
    why: 'A secret that is there would be called missing, since only the repository was looked at.',
    file: `${DECIDE}/given.ts`,
    find: 'environment ? null : known(facts.secrets)',
    replace: 'known(facts.secrets)',
    caughtBy: [{ tests: doctor, title: 'a secret that only an environment has' }],
  },
  {
    name: 'doctor-buries-errors',
    why: 'What stops everything would stand below what is only good to know.',
    file: `${DECIDE}/diagnosis.ts`,
    find: 'FINDING_LEVELS.flatMap((level) => all.filter((one) => one.level === level))',
    replace: 'FINDING_LEVELS.flatMap((level) => (level === "error" ? all : []))',
    caughtBy: [{ tests: doctor, title: 'finds at least twenty-five at once, the errors first' }],
  },
  {
    name: 'set-up-told-to-nobody',
    why: 'A run would find a fault of its set-up and end green without a word.',
    file: 'packages/core/src/flow/doctoring.ts',
    find: 'tick.told.warnings.push(...tick.setUp.map(',
    replace: 'tick.told.warnings.push(...tick.setUp.slice(1).map(',
    caughtBy: [{ tests: runs, title: 'looks once a day, warns once a day' }],
  },
  {
    name: 'set-up-mended-and-still-told',
    why: 'The dashboard would name for ever what was mended long ago.',
    file: 'packages/core/src/flow/examined.ts',
    find: 'if (found === null) return [];',
    replace: 'if (found === null || found.length === 0) return [];',
    caughtBy: [
      { tests: runs, title: 'until it is mended' },
      { tests: 'test/faults/set-up-month.test.ts', title: 'is told in time' },
    ],
  },
  {
    name: 'own-runs-are-news',
    why: 'Each run would find that the one before it had ended, look for work again and commit to memory, forty-eight times a day.',
    file: 'packages/core/src/flow/tick.ts',
    find: 'withoutAgentRuns(whole.head, own, world.settings.workflow)',
    replace: 'withoutAgentRuns(whole.head, own, null)',
    caughtBy: [{ tests: quiet, title: 'takes the runs of its own workflow for no news' }],
  },
];
