import type { KeptCheck } from './kept-check.ts';

type Row = [
  at: number,
  place: string,
  method: string,
  userId: number | null,
  source: string,
  because: string | null,
  trialTypes: readonly string[] | null,
  asked: number,
  microseconds: number,
  requestId: string | null,
];

/** How a check is written down: without the names, which would be as long as the rest. The time comes first. */
export function toText(check: KeptCheck): string {
  const { at, place, method, userId, source, because, trialTypes, asked, durationMs, requestId } = check;
  const row: Row = [
    ...([at, place, method, userId ?? null, source, because ?? null, trialTypes ?? null, asked] as const),
    Math.round(durationMs * 1_000),
    requestId ?? null,
  ];
  return JSON.stringify(row);
}

/** Undefined for what another version of saas wrote otherwise. */
export function fromText(text: string): KeptCheck | undefined {
  const row = parse(text);
  if (!isRow(row)) return undefined;
  const [at, place, method, userId, source, because, trialTypes, asked, microseconds, requestId] = row;
  return {
    at,
    place,
    method,
    source,
    asked,
    durationMs: microseconds / 1_000,
    userId: userId ?? undefined,
    because: because ?? undefined,
    trialTypes: trialTypes ?? undefined,
    requestId: requestId ?? undefined,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row) || row.length < 10) return false;
  const [at, place, method, , source, , trialTypes, asked, microseconds] = row;
  const isSaid = trialTypes === null || Array.isArray(trialTypes);
  return isSaid && [at, asked, microseconds].every(Number.isFinite) && [place, method, source].every(isText);
}

const isText = (value: unknown) => typeof value === 'string';
