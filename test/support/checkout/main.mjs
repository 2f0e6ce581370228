// Fetches the run's commit with the job's token, as actions/checkout does, and lays out no more than the folders it is asked for.
import { execFileSync } from 'node:child_process';

const { GITHUB_WORKSPACE: cwd, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, INPUT_TOKEN } = process.env;
const folders = process.env['INPUT_SPARSE-CHECKOUT'].split('\n').filter((line) => line.trim() !== '');
if (process.env['INPUT_PERSIST-CREDENTIALS'] !== 'false') throw new Error('credentials are never kept here');

const basic = Buffer.from(`x-access-token:${INPUT_TOKEN}`).toString('base64');
const env = {
  ...process.env,
  // A token that is refused is not asked for again.
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'http.extraHeader',
  GIT_CONFIG_VALUE_0: `Authorization: basic ${basic}`,
};
const git = (...words) => execFileSync('git', words, { cwd, env, stdio: 'inherit' });

console.log(`checking out with Node ${process.versions.node}`);
git('init', '--quiet');
git('fetch', '--quiet', '--depth=1', `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`, GITHUB_SHA);
git('sparse-checkout', 'set', ...folders);
git('checkout', '--quiet', 'FETCH_HEAD');
