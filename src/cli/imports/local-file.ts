import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from '#kit/errors/fault.ts';
import { WrongUsage } from '../terminal/wrong-usage.ts';

/** A file of this machine that is to be imported. */
export type LocalFile = {
  readonly name: string;
  readonly format: 'csv' | 'ndjson';
  /** In bytes. */
  readonly size: number;
  /** Its SHA-256, in hexadecimal digits. */
  readonly hash: (signal: AbortSignal) => Promise<string>;
  /** Bytes from `start`, `length` of them or what is left. */
  readonly read: (start: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
};

const CHUNK = 1_048_576;

/** @throws {WrongUsage} for a name that does not say what it is, {@link Fault} for a file that cannot be read or is empty. */
export async function openLocalFile(path: string): Promise<LocalFile> {
  const format = /\.(csv|ndjson)$/i.exec(path)?.[1]?.toLowerCase();
  if (format !== 'csv' && format !== 'ndjson') throw new WrongUsage(`${path} must be named .csv or .ndjson.`);
  const handle = await openFile(path);
  const { size } = await handle.stat();
  const file = {
    name: basename(path),
    format,
    size,
    read: (start: number, length: number) => readBytes(handle, start, length),
    hash: (signal: AbortSignal) => hashFile(handle, signal),
    close: () => handle.close(),
  } as const;
  if (size > 0) return file;
  await handle.close();
  throw new Fault('file_not_read', `${path} is empty; there is nothing to import.`);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Fault('file_not_read', `${path} cannot be read (${code}).`, { cause });
  }
  throw new Fault('file_not_read', `${path} is not a file.`);
}

async function readBytes(handle: FileHandle, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function hashFile(handle: FileHandle, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; ; start += CHUNK) {
    signal.throwIfAborted();
    const bytes = await readBytes(handle, start, CHUNK);
    hash.update(bytes);
    if (bytes.length < CHUNK) return hash.digest('hex');
  }
}
