/*
 * The cache protocol (docs/decisions/0010-cache-protocol.md) for one namespace, two processes and CHANGES changes.
 * README.md says what is left out and lists the flags: a scenario flag lets something happen, a `NO_…` flag takes a
 * mechanism out.
 *
 * After k changes the world is in *state* k. A change that the portal counts raises the version, another one leaves it.
 * Because of that a version cannot tell states apart, and every answer carries its state as a ghost that no rule reads.
 */
#ifndef CHANGES
#define CHANGES 2
#endif
#ifndef COUNTED
#define COUNTED CHANGES
#endif
#ifndef UNCOUNTED
#define UNCOUNTED CHANGES
#endif
#if defined(EVICTION) || defined(FAIL_OVER)
#define LOSSY
#endif
#if defined(EVICTION) && defined(FAIL_OVER)
#error The ghosts do not tell what was lost by one from what was lost by the other.
#endif

/* Messages of one change that a process may have before it: those of both passes, and once more after a fail-over. */
#ifdef FAIL_OVER
#define MESSAGES 4
#elif defined(EVICTION)
#define MESSAGES 2
#else
#define MESSAGES 1
#endif

#define A 0
#define B 1 /* may be paused and cut off from its messages */
#define FEED 0
#define PRODUCT 1
#define ABSENT 0
#define TOMBSTONE 1
#define VALUE 2
/* Steps of a read. */
#define IDLE 0
#define SEEN 1   /* the answer of MGET is on its way */
#define ASKED 2  /* a load is under way */
#define FILLED 3 /* stored; the reply is on its way */

#define mask(change) (1 << (change))
#define upTo(change) ((1 << ((change) + 1)) - 2)
#define ours(who) (counted ^ ((who) * 255))
#define higher(one, other) ((one) > (other) -> (one) : (other))

/* Numbers of changes take 3 bits, sets of them 5, so that a state is short. */
typedef Entry { unsigned kind : 2; unsigned version : 3; unsigned token : 3; unsigned state : 3; bit soft }

typedef Own {
  bit connected; bit confirmed; bit stampSeen; /* it knows that the feed's reader has replayed */
  unsigned floorVersion : 3; unsigned floorToken : 3;
  unsigned floorChange : 3; /* ghost: the last change that it was told of */
  bit held; unsigned heldVersion : 3; unsigned heldToken : 3; unsigned heldState : 3; /* its tier */
  unsigned step : 2;
  unsigned need : 3; /* ghost: the state that this read must show */
  /* What MGET saw; later what the portal answered. */
  unsigned kind : 2; unsigned version : 3; unsigned token : 3; unsigned state : 3; bit usable;
  bit sameTier; /* confirmed when it asked, and not emptied since */
  bit again; bit atLeast; bit toldSince; unsigned floor : 3; /* its load */
  unsigned older : 5; bit aged /* changes told since the load began; it began more than 5 s ago */
}

/* PostgreSQL and its replica: how many changes they have, and the version after each. */
byte versionOf[CHANGES + 1];
unsigned counted : 5; /* set of changes */
unsigned primary : 3; unsigned replica : 3;
/* Redis, and what its replica will take over with. */
Entry redis, oldRedis;
unsigned cursor : 5; unsigned oldCursor : 5; /* sets of changes whose second pass is over */
unsigned oldTold : 5; /* ghost: told before its replica fell behind */
bit ackAlive[2]; /* whom a teller has to wait for */
bit behind, failedOver, readBack, stamped;
/* Who tells: the change that each waits with, for whom, and whether it is the second pass; sets of changes. */
byte waitChange[2], owed[2];
bit waitSecond[2];
unsigned toldOnce : 5; unsigned toldTwice : 5;
unsigned finished : 5; unsigned settled : 5; /* ghosts: told and acknowledged; and so again 10 s later */
unsigned loose : 5; /* ghost: Redis lost a write of theirs, and they were not replayed since */
/* A message is its change, whose number is also the token of one that is not counted. */
chan inbox[2] = [CHANGES * MESSAGES] of { byte };
Own own[2];
/* Not part of the state: set and read within one step. A search breadth first does without `hidden`. */
#ifdef SHORTEST_TRAIL
#define hidden
#endif
hidden byte i, j, k, needed, shown, itsVersion, itsToken, itsChange;

/* Without REPLICA_LAG the replica is never behind. */
inline keepReplicaUp() {
#ifndef REPLICA_LAG
  replica = primary;
#endif
  skip
}

#include "rules.pml"
#include "redis-scripts.pml"
#include "tellers.pml"
#include "run-process.pml"

proctype Portal() {
end:
  do
  :: d_step { primary < CHANGES && versionOf[primary] < COUNTED ->
       primary++; versionOf[primary] = versionOf[primary - 1] + 1; counted = counted | mask(primary);
       keepReplicaUp();
       printf("portal: change %d, counted\n", primary) }
  :: d_step { primary < CHANGES && primary - versionOf[primary] < UNCOUNTED ->
       primary++; versionOf[primary] = versionOf[primary - 1];
       keepReplicaUp();
       printf("portal: change %d, not counted\n", primary) }
#ifdef REPLICA_LAG
  :: d_step { replica < primary ->
       replica++;
#ifndef SLOW_REPLICA
       markOlder(replica);
#endif
       printf("replica: has change %d\n", replica) }
#endif
  od
}

/* What time and bad luck do. */
proctype Clock() {
end:
  do
#ifdef SOFTENING
  :: d_step { redis.kind == VALUE && !redis.soft -> redis.soft = 1; redis.state = 0;
       printf("redis: the entry turns soft\n") }
#endif
#ifdef EVICTION
  :: d_step { redis.kind != ABSENT -> clearEntry(); lose((toldOnce | finished) & ~settled);
       printf("redis: evicts the entry\n") }
#endif
#ifdef EXPIRY
  /* 60 s: no fill that is still accepted began before that (5 s), and no replica that the portal asks is that old. */
  :: d_step { redis.kind != ABSENT && quiet -> clearEntry(); age(upTo(CHANGES)); printf("redis: the entry expires\n") }
  :: d_step { own[A].floorChange && quiet -> age(upTo(CHANGES)); forgetFloors(A); printf("A: forgets its floors\n") }
  :: d_step { own[B].floorChange && quiet -> age(upTo(CHANGES)); forgetFloors(B); printf("B: forgets its floors\n") }
#endif
#ifdef FAIL_OVER
  :: d_step { !behind && !failedOver -> fallBehind(); printf("redis: its replica falls behind\n") }
  :: d_step { behind -> failOver(); printf("redis: its replica takes over\n") }
#endif
#ifdef PAUSE
  /* 1 s without an answered ping, and 1.5 s without an acknowledgement: never the other way round. */
  :: d_step { own[B].confirmed -> own[B].confirmed = 0; emptyTier(B); printf("B: its tier is not confirmed\n") }
  :: d_step { own[B].connected && !failedOver -> cutOff(B); printf("B: is cut off\n") }
#endif
#if defined(PAUSE) || defined(FAIL_OVER)
  :: d_step { !own[A].confirmed && ackAlive[A] -> forgetAck(A); printf("A: its acknowledgement expires\n") }
  :: d_step { !own[B].confirmed && ackAlive[B] -> forgetAck(B); printf("B: its acknowledgement expires\n") }
#endif
  :: false
  od
}

init {
  atomic {
    own[A].connected = 1; own[A].confirmed = 1; ackAlive[A] = 1;
    own[B].connected = 1; own[B].confirmed = 1; ackAlive[B] = 1;
    run Portal(); run Teller(FEED); run Teller(PRODUCT); run Clock(); run Process(A); run Process(B)
  }
}
