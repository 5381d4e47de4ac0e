import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

// Below those that systems give to outgoing connections, because one of these could take the port before it is used.
const FIRST = 20_000;
const LAST = 32_000;
const MOST_TRIES = 200;

/**
 * A TCP port on loopback that nothing listens on at this moment, and that nobody is given by chance, nor by this
 * function in any process as long as this process lives: also not while what uses it is being restarted.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = randomInt(FIRST, LAST);
    if ((await reserve(port)) && (await isFree(port))) return port;
  }
  throw new Error(`No free port was found from ${FIRST} to ${LAST}.`);
}

/** Takes the UDP port of the same number, because the system gives it to one process only and takes it back itself. */
async function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  const isOurs = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
  // Held until the process ends, which it does not keep from ending.
  if (isOurs) socket.unref();
  else socket.close();
  return isOurs;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}
