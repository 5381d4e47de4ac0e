import { Link } from 'wouter';

/** The product's name, and the way home. */
export function Brand() {
  return (
    <Link href="/" className="brand">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" fill="#6741d9" />
        <path d="M9 24V12a7 7 0 0 1 14 0v12M16 24V13" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      </svg>
      Trialgate
    </Link>
  );
}
