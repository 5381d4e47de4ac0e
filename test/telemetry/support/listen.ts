import { Writable } from 'node:stream';
import { pino } from 'pino';

/** A logger, and the sentences that it was told. */
export function listen() {
  const said: string[] = [];
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    said.push(JSON.parse(chunk.toString()).msg);
    done();
  };
  return { said, logger: pino(new Writable({ write })) };
}
