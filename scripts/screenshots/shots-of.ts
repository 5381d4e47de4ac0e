import type { Page } from 'playwright-core';

/** A picture that is made, light and dark. */
export type Shot = {
  /** Of the file, without `-light.png`. */
  readonly name: string;
  /** Where it is, with everything that has to stand in the address. */
  readonly path: string;
  /** Whether somebody is signed in. */
  readonly isSignedIn: boolean;
  /** What is done on the page before. */
  readonly prepare?: ((page: Page) => Promise<void>) | undefined;
};

/** How a page is shown, where its own path does not say it all; null: it only leads to another. */
export type Shown = Partial<Shot> | null;

/**
 * A picture for each of these pages. Derived from the paths that the code serves, so that a new page is not forgotten: it is
 * shown by itself, or, where its path names a thing, somebody has to say which one.
 * @param prefix of the names.
 * @throws for a path with a parameter of which nothing is said.
 */
export function shotsOf(paths: readonly string[], shown: Readonly<Record<string, Shown>>, prefix = ''): Shot[] {
  return paths.flatMap((path) => {
    const said = shown[path];
    if (said === null) return [];
    if (path.includes(':') && said?.path === undefined) {
      throw new Error(`Which ${path} is in the picture? Say it in scripts/screenshots.`);
    }
    return { path, isSignedIn: true, ...said, name: prefix + (said?.name ?? nameOf(path)) };
  });
}

/** `/billing_accounts/drift` is `billing-accounts-drift`. */
function nameOf(path: string): string {
  return path.replace(/^\W+/, '').replaceAll(/[^a-z0-9]+/g, '-');
}
