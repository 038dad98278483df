package dev.racedetect.agent.transform;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Class infos by loader and name, found without loading classes: from the bytes when a class is being defined, else from
 * the resource that its loader would define it from.
 *
 * <p>Guarded by its monitor; a loader is asked for a resource outside of it.
 */
final class ClassInfos {
  private static final Object NONE = new Object();

  private final Scope scope;
  private final Map<ClassLoader, Map<String, Object>> known = new WeakHashMap<>();
  private final Map<ClassLoader, Set<String>> loadedBefore = new WeakHashMap<>();

  private final ContextFreeCalls contexts = new ContextFreeCalls(this);

  ClassInfos(Scope scope) {
    this.scope = scope;
  }

  /** A class that was defined before the agent came: it has no accessors and never will. */
  synchronized void addLoadedBefore(ClassLoader loader, String internalName) {
    loadedBefore.computeIfAbsent(loader, l -> new HashSet<>()).add(internalName);
  }

  /** Notes the class that is being defined from these bytes; {@code checked}: it will get accessors. */
  ClassInfo define(ClassLoader loader, String internalName, byte[] bytes, boolean checked) {
    ClassInfo found;
    synchronized (this) {
      Object earlier = infos(loader).get(internalName);
      found = earlier instanceof ClassInfo ? (ClassInfo) earlier : null;
    }
    if (found == null) {
      found = ClassInfo.read(this, loader, bytes);
      found.setChecked(checked);
      synchronized (this) {
        infos(loader).put(internalName, found);
      }
    } else if (checked) {
      found.setChecked(true);
    }
    // An info read from the resource that promised accessors to other classes keeps that promise.
    return found;
  }

  /** Resolves a field as the JVM does (JVMS 5.4.3.2); null when its class is the JDK's or cannot be found. */
  FieldInfo resolve(ClassLoader loader, String owner, String field, String descriptor) {
    ClassInfo c = find(loader, owner);
    while (c != null) {
      FieldInfo f = c.field(field, descriptor);
      if (f == null) {
        f = inInterfaces(loader, c, field, descriptor);
      }
      if (f != null) {
        return f;
      }
      c = c.superName == null ? null : find(loader, c.superName);
    }
    return null;
  }

  private FieldInfo inInterfaces(ClassLoader loader, ClassInfo c, String field, String descriptor) {
    for (String i : c.interfaces) {
      ClassInfo info = find(loader, i);
      if (info != null) {
        FieldInfo f = info.field(field, descriptor);
        f = f != null ? f : inInterfaces(loader, info, field, descriptor);
        if (f != null) {
          return f;
        }
      }
    }
    return null;
  }

  /** The info of a class as seen from {@code loader}; null for the JDK's classes and for those that cannot be found. */
  ClassInfo find(ClassLoader loader, String internalName) {
    if (loader == null || internalName.charAt(0) == '[' || Scope.isPlatform(internalName)) {
      return null;
    }
    synchronized (this) {
      for (ClassLoader l = loader; l != null; l = l.getParent()) {
        Object info = infos(l).get(internalName);
        if (info instanceof ClassInfo) {
          return (ClassInfo) info;
        }
      }
      if (infos(loader).get(internalName) == NONE) {
        return null;
      }
    }
    ClassInfo read = read(loader, internalName);
    synchronized (this) {
      Object raced = infos(loader).putIfAbsent(internalName, read == null ? NONE : read);
      return raced instanceof ClassInfo ? (ClassInfo) raced : read;
    }
  }

  /**
   * Whether nothing that can race is reached through a reference of that type: all its objects are of one class, whose
   * fields are final and of such types again.
   */
  boolean isImmutable(ClassLoader loader, String descriptor) {
    return isImmutable(loader, descriptor, new HashSet<>());
  }

  // A type that is reached through itself is immutable if all others are.
  private boolean isImmutable(ClassLoader loader, String descriptor, Set<String> assumed) {
    if (descriptor.length() == 1 || FieldInfo.isImmutable(descriptor) || !assumed.add(descriptor)) {
      return true;
    }
    Type type = Type.getType(descriptor);
    ClassInfo c = type.getSort() == Type.OBJECT ? find(loader, type.getInternalName()) : null;
    if (c == null
        || !c.isFinal()
        || !c.superName.equals("java/lang/Object") && !c.superName.equals("java/lang/Record")) {
      return false;
    }
    for (FieldInfo f : c.fields()) {
      if (!f.isStatic() && !(f.isFinal() && isImmutable(loader, f.descriptor(), assumed))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the called method certainly accesses nothing that a calling context would be needed for. */
  boolean contextFree(ClassLoader loader, MethodInsnNode call) {
    return contexts.isFree(loader, call);
  }

  /** Descriptors of the constructors of a class that let nobody have the object that they construct. */
  Set<String> keepingConstructors(ClassLoader loader, String internalName) {
    Set<String> descriptors = new HashSet<>();
    byte[] bytes = bytes(loader.getResource(internalName + ".class"));
    if (bytes != null) {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      for (MethodNode m : node.methods) {
        if (m.name.equals("<init>") && FreshThis.keeps(node, m)) {
          descriptors.add(m.desc);
        }
      }
    }
    return descriptors;
  }

  private ClassInfo read(ClassLoader loader, String internalName) {
    URL url = loader.getResource(internalName + ".class");
    byte[] bytes = bytes(url);
    if (bytes == null) {
      return null;
    }
    try {
      ClassInfo info = ClassInfo.read(this, loader, bytes);
      info.setChecked(!wasLoadedBefore(loader, internalName) && scope.isChecked(internalName, url));
      return info;
    } catch (RuntimeException e) {
      return null; // then its fields are left unchecked, and following it needs no info
    }
  }

  private static byte[] bytes(URL url) {
    if (url == null) {
      return null;
    }
    try {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return in.readAllBytes();
      }
    } catch (IOException | RuntimeException e) {
      return null; // as if there was none
    }
  }

  private synchronized boolean wasLoadedBefore(ClassLoader loader, String internalName) {
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      Set<String> names = loadedBefore.get(l);
      if (names != null && names.contains(internalName)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Object> infos(ClassLoader loader) {
    return known.computeIfAbsent(loader, l -> new HashMap<>());
  }
}
