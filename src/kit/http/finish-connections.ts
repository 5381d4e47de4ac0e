import type { Server } from './create-server.ts';

/**
 * Ends each connection with the answer that is given on it while the process stops. Without it a kept-alive connection
 * that was busy when the server began to close holds it open for as long as it may idle, which is longer than a
 * process is given to stop.
 */
export function finishConnections(app: Server, isStopping: () => boolean): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping()) reply.header('connection', 'close');
    done(null, payload);
  });
}
