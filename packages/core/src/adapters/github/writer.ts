/** Writes issues, comments and labels through GitHub: each method sends its one write once, and says how certain its end is. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { RepoWriter, WriteResult, Written } from '../../ports.ts';
import { createCommentWriter } from './comment-writer.ts';
import {
  CLOSE_ISSUE,
  CREATE_ISSUE,
  LINK_CHILD,
  LINK_ISSUE,
  PIN_ISSUE,
  REOPEN_ISSUE,
  SET_LABELS,
  UNPIN_ISSUE,
  UPDATE_ISSUE,
} from './mutations.graphql.ts';
import { createNodeIds } from './node-ids.ts';
import { createSending, type SendingOptions } from './sending.ts';
import type { Nodes } from './stub.ts';

interface IssueNode {
  id: string;
  number: number;
  updatedAt: string;
  /** Newest first. */
  userContentEdits?: Nodes<{ id: string; editor: Actor | null }> | null;
}
interface LinkPayload {
  addBlockedBy: { issue: Written | null; blockingIssue: Written | null } | null;
}
interface ChildPayload {
  addSubIssue: { issue: Written | null; subIssue: Written | null } | null;
}
type Payloads = Record<string, { issue: IssueNode | null } | null>;

/** A hole is an edit without an id, by nobody known: whoever asks has to look. */
function beforeLast(
  edits: Nodes<{ id: string; editor: Actor | null }> | null,
): { id: string; editor: string } | undefined {
  const before = edits?.nodes === null ? null : edits?.nodes?.[1];
  if (edits !== null && before === undefined) return undefined;
  return { id: before?.id ?? '', editor: accountOf(before?.editor) };
}

const labelChange = (id: string, adds: readonly string[], removes: readonly string[]) => ({
  add: { labelableId: id, labelIds: adds },
  remove: { labelableId: id, labelIds: removes },
  adds: adds.length > 0,
  removes: removes.length > 0,
});

export function createRepoWriter(options: SendingOptions): RepoWriter {
  const { client, repository } = options;
  const ids = createNodeIds(client, repository);
  const sending = createSending(options);
  // Most runs reach no agent.
  const agents = async () => (await import('./agent-writer.ts')).createAgentWriter(client, repository, sending);

  /** Sends a mutation, each of whose fields answers with the issue as it is afterwards. */
  const write = (text: string, variables: object, doing: string): Promise<WriteResult<Written>> =>
    sending.mutate(text, variables, doing, (payloads: Payloads) => {
      const issues = Object.values(payloads).map((payload) => payload?.issue);
      const issue = issues.at(-1);
      if (!issue || issues.includes(null) || issues.includes(undefined)) return null;
      ids.rememberIssue(issue.number, issue.id);
      const { number, updatedAt, userContentEdits: edits } = issue;
      const previous = edits === undefined ? undefined : beforeLast(edits);
      return { number, updatedAt, ...(previous && { previous }) };
    });

  const onIssue = async (
    number: number,
    then: (id: string) => Promise<WriteResult<Written>>,
  ): Promise<WriteResult<Written>> => {
    const id = await ids.issue(number);
    return id === null ? { kind: 'refused', reason: `there is no issue #${number}`, gone: true } : then(id);
  };

  return {
    ...createCommentWriter(ids, sending),

    async createIssue({ title, body, labels }) {
      const known = await ids.labels(labels);
      const missing = labels.filter((name) => known.labels.get(name) === null);
      if (missing.length > 0) return { kind: 'refused', reason: `there is no label ${missing.join(', ')}` };
      const labelIds = labels.map((name) => known.labels.get(name));
      const input = { repositoryId: known.repository, title, body, labelIds };
      return write(CREATE_ISSUE, { input }, 'open issues');
    },

    updateIssue: ({ number, body }) =>
      onIssue(number, (id) => write(UPDATE_ISSUE, { input: { id, body } }, 'edit issues')),

    closeIssue: ({ number, duplicateOf, done, body, remove = [], add = [] }) =>
      onIssue(number, async (id) => {
        const named = [...remove, ...add];
        const known = named.length > 0 ? (await ids.labels(named)).labels : new Map<string, string | null>();
        const idsOf = (names: readonly string[]) => names.flatMap((name) => known.get(name) ?? []);
        const [adds, removes] = [idsOf(add), idsOf(remove)];
        if (adds.length < add.length) return { kind: 'refused', reason: `there is no label ${add.join(', ')}` };
        const original = duplicateOf === null ? null : await ids.issue(duplicateOf);
        const reason =
          original === null
            ? { stateReason: done ? 'COMPLETED' : 'NOT_PLANNED' }
            : { stateReason: 'DUPLICATE', duplicateIssueId: original };
        const variables = {
          ...{ body: { id, body }, close: { issueId: id, ...reason } },
          ...labelChange(id, adds, removes),
        };
        return write(CLOSE_ISSUE, variables, 'close issues');
      }),

    reopenIssue: ({ number }) =>
      onIssue(number, (id) => write(REOPEN_ISSUE, { input: { issueId: id } }, 'open issues')),

    pinIssue: ({ number }) => onIssue(number, (id) => write(PIN_ISSUE, { input: { issueId: id } }, 'pin issues')),

    unpinIssue: ({ number }) => onIssue(number, (id) => write(UNPIN_ISSUE, { input: { issueId: id } }, 'unpin issues')),
    deleteLabel: async (label) => (await import('./removals.ts')).deleteLabel(options, sending, label),
    deleteBranch: async (branch) => (await import('./removals.ts')).deleteBranch(options, sending, branch),

    linkIssue: async ({ number, blockedBy }) => {
      const [id, blockingIssueId] = [await ids.issue(number), await ids.issue(blockedBy)];
      const missing = id === null ? number : blockedBy;
      if (id === null || blockingIssueId === null)
        return { kind: 'refused', reason: `there is no issue #${missing}`, gone: true };
      const variables = { input: { issueId: id, blockingIssueId } };
      const answer = await sending.spaced(() => client.mutate<LinkPayload>(LINK_ISSUE, variables));
      // What is blocked already is what was wanted, whoever said so.
      if (answer.kind === 'refused' && /already/i.test(answer.message)) return { kind: 'done', value: { made: false } };
      return sending.resultOf(answer, 'link issues', ({ addBlockedBy }: LinkPayload) => {
        if (!addBlockedBy?.issue || !addBlockedBy.blockingIssue) return null;
        return { made: true as const, issue: addBlockedBy.issue, blocker: addBlockedBy.blockingIssue };
      });
    },

    linkChild: async ({ number, parent }) => {
      const [subIssueId, issueId] = [await ids.issue(number), await ids.issue(parent)];
      const missing = subIssueId === null ? number : parent;
      if (subIssueId === null || issueId === null)
        return { kind: 'refused', reason: `there is no issue #${missing}`, gone: true };
      const answer = await sending.spaced(() =>
        client.mutate<ChildPayload>(LINK_CHILD, { input: { issueId, subIssueId } }),
      );
      if (answer.kind === 'refused' && /duplicate/i.test(answer.message))
        return { kind: 'done', value: { made: false } };
      return sending.resultOf(answer, 'link issues', ({ addSubIssue }: ChildPayload) => {
        if (!addSubIssue?.issue || !addSubIssue.subIssue) return null;
        return { made: true as const, issue: addSubIssue.subIssue, blocker: addSubIssue.issue };
      });
    },

    async setLabels({ number, add, remove }) {
      const known = await ids.labels([...add, ...remove]);
      const idsOf = (names: readonly string[]) => names.flatMap((name) => known.labels.get(name) ?? []);
      const absent = add.filter((name) => known.labels.get(name) === null).join(', ');
      if (absent !== '') return { kind: 'refused', reason: `there is no label ${absent}` };
      const [adds, removes] = [idsOf(add), idsOf(remove)];
      return onIssue(number, (id) => write(SET_LABELS, labelChange(id, adds, removes), 'set labels'));
    },

    // Few runs hand anything over, so what reaches agents is loaded by those.
    dispatchWorkflow: async (dispatch) => (await agents()).dispatchWorkflow(dispatch),
    callAgent: async (comment) => (await agents()).callAgent(comment),
    assignIssue: async (issue) => (await agents()).assignIssue(issue),
    assignCopilot: async (issue) => (await agents()).assignCopilot(issue),

    async createLabel(label) {
      // Asked each time: people delete and rename labels. Opening an issue needs the answer anyway.
      if ((await ids.labels([label.name])).labels.get(label.name) !== null)
        return { kind: 'done', value: { made: false } };
      const route = 'POST /repos/{owner}/{repo}/labels';
      const { owner, name: repo } = repository;
      const answer = await sending.spaced(() =>
        client.rest<{ name: string; node_id: string }>(route, { owner, repo, ...label }),
      );
      // A label that is there already is what was wanted, whoever made it.
      if (answer.kind === 'refused' && /already_exists/.test(answer.message)) {
        return { kind: 'done', value: { made: false } };
      }
      return sending.resultOf(answer, 'create labels', ({ name, node_id }) => {
        if (node_id) ids.rememberLabel(name, node_id);
        return { made: true };
      });
    },
  };
}
