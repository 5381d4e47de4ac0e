import { BadRequest } from '#kit/errors/bad-request.ts';
import type { FlagState } from './flag-state.ts';

/** Unleash refuses longer lists in a constraint. */
const MOST_USERS = 250;
const FORMS = 'A state is off, on, users:7,8, percent:25 or percent:25+users:7,8.';

/**
 * Reads a state as people write it.
 * @throws {BadRequest} `percent_not_whole`, `too_many_users`, or a sentence that shows how it is written.
 */
export function readFlagState(text: string): FlagState {
  if (text === 'off' || text === 'on') return { kind: text };
  const [, percent, , users] = /^(?:percent:([^+]*))?(\+?)(?:users:(.*))?$/.exec(text) ?? [];
  if (percent === undefined && users === undefined) throw refusal(FORMS);
  if (percent === undefined) {
    if (text.startsWith('+')) throw refusal(FORMS);
    return { kind: 'users', users: readUsers(users ?? '') };
  }
  if (text.includes('+') !== (users !== undefined)) throw refusal(FORMS);
  return { kind: 'percent', percent: readPercent(percent), users: users === undefined ? [] : readUsers(users) };
}

/** Digits only: a number that was rounded on its way would let in others than were meant. */
function readPercent(text: string): number {
  const percent = Number(text);
  if (/^\d{1,3}$/.test(text) && percent <= 100) return percent;
  if (!/^\d*\.?\d*$/.test(text) || text === '' || percent > 100) {
    throw refusal(`A percentage is a whole number from 0 to 100. ${FORMS}`);
  }
  throw refusal(
    `Clients know whole percents only, and would take ${text.slice(0, 20)} for another number without a word: choose a whole percentage, or name the users.`,
    'percent_not_whole',
  );
}

function readUsers(text: string): string[] {
  const users = [...new Set(text.split(',').map((id) => id.trim()))];
  const wrong = users.find((id) => !/^[1-9]\d{0,15}$/.test(id) || !Number.isSafeInteger(Number(id)));
  if (wrong !== undefined) {
    throw refusal(`A user is named by an id, a whole number from 1, and not by "${wrong.slice(0, 50)}". ${FORMS}`);
  }
  if (users.length > MOST_USERS) {
    throw refusal(
      `These are ${users.length} users; clients take ${MOST_USERS} at most. Choose a percentage for more.`,
      'too_many_users',
    );
  }
  return users;
}

const PROBLEMS = {
  invalid_request: 'must be off, on, users:7,8, percent:25 or percent:25+users:7,8',
  percent_not_whole: 'must be a whole percentage',
  too_many_users: `must name ${MOST_USERS} users at most`,
} as const;

function refusal(sentence: string, code: keyof typeof PROBLEMS = 'invalid_request'): BadRequest {
  return new BadRequest(sentence, { code, attributes: { state: [PROBLEMS[code]] } });
}
