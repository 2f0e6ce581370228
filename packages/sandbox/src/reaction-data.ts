/** What people and bots say with one picture. */

/** In GraphQL's words; `EYES` is how agents say that they have seen something. */
export type ReactionContent =
  | 'CONFUSED'
  | 'EYES'
  | 'HEART'
  | 'HOORAY'
  | 'LAUGH'
  | 'ROCKET'
  | 'THUMBS_DOWN'
  | 'THUMBS_UP';

export interface ReactionData {
  kind: 'Reaction';
  id: string;
  databaseId: number;
  content: ReactionContent;
  /** Login. */
  user: string;
  createdAt: string;
}
