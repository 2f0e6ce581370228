// Stands in for undici in the bundles: @actions/http-client wants it for proxies only, and it would weigh 400 kB in every action.
export class ProxyAgent {
  constructor() {
    throw new Error(
      'Steward does not support an HTTP proxy. Unset http_proxy and https_proxy, or use a runner without a proxy.',
    );
  }
}
