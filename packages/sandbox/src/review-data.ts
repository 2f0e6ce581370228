/** What people say of pull requests: reviews, and conversations on lines. */

export interface ReviewData {
  kind: 'PullRequestReview';
  id: string;
  databaseId: number;
  author: string | null;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  body: string;
  commitOid: string | null;
  submittedAt: string;
}

/** A conversation on a line of a pull request. */
export interface ThreadData {
  kind: 'PullRequestReviewThread';
  id: string;
  databaseId: number;
  path: string;
  line: number | null;
  resolved: boolean;
  author: string | null;
  body: string;
}
