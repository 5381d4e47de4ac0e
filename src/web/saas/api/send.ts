import { createSend } from '../../api/create-send.ts';
import { forgetSession, noticeSession } from './session-cookie.ts';

/** Calls the product's API; `path` after `/api/v4`. @throws {RequestFailed} */
export const send = createSend('/api/v4', (status) => (status === 401 ? forgetSession() : noticeSession()));
