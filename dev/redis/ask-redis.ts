import { connect } from 'node:net';

/**
 * Sends one command without a client, for what must work before one is there.
 * @param command its words, separated by blanks.
 * @returns the answer as it came, such as `+PONG`. @throws {Error} when nothing came.
 */
export function askRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.write(`${command}\r\n`));
    socket.once('data', (chunk) => {
      resolve(chunk.toString().trimEnd());
      socket.destroy();
    });
    socket.setTimeout(5_000, () => socket.destroy());
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`No answer to ${command}.`)));
  });
}
