/* Each rule that can be taken out, and what is asked of a read. */

#define loading(p) (own[p].step == ASKED)
/* Every change that was told has long been in the replica, and its second pass is over. */
#ifdef LOSSY
#define quiet (!((toldOnce | finished) & ~(settled & upTo(replica))))
#else
#define quiet (!((toldOnce | finished) & ~upTo(replica)))
#endif

/* Another token is below the last one told, because after a lost write either may be the older. */
#define below(p, aVersion, aToken) \
  ((aVersion) < own[p].floorVersion || (own[p].floorToken && (aToken) != own[p].floorToken))

#ifdef NO_ACKNOWLEDGEMENT
#define acknowledged(who) true
#else
#define acknowledged(who) (!owed[who])
#endif

#ifdef NO_JOIN_RULE
#define joinable(p) true
#else
/* A load ends by its deadline, which is sooner than a fill is too late. */
#define joinable(p) \
  (redis.token == own[p].token && redis.version <= own[p].floor && own[p].floorVersion <= own[p].floor && \
   !own[p].toldSince && !own[p].aged)
#endif

#ifdef NO_REASK
#define tooLow(p) false
#else
#define tooLow(p) (versionOf[own[p].state] < own[p].floor || own[p].toldSince)
#endif

/* The primary is asked after a tombstone, a token and a told floor: a replica may be behind them. */
#define asksPrimary(p) \
  (own[p].kind == TOMBSTONE || own[p].token || own[p].floorVersion || own[p].floorToken)

/* What lies in Redis is soft after a fail-over until p knows that the feed's reader has replayed. */
#define trusted(p) (!failedOver || own[p].stampSeen)

/* The state that a read in p must show: that of the last finished change, but not of one that is loose, unless p was
   told of it and therefore holds its floor. */
inline findNeeded(p) {
  needed = 0; i = 1;
  do
  :: i <= CHANGES ->
     if
     :: (finished & mask(i)) && (!(loose & mask(i)) || i <= own[p].floorChange) -> needed = i
     :: else
     fi;
     i++
  :: else -> break
  od;
  skip
}

/* The property: nothing older than the last invalidation that had finished when the read began. */
inline mustShow(p, aState) {
  needed = own[p].need; shown = aState;
  printf("%c: a read shows state %d, needed is %d\n", 65 + p, shown, needed);
  assert(shown >= needed)
}

/* Redis lost a write: these changes may look undone until they are replayed. */
inline lose(changes) {
  loose = loose | (changes);
  j = A;
  do
  :: j <= B ->
     findNeeded(j);
     own[j].need = (own[j].need < needed -> own[j].need : needed);
     j++
  :: else -> break
  od;
  skip
}

/* A load grows old with each change that is told after it began, or that the replica did not have yet. */
inline markOlder(change) {
#if defined(LOSSY) || defined(EXPIRY)
  j = A;
  do
  :: j <= B ->
     own[j].older = (loading(j) -> own[j].older | mask(change) : 0);
     j++
  :: else -> break
  od;
#endif
  skip
}

inline age(changes) {
  j = A;
  do
  :: j <= B ->
     if
     :: own[j].older & (changes) -> own[j].aged = 1; own[j].older = 0
     :: else
     fi;
     j++
  :: else -> break
  od;
  skip
}
