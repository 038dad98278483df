package dev.racedetect.runtime;

import dev.racedetect.runtime.race.CollectionRules;
import dev.racedetect.runtime.race.RaceRules;
import dev.racedetect.runtime.shadow.CollectionKind;
import dev.racedetect.runtime.shadow.CollectionShadow;
import dev.racedetect.runtime.shadow.CollectionShadows;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.vm.annotation.DontInline;

/**
 * What instrumented code calls around calls on objects that may be unsynchronized JDK collections, or lead to one. As
 * {@link Probes}.
 *
 * <p>Parameters that recur: {@code receiver} is the object whose method is called, or that is passed to a method, and may
 * be null; {@code method} is the name of the method.
 */
public final class CollectionProbes {
  private CollectionProbes() {}

  /**
   * A method is about to be called that may write. Whatever it does, it reads the collection's state.
   *
   * @param superCall whether the receiver's own class calls the JDK's code
   * @return what {@link #called} needs to know, or null
   */
  public static Object calling(
      Object receiver, String method, boolean superCall, ThreadState t, long sites) {
    CollectionShadow shadow = shadow(receiver, method, superCall, t);
    if (shadow == null) {
      ElementProbes.callingArrayList(receiver, method, t, sites);
      return null;
    }
    if (RaceRules.hasRead(shadow.readWord(), t) && t.pending == null) {
      return shadow;
    }
    return before(shadow, method, t, sites);
  }

  @DontInline
  private static Object before(CollectionShadow shadow, String method, ThreadState t, long sites) {
    if (t.inside) {
      return null;
    }
    t.inside = true;
    try {
      t.checks++;
      CollectionRules.before(t, shadow, shadow.kind().writes(method), sites);
      return shadow;
    } catch (Throwable e) {
      Trouble.in("collection call", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** How often the collection of this token, null for none, was modified structurally so far. */
  public static int modifications(Object token) {
    return token == null ? 0 : ((CollectionShadow) token).modifications();
  }

  /**
   * The call for which {@link #calling} returned {@code token} has returned; it wrote if it modified.
   *
   * @param replaces whether a call that modified nothing has replaced a value or an element
   */
  public static void called(
      Object token,
      int modificationsBefore,
      String method,
      boolean replaces,
      ThreadState t,
      long sites) {
    if (token == null) {
      return;
    }
    CollectionShadow shadow = (CollectionShadow) token;
    boolean wrote =
        shadow.modifications() != modificationsBefore || shadow.kind().writes(method);
    if (wrote ? !CollectionRules.isRewrite(t, shadow, sites) : t.pending != null) {
      after(shadow, wrote, replaces, t, sites);
    }
  }

  @DontInline
  private static void after(
      CollectionShadow shadow, boolean wrote, boolean replaces, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      CollectionRules.after(t, shadow, wrote, replaces, sites);
    } catch (Throwable e) {
      Trouble.in("collection called", e);
    } finally {
      t.inside = false;
    }
  }

  /** A method is about to be called that reads, except for the few classes that say otherwise. */
  public static void reading(Object receiver, String method, ThreadState t, long sites) {
    readingState(receiver, method, t, sites);
  }

  /** As {@link #reading}; returns the shadow, or null if the call is not judged. */
  static CollectionShadow readingState(Object receiver, String method, ThreadState t, long sites) {
    CollectionShadow shadow = shadow(receiver, method, false, t);
    if (shadow == null) {
      return null;
    }
    if (shadow.kind().writes(method)) {
      if (!CollectionRules.isRewrite(t, shadow, sites)) {
        write(shadow, t, sites);
      }
    } else if (!RaceRules.hasRead(shadow.readWord(), t)) {
      read(shadow, t, sites);
    }
    return shadow;
  }

  /** A method is about to be called that reads the state and replaces elements; returns as {@link #readingState}. */
  static CollectionShadow replacing(Object receiver, String method, ThreadState t, long sites) {
    CollectionShadow shadow = shadow(receiver, method, false, t);
    if (shadow != null && !RaceRules.hasRead(shadow.readWord(), t)) {
      if (before(shadow, method, t, sites) != null && t.pending != null) {
        after(shadow, false, true, t, sites);
      }
    }
    return shadow;
  }

  /** The builder was changed by a call that has returned it. */
  public static void built(Object builder, ThreadState t, long sites) {
    CollectionShadow shadow = builder == null ? null : stateShadow(builder, t);
    if (shadow != null && !CollectionRules.isRewrite(t, shadow, sites)) {
      write(shadow, t, sites);
    }
  }

  @DontInline
  private static void read(CollectionShadow shadow, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      t.checks++;
      CollectionRules.read(t, shadow, sites);
    } catch (Throwable e) {
      Trouble.in("collection read", e);
    } finally {
      t.inside = false;
    }
  }

  @DontInline
  private static void write(CollectionShadow shadow, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      t.checks++;
      CollectionRules.write(t, shadow, sites);
    } catch (Throwable e) {
      Trouble.in("collection write", e);
    } finally {
      t.inside = false;
    }
  }

  /** The shadow of the state behind {@code receiver}; null when a call of the method is not judged. */
  static CollectionShadow shadow(Object receiver, String method, boolean superCall, ThreadState t) {
    if (receiver == null) {
      return null;
    }
    CollectionKind kind = CollectionKind.of(receiver.getClass());
    if (!kind.isCollection()) {
      return null;
    }
    if (kind.isJdk() && !kind.isNamed()) {
      Object state = kind.hasState() ? receiver : kind.follow(receiver);
      CollectionKind holder = state == null ? kind : CollectionKind.of(state.getClass());
      if (holder.isJdk() && holder.isCollection() && holder.hasState()) {
        return stateShadow(state, t);
      }
    }
    return lookUp(receiver, method, superCall, t);
  }

  private static CollectionShadow stateShadow(Object state, ThreadState t) {
    Object cached = t.cached(state, System.identityHashCode(state));
    return cached instanceof CollectionShadow
        ? (CollectionShadow) cached
        : lookUp(state, "", false, t);
  }

  private static CollectionShadow lookUp(
      Object receiver, String method, boolean superCall, ThreadState t) {
    if (t.inside) {
      return null;
    }
    Object state = CollectionShadows.state(receiver, method, superCall);
    Object cached = state == null || CollectionKind.of(receiver.getClass()).isNamed()
        ? null
        : t.cached(state, System.identityHashCode(state));
    if (state == null || cached instanceof CollectionShadow) {
      return (CollectionShadow) cached;
    }
    return make(receiver, state, t);
  }

  @DontInline
  private static CollectionShadow make(Object receiver, Object state, ThreadState t) {
    t.inside = true;
    try {
      return CollectionShadows.of(t, state, receiver);
    } catch (Throwable e) {
      Trouble.in("collection shadow", e);
      return null;
    } finally {
      t.inside = false;
    }
  }
}
