import { startPortal } from '#portal/main.ts';

/** A portal as a process of its own. */
await startPortal(process.env, 'all');
process.send?.('up');
