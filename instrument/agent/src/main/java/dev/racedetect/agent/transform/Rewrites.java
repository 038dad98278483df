package dev.racedetect.agent.transform;

/** The instance methods that are observed where they are called, because the JDK's own code of them cannot be woven. */
final class Rewrites {
  /** What a call means for happens-before. */
  enum Kind {
    /** {@code Object.wait}: releases the monitor and acquires it again. */
    WAIT,
    /**
     * {@code Condition.awaitUninterruptibly}: releases the lock and acquires it again. Woven itself, in whatever way, it
     * makes HotSpot 17 stop with "Illegal class file encountered" when a frame of it is searched for references.
     */
    AWAIT_UNINTERRUPTIBLY,
    /** {@code Thread.isAlive}: false acquires all that the thread did (JLS 17.4.4). */
    IS_ALIVE
  }

  private Rewrites() {}

  /** What the method means; {@code owner} is the JDK's class that it is inherited from, if it is. */
  static Kind find(String owner, String name, String descriptor) {
    if (name.equals("wait")
        && (descriptor.equals("()V") || descriptor.equals("(J)V") || descriptor.equals("(JI)V"))) {
      return Kind.WAIT; // final in Object, whatever the owner
    }
    if (name.equals("awaitUninterruptibly") && descriptor.equals("()V")) {
      return Kind
          .AWAIT_UNINTERRUPTIBLY; // whether it is that of a Condition is seen when it is called
    }
    boolean isAlive =
        owner.equals("java/lang/Thread") && name.equals("isAlive") && descriptor.equals("()Z");
    return isAlive ? Kind.IS_ALIVE : null;
  }

  /** Whether a call of the method is observed in every class outside the JDK. */
  static boolean isFollowed(
      ClassInfos infos, ClassLoader loader, String owner, String name, String descriptor) {
    String resolved = resolve(infos, loader, owner, name);
    return find(resolved, name, descriptor) != null
        || AtomicCall.find(resolved, name, descriptor, false) != null;
  }

  /** The JDK's class that {@code owner} inherits such a method from, if the name is one that matters; else the owner. */
  static String resolve(ClassInfos infos, ClassLoader loader, String owner, String name) {
    if (!name.equals("isAlive") && !AtomicCall.mayBeInherited(name)) {
      return owner;
    }
    return inheritedFrom(infos, loader, owner);
  }

  /** The JDK's class that {@code owner} extends, or {@code owner} if that is the JDK's itself. */
  static String inheritedFrom(ClassInfos infos, ClassLoader loader, String owner) {
    String c = owner;
    for (ClassInfo info = infos.find(loader, c);
        info != null && info.superName != null;
        info = infos.find(loader, c)) {
      c = info.superName;
    }
    return c;
  }
}
