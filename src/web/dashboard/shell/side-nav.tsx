import { Link, useLocation } from 'wouter';
import { Icon } from '../../design/icon.tsx';
import { NAV_ITEMS } from './nav-items.ts';

/** Pages whose addresses do not begin with that of the item to which they belong. */
const ELSEWHERE = [
  ['/rules', '/trial_types/'],
  ['/billing_accounts', '/customers/'],
] as const;

/** The pages: beside the content, and above it on a phone. */
export function SideNav() {
  const [location] = useLocation();
  const isHere = (path: string) =>
    location === path ||
    location.startsWith(`${path}/`) ||
    ELSEWHERE.some(([own, other]) => own === path && location.startsWith(other));
  return (
    <nav className="side-nav" aria-label="Pages">
      {NAV_ITEMS.map(({ path, label, icon }) => (
        <Link key={path} href={path} className="side-nav-item" aria-current={isHere(path) ? 'page' : undefined}>
          <Icon name={icon} size={18} />
          {label}
        </Link>
      ))}
    </nav>
  );
}
