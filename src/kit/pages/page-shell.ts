import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Shell = { readonly html: string; readonly policy: string };

const NOT_BUILT =
  '<!doctype html><html lang="en"><title>Not built</title><p>The pages are not built yet: run <code>node scripts/build-web.ts</code>.</p></html>';

/** The one document that all pages share. */
export class PageShell {
  readonly #file: string;
  readonly #values: Readonly<Record<string, string>>;
  #template: string | undefined;

  /** @param values what the document holds a place for: `__NAME__`. */
  constructor(folder: string, values: Readonly<Record<string, string>> = {}) {
    this.#file = join(folder, 'index.html');
    this.#values = values;
  }

  /**
   * The document with a fresh nonce, and the policy that names it: scripts are files of ours and nothing else, and of styles
   * only what the page's own script writes with the nonce. Whoever chose light or dark gets it from the first paint on.
   * @returns undefined where the pages are not built.
   */
  async write(colorScheme: string | undefined): Promise<Shell | undefined> {
    this.#template ??= await readFile(this.#file, 'utf8').then(
      (text) => this.#fill(text),
      () => undefined,
    );
    if (this.#template === undefined) return undefined;
    const nonce = randomBytes(16).toString('base64');
    const chosen =
      colorScheme === 'light' || colorScheme === 'dark' ? ` data-mantine-color-scheme="${colorScheme}"` : '';
    const html = this.#template.replaceAll('__NONCE__', nonce).replace('<html lang="en"', `<html lang="en"${chosen}`);
    return { html, policy: policyWith(nonce) };
  }

  #fill(text: string): string {
    return Object.entries(this.#values).reduce(
      (filled, [name, value]) => filled.replaceAll(`__${name}__`, escapeHtml(value)),
      text,
    );
  }

  /** What is sent while the pages are not built. */
  get notBuilt(): Shell {
    return { html: NOT_BUILT, policy: "default-src 'none'" };
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
