/** Models: whether those that the owner names can be asked, and whether anything is handed in that has no use or no place there. */
import { ADDRESS, ADDRESS_WORDS } from '../../domain/address.ts';
import type { Provider } from '../../domain/model.ts';
import { isOwnAddress, keyInputOf } from '../../domain/model-role.ts';
import { type Finding, known, type SetUp } from '../../domain/set-up.ts';
import { type CycleWorkflow, cycleWorkflows, stepsWith } from './cycle-workflow.ts';
import { isGiven, literalOf, secretsIn } from './given.ts';
import { isHosted } from './ledger-checks.ts';
import { cycleJobs, type ModelMeans, modelMeans } from './model-means.ts';
import { nameOf, pageOf, type Said } from './said.ts';

export function modelFindings(facts: SetUp): Finding[] {
  const cycles = cycleWorkflows(known(facts.workflows) ?? []);
  const [first] = cycles;
  const means = modelMeans(facts);
  const whole = means === null || first === undefined ? [] : meansFindings(facts, means, first);
  return [
    ...whole.map((one) => ({ ...one, link: pageOf(facts, first ?? { path: facts.configPath }) })),
    ...cycles.flatMap((one) => writtenFindings(one).map((said) => ({ ...said, link: pageOf(facts, one) }))),
    ...redisFindings(facts),
  ];
}

const meansFindings = (facts: SetUp, means: ModelMeans, workflow: CycleWorkflow): Said[] => [
  ...missingFindings(facts, means, workflow),
  ...unusedFindings(means, workflow),
  ...addressFindings(facts, means, workflow),
  ...localFindings(facts, means, workflow),
];

/** Of a vendor that only the defaults name nothing is missed: the next one is asked, or templates write. */
function missingFindings(facts: SetUp, { chosen, keys }: ModelMeans, workflow: CycleWorkflow): Said[] {
  const without = chosen.filter((provider) => !isOwnAddress(provider) && keys.get(provider) === false);
  return without.map((provider): Said => {
    const input = keyInputOf(provider);
    const [secret] = (cycleJobs(facts) ?? []).flatMap(({ given }) => secretsIn(given[input]));
    const isGone = secret !== undefined;
    return {
      ...{ id: 'model-key-missing', level: 'warning' },
      what: isGone
        ? `\`models\` names ${provider}, and there is no secret ${secret}, which is handed in as its key.`
        : `\`models\` names ${provider}, and ${nameOf(workflow)} hands in no \`${input}\`.`,
      why: 'it is passed over, and the next of the chain is asked, or templates write',
      remedy: isGone
        ? `Create the secret ${secret}, or take ${provider} out of \`models\`.`
        : `Write \`${input}: \${{ secrets.${input.replaceAll('-', '_').toUpperCase()} }}\` under \`with:\`, or take ${provider} out of \`models\`.`,
    };
  });
}

/** What arrives for certain; a line whose secret is not there hands in nothing. */
function unusedFindings({ named, keys }: ModelMeans, workflow: CycleWorkflow): Said[] {
  const inputs = new Set(named.map(keyInputOf));
  const idle = [...keys].filter(([provider, key]) => key === true && !inputs.has(keyInputOf(provider)));
  return [...new Set(idle.map(([provider]) => keyInputOf(provider)))].map((input) => ({
    ...{ id: 'model-key-unused', level: 'hint' },
    what: `${nameOf(workflow)} hands in \`${input}\`, and nothing that it is for is named in \`models\`.`,
    why: 'what is not handed in cannot get lost',
    remedy: `Remove \`${input}\` from the workflow, or name one of those models.`,
  }));
}

/** An address that is handed in, and one that is wanted. */
function addressFindings(facts: SetUp, { named }: ModelMeans, workflow: CycleWorkflow): Said[] {
  const given = (cycleJobs(facts) ?? []).filter((job) => isGiven(job.given['base-url']));
  const found: Said[] = [];
  if (given.some((job) => !ADDRESS.test(literalOf(job.given['base-url']) ?? 'https://late'))) {
    found.push({
      ...{
        id: 'base-url-invalid',
        level: 'error',
        what: `Nothing may be sent to the \`base-url\` of ${nameOf(workflow)}.`,
      },
      why: 'every run ends red before it begins',
      remedy: `Give ${ADDRESS_WORDS}.`,
    });
  }
  const isCompatible = named.includes('compatible');
  if (!isCompatible && given.some((job) => !isGiven(job.given.model))) {
    found.push({
      ...{ id: 'base-url-unused', level: 'warning' },
      what: `${nameOf(workflow)} gives a \`base-url\`, which is that of \`compatible\`, and \`models\` names none of it.`,
      why: 'nothing is ever asked there',
      remedy: 'Give `model` beside it, or name a model as `compatible/…` in `models`.',
    });
  }
  if (isCompatible && given.length === 0 && facts.config?.models['base-urls'].compatible === undefined) {
    found.push({
      ...{
        id: 'model-address-missing',
        level: 'warning',
        what: '`models` names `compatible`, and nothing says where it answers.',
      },
      why: 'it is passed over, and the next of the chain is asked, or templates write',
      remedy: 'Set `models.base-urls.compatible`, or give `base-url` in the workflow.',
    });
  }
  return found;
}

const LOCAL = ['ollama', 'gpt4all', 'vllm'] as const satisfies readonly Provider[];
const HERE = /^http:\/\//;

/** Whoever starts such a server in the workflow, or says there where it is, names it. */
function localFindings(facts: SetUp, { named }: ModelMeans, workflow: CycleWorkflow): Said[] {
  const urls = facts.config?.models['base-urls'] ?? {};
  const text = workflow.text.toLowerCase();
  const absent = LOCAL.filter(
    (name) => named.includes(name) && HERE.test(urls[name] ?? 'http://') && !text.includes(name),
  );
  if (!(cycleJobs(facts) ?? []).every(isHosted)) return [];
  return absent.map((name) => ({
    ...{ id: 'model-address-hosted', level: 'warning' },
    what: `\`models\` names ${name} on the machine of the run, which is one of GitHub's, and ${nameOf(workflow)} starts none.`,
    why: 'it does not answer, and the next of the chain is asked, or templates write',
    remedy: `Start ${name} in the job, run it on a runner of your own, or set \`models.base-urls.${name}\`.`,
  }));
}

const SECRET = /(?:-api-key|-token)$/;

function writtenFindings(workflow: CycleWorkflow): Said[] {
  const given = workflow.jobs.flatMap((job) => Object.entries(job.given));
  const written = given.filter(([key, value]) => SECRET.test(key) && literalOf(value) !== null).map(([key]) => key);
  return [...new Set(written)].map((input) => writtenFinding(workflow, input));
}

const writtenFinding = (workflow: { path: string }, input: string): Said => ({
  ...{
    id: 'secret-written',
    level: 'error',
    what: `\`${input}\` stands in ${nameOf(workflow)} for everybody to read.`,
  },
  why: 'whoever reads the repository, now or in its history, can use it',
  remedy: `Make a new one where it is from, keep it as a secret, and write \`${input}: \${{ secrets.NAME }}\`.`,
});

const REDIS = /^rediss?:\/\/\S+$/;
const NEAR = /^redis:\/\/(?:[^@/]*@)?(?:localhost|127\.|\[::1\]|[\w-]+(?::\d+)?(?:\/|$))/;

/** Whatever counts limits. */
const COUNTING =
  /(?:^|\/)actions\/(?:check-limits|generate-tasks|monitor-health|plan-work|prioritize|review-work|run-cycle|update-dashboard)(?:@|$)/;

/** Limits that repositories share; nothing of the address is repeated. */
function redisFindings(facts: SetUp): Finding[] {
  return stepsWith(known(facts.workflows) ?? [], COUNTING).flatMap(({ path, given }) => {
    const url = literalOf(given['redis-url']);
    const said = url === null ? null : redisFinding({ path }, url);
    return said === null ? [] : [{ ...said, link: pageOf(facts, { path }) }];
  });
}

function redisFinding(workflow: { path: string }, url: string): Said | null {
  if (!REDIS.test(url) || !URL.canParse(url)) {
    return {
      ...{
        id: 'redis-url-invalid',
        level: 'error',
        what: `The \`redis-url\` of ${nameOf(workflow)} is no address of a Redis.`,
      },
      why: 'its runs end red before they begin',
      remedy: 'Give `rediss://USER:PASSWORD@HOST:PORT`, from a secret.',
    };
  }
  if (new URL(url).password !== '') return writtenFinding(workflow, 'redis-url');
  if (!url.startsWith('redis:') || NEAR.test(url)) return null;
  return {
    ...{ id: 'redis-url-open', level: 'warning', what: `The \`redis-url\` of ${nameOf(workflow)} is not encrypted.` },
    why: 'whoever is on the way reads and changes what is counted',
    remedy: 'Write `rediss://`, where the server offers it.',
  };
}
