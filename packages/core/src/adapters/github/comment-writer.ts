/** Posts and edits comments on issues and pull requests. */
import type { RepoWriter, WrittenComment } from '../../ports.ts';
import { ADD_COMMENT, UPDATE_COMMENT } from './mutations.graphql.ts';
import type { NodeIds } from './node-ids.ts';
import type { Sending } from './sending.ts';

interface Place {
  number: number;
  updatedAt: string;
}
interface Added {
  addComment: { commentEdge: { node: { id: string } | null } | null; subject: Partial<Place> | null } | null;
}
interface Edited {
  updateIssueComment: { issueComment: { id: string; place: Place | null } | null } | null;
}

const NO_NODE = /could not resolve to a node/i;

export function createCommentWriter(
  ids: NodeIds,
  sending: Sending,
): Pick<RepoWriter, 'createComment' | 'updateComment'> {
  return {
    async createComment({ number, body }) {
      const subjectId = await ids.issue(number);
      if (subjectId === null) {
        return { kind: 'refused', reason: `there is no issue or pull request #${number}`, gone: true };
      }
      return sending.mutate(ADD_COMMENT, { input: { subjectId, body } }, 'comment', ({ addComment }: Added) =>
        shown(addComment?.commentEdge?.node, addComment?.subject),
      );
    },

    async updateComment({ on, comment, body }) {
      const result = await sending.mutate(
        UPDATE_COMMENT[on],
        { input: { id: comment, body } },
        'edit comments',
        ({ updateIssueComment: edited }: Edited) => shown(edited?.issueComment, edited?.issueComment?.place),
      );
      return result.kind === 'refused' && NO_NODE.test(result.reason) ? { ...result, gone: true } : result;
    },
  };
}

function shown(
  node: { id: string } | null | undefined,
  place: Partial<Place> | null | undefined,
): WrittenComment | null {
  if (!node || place?.number === undefined || place.updatedAt === undefined) return null;
  return { number: place.number, updatedAt: place.updatedAt, comment: node.id };
}
