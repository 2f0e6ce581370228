/** Mutations that remove what Steward made. */

export const DELETE_LABEL = `
mutation DeleteLabel($input: DeleteLabelInput!) {
  deleteLabel(input: $input) { clientMutationId }
}`;

/** The one way to delete a branch that says at which commit it is to be. */
export const DELETE_BRANCH = `
mutation DeleteBranch($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;
