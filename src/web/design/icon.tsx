const PATHS = {
  sun: 'M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7 1.4-1.4M4.9 19.1l1.4-1.4m0-11.4L4.9 4.9m14.2 14.2-1.4-1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  group:
    'M4 20v-1a4 4 0 0 1 4-4h2a4 4 0 0 1 4 4v1M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm7-5.8a3 3 0 0 1 0 5.6M17 15.2a4 4 0 0 1 3 3.8v1',
  rocket:
    'M5 19c0-3 1-4 3-4l1 1c0 2-1 3-4 3Zm4-4-2-2c1-6 5-9.500 12-9.500 0 7-3.500 11-9.500 12Zm6-7h.01M7 13H4l2-4 4-.5M11 17v3l4-2 .5-4',
  check: 'm5 12.5 4.500 4.500L19 7.500',
  warning:
    'M12 9v4m0 3.500h.01M10.300 4.200 2.800 17.500A2 2 0 0 0 4.500 20.500h15a2 2 0 0 0 1.700-3L13.700 4.200a2 2 0 0 0-3.400 0Z',
  note: 'M12 11v5m0-8.500h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  clock: 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  turning: 'M12 3a9 9 0 1 0 9 9',
  down: 'm6 9 6 6 6-6',
  search: 'm20 20-4.500-4.500M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z',
  chart: 'M4 20h16M7 16v-5m5 5V6m5 10v-7',
  flag: 'M5 21V4m0 1c5-3 9 3 14 0v9c-5 3-9-3-14 0',
  scales: 'M12 4v16m-5 0h10M5 7h14M5 7l-3 7a3.200 3.200 0 0 0 6 0L5 7Zm14 0-3 7a3.200 3.200 0 0 0 6 0l-3-7Z',
  card: 'M3 6h18v12H3V6Zm0 4h18M7 14h3',
  compare: 'M4 7h13m-3-3 3 3-3 3M20 17H7m3-3-3 3 3 3',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01',
  key: 'M14.500 9.500 21 3m-3 3 2 2m-4.500-.500 2 2M15 14a5 5 0 1 1-10 0 5 5 0 0 1 10 0Z',
  copy: 'M9 9h10v11H9V9Zm-4 6V4h10',
  keyboard: 'M3 7h18v10H3V7Zm4 3.500h.01m3.300 0h.01m3.300 0h.01m3.300 0h.01M8 14h8',
  shield: 'M12 3 5 6v5c0 5 3 8.500 7 10 4-1.500 7-5 7-10V6l-7-3Zm-3 9 2 2 4-4',
  cross: 'm6 6 12 12M18 6 6 18',
  stop: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM6 6l12 12',
  download: 'M12 4v11m-4-4 4 4 4-4M4 20h16',
  out: 'M14 5h5v14h-5M4 12h11m-4-4 4 4-4 4',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words that say the same, so that it is hidden from those who listen. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={name === 'turning' ? 'turning' : undefined}
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
