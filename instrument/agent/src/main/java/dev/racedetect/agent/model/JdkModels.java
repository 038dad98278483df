package dev.racedetect.agent.model;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** The happens-before models of the JDK's classes, and how they get into a JVM. */
public final class JdkModels {
  private JdkModels() {}

  /** Hears what could not be woven. */
  public interface Listener {
    /** A class is left as it was, or lacks a row. */
    void skipped(String className, String why);
  }

  /**
   * Weaves every model: classes that are loaded are retransformed, the others are woven when they are loaded. Loads no
   * class of the JDK by itself and throws nothing.
   */
  public static void install(Instrumentation instrumentation, Listener listener) {
    Edges edges = edges(Runtime.version().feature());
    instrumentation.addTransformer(new ModelTransformer(edges, listener), true);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null
          && !type.isArray()
          && edges.find(type.getName().replace('.', '/')) != null) {
        loaded.add(type);
      }
    }
    try {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (Throwable all) {
      for (Class<?> type : loaded) {
        retransform(instrumentation, type, listener);
      }
    }
  }

  /** Every row for a JDK of that feature version. */
  static Edges edges(int feature) {
    Edges edges = new Edges(feature);
    for (JdkModel model : ALL) {
      model.declare(edges);
    }
    return edges;
  }

  private static void retransform(
      Instrumentation instrumentation, Class<?> type, Listener listener) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Throwable e) {
      listener.skipped(type.getName(), "its happens-before model could not be woven: " + e);
    }
  }

  private static final JdkModel[] ALL = {
    new ReflectionModel(),
    new ThreadModel(),
    new ObjectModel(),
    new LockModel(),
    new StampedLockModel(),
    new SynchronizerModel(),
    new SemaphoreModel(),
    new CountDownLatchModel(),
    new BarrierModel(),
    new QueueModel(),
    new ConcurrentMapModel(),
    new SkipListModel(),
    new CopyOnWriteModel(),
    new MonitorModel(),
    new FutureTaskModel(),
    new ThreadPoolModel(),
    new ForkJoinModel(),
    new CompletableFutureModel(),
    new TimerModel(),
    new FlowModel(),
    new CacheModel(),
  };
}
