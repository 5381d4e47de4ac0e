/** What Zuora answered; its error envelope comes with status 200 too. */
export type ZuoraReply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** How long Zuora wants to be left alone, in seconds. */
  readonly waitSeconds: number | undefined;
};

type Headers = Readonly<Record<string, string | string[] | undefined>>;
type Reason = { readonly code?: unknown; readonly message?: unknown };

// The last two digits of a code are its category. https://developer.zuora.com/docs/guides/error-codes
const NOT_FOUND = 40;
const PASSING = new Set([50, 60, 61, 70, 99]);

export function readZuoraReply(status: number, headers: Headers, text: string): ZuoraReply {
  return { status, body: readBody(text), waitSeconds: waitOf(status, headers) };
}

function readBody(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `Retry-After`, else when the limit is reset where nothing is left of it. */
function waitOf(status: number, headers: Headers): number | undefined {
  const retryAfter = readSeconds(headers['retry-after']);
  if (retryAfter !== undefined) return retryAfter;
  const left = readSeconds(headers['ratelimit-remaining']);
  if (status !== 429 && left !== 0) return undefined;
  return readSeconds(headers['ratelimit-reset']);
}

function readSeconds(value: string | string[] | undefined): number | undefined {
  const text = [value].flat()[0]?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}

/** What the envelope of an error says: whether Zuora knows no such thing, may know later, or why not at all. */
export function judgeZuoraReply({ status, body }: ZuoraReply): 'success' | 'unknown' | 'passing' | 'refused' {
  const codes = reasonsOf(body).map(({ code }) => Number(code) % 100);
  if (status === 404 || codes.includes(NOT_FOUND)) return 'unknown';
  if (status === 429 || status >= 500 || codes.some((code) => PASSING.has(code))) return 'passing';
  return status < 300 && body.success === true ? 'success' : 'refused';
}

function reasonsOf(body: ZuoraReply['body']): readonly Reason[] {
  return Array.isArray(body.reasons) ? (body.reasons as Reason[]) : [];
}

/** For an operator: status, codes and Zuora's own number of the case. */
export function describeZuoraReply({ status, body }: ZuoraReply): string {
  const said = reasonsOf(body).map(({ code, message }) => `${code} ${message}`);
  const process = body.processId === undefined ? '' : ` (process ${body.processId})`;
  return `Zuora answered ${status}: ${said.join('; ') || body.message || 'nothing more'}${process}`.slice(0, 500);
}
