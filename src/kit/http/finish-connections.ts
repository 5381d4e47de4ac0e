import type { Socket } from 'node:net';
import type { Server } from './create-server.ts';

/** Whoever connects and means to ask has asked by then, in milliseconds. */
const SILENT = 500;

/**
 * Ends each connection with the answer that is given on it while the process stops. Without it a kept-alive connection
 * that was busy when the server began to close holds it open for as long as it may idle, which is longer than a
 * process is given to stop. One on which nothing was ever asked is no idle one to Node, and would hold it open for ever.
 */
export function finishConnections(app: Server, isStopping: () => boolean): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping()) reply.header('connection', 'close');
    done(null, payload);
  });
  const since = new Map<Socket, number>();
  app.server.on('connection', (socket: Socket) => {
    since.set(socket, Date.now());
    socket.once('close', () => since.delete(socket));
  });
  app.addHook('preClose', (done) => {
    const sweep = setInterval(() => {
      for (const [socket, at] of since) if (socket.bytesRead === 0 && Date.now() - at > SILENT) socket.destroy();
    }, SILENT / 5);
    app.server.once('close', () => clearInterval(sweep));
    done();
  });
}
