import { Pool } from 'undici';
import { ELIGIBILITY_PATH } from '#sdk/contract.ts';
import type { LoadValue } from './strategy.ts';

/** How the other strategies ask the race's portal: one namespace a request. */
export function openLoader(portalUrl: string): { readonly load: LoadValue; readonly close: () => Promise<void> } {
  const pool = new Pool(portalUrl, { connections: 64 });
  return {
    load: async (key) => {
      const { body } = await pool.request({ method: 'GET', path: `${ELIGIBILITY_PATH}?namespace_ids%5B%5D=${key}` });
      const answer = (await body.json()) as { values: Record<number, number> };
      return answer.values[key] ?? 0;
    },
    close: () => pool.destroy(),
  };
}
