import { createHash } from 'node:crypto';

/** A script and the name under which Redis keeps it. */
export type Script = { readonly text: string; readonly sha: string };

function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** Milliseconds since 1970 by Redis's clock. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** What every entry begins with; the rest is empty in a tombstone. */
const READ_ENTRY = `
local function read_entry(text)
  if not text then return 0, 0, '', nil end
  local epoch, version, token, rest = string.match(text, '^(%w+)%.(%w+)|(%w*)(.*)$')
  if not epoch then return 0, 0, '', nil end
  return tonumber(epoch, 36) or 0, tonumber(version, 36) or 0, token, rest
end
`;

/**
 * ARGV: when the load began, how late is too late; then for each key the entry, its token, epoch, version, rule set, and
 * how many milliseconds from the load's beginning it may be kept. Answers with a letter for each key.
 */
export const FILL = script(`${NOW}${READ_ENTRY}
local age = now - tonumber(ARGV[1])
local late = age > tonumber(ARGV[2]) or age < -1000
if age < 0 then age = 0 end
local outcomes = {}
for i, key in ipairs(KEYS) do
  local at = (i - 1) * 6 + 2
  local left = tonumber(ARGV[at + 6]) - age
  if late then
    outcomes[i] = 'late'
  elseif left < 1 then
    outcomes[i] = 'lifeless'
  else
    local epoch, version, token, rest = read_entry(redis.call('GET', key))
    local new_epoch, new_version = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
    if token ~= ARGV[at + 2] then
      outcomes[i] = 'token'
    elseif epoch > new_epoch or (epoch == new_epoch and version > new_version) then
      outcomes[i] = 'lower'
    else
      local rule_set = rest and string.match(rest, '^|(%w+)%.')
      if epoch == new_epoch and version == new_version and rule_set and tonumber(rule_set, 36) > tonumber(ARGV[at + 5]) then
        outcomes[i] = 'lower'
      else
        redis.call('SET', key, ARGV[at + 1], 'PX', string.format('%.0f', left))
        outcomes[i] = 'stored'
      end
    end
  end
end
return outcomes
`);

/** ARGV: how long a tombstone lives; then for each key epoch and version in base 36, epoch, version, token. */
export const TOMBSTONES = script(`${READ_ENTRY}
for i, key in ipairs(KEYS) do
  local at = (i - 1) * 5 + 1
  local text = redis.call('GET', key)
  local epoch, version, token, rest = read_entry(text)
  local new_epoch, new_version, new_token = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4]), ARGV[at + 5]
  local higher = new_epoch > epoch or (new_epoch == epoch and new_version > version)
  -- A token that is there was told before: what was stored since then knows of it.
  if higher or (new_token ~= '' and new_token ~= token) then
    local head = ARGV[at + 1] .. '.' .. ARGV[at + 2]
    if not higher and rest then head = string.match(text, '^%w+%.%w+') end
    if new_token == '' then new_token = token end
    redis.call('SET', key, head .. '|' .. new_token, 'PX', ARGV[1])
  end
end
return 1
`);

/**
 * KEYS: the number. ARGV: how to publish, the channel, the message. Numbers begin at the time in microseconds, so that
 * after a loss nobody takes a new message for one that was already acknowledged.
 */
export const PUBLISH = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then
  local time = redis.call('TIME')
  redis.call('SET', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]))
end
local number = string.format('%.0f', redis.call('INCR', KEYS[1]))
redis.call(ARGV[1], ARGV[2], number .. '|' .. ARGV[3])
return number
`);

/** KEYS: number, state, processes, this process's acknowledgement. ARGV: process, last number applied or nothing, for how
 * long. */
export const POLL = script(`${NOW}
redis.call('ZADD', KEYS[3], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - 60000)
if ARGV[2] ~= '' then redis.call('SET', KEYS[4], ARGV[2], 'PX', ARGV[3]) end
return { string.format('%.0f', now), redis.call('GET', KEYS[1]) or '0', redis.call('HGETALL', KEYS[2]) }
`);

/** KEYS: processes, this process's acknowledgement. ARGV: process. Nobody waits for it any more. */
export const LEAVE = script(`
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
return 1
`);

/** KEYS: processes. ARGV: what the names of acknowledgements begin with. */
export const LEAST_ACKNOWLEDGED = script(`
local least = ''
for _, process in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local number = redis.call('GET', ARGV[1] .. process)
  if number and (least == '' or tonumber(number) < tonumber(least)) then least = number end
end
return least
`);

/** KEYS: lease, cursor, state. ARGV: process, how long the lease holds. */
export const BEAT = script(`${NOW}
local holder = redis.call('GET', KEYS[1])
local mine = not holder or holder == ARGV[1]
local before = tonumber(redis.call('HGET', KEYS[3], 'beat') or '0')
if mine then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  redis.call('HSET', KEYS[3], 'beat', string.format('%.0f', now))
end
return { mine and '1' or '0', string.format('%.0f', now), redis.call('GET', KEYS[2]) or '', before > now + 1000 and '1' or '0' }
`);

/** KEYS: lease. ARGV: process. */
export const RESIGN = script(`if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 1`);

/** KEYS: a hash. ARGV: fields and values. */
export const WRITE_FIELDS = script(`redis.call('HSET', KEYS[1], unpack(ARGV)) return 1`);

/** KEYS: a key. ARGV: a value, and the one that must be there; empty: none. */
export const WRITE_IF = script(`
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[2] then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1
`);

/** Text and milliseconds left of each key. */
export const INSPECT = script(`
local found = {}
for i, key in ipairs(KEYS) do
  found[i] = { redis.call('GET', key) or '', string.format('%.0f', redis.call('PTTL', key)) }
end
return found
`);

/** Bytes of each key; empty where it is absent, or where the server keeps that to itself. */
export const MEASURE = script(`
local bytes = {}
for i, key in ipairs(KEYS) do
  local usage = redis.pcall('MEMORY', 'USAGE', key)
  bytes[i] = type(usage) == 'number' and string.format('%.0f', usage) or ''
end
return bytes
`);

/** KEYS: number, state, processes, lease, cursor. ARGV: what the names of acknowledgements begin with. */
export const DESCRIBE = script(`${NOW}
local processes = {}
local seen = redis.call('ZRANGE', KEYS[3], 0, -1, 'WITHSCORES')
for at = 1, #seen, 2 do
  processes[#processes + 1] = { seen[at], seen[at + 1], redis.call('GET', ARGV[1] .. seen[at]) or '' }
end
return {
  string.format('%.0f', now), redis.call('GET', KEYS[1]) or '0', redis.call('HGETALL', KEYS[2]),
  redis.call('GET', KEYS[4]) or '', string.format('%.0f', redis.call('PTTL', KEYS[4])),
  redis.call('GET', KEYS[5]) or '', processes
}
`);

/** How many of the keys were there. */
export const REMOVE = script(`
local removed = 0
for _, key in ipairs(KEYS) do removed = removed + redis.call('DEL', key) end
return removed
`);
