type MarketingSource = { readonly glm_source?: string; readonly glm_content?: string };

const NAMES = ['glm_source', 'glm_content'] as const;

/** Where a person came from, as the address says; it is kept from page to page until it is sent along. */
export function readMarketingSource(search: string): MarketingSource {
  const sent = new URLSearchParams(search);
  return Object.fromEntries(NAMES.flatMap((name) => (sent.get(name) ? [[name, sent.get(name)]] : [])));
}

/** The path with these and no other parameters of the address. */
export function withMarketingSource(path: string, search: string): string {
  const kept = new URLSearchParams(readMarketingSource(search)).toString();
  return kept === '' ? path : `${path}?${kept}`;
}
