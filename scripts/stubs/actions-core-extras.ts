// Stands in for what only unused parts of @actions/core want (OIDC, facts of the platform): every action would load it at once.
export class HttpClient {}
export class BearerCredentialHandler {}

export function getExecOutput(): never {
  throw new Error('This part of @actions/core is not in the bundle.');
}
