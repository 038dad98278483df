package dev.racedetect.agent.model;

/**
 * A static method of the runtime that woven code calls.
 *
 * @param owner internal name of the class
 * @param name the method
 * @param descriptor its descriptor, or null: then it follows from the operands, references being passed as Object
 */
record Probe(String owner, String name, String descriptor) {
  private static final String PROBES = "dev/racedetect/runtime/Probes";
  private static final String MODEL_PROBES = "dev/racedetect/runtime/ModelProbes";

  private static final String OF_THREAD = "(Ljava/lang/Thread;)V";

  static final Probe ACQUIRE = new Probe(PROBES, "acquire", null);
  static final Probe RELEASE = new Probe(PROBES, "release", null);
  static final Probe ACQUIRE_ELEMENT = new Probe(PROBES, "acquireElement", null);
  static final Probe RELEASE_ELEMENT = new Probe(PROBES, "releaseElement", null);
  static final Probe ACQUIRE_ALL = new Probe(PROBES, "acquireAll", null);
  static final Probe LOCK_ACQUIRED = new Probe(PROBES, "lockAcquired", null);
  static final Probe LOCK_RELEASED = new Probe(PROBES, "lockReleased", null);
  static final Probe THREAD_JOINED = new Probe(PROBES, "threadJoined", OF_THREAD);
  static final Probe THREAD_EXITING = new Probe(PROBES, "threadExiting", OF_THREAD);

  /** A method of {@code dev.racedetect.runtime.ObjectProbes}. */
  static Probe object(String name) {
    return new Probe("dev/racedetect/runtime/ObjectProbes", name, null);
  }

  /** The first object becomes a way to all elements of the second. */
  static final Probe PART_OF = new Probe(
      "dev/racedetect/runtime/ViewProbes", "partOf", "(Ljava/lang/Object;Ljava/lang/Object;)V");
  /** A method of {@code dev.racedetect.runtime.LockProbes}. */
  static Probe lock(String name) {
    return new Probe("dev/racedetect/runtime/LockProbes", name, null);
  }

  /** A method of {@code dev.racedetect.runtime.LockProbes} with operands of other types than Object. */
  static Probe lock(String name, String descriptor) {
    return new Probe("dev/racedetect/runtime/LockProbes", name, descriptor);
  }

  /** A method of {@code dev.racedetect.runtime.ModelProbes}. */
  static Probe model(String name) {
    return new Probe(MODEL_PROBES, name, null);
  }

  /** A method of {@code dev.racedetect.runtime.ModelProbes} with operands or a result of other types than Object. */
  static Probe model(String name, String descriptor) {
    return new Probe(MODEL_PROBES, name, descriptor);
  }
}
