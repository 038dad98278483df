package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.shadow.Footprints;
import dev.racedetect.runtime.shadow.ReadSetCache;
import dev.racedetect.runtime.shadow.WeakEntry;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What the detector keeps for one thread.
 *
 * <p>Only the thread itself reads and writes its state, but for the starting thread, which fills it
 * in before {@code start}. Others see its {@link #record()} only.
 */
public final class ThreadState {
  /** How many lost releases are remembered by lock; a power of two. */
  public static final int OWED = 64;

  private static final int CACHE_SIZE = 512;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long WANTED = UNSAFE.objectFieldOffset(ThreadState.class, "wanted");

  private static final int GENERATIONS = 4;

  /** Size of {@link #contexts}, a power of two. */
  public static final int CONTEXTS = 1024;

  /** Whether a thread may have lost a release that it has not yet made up for; written by generated code too. */
  public static boolean unsettled;

  /** Whether there has been an error inside the detector; see {@link #lostUnknown}. */
  public static boolean troubled;

  /** The current epoch, context bits 0: what instrumented code compares shadow words with. */
  public long epoch;

  /** The calling context: a hash of the call sites on the stack (probabilistic calling context, Bond and McKinley 2007). */
  public long context;

  /** True while the detector itself runs on this thread, so that it never observes itself. */
  public boolean inside;

  /** True between StampedLock's tryOptimisticRead and validate; see {@link #section()}. */
  public boolean optimistic;

  /** The epoch of the freeze that it was last found to know, which it never forgets. */
  public long knownFreeze;

  /** Checks that this thread made on the slow path. */
  public long checks;

  /** Weak identity entries that this thread used last, by identity hash; see {@link #cached}. */
  public final WeakEntry[] cache = new WeakEntry[CACHE_SIZE];

  /** The contexts that this thread used last, in the layout of {@code StackDepot}, whose first level this is. */
  public final long[] contexts = new long[CONTEXTS];

  /** A hash of the classes of the locks held: part of the context that shadow words remember. Written by {@link #held}. */
  public long heldHash;

  /** The locks held, outermost first. */
  public final HeldLocks held = new HeldLocks(this);

  /** The states of the locks it used last. */
  public final RecentLocks recentLocks = new RecentLocks();

  /** The stamps got from StampedLocks. */
  public final HeldStamps stamps = new HeldStamps();

  /** The locks of the last lost releases: those for whose probe there was no stack. Written by generated code too. */
  public final Object[] owed = new Object[OWED];

  /** How many releases were lost and not yet made up for. Written by generated code too. */
  public int lost;

  /** True once a lock's probe failed: from then on the counts in {@link #held} may be wrong. */
  public boolean unsure;

  /** True when a lock was acquired whose probe failed: until made up for, the thread knows less than it should. */
  public boolean missed;

  /** True when an error may have lost a release of anything, until made up for. */
  public boolean lostUnknown;

  /** A racing call on a collection that has not returned yet, or null. */
  public PendingRead pending;

  /** What this thread raced with last, so that one misuse is one finding. */
  public final LastRace lastRace = new LastRace();

  /** What this thread remembers of reads it shares with others. */
  public final ReadSetCache readSets = new ReadSetCache();

  /** The ranges of elements it accessed in its present epoch. */
  public final Footprints footprints = new Footprints();

  /** Its compare-and-set that is under way. */
  public final PendingRelease pendingRelease = new PendingRelease();

  /** Whether it has executed a fence with release effect. */
  public boolean fenced;

  /** The call sites and the instruction that this thread acquires a monitor at; 0 where {@link #context} tells it. */
  public long lockSites;

  /** Whether the code that acquires a monitor at {@link #lockSites} is none of the project's. */
  public boolean lockUnchecked;

  /** The orders in which this thread nested locks last, or null if it never did. */
  public Object[] orders;

  /** See {@link #wanted()}; written by this thread only. */
  private Object wanted;

  final Thread thread;
  final long tid;
  ThreadState next;
  private final VectorClock clock;
  private VectorClock deferred;
  private VectorClock knowledge;
  private int knowledgeJoins;
  private OptimisticSection section;
  private ThreadRecord record;
  private int generation;
  private int slot;
  /** The first time of {@link #slot} that is this thread's: earlier ones were its last owner's. */
  private int since;

  private int time;
  private int joins;
  private long seenAhead;
  private boolean exited;
  private boolean runsTest;

  ThreadState(Thread thread, VectorClock clock, String startedBy, int startContext) {
    this.thread = thread;
    this.tid = ThreadIds.of(thread);
    this.clock = clock;
    this.record = new ThreadRecord(thread, clock, startedBy, startContext);
    moveTo(Slots.allocate(clock, record));
  }

  /**
   * What this thread is about to wait for as long as it takes, or is waiting for; null if nothing. Whoever reads it sees all that
   * the thread wrote before.
   */
  public Object wanted() {
    return UNSAFE.getReferenceAcquire(this, WANTED);
  }

  /** Sets {@link #wanted()}. */
  public void wants(Object lock) {
    UNSAFE.putReferenceRelease(this, WANTED, lock);
  }

  /** The thread's number, which no other thread ever has. */
  public long id() {
    return tid;
  }

  /** The thread itself. */
  public Thread thread() {
    return thread;
  }

  /**
   * Begins with a context that tells where the thread was started: what the JDK calls in threads of different origin is called
   * through different frames. Threads that start one another without end share one, or contexts would be without end.
   */
  void startedBy(ThreadState parent, int startContext) {
    generation = parent.generation + 1;
    context = generation > GENERATIONS ? 0 : startContext * 0x9E3779B97F4A7C15L;
  }

  /** Whether {@code word}'s access happens-before what this thread does now. */
  public boolean covers(long word) {
    return clock.covers(word);
  }

  /** Whether {@code word} is of this thread itself and of its present slot. */
  public boolean isOwn(long word) {
    return Epoch.slot(word) == slot && Epoch.clock(word) >= since;
  }

  /** This thread's clock; the caller only reads it. */
  public VectorClock clock() {
    return clock;
  }

  /** How often this thread has learnt from others. */
  public int joins() {
    return joins;
  }

  /** The slot this thread writes into shadow words. */
  public int slot() {
    return slot;
  }

  /** The time of its slot. */
  public int time() {
    return time;
  }

  /** Learns all that {@code other} knows: the acquiring end of a synchronizes-with edge (JLS 17.4.4). */
  public void join(VectorClock other) {
    clock.join(other);
    joins++;
  }

  /** As {@link #join(VectorClock)}, and that the owner of {@code epoch} had come to it; 0 is none. */
  public void join(VectorClock other, long epoch) {
    join(other);
    learn(Epoch.slot(epoch), Epoch.clock(epoch));
  }

  /**
   * What this thread knows of others; of itself it may be less than the present time. Nobody changes it any more: it is the
   * same object until this thread learns something.
   */
  public VectorClock knowledge() {
    if (knowledge == null || knowledgeJoins != joins) {
      VectorClock copy = new VectorClock();
      copy.assign(clock);
      knowledge = copy; // complete, whatever is thrown
      knowledgeJoins = joins;
    }
    return knowledge;
  }

  /** Learns that {@code slot} had reached {@code until}, and so that all before happens-before what follows. */
  void learn(int otherSlot, int until) {
    if (clock.get(otherSlot) < until) {
      clock.set(otherSlot, until);
    }
  }

  /** Learns what another thread's clock knows by now of all slots but that one. */
  void learnForeign(VectorClock other, int except) {
    clock.joinForeign(other, except);
  }

  /** Ends learning from others one by one. */
  void hasLearntAhead() {
    joins++;
    renewAfterLearning();
  }

  /** As {@link #join(VectorClock, long)}, when it executes a fence with acquire effect. */
  public void joinAtFence(VectorClock other, long epoch) {
    if (deferred == null) {
      deferred = new VectorClock();
    }
    deferred.join(other);
    if (epoch != 0 && !deferred.covers(epoch)) {
      deferred.set(Epoch.slot(epoch), Epoch.clock(epoch));
    }
  }

  /** Executes a fence with acquire effect. */
  public void acquireFence() {
    if (deferred != null) {
      join(deferred);
      deferred = null;
      renewAfterLearning();
    }
  }

  /**
   * Whether others may know this thread's present epoch already ({@link Threads#learnAll}, {@link Freeze}), so that it must
   * begin a new one when it has learnt something. True once for each such case, and as long as another thread is learning.
   */
  public boolean isKnownAhead() {
    long ahead = Threads.learntAhead();
    if (seenAhead == ahead) {
      return false;
    }
    if (!Threads.isLearningNow(ahead)) {
      seenAhead = ahead;
    }
    return true;
  }

  /** Begins a new epoch if the present one may be known ahead: what this thread has just learnt is no part of it. */
  private void renewAfterLearning() {
    Unsafe.getUnsafe().fullFence(); // a learner that is not seen here has seen what was learnt
    if (isKnownAhead()) {
      tick();
    }
  }

  /** Begins a new epoch: what follows is not covered by what was released before. */
  public void tick() {
    if (time == Epoch.MAX_CLOCK) {
      moveTo(Slots.allocate(clock, record)); // the used-up slot is never given out again
      return;
    }
    setTime(time + 1);
  }

  /** Its optimistic section, if it is in one. */
  public OptimisticSection section() {
    if (section == null) {
      section = new OptimisticSection();
    }
    return section;
  }

  /** The test that this thread works for, or null. */
  public TestId test() {
    return record.test();
  }

  /** Sets the test that this thread runs itself; null when it has ended. */
  public void runs(TestId test) {
    runsTest = test != null;
    record.test(test);
  }

  /** Works for the test that a task handed over belongs to, unless this thread runs a test itself. */
  public void worksFor(TestId test) {
    if (!runsTest && record.test() != test) {
      record.test(test);
    }
  }

  /** The thread as reports name it. */
  public ThreadRecord record() {
    return record;
  }

  /** The cached entry for {@code object}, or null. */
  public WeakEntry cached(Object object, int hash) {
    WeakEntry e = cache[hash & (CACHE_SIZE - 1)];
    return e != null && e.refersTo(object) ? e : null;
  }

  /** The entry used last of those whose objects' hashes end like {@code hash}, or null. */
  @ForceInline
  public WeakEntry recent(int hash) {
    return cache[hash & (CACHE_SIZE - 1)];
  }

  /** Puts an entry where {@link #cached} finds it. */
  public void cache(WeakEntry entry) {
    cache[entry.hash & (CACHE_SIZE - 1)] = entry;
  }

  void exit() {
    if (!exited) {
      exited = true;
      record.name();
      Freeze.ended(record);
      Slots.free(slot, time, clock);
    }
  }

  private void moveTo(int newSlot) {
    slot = newSlot;
    since = Slots.firstTime(newSlot);
    readSets.clear();
    knowledge = null;
    setTime(since);
  }

  private void setTime(int t) {
    time = t;
    clock.set(slot, t);
    epoch = Epoch.of(slot, t);
  }
}
