import type { Page } from '../groups/member-store.ts';

/** GitLab's headers of a list that comes in pages. */
export function pageHeaders({ page, perPage }: Page, total: number): Record<string, string> {
  const pages = Math.max(1, Math.ceil(total / perPage));
  return {
    'x-page': String(page),
    'x-per-page': String(perPage),
    'x-prev-page': page > 1 ? String(page - 1) : '',
    'x-next-page': page < pages ? String(page + 1) : '',
    'x-total': String(total),
    'x-total-pages': String(pages),
  };
}
