import type { toStaffOnWire, toTokenOnWire } from './people-on-wire.ts';

export type StaffOnWire = ReturnType<typeof toStaffOnWire>;
export type TokenOnWire = ReturnType<typeof toTokenOnWire>;
