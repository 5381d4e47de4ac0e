import { Link, useLocation } from 'wouter';
import { Icon } from '../../design/icon.tsx';
import { NAV_ITEMS } from './nav-items.ts';

/** The pages: beside the content, and above it on a phone. */
export function SideNav() {
  const [location] = useLocation();
  const isHere = (path: string) =>
    location === path || location.startsWith(`${path}/`) || (path === '/rules' && location.startsWith('/trial_types/'));
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
