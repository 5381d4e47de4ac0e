import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '#kit/errors/fault.ts';

/** Writes a stream into a file. @throws {Fault} that says that the file is not whole. */
export async function saveStream(stream: Readable, path: string, mode = 0o644): Promise<void> {
  try {
    await pipeline(stream, createWriteStream(path, { mode }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('file_not_written', `${path} could not be written whole (${why}).`, { cause });
  }
}
