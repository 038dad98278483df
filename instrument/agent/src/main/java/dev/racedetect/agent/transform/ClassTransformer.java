package dev.racedetect.agent.transform;

import dev.racedetect.runtime.option.Options;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Instruments classes while they are loaded. Not capable of retransformation: it adds members, which only the first
 * definition of a class allows, and the JVM keeps its result when others retransform the class later.
 */
public final class ClassTransformer implements ClassFileTransformer {
  /** Hears what was left as it was. */
  public interface Listener {
    /** A class, or a method of it, is not instrumented. */
    void skipped(String what, String why);
  }

  private final Scope scope;
  private final ClassInfos infos;
  private final Listener listener;
  private final AtomicLong checkedClasses = new AtomicLong();
  private final AtomicLong skippedClasses = new AtomicLong();

  /** A transformer for the classes that the options select. */
  public ClassTransformer(Options options, Listener listener) {
    this.scope = new Scope(options);
    this.infos = new ClassInfos(scope);
    this.listener = listener;
  }

  /** Tells of a class that was loaded before this transformer was installed. */
  public void addLoadedBefore(Class<?> type) {
    String name = type.getName().replace('.', '/');
    if (type.getClassLoader() == null || type.isArray() || Scope.isPlatform(name)) {
      return;
    }
    infos.addLoadedBefore(type.getClassLoader(), name);
    if (scope.isChecked(name, type.getProtectionDomain())) {
      skipped(type.getName(), "was loaded before the agent");
    }
  }

  /** How many classes are checked so far. */
  public long checkedClasses() {
    return checkedClasses.get();
  }

  /** How many classes had to be left unchecked, as a whole or in some methods. */
  public long skippedClasses() {
    return skippedClasses.get();
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    if (loader == null || className == null || Scope.isPlatform(className)) {
      return null;
    }
    boolean checked = false;
    try {
      checked = scope.isChecked(className, domain);
      ClassInfo info = infos.define(loader, className, bytes, checked);
      if (checked && !info.isChecked()) {
        skipped(className.replace('/', '.'), "has more fields than a class file has room to check");
      }
      checked = info.isChecked();
      LeftOut leftOut = new LeftOut(className);
      byte[] woven = new ClassWeaver(infos, loader, checked, leftOut).weave(bytes);
      leftOut.count();
      if (checked && redefined == null && !className.startsWith(Scope.SELF_TEST)) {
        checkedClasses.incrementAndGet();
      }
      return woven;
    } catch (Throwable e) {
      skipped(className.replace('/', '.'), "could not be instrumented: " + e);
      return checked ? accessors(loader, className, bytes) : null;
    }
  }

  // Code of other classes may already call them.
  private byte[] accessors(ClassLoader loader, String className, byte[] bytes) {
    try {
      return new ClassWeaver(infos, loader, true, listener::skipped).weaveAccessors(bytes);
    } catch (Throwable e) {
      listener.skipped(className.replace('/', '.'), "could not be read: " + e);
      return null;
    }
  }

  private void skipped(String className, String why) {
    skippedClasses.incrementAndGet();
    listener.skipped(className, why);
  }

  /** The methods of one class that are not instrumented. */
  private final class LeftOut implements ClassWeaver.Skipped {
    private final String className;
    private boolean any;

    LeftOut(String className) {
      this.className = className.replace('/', '.');
    }

    @Override
    public void skipped(String method, String why) {
      any = true;
      listener.skipped(className + '.' + method, why);
    }

    /** Counts the class once, when it is clear that it is not skipped as a whole. */
    void count() {
      if (any) {
        skippedClasses.incrementAndGet();
      }
    }
  }
}
