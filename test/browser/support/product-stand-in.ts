import { setTimeout } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createServer, type Server } from '#kit/http/create-server.ts';
import { createLogger } from '#kit/telemetry/logger.ts';
import type {
  CallsToActionAnswer,
  EligibleNamespacesAnswer,
  GroupOnWire,
  GroupTrialOnWire,
  ProductFailure,
  RegistrationAnswer,
  RegistrationRequest,
  TrialRequest,
  UserOnWire,
} from '#saas/contract/product-api.ts';
import { PAGES_FOLDER } from '#saas/pages/pages-folder.ts';
import { registerPages } from '#saas/pages/register-pages.ts';

export const NO_TRIAL: GroupTrialOnWire = {
  state: 'none',
  trial_type: null,
  starts_on: null,
  ends_on: null,
  days_left: null,
  sentence: null,
};
export const RUNNING: GroupTrialOnWire = {
  state: 'running',
  trial_type: 'ultimate_with_gitlab_duo_enterprise',
  sentence: null,
  starts_on: '2026-11-21',
  ends_on: '2026-12-21',
  days_left: 29,
};

export function groupOf(id: number, name: string, more: Partial<GroupOnWire> = {}): GroupOnWire {
  return {
    id,
    name,
    path: name.toLowerCase().replaceAll(' ', '-'),
    plan: 'free',
    plan_title: 'Free',
    visibility: 'private',
    is_owner: true,
    trial: NO_TRIAL,
    ...more,
  };
}

const USER: UserOnWire = {
  id: 7,
  username: 'sam',
  name: 'Sam Doe',
  email: 'sam@example.com',
  first_name: 'Sam',
  last_name: 'Doe',
};
const CSRF = 'the-token-of-this-session';
const TYPE = 'ultimate_with_gitlab_duo_enterprise';

/** The product's API as its contract has it, in memory: for the answers that the real one gives only in trouble. */
export class ProductStandIn {
  isSignedIn = true;
  groups: GroupOnWire[] = [];
  unknown: number[] = [];
  others: EligibleNamespacesAnswer['others'] = [];
  /** What the next application is answered with, instead of success. */
  failures: { readonly status: number; readonly failure: ProductFailure }[] = [];
  /** What becomes of the trial of somebody who registers. */
  registration: Pick<RegistrationAnswer, 'trial' | 'reason'> = { trial: 'queued', reason: null };
  /** What the next registration is refused for. */
  taken: ProductFailure['errors'] | undefined;
  /** What was registered, oldest first. */
  readonly registrations: RegistrationRequest[] = [];
  /** Paths that answer 503. */
  broken: RegExp | undefined;
  /** What was applied for, oldest first. */
  readonly applications: TrialRequest[] = [];
  readonly #app: Server = createServer({ logger: createLogger('stand-in', 'silent') });

  async start(): Promise<string> {
    registerPages(this.#app, { folder: PAGES_FOLDER });
    this.#app.addHook('onRequest', async (request, reply) => this.#refuse(request, reply));
    this.#addRoutes();
    return this.#app.listen({ port: 0, host: '127.0.0.1' });
  }

  stop(): Promise<void> {
    return this.#app.close();
  }

  async #refuse(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (!request.url.startsWith('/api/')) return undefined;
    if (this.broken?.test(request.url)) return sendFailure(reply, 503, 'unavailable', 'This cannot be done right now.');
    const isOpen = /\/(session|registrations)$/.test(request.url) && request.method === 'POST';
    if (isOpen) return undefined;
    if (!this.isSignedIn) return sendFailure(reply, 401, 'unauthenticated', 'You are not signed in.');
    const isChange = request.method !== 'GET';
    if (isChange && request.headers['x-csrf-token'] !== CSRF)
      return sendFailure(reply, 403, 'csrf_token_invalid', 'No token.');
    return undefined;
  }

  #addRoutes(): void {
    const app = this.#app;
    app.post('/api/v4/session', async (request, reply) => this.#signIn(request, reply));
    app.post('/api/v4/registrations', async (request, reply) =>
      this.#register(request.body as RegistrationRequest, reply),
    );
    app.delete('/api/v4/session', async (_, reply) => {
      this.isSignedIn = false;
      return reply.header('set-cookie', 'csrf_token=; Path=/; Max-Age=0').code(204).send();
    });
    app.get('/api/v4/user', async () => ({ user: USER }));
    app.get('/api/v4/groups', async () => ({ groups: this.groups }));
    app.post('/api/v4/groups', async (request, reply) => {
      const group = groupOf(100 + this.groups.length, String((request.body as { name: string }).name));
      this.groups.push(group);
      return reply.code(201).send({ group });
    });
    app.get<{ Params: { id: string } }>('/api/v4/groups/:id', async (request, reply) => {
      const group = this.groups.find((one) => String(one.id) === request.params.id);
      return group ? { group } : sendFailure(reply, 404, 'not_found', 'There is no such group, or it is not yours.');
    });
    app.get('/api/v4/trials/eligible_namespaces', async () => this.#listEligible());
    app.get<{ Params: { id: string } }>('/api/v4/namespaces/:id/ctas', async (request) => {
      // Late, so that a page that moves when the offer comes is caught.
      await setTimeout(80);
      return this.#listCallsToAction(Number(request.params.id));
    });
    app.post('/api/v4/trials', async (request, reply) => this.#apply(request.body as TrialRequest, reply));
  }

  #signIn(request: FastifyRequest, reply: FastifyReply) {
    const { password } = request.body as { password: string };
    const sentence = 'The e-mail address or user name, or the password, is not right.';
    if (password !== 'correct-horse') return sendFailure(reply, 422, 'sign_in_failed', sentence, { login: [sentence] });
    this.isSignedIn = true;
    return reply.header('set-cookie', `csrf_token=${CSRF}; Path=/`).code(201).send({ user: USER });
  }

  #register(order: RegistrationRequest, reply: FastifyReply) {
    this.registrations.push(order);
    const { taken, registration } = this;
    this.taken = undefined;
    if (taken) return sendFailure(reply, 422, 'invalid_request', 'Not accepted.', taken);
    const trial: GroupTrialOnWire = registration.trial === 'queued' ? { ...NO_TRIAL, state: 'starting' } : NO_TRIAL;
    const group = order.group_name === undefined ? null : groupOf(1, order.group_name, { trial });
    if (group) this.groups.push(group);
    this.isSignedIn = true;
    const answer = { user: USER, group, ...registration, check: null } satisfies RegistrationAnswer;
    return reply.header('set-cookie', `csrf_token=${CSRF}; Path=/`).code(201).send(answer);
  }

  #mayStart(group: GroupOnWire): boolean {
    const isClosed = this.unknown.includes(group.id) || this.others.some(({ id }) => id === group.id);
    return group.is_owner && group.trial.state === 'none' && !isClosed;
  }

  #listEligible(): EligibleNamespacesAnswer {
    const namespaces = this.groups
      .filter((group) => this.#mayStart(group))
      .map(({ id, name, path, plan }) => ({ id, name, path, plan, trial_type: TYPE, duration_days: 30 }));
    return { namespaces, others: this.others, unknown: this.unknown, method: 'ssot', source: 'portal' };
  }

  #listCallsToAction(id: number): CallsToActionAnswer {
    const group = this.groups.find((one) => one.id === id);
    const places = group?.plan === 'premium' ? (['premium_alert'] as const) : (['tier_badge'] as const);
    const call = { trial_type: TYPE, duration_days: 30, href: `/-/trials/new?namespace_id=${id}` };
    const mayStart = group !== undefined && this.#mayStart(group);
    const all = [...places, 'billing_card', 'user_menu'] as const;
    const ctas = mayStart ? all.map((place) => ({ place, ...call })) : [];
    return { ctas, unknown: this.unknown.includes(id), method: 'ssot', source: 'l1' };
  }

  #apply(order: TrialRequest, reply: FastifyReply) {
    this.applications.push(order);
    const next = this.failures.shift();
    if (next) return reply.code(next.status).send(next.failure);
    const id = Number(order.namespace_id) || 100 + this.groups.length;
    const others = this.groups.filter((one) => one.id !== id);
    const before = this.groups.find((one) => one.id === id) ?? groupOf(id, order.new_group_name ?? 'New');
    const trial = { ...RUNNING, state: 'starting' as const, days_left: null };
    this.groups = [...others, { ...before, trial }];
    const { trial_type, starts_on, ends_on } = RUNNING;
    return reply.code(201).send({ namespace_id: id, trial: { trial_type, starts_on, ends_on } });
  }
}

function sendFailure(
  reply: FastifyReply,
  status: number,
  code: string,
  sentence: string,
  errors: ProductFailure['errors'] = {},
) {
  return reply.code(status).send({ errors, code, sentence });
}

export const SIGNED_IN_COOKIE = { name: 'csrf_token', value: CSRF };
