/* Who tells of changes: the feed's reader of those that are counted, the product of the others. */

inline findLowest(changes) {
  k = 1;
  do
  :: !((changes) & mask(k)) -> k++
  :: else -> break
  od;
  skip
}

#define untold(who) (ours(who) & upTo(primary) & ~toldOnce)
/* 10 s after the first pass: the portal asks no replica that is further behind. */
#define untoldTwice(who) (ours(who) & toldOnce & ~toldTwice & upTo(replica))
/* After a fail-over the feed's reader looks first how far Redis has forgotten. */
#ifdef NO_READ_BACK_FIRST
#define mayWriteCursor true
#else
#define mayWriteCursor (!failedOver || readBack)
#endif

proctype Teller(byte who) {
end:
  do
  :: d_step { !waitChange[who] && untold(who) ->
       findLowest(untold(who));
       toldOnce = toldOnce | mask(k);
       markOlder(k);
       tell(who, k);
       printf("teller %d: tells change %d\n", who, k) }
#ifdef LOSSY
  :: d_step { !waitChange[who] && untoldTwice(who) ->
       findLowest(untoldTwice(who));
       toldTwice = toldTwice | mask(k);
       age(mask(k));
       printf("teller %d: 10 s after change %d\n", who, k);
       if
       :: who == PRODUCT -> settled = settled | mask(k)
#ifdef NO_SECOND_PASS
       :: who == FEED -> settled = settled | mask(k); loose = loose & ~mask(k)
#endif
       :: else -> waitSecond[who] = 1; tell(who, k)
       fi }
#endif
  :: d_step { waitChange[who] && acknowledged(who) ->
       finished = finished | mask(waitChange[who]);
       if
       :: waitSecond[who] -> settled = settled | mask(waitChange[who]); loose = loose & ~mask(waitChange[who])
       :: else
       fi;
       printf("teller %d: change %d is finished\n", who, waitChange[who]);
       endWait(who) }
#ifdef FAIL_OVER
  /* After the tombstones that it covers, because a prefix of the writes then has them too. */
  :: d_step { who == FEED && mayWriteCursor && cursor != (counted & toldTwice) ->
       cursor = counted & toldTwice;
       printf("feed: writes the cursor\n") }
  :: d_step { who == FEED && failedOver && !readBack ->
       readBack = 1;
       printf("feed: reads the cursor back\n");
#ifndef NO_CURSOR_IN_REDIS
       toldOnce = (toldOnce & ~counted) | cursor;
       toldTwice = (toldTwice & ~counted) | cursor;
       endWait(who)
#endif
     }
  /* The master is stamped when all is replayed: from here on no change that the portal counts looks undone. */
  :: d_step { who == FEED && readBack && !stamped && !untold(who) ->
       stamped = 1;
       printf("feed: stamps the master\n");
#ifdef LOST_TOKENS_COUNT
       loose = 0
#else
       loose = loose & ~counted
#endif
     }
#endif
  od
}
