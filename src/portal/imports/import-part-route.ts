import type { Server } from '#kit/http/create-server.ts';
import type { Pool } from '#kit/postgres/pool.ts';
import { invalid } from '../contract/application.ts';
import { MOST_BYTES_OF_PART, putPartSchema } from '../contract/import-schemas.ts';
import { receivePart } from './receive-part.ts';

/** Where the parts of a file come in, as bytes; in a scope of its own, because no other route takes bytes. */
export function registerImportPartRoute(app: Server, database: Pool): void {
  app.register(async (scope: Server) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MOST_BYTES_OF_PART },
      (_request, body, done) => done(null, body),
    );
    const route = {
      config: { access: 'operator', quiet: true },
      schema: putPartSchema,
      bodyLimit: MOST_BYTES_OF_PART,
    } as const;
    scope.put('/api/v1/imports/:id/parts/:part', route, async (request) => {
      const { id, part } = request.params;
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) {
        const mustBe = `must be 1 to ${MOST_BYTES_OF_PART} bytes, sent as application/octet-stream`;
        throw invalid({ body: [mustBe] });
      }
      await receivePart(database, id, part, request.body);
      return { success: true, part, size: request.body.length };
    });
  });
}
