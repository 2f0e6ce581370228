// Stands in for standardwebhooks in the bundles: Anthropic's library wants it to verify calls to a server, and Steward is none.
export class Webhook {
  constructor() {
    throw new Error('Steward receives no webhooks.');
  }
}
