// Stands in for the bundled cycle: it reads once, opens what a first cycle would, is quiet afterwards, or fails as told.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const { GITHUB_API_URL: api, GITHUB_GRAPHQL_URL: graphql, GITHUB_REPOSITORY: repository } = process.env;
const [owner, name] = repository.split('/');
const headers = { authorization: `Bearer ${process.env['INPUT_GITHUB-TOKEN']}`, 'content-type': 'application/json' };
const mode = process.env.INPUT_MODE;
const config = process.env.INPUT_CONFIG;
const marker = (more) => `\n<!-- steward:v1 ${JSON.stringify({ intent: 'abcdef0123456789', ...more })} -->`;

async function ask(url, body) {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

console.log('::add-mask::a value nobody may see');
console.log('reading with a value nobody may see');
if (config && existsSync(config) && readFileSync(config, 'utf8').includes('fail')) {
  console.log(`::error::${config} is not valid:%0A  - line 1: remove it`);
  process.exit(1);
}
const query = `query Overview($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { oid } }
    issues(first: 20, states: OPEN) { nodes { number } }
  }
}`;
const { data } = await ask(graphql, { query, variables: { owner, name } });
const head = data.repository.defaultBranchRef?.target.oid ?? null;
const undo = process.env.INPUT_UNDO;
const isQuiet = undo === undefined && (head === null || data.repository.issues.nodes.length > 0);
const writes = mode !== 'observe' && !isQuiet && undo === undefined;
const bodies = [
  ['Read `1h 30m` whole', `**Why.** It stops at the space.${marker({ task: 'abcdef012345', fingerprints: [] })}`],
  [
    'Steward',
    `# Backlog\n\n- #1 first\n- [file](${process.env.GITHUB_SERVER_URL}/${repository}/blob/${head}/src/a%20file.txt#L1)\n- [runs](${process.env.GITHUB_SERVER_URL}/${repository}/actions)${marker({ dashboard: true })}`,
  ],
];
for (const [title, body] of writes ? bodies : []) {
  await ask(`${api}/repos/${repository}/issues`, { title, body });
}
const report = {
  at: new Date(0).toISOString(),
  mode,
  quiet: isQuiet,
  head,
  observed: ['0 issues', '0 pull requests', ...(isQuiet ? [] : ['head moved'])],
  moves: isQuiet ? [] : [{ kind: 'generate', score: 50, reasons: ['3 new issues a day'] }],
  evidence: { findings: isQuiet ? 0 : 2, rules: isQuiet ? 0 : 1, causes: isQuiet ? 0 : 2 },
  proposals: isQuiet ? 0 : 3,
  left: isQuiet ? [] : [{ title: 'Another', reason: 'no slot' }],
  refused: isQuiet
    ? []
    : [{ kind: 'open-issue', subject: 'aaa', title: 'Third', policy: 'cap-new-issues', reason: '3 a day' }],
  done: bodies.map(([title], index) => ({ kind: index === 0 ? 'opened' : 'dashboard', title, wrote: writes })),
  requests: { graphql: 1, rest: writes ? 2 : 0, writes: writes ? 2 : 0 },
  model: { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 },
  events: isQuiet ? 0 : 3,
  sequence: isQuiet ? 0 : 1,
  nextDue: null,
  warnings: [],
  failures: [],
  seconds: 0.1,
  tasks: [],
  dashboard: null,
  previous: null,
  ...(undo && {
    undo: {
      run: undo,
      at: new Date(0).toISOString(),
      outcome: 'done',
      spared: [{ what: '#1', reason: 'it is assigned' }],
    },
  }),
};
appendFileSync(process.env.GITHUB_OUTPUT, `report<<END\n${JSON.stringify(report)}\nEND\n`);
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '### Steward\n');
