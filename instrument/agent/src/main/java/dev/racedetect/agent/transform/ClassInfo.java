package dev.racedetect.agent.transform;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What instrumenting one class needs to know of another, read from its bytes without loading it. */
final class ClassInfo {
  final String name;
  final String superName;
  final String[] interfaces;
  final boolean isInterface;
  final boolean hasInitializer;
  private final Map<String, FieldInfo> fields = new HashMap<>();

  /** Whether accesses to its fields are checked, so that accessors exist or will. */
  private boolean checked;

  private ClassInfo(Reader r) {
    name = r.name;
    superName = r.superName;
    interfaces = r.interfaces;
    isInterface = (r.access & Opcodes.ACC_INTERFACE) != 0;
    hasInitializer = r.hasInitializer;
    for (Object[] f : r.fields) {
      String field = (String) f[1];
      String descriptor = (String) f[2];
      fields.put(field + ':' + descriptor, new FieldInfo(this, (Integer) f[0], field, descriptor));
    }
  }

  static ClassInfo read(byte[] bytes) {
    Reader r = new Reader();
    new ClassReader(bytes)
        .accept(r, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new ClassInfo(r);
  }

  FieldInfo field(String field, String descriptor) {
    return fields.get(field + ':' + descriptor);
  }

  synchronized boolean isChecked() {
    return checked;
  }

  synchronized void setChecked(boolean value) {
    checked = value;
  }

  private static final class Reader extends ClassVisitor {
    private final java.util.List<Object[]> fields = new java.util.ArrayList<>();
    private String name;
    private String superName;
    private String[] interfaces;
    private int access;
    private boolean hasInitializer;

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
      return null;
    }
  }
}
