package dev.racedetect.agent.transform;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What instrumenting one class needs to know of another, read from its bytes without loading it. */
final class ClassInfo {
  /** A class file has room for so many constants (JVMS 4.1). */
  private static final int MAX_CONSTANTS = 65_535;

  /** What {@link Accessors} add is less: names, types and references of shadow words and accessors, and their users. */
  private static final int CONSTANTS_A_FIELD = 20;

  private static final int CONSTANTS_A_CLASS = 256;

  final String name;
  final String superName;
  final String[] interfaces;
  final boolean isInterface;
  final boolean hasInitializer;
  private final boolean isFinal;
  private final Map<String, FieldInfo> fields = new HashMap<>();
  private final Map<String, MethodSummary> methods;
  private final Map<String, Boolean> immutableTypes = new ConcurrentHashMap<>();
  private final ClassInfos infos;
  private final WeakReference<ClassLoader> loader;
  private final boolean hasRoom;

  /** Its constructors that let nobody have the object; null while not known. */
  private volatile Set<String> keepingConstructors;

  /** Whether accesses to its fields are checked, so that accessors exist or will. */
  private boolean checked;

  private ClassInfo(ClassInfos infos, ClassLoader loader, Reader r, int constants) {
    this.infos = infos;
    this.loader = new WeakReference<>(loader);
    name = r.name;
    superName = r.superName;
    interfaces = r.interfaces;
    isInterface = (r.access & Opcodes.ACC_INTERFACE) != 0;
    isFinal = (r.access & Opcodes.ACC_FINAL) != 0;
    hasInitializer = r.hasInitializer;
    methods = r.methods;
    int tracked = 0;
    for (Object[] f : r.fields) {
      String field = (String) f[1];
      String descriptor = (String) f[2];
      fields.put(field + ':' + descriptor, new FieldInfo(this, (Integer) f[0], field, descriptor));
      tracked += FieldInfo.isTracked((Integer) f[0]) ? 1 : 0;
    }
    hasRoom = constants + CONSTANTS_A_FIELD * tracked + CONSTANTS_A_CLASS <= MAX_CONSTANTS;
  }

  /** Reads a class file that {@code loader} defines a class from, or finds one from. */
  static ClassInfo read(ClassInfos infos, ClassLoader loader, byte[] bytes) {
    Reader r = new Reader();
    ClassReader reader = new ClassReader(bytes);
    reader.accept(r, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    r.methods.values().removeIf(MethodSummary::needsContext);
    return new ClassInfo(infos, loader, r, reader.getItemCount());
  }

  FieldInfo field(String field, String descriptor) {
    return fields.get(field + ':' + descriptor);
  }

  /** What is known of a method that the class declares and a call of it certainly reaches; else null. */
  MethodSummary method(String method, String descriptor) {
    return methods.get(method + descriptor);
  }

  /** Whether all objects of that type are of this very class. */
  boolean isFinal() {
    return isFinal;
  }

  /** Whether nothing that can race is reached through a reference of that type in a field of the class. */
  boolean isImmutable(String descriptor) {
    Boolean known = immutableTypes.get(descriptor);
    if (known == null) {
      ClassLoader l = loader.get();
      known = l != null && infos.isImmutable(l, descriptor); // asks the loader, so holds no lock
      immutableTypes.put(descriptor, known);
    }
    return known;
  }

  /** Whether the constructor of that descriptor lets nobody have the object that it constructs. */
  boolean keepsThis(String descriptor) {
    Set<String> keeping = keepingConstructors;
    if (keeping == null) {
      ClassLoader l = loader.get();
      keeping = l == null ? Set.of() : infos.keepingConstructors(l, name);
      keepingConstructors = keeping;
    }
    return keeping.contains(descriptor);
  }

  Collection<FieldInfo> fields() {
    return fields.values();
  }

  synchronized boolean isChecked() {
    return checked;
  }

  /** Without effect where the class file has no room for accessors: no other class may be promised any. */
  synchronized void setChecked(boolean value) {
    checked = value && hasRoom;
  }

  private static final class Reader extends ClassVisitor {
    private final java.util.List<Object[]> fields = new java.util.ArrayList<>();
    private String name;
    private String superName;
    private String[] interfaces;
    private int access;
    private boolean hasInitializer;
    private final Map<String, MethodSummary> methods = new HashMap<>();

    Reader() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      this.access = access;
      this.name = name;
      this.superName = superName;
      this.interfaces = interfaces == null ? new String[0] : interfaces;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      fields.add(new Object[] {access, name, descriptor});
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      hasInitializer |= name.equals("<clinit>");
      if (!MethodSummary.isFixed(this.access, access, name)) {
        return null;
      }
      MethodSummary summary = new MethodSummary(access, name);
      methods.put(name + descriptor, summary);
      return summary;
    }
  }
}
