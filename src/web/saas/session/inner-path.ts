/** A path of our own, else `otherwise`: an address from elsewhere must not send people away after they have signed in. */
export function innerPath(path: string | null, otherwise: string): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : otherwise;
}
