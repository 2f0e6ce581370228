/** The name of a repository in its two halves, as every request wants it. */

export interface RepositoryName {
  owner: string;
  name: string;
}

export const fullName = ({ owner, name }: RepositoryName): string => `${owner}/${name}`;
