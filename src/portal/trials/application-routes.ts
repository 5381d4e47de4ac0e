import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadRequest } from '#kit/errors/bad-request.ts';
import type { Server } from '#kit/http/create-server.ts';
import { errorBody } from '#kit/http/errors.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { APPLY_PATH, type ApplyAnswer, OLDER_APPLY_PATH } from '#sdk/contract.ts';
import { readApplication } from '../contract/application.ts';
import { applicationSchema } from '../contract/application-schemas.ts';
import { toTrialOnWire } from '../contract/trial-on-wire.ts';
import type { TrialApplications } from './apply-for-trial.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Where trials are started, on the path of GitLab's current client and on the older one. */
export function registerApplicationRoutes(app: Server, applications: TrialApplications, meter: Meter): void {
  const outcomes = meter.createCounter('trial_applications_total', { description: 'Applications by outcome.' });

  async function apply(request: FastifyRequest, reply: FastifyReply) {
    const application = readApplication(request.body);
    const outcome = await applications.apply(application, {
      idempotencyKey: readIdempotencyKey(request),
      bodyHash: hash('sha256', JSON.stringify(request.body), 'buffer'),
      requestId: request.id,
    });
    outcomes.add(1, {
      outcome: outcome.kind,
      trial_type: outcome.kind === 'refused' ? 'any' : outcome.trial.trialType,
    });
    if (outcome.kind === 'refused') {
      const [first] = outcome.reasons;
      const body = errorBody(first?.code ?? 'refused', first?.sentence ?? 'Refused.');
      return reply.code(422).send({ ...body, reasons: outcome.reasons });
    }
    const { trial, version, epoch } = outcome;
    const answer: ApplyAnswer = { success: true, trial: toTrialOnWire(trial), version, epoch };
    return reply.code(outcome.kind === 'granted' ? 201 : 200).send(answer);
  }

  for (const path of [APPLY_PATH, OLDER_APPLY_PATH]) {
    const config = { access: 'operator', gitlab: true } as const;
    app.post(path, { config, schema: applicationSchema, validatorCompiler: () => () => true }, apply);
  }
}

function readIdempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new BadRequest('Idempotency-Key must be 1 to 200 visible characters.', {
    attributes: { 'Idempotency-Key': ['must be 1 to 200 visible characters'] },
  });
}
