import { Type } from 'typebox';
import { insertEnvironment } from '#flags/server/environment-store.ts';
import { insertFlagToken, listFlagTokens, revokeFlagToken } from '#flags/server/flag-token-store.ts';
import { notFound } from '#kit/errors/not-found.ts';
import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { actAudited, actOf } from '../audit/act-audited.ts';
import { environmentName } from '../contract/environment-name.ts';
import { failures } from '../contract/failure-schema.ts';
import { toFlagTokenOnWire } from '../contract/flag-on-wire.ts';
import { idParameter, onlyReason, reason } from '../contract/parameters.ts';

const tags = ['Flags'];
const config = { access: 'admin' } as const;

/** Tokens by which processes read the flags of one environment: made, listed, revoked. */
export function registerFlagTokenRoutes(app: Server, database: Pool): void {
  const list = { response: failures, tags, summary: 'The tokens of every environment, newest first' };
  app.get('/api/v1/flag_tokens', { config, schema: list }, async () => ({
    success: true,
    tokens: (await listFlagTokens(database)).map(toFlagTokenOnWire),
  }));

  const body = Type.Object(
    {
      environment: environmentName,
      name: Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f][^\\u0000-\\u001f]*$' }),
      reason,
    },
    { additionalProperties: false },
  );
  const create = {
    body,
    response: failures,
    tags,
    summary: 'Make a token, and its environment if it is new; its secret is told this once',
  };
  app.post('/api/v1/flag_tokens', { config, schema: create }, async (request, reply) => {
    const { environment, name } = request.body;
    const act = actOf(request, 'flag_token_created', request.body.reason);
    const { after, secret } = await actAudited(database, act, async (connection) => {
      await insertEnvironment(connection, environment);
      const { token, secret } = await insertFlagToken(connection, { environment, name });
      return { object: `flag token ${token.id}`, before: null, after: toFlagTokenOnWire(token), secret };
    });
    return reply.code(201).send({ success: true, token: after, secret });
  });

  const params = Type.Object({ id: idParameter });
  const revoke = { params, body: onlyReason, response: failures, tags, summary: 'Revoke a token, at once everywhere' };
  app.delete('/api/v1/flag_tokens/:id', { config, schema: revoke }, async (request) => {
    const { id } = request.params;
    const act = actOf(request, 'flag_token_revoked', request.body.reason);
    const { after } = await actAudited(database, act, async (connection) => {
      const token = await revokeFlagToken(connection, id);
      if (!token) throw notFound(`There is no flag token ${id}.`);
      return { object: `flag token ${id}`, before: null, after: toFlagTokenOnWire(token) };
    });
    return { success: true, token: after };
  });
}
