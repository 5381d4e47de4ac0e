import type { Page } from '../groups/member-store.ts';

const PER_PAGE = 20;
const MOST_PER_PAGE = 100;
const LAST_PAGE = 1_000_000;

/** `page` and `per_page` of a list; what is not a whole number from 1 counts as not sent, and 100 is the most. */
export function readPage(query: unknown): Page {
  const sent = (query ?? {}) as { page?: unknown; per_page?: unknown };
  return {
    page: Math.min(wholeOr(sent.page, 1), LAST_PAGE),
    perPage: Math.min(wholeOr(sent.per_page, PER_PAGE), MOST_PER_PAGE),
  };
}

function wholeOr(sent: unknown, otherwise: number): number {
  return typeof sent === 'string' && /^[1-9]\d{0,8}$/.test(sent) ? Number(sent) : otherwise;
}
