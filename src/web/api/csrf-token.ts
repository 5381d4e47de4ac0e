/** The token that a change must carry; undefined for nobody. Of two cookies of that name the one of this path is first. */
export function csrfToken(): string | undefined {
  const found = /(?:^|; )csrf_token=([^;]+)/.exec(document.cookie)?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}
