/** What the lists of pull requests say of each, besides what issues have too. */
import type { PullFacts } from '../../domain/pull-request.ts';
import type { Stub } from '../../domain/snapshot.ts';
import { type Nodes, present, type StubNode, stubOf } from './stub.ts';

export interface PullFactsNode {
  headRefOid: string;
  headRefName: string;
  baseRefName: string;
  isCrossRepository: boolean;
  isDraft: boolean;
  reviewDecision: string | null;
  mergeable: string;
  merged: boolean;
  closingIssuesReferences: Nodes<{ number: number }> | null;
  commits: Nodes<{ commit: { statusCheckRollup: { state: string } | null } }> | null;
}

export const pullStubOf = (node: StubNode & PullFactsNode): Stub => ({ ...stubOf('pull', node), pull: factsOf(node) });

const factsOf = (node: PullFactsNode): PullFacts => ({
  head: node.headRefOid,
  branch: node.headRefName,
  fork: node.isCrossRepository,
  base: node.baseRefName,
  draft: node.isDraft,
  closes: present(node.closingIssuesReferences).map(({ number }) => number),
  merged: node.merged,
  state: pullState(node),
});

/** Mergeability is unknown after every push until somebody asks: only a conflict is a state. */
export function pullState(pull: PullFactsNode): string {
  return [
    pull.headRefOid,
    pull.isDraft ? 'draft' : 'ready',
    pull.reviewDecision ?? 'unreviewed',
    pull.mergeable === 'CONFLICTING' ? 'conflicting' : 'mergeable',
    present(pull.commits)[0]?.commit.statusCheckRollup?.state ?? 'unchecked',
  ].join(' ');
}
