import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal, until } from '../support/test-portal.ts';
import { openSdk } from './support/open-sdk.ts';

const FREE = 'ultimate_with_gitlab_duo_enterprise';
const PREMIUM = 'ultimate_on_premium_with_gitlab_duo_enterprise';
let portal: TestPortal;
let stack: AsyncDisposableStack;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

describe('applying', () => {
  test('starts a trial once, and the next answer knows of it', async () => {
    const { sdk } = openSdk(stack, portal.url);
    await until(async () => (await sdk.check([51])).get(51)?.source === 'l1');
    const application = { uid: 7, namespaceId: 51, trialType: FREE, plan: 'free', idempotencyKey: 'one' };
    const first = await sdk.apply(application);
    expect(first).toMatchObject({ outcome: 'started', trialType: FREE, isRepeat: false, floor: { version: 1 } });
    expect((await sdk.check([51])).get(51)).toMatchObject({ trialTypes: [], version: 1 });
    expect(await sdk.apply(application)).toMatchObject({ outcome: 'started', isRepeat: true });
  });

  test('is refused with the sentences for the person', async () => {
    const { sdk } = openSdk(stack, portal.url);
    await portal.as('operator', 'PUT', '/api/v1/namespaces/52/block', { reason: 'just a test' });
    const refused = await sdk.apply({ uid: 7, namespaceId: 52, trialType: FREE });
    expect(refused).toMatchObject({ outcome: 'refused', code: 'namespace_blocked' });
    expect(refused.outcome === 'refused' && refused.reasons[0]?.sentence).toBeTruthy();
    expect(await sdk.apply({ uid: 7, namespaceId: 53, trialType: FREE, plan: 'ultimate' })).toMatchObject({
      code: 'plan_not_eligible',
    });
  });

  test('a lead is taken, or refused by its field', async () => {
    const { sdk } = openSdk(stack, portal.url);
    expect(await sdk.submitLead({ uid: 7, namespaceId: 51, attributes: { work_email: 'ada@example.com' } })).toBe(
      undefined,
    );
    expect(await sdk.submitLead({ uid: 7, attributes: { namespace_id: 'x' } })).toMatchObject({ outcome: 'refused' });
  });

  test.each([
    ['is away', undefined],
    ['answers 500', { status: 500, body: '{}' }],
    ['answers with a page', { status: 200, body: '<html>' }],
    ['answers with something else', { status: 201, body: '{"success":true}' }],
  ])('the portal %s: nobody knows what became of it', async (_, answer) => {
    const server = createServer((__, response) => {
      if (answer) response.writeHead(answer.status).end(answer.body);
      else response.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stack.defer(() => void server.close());
    const { sdk } = openSdk(stack, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await expect(sdk.apply({ uid: 7, namespaceId: 51, trialType: FREE })).rejects.toMatchObject({
      code: expect.stringMatching(/^portal_(unavailable|answer_invalid)$/),
    });
  });
});

describe('the type for a plan', () => {
  test('is the first in the answer whose plans hold it', async () => {
    const { sdk } = openSdk(stack, portal.url);
    const answer = (await sdk.check([60])).get(60);
    expect(answer?.trialTypes).toEqual([FREE, PREMIUM]);
    for (const plan of [null, '', 'free', 'default']) expect(sdk.chooseType(answer, plan)?.type).toBe(FREE);
    expect(sdk.chooseType(answer, 'premium')).toMatchObject({ type: PREMIUM, durationDays: 30 });
    expect(sdk.chooseType(answer, 'ultimate')).toBeUndefined();
  });

  test('is known without the portal, and an unknown answer has none', async () => {
    const { sdk } = openSdk(stack, 'http://127.0.0.1:9');
    expect(sdk.chooseType((await sdk.check([60])).get(60), 'free')).toBeUndefined();
    expect(sdk.findType(PREMIUM)?.plans).toEqual(['premium']);
  });
});
