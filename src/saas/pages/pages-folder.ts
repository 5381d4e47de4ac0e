import { join } from 'node:path';

/** Where the pages are built to and served from. */
export const PAGES_FOLDER = join(import.meta.dirname, '../../../dist/web/saas');
