/** What a hand-off must pass: an agent works where the owner wants that, on what nobody else has in hand. */
import { sharedArea } from '../domain/areas.ts';
import { areasOf, HANDABLE, roomForAgents } from '../domain/hand-off.ts';
import type { Proposal } from '../domain/proposal.ts';
import { isTeamOf } from '../domain/reach.ts';
import { callsOneTeam, isPerson, ownerOf } from './ask-policies.ts';
import { no, type Policy } from './policy.ts';

type HandOff = Extract<Proposal, { kind: 'hand-off' }>;

/** A comment takes 65,536 characters, and so do all inputs of a dispatch together. */
const TEXT_LIMIT = 40_000;

export const handsOver: Policy<HandOff> = (_, { mode }) =>
  mode === 'autopilot' ? null : no('mode', 'only mode `autopilot` hands tasks to agents');

export const handable: Policy<HandOff> = ({ subject, number }, { ledger: { tasks } }) => {
  const task = tasks[subject];
  if (task?.number !== number) return no('ownership', `#${number} is no open task`);
  return HANDABLE.includes(task.status) ? null : no('duplicate', `#${number} is ${task.status}`);
};

export const unleased: Policy<HandOff> = ({ subject, number }, { ledger, granted }) =>
  subject in ledger.state.leases || granted.subjects.has(subject)
    ? no('duplicate', `somebody has #${number} in hand`)
    : null;

export const roomForLease: Policy<HandOff> = (_, { ledger, config, granted }) =>
  roomForAgents(ledger, config) > granted.handed.length
    ? null
    : no('cap-hand-offs', 'agents have as much in hand as they may, or people as much to look at');

export const apart: Policy<HandOff> = ({ subject, number }, { ledger, granted }) => {
  const own = areasOf(subject, ledger);
  const others = [...Object.keys(ledger.state.leases), ...granted.handed].map((id) => areasOf(id, ledger));
  const shared = others.map((areas) => sharedArea(own, areas)).find((area) => area !== null);
  return shared === undefined ? null : no('scope', `#${number} would touch what another agent has in hand`);
};

/** Who is assigned is a person; of what is mentioned, only a team of the repository's own organisation. */
export const toPeople: Policy<HandOff> = ({ reach, body }, bench) => {
  if (reach.by === 'person') return reach.logins.length > 0 && reach.logins.every(isPerson) ? null : nobody;
  if (reach.by !== 'team') return null;
  return isTeamOf(reach.team, ownerOf(bench)) && body.startsWith(`@${reach.team}:`)
    ? callsOneTeam(body, bench)
    : nobody;
};

const nobody = no('ownership', 'it names nobody who could take it');

export const instructed: Policy<HandOff> = ({ body }) => {
  if (body.trim() === '') return no('size', 'it says nothing');
  return body.length <= TEXT_LIMIT ? null : no('size', 'its instructions are longer than an agent can be given');
};
