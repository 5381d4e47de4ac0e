import type { PortalApi } from '../portal-api/portal-api.ts';
import { saveStream } from '../terminal/save-stream.ts';
import type { Terminal } from '../terminal/terminal.ts';

export function pathOfTryChanges(id: number): string {
  return `/api/v1/rule_tries/${id}/changes.csv`;
}

/** Writes every change of a try into a file, as it comes, because there may be millions. */
export async function saveTryChanges(api: PortalApi, terminal: Terminal, id: number, path: string): Promise<void> {
  await saveStream(await api.stream(pathOfTryChanges(id)), path);
  terminal.note(`Every change is in ${path}.`);
}
