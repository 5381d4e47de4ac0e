import type { PortalApi } from '../portal-api/portal-api.ts';
import { patiently } from '../progress/patiently.ts';
import { Progress } from '../progress/progress.ts';
import { countOf } from '../terminal/count-of.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ImportOnWire } from './import-answers.ts';
import type { LocalFile } from './local-file.ts';

// What a part may have at most. Always the same, because that makes the part's number say where it lies in the file.
const PART = 4 * 1_024 * 1_024;

/** Sends the parts of a file that the portal does not have yet. */
export async function uploadParts(
  api: PortalApi,
  terminal: Terminal,
  { id, received_parts: received, received_bytes: before }: ImportOnWire,
  file: LocalFile,
  signal: AbortSignal,
): Promise<void> {
  const progress = new Progress(terminal, `upload ${file.name}`);
  if (received.length > 0) terminal.note(`${countOf(received.length, 'part')} arrived before; sending the others.`);
  let sent = before;
  try {
    for (let part = 0; part * PART < file.size; part += 1) {
      if (received.includes(part)) continue;
      progress.show('sending bytes', sent, file.size);
      const bytes = await file.read(part * PART, PART);
      await patiently(signal, () => api.putBytes(`/api/v1/imports/${id}/parts/${part}`, bytes, signal));
      sent += bytes.length;
    }
    progress.show('sending bytes', sent, file.size);
  } finally {
    progress.stop();
  }
}
