import { test } from 'vitest';
import { createTestDatabase } from '../support/test-database.ts';
import { CAMPAIGNS } from './campaigns.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test.each(CAMPAIGNS)('$name: $about', { timeout: 180_000 }, async (campaign) => {
  const { url: databaseUrl, drop } = await createTestDatabase('portal');
  try {
    await campaign.run({ databaseUrl, size: campaign.short, seed, onProgress: () => {}, say: () => {} });
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  } finally {
    await drop();
  }
});
