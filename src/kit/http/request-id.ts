import { randomUUID } from 'node:crypto';

/** Takes the caller's request id where it is short and harmless, so that one id runs through both systems' logs. */
export function newRequestId(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && /^[\w.-]{8,64}$/.test(sent) ? sent : randomUUID();
}
