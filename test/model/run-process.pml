/* One process of the product: its messages, its tier, its reads. */

inline rest(p) {
  own[p].step = IDLE; own[p].need = 0; own[p].kind = 0; own[p].version = 0; own[p].token = 0; own[p].state = 0;
  own[p].usable = 0; own[p].sameTier = 0; own[p].again = 0; own[p].atLeast = 0; own[p].floor = 0;
  own[p].toldSince = 0; own[p].older = 0; own[p].aged = 0
}

inline keepInTier(p) {
  if
  :: own[p].sameTier && !below(p, own[p].version, own[p].token) ->
     own[p].held = 1; own[p].heldVersion = own[p].version; own[p].heldToken = own[p].token;
     own[p].heldState = own[p].state
  :: else
  fi
}

inline apply(p) {
  itsVersion = (counted & mask(itsChange) -> versionOf[itsChange] : 0);
  itsToken = (counted & mask(itsChange) -> 0 : itsChange);
#if defined(LOSSY) || defined(EXPIRY)
  own[p].floorChange = higher(own[p].floorChange, itsChange);
#endif
#ifndef NO_FLOORS
  own[p].floorVersion = higher(own[p].floorVersion, itsVersion);
  own[p].floorToken = (itsToken -> itsToken : own[p].floorToken);
  own[p].toldSince = (itsToken && loading(p) -> 1 : own[p].toldSince);
#endif
  if
  :: own[p].held && (own[p].heldVersion < itsVersion || (itsToken && own[p].heldToken != itsToken)) -> dropTier(p)
  :: else
  fi;
  if
  :: counted & mask(itsChange) -> acknowledge(p, FEED)
  :: else -> acknowledge(p, PRODUCT)
  fi
}

inline reconnect(p) { own[p].connected = 1; own[p].confirmed = 0; emptyTier(p) }

#define servable(p) \
  (redis.kind == VALUE && !redis.soft && trusted(p) && !below(p, redis.version, redis.token))

inline startRead(p) {
  printf("%c: MGET sees kind %d, version %d, token %d, state %d, soft %d\n",
    65 + p, redis.kind, redis.version, redis.token, redis.state, redis.soft);
  findNeeded(p); own[p].need = needed;
  own[p].step = SEEN; own[p].sameTier = own[p].confirmed;
  own[p].kind = redis.kind; own[p].version = redis.version; own[p].token = redis.token;
  own[p].usable = servable(p);
  if
  :: own[p].usable -> own[p].state = redis.state; mustShow(p, own[p].state)
  :: else
  fi
}

inline send(p) {
  own[p].step = ASKED; own[p].sameTier = own[p].confirmed; own[p].toldSince = 0; own[p].older = 0; own[p].aged = 0;
  /* The oldest answer possible; `receive` takes this or any later one. */
  own[p].state = (own[p].atLeast -> primary : replica)
}

inline serveOrLoad(p) {
  printf("%c: usable %d\n", 65 + p, own[p].usable);
  if
  :: own[p].usable && !below(p, own[p].version, own[p].token) -> keepInTier(p); rest(p)
  :: else ->
     own[p].atLeast = (asksPrimary(p) -> 1 : 0);
     own[p].floor = own[p].version;
     own[p].floor = higher(own[p].floor, own[p].floorVersion);
     own[p].kind = 0; own[p].version = 0; own[p].usable = 0;
     send(p)
  fi
}

/* The portal reads its database at any moment of the load. */
inline pickAnswer(p) {
  do
  :: own[p].step == ASKED && own[p].state < primary -> own[p].state++
  :: break
  od
}

inline receive(p) {
  own[p].floor = higher(own[p].floor, own[p].floorVersion);
  printf("%c: the portal answers state %d; token %d, aged %d\n", 65 + p, own[p].state, own[p].token, own[p].aged);
  if
  :: tooLow(p) ->
     /* It is stored all the same if Redis takes it, because of what p was told it knows, but not of what p has seen. */
     if
     :: fillAccepted(p) -> own[p].version = versionOf[own[p].state]; store(p); keepInTier(p); own[p].version = 0
     :: else
     fi;
     if
     :: own[p].again -> rest(p) /* unknown */
     :: else -> own[p].again = 1; own[p].atLeast = 1; send(p)
     fi
  :: else ->
     mustShow(p, own[p].state);
     if
     :: fillAccepted(p) ->
        own[p].version = versionOf[own[p].state];
        store(p);
        printf("%c: its fill is stored\n", 65 + p);
        own[p].step = FILLED; own[p].need = 0; own[p].again = 0; own[p].atLeast = 0; own[p].floor = 0;
        own[p].toldSince = 0; own[p].older = 0; own[p].aged = 0
     :: else -> rest(p)
     fi
  fi
}

/* Who reads in no time: what may happen during a read happens to the other one. */
#ifdef SLOW_A
#define quick(p) false
#elif defined(QUICK_B)
#define quick(p) true
#else
#define quick(p) ((p) == A)
#endif
/* Of a fail-over it knows when it reconnects. */
#define tierAnswers(p) \
  (own[p].confirmed && own[p].held && (!own[p].connected || trusted(p)))

proctype Process(byte p) {
end:
  do
  :: d_step { nempty(inbox[p]) -> inbox[p]?itsChange; apply(p);
       printf("%c: applies the message of change %d\n", 65 + p, itsChange) }
  :: d_step { !own[p].connected -> reconnect(p); printf("%c: reconnects\n", 65 + p) }
  /* The ping, and its answer behind all messages; the acknowledgement with it. */
  :: d_step { own[p].connected && empty(inbox[p]) && (!own[p].confirmed || own[p].stampSeen != stamped) ->
       own[p].confirmed = 1; own[p].stampSeen = stamped; ackAlive[p] = 1; acknowledge(p, FEED); acknowledge(p, PRODUCT);
       printf("%c: its tier is confirmed\n", 65 + p) }

  :: d_step { tierAnswers(p) -> findNeeded(p); shown = own[p].heldState;
       printf("%c: the tier answers state %d, needed is %d\n", 65 + p, shown, needed);
       assert(shown >= needed) }
  :: d_step { own[p].step == IDLE && !tierAnswers(p) && !quick(p) -> startRead(p) }
  :: d_step { own[p].step == SEEN && !quick(p) -> serveOrLoad(p) }
  :: atomic { own[p].step == ASKED && !quick(p) -> pickAnswer(p); d_step { receive(p) } }
  /* Another reader joins the load. It began later, so that its need stands for both. */
  :: d_step { loading(p) && joinable(p) && !servable(p) ->
       findNeeded(p); own[p].need = higher(own[p].need, needed);
       printf("%c: another reader joins its load\n", 65 + p) }
#ifndef SLOW_A
  :: atomic { quick(p) && !tierAnswers(p) ->
       d_step { startRead(p); serveOrLoad(p) };
       pickAnswer(p);
       d_step {
         if
         :: own[p].step == ASKED -> receive(p)
         :: else
         fi;
         if
         :: own[p].step == ASKED -> receive(p)
         :: else
         fi;
         if
         :: own[p].step == FILLED -> keepInTier(p)
         :: else
         fi;
         rest(p) } }
#endif
  :: d_step { own[p].step == FILLED && !quick(p) -> keepInTier(p); rest(p);
       printf("%c: the reply to its fill\n", 65 + p) }
  od
}
