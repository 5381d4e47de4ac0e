import { join } from 'node:path';

/** Where the dashboard is built to and served from. */
export const DASHBOARD_FOLDER = join(import.meta.dirname, '../../../dist/web/dashboard');
