/** What became of a story. */

/** `open`: an issue; `waits`: approved, and not opened yet; `ended`: it was one; `new`: nothing was made of it. */
export type StoryState =
  | { state: 'open'; number: number | null; changed: boolean }
  | { state: 'waits' }
  | { state: 'ended'; number: number | null; how: string }
  | { state: 'new' };
