import { createClient } from 'redis';
import { createTrialEligibility, type RedisClient } from '#sdk/index.ts';

/** A process of the product that writes down when it was told of which change. */

/** Namespace, version, and milliseconds since 1970 after which it answers nothing older. */
export type Told = readonly [namespaceId: number, version: number, at: number];

type Settings = { readonly redisUrl: string; readonly portalUrl: string; readonly ids: readonly number[] };

const told: Told[] = [];

/** The SDK's own client, whose subscriber is listened to as well. */
function listening(client: RedisClient): RedisClient {
  const subscriberOf = client.duplicate.bind(client);
  client.duplicate = (options) => {
    const subscriber = subscriberOf(options);
    const subscribe = subscriber.subscribe.bind(subscriber);
    subscriber.subscribe = (channel, listener) =>
      subscribe(channel, (message) => {
        listener(message);
        const at = performance.timeOrigin + performance.now();
        const { c } = JSON.parse(message.slice(message.indexOf('|') + 1));
        for (const [id, , version] of c as [number, number, number][]) told.push([id, version, at]);
      });
    return subscriber;
  };
  return client;
}

const { redisUrl, portalUrl, ids }: Settings = JSON.parse(process.argv[2] ?? '{}');
const client = await createClient({ url: redisUrl, commandOptions: { timeout: 0 } }).connect();
const sdk = createTrialEligibility({
  portal: { url: portalUrl, adminEmail: 'gl_com_api@gitlab.com', adminToken: 'customer_admin_token' },
  redis: listening(client as unknown as RedisClient),
});
await sdk.ready();
await sdk.check(ids);
process.on('message', async () => {
  process.send?.(told);
  await sdk.close();
  client.destroy();
  process.disconnect();
});
process.send?.('ready');
