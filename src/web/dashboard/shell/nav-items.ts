import type { IconName } from '../../design/icon.tsx';

export type NavItem = { readonly path: string; readonly label: string; readonly icon: IconName; readonly keys: string };

/** The pages beside the content; also commands of the palette, and two keys each. */
export const NAV_ITEMS: readonly NavItem[] = [
  { path: '/overview', label: 'Overview', icon: 'chart', keys: 'g o' },
  { path: '/namespaces', label: 'Namespaces', icon: 'search', keys: 'g n' },
  { path: '/flags', label: 'Flags', icon: 'flag', keys: 'g f' },
  { path: '/rollouts', label: 'Rollouts', icon: 'rocket', keys: 'g l' },
  { path: '/comparisons', label: 'Comparisons', icon: 'compare', keys: 'g c' },
  { path: '/rules', label: 'Rules', icon: 'scales', keys: 'g r' },
  { path: '/billing_accounts', label: 'Billing accounts', icon: 'card', keys: 'g b' },
  { path: '/audit', label: 'Audit', icon: 'list', keys: 'g a' },
  { path: '/people', label: 'People', icon: 'group', keys: 'g p' },
];
