/** Steward's own comments among those that stand somewhere: told by author and marker, as issues are. */
import type { CommentPurpose } from '../domain/comment.ts';
import { type Marker, parseMarker } from '../domain/marker.ts';
import type { CommentDetail } from '../domain/snapshot.ts';

export interface OwnComment extends CommentDetail {
  marker: Marker & { comment: CommentPurpose };
}

/** Comments by Steward's identities that carry a marker. Anybody else's marker is ignored. */
export function ownComments(comments: readonly CommentDetail[], identities: readonly string[]): OwnComment[] {
  return comments.flatMap((comment) => {
    const marker = identities.includes(comment.author) ? parseMarker(comment.body) : null;
    return marker?.comment ? [{ ...comment, marker: { ...marker, comment: marker.comment } }] : [];
  });
}
