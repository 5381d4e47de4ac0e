import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from '#kit/http/create-server.ts';
import type { Meter } from '#kit/telemetry/meter.ts';
import { ELIGIBILITY_PATH } from '#sdk/contract.ts';
import {
  type EligibilityQuestion,
  readQuestionFromBody,
  readQuestionFromUrl,
} from '../contract/eligibility-question.ts';
import { eligibilityByGet, eligibilityByPost } from '../contract/eligibility-schemas.ts';
import type { EligibilityAnswers } from './answer-eligibility.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The endpoint that GitLab's own client asks, and its POST twin for lists that are too long for a URL. */
export function registerEligibilityRoutes(app: Server, answers: EligibilityAnswers, meter: Meter): void {
  const asked = meter.createCounter('eligibility_namespaces_asked_total', {
    description: 'Namespaces asked about, by purpose: demand, or a comparison that counts as none.',
  });
  const config = { access: 'viewer', gitlab: true, quiet: true, reads: true } as const;
  // The question is read by hand, because a schema knows neither `namespace_ids[]` nor the sentence that is due.
  const options = { config, validatorCompiler: () => () => true };

  async function reply(request: FastifyRequest, response: FastifyReply, question: EligibilityQuestion) {
    const purpose = request.headers['trialgate-purpose'] === 'shadow' ? 'shadow' : 'demand';
    asked.add(question.ids.length, { purpose });
    return response.header('content-type', JSON_TYPE).send(await answers.answer(question));
  }

  app.get(ELIGIBILITY_PATH, { ...options, schema: eligibilityByGet }, (request, response) =>
    reply(request, response, readQuestionFromUrl(request.raw.url ?? '')),
  );
  app.post(ELIGIBILITY_PATH, { ...options, schema: eligibilityByPost, bodyLimit: 1_048_576 }, (request, response) =>
    reply(
      request,
      response,
      readQuestionFromBody(request.body, (request.query as Record<string, unknown> | undefined)?.include),
    ),
  );
}
