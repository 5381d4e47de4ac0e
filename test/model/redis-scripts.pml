/* What happens inside Redis in one step: the scripts, losing writes, and losing a connection. */

inline clearEntry() {
  redis.kind = ABSENT; redis.version = 0; redis.token = 0; redis.state = 0; redis.soft = 0
}

inline putTombstone(aVersion, aToken) {
  itsVersion = aVersion; itsToken = aToken;
  clearEntry();
#ifndef NO_TOMBSTONE
  redis.kind = TOMBSTONE; redis.version = itsVersion; redis.token = itsToken
#endif
}

/* PUBLISH, in the same step as the tombstone. There are no numbers, because no message is lost but by `cutOff`. */
inline publish(who, aChange) {
  waitChange[who] = aChange;
  owed[who] = (ackAlive[A] -> mask(A) : 0) | (ackAlive[B] -> mask(B) : 0);
  j = A;
  do
  :: j <= B ->
     if
     :: own[j].connected -> assert(nfull(inbox[j])); inbox[j]!aChange
     :: else
     fi;
     j++
  :: else -> break
  od;
  skip
}

inline acknowledge(p, who) { owed[who] = owed[who] & ~mask(p) }

inline forgetAck(p) { ackAlive[p] = 0; acknowledge(p, FEED); acknowledge(p, PRODUCT) }

inline tell(who, aChange) {
  if
  :: who == FEED && (redis.kind == ABSENT || redis.version < versionOf[aChange]) ->
#ifdef NO_KEPT_TOKEN
     putTombstone(versionOf[aChange], 0)
#else
     putTombstone(versionOf[aChange], redis.token)
#endif
  :: who == PRODUCT -> putTombstone(redis.version, aChange)
  :: else
  fi;
  publish(who, aChange)
}

/* The second half is Redis's: not too late, the token that was read, nothing higher. */
#define fillAccepted(p) \
  (versionOf[own[p].state] >= own[p].floorVersion && !own[p].toldSince && \
   !own[p].aged && own[p].token == redis.token && redis.version <= versionOf[own[p].state])

inline store(p) {
  redis.kind = VALUE; redis.version = versionOf[own[p].state]; redis.state = own[p].state; redis.soft = 0
}

inline dropTier(p) {
  own[p].held = 0; own[p].heldVersion = 0; own[p].heldToken = 0; own[p].heldState = 0
}

/* What was asked before the tier was emptied does not get into it: messages may have been missed since. */
inline emptyTier(p) {
  dropTier(p);
#ifndef NO_PERIOD
  own[p].sameTier = 0;
#endif
  skip
}

/* Redis is never waited for that long, so that a reply cannot come later. */
inline forgetFloors(p) { own[p].floorVersion = 0; own[p].floorToken = 0; own[p].floorChange = 0; own[p].sameTier = 0 }

inline cutOff(p) {
  own[p].connected = 0;
  do
  :: nempty(inbox[p]) -> inbox[p]?itsChange
  :: empty(inbox[p]) -> break
  od;
  skip
}

inline fallBehind() {
  behind = 1;
  oldRedis.kind = redis.kind; oldRedis.version = redis.version; oldRedis.token = redis.token;
  oldRedis.state = redis.state; oldRedis.soft = redis.soft;
  oldCursor = cursor; oldTold = toldOnce | finished
}

inline endWait(who) { waitChange[who] = 0; owed[who] = 0; waitSecond[who] = 0 }

/* Who waited for acknowledgements when it happened may take those of the new master for them: finished, but lost. */
inline finishLost(who) {
  finished = finished | (waitChange[who] -> mask(waitChange[who]) : 0);
  endWait(who)
}

/* The replica takes over with the writes that it had. That takes longer than 1 s: no tier is confirmed any more. */
inline failOver() {
  behind = 0; failedOver = 1;
  redis.kind = oldRedis.kind; redis.version = oldRedis.version; redis.token = oldRedis.token;
  redis.state = oldRedis.state; redis.soft = oldRedis.soft;
  cursor = oldCursor;
  /* Not used again. */
  oldRedis.kind = 0; oldRedis.version = 0; oldRedis.token = 0; oldRedis.state = 0; oldRedis.soft = 0;
  oldCursor = 0;
  lose((toldOnce | finished) & ~oldTold);
  oldTold = 0;
  own[A].confirmed = 0; own[B].confirmed = 0; emptyTier(A); emptyTier(B);
  cutOff(A); cutOff(B);
  finishLost(FEED); finishLost(PRODUCT)
}
