package dev.racedetect.agent.model;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns the rows of one class into calls in its methods.
 *
 * <p>Each point becomes one static call and no branch, so stack map frames stay as they are, except for the handler
 * that a THROW row appends. The calls are not guarded: probes never throw by contract, and a guard in each hot JDK
 * method would cost its inlining.
 */
final class Weaver {
  private static final Row[] SYNCHRONIZED = {
    monitorRow(Point.ENTER, Probe.LOCK_ACQUIRED, Operand.THIS),
    monitorRow(Point.EXIT, Probe.LOCK_RELEASED, Operand.THIS),
    monitorRow(Point.THROW, Probe.LOCK_RELEASED, Operand.THIS)
  };

  private final ClassRows model;
  private final boolean[] matched;

  Weaver(ClassRows model) {
    this.model = model;
    this.matched = new boolean[model.rows().size()];
  }

  private static Row monitorRow(Point point, Probe probe, Operand lock) {
    return new Row(Row.EVERY_METHOD, point, null, probe, new Operand[] {lock});
  }

  /** The class file with the calls added. */
  byte[] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new WovenClass(writer), 0);
    return writer.toByteArray();
  }

  /** The rows that found no place in the class files woven so far. */
  List<Row> unmatched() {
    List<Row> result = new ArrayList<>();
    for (int i = 0; i < matched.length; i++) {
      if (!matched[i]) {
        result.add(model.rows().get(i));
      }
    }
    return result;
  }

  private final class WovenClass extends ClassVisitor {
    WovenClass(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
        return next;
      }
      if (model.hasQuietLocks()) {
        next = new QuietLocks(next);
      }
      if (model.hasQuietCalls()) {
        next = new QuietCalls(next);
      }
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      if (model.monitor() != null && !isStatic) {
        return monitored(next, access, name, descriptor);
      }
      WovenMethod method = null;
      List<Row> rows = model.rows();
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).concerns(name, descriptor) && (!isStatic || !rows.get(i).needsThis())) {
          if (method == null) {
            method = new WovenMethod(next, model.internalName(), access, name, descriptor, matched);
          }
          method.add(rows.get(i), i);
        }
      }
      return method == null ? next : method;
    }

    private MethodVisitor monitored(
        MethodVisitor next, int access, String name, String descriptor) {
      if (name.equals("<init>")) {
        return next;
      }
      boolean[] placed = new boolean[SYNCHRONIZED.length];
      if ((access & Opcodes.ACC_SYNCHRONIZED) == 0) {
        WovenMethod method =
            new WovenMethod(next, model.internalName(), access, name, descriptor, placed);
        method.add(monitorRow(Point.THROW, Probe.LOCK_RELEASED, model.monitor()), 0);
        return new Monitors(method, model.internalName());
      }
      MethodVisitor blocks = new Monitors(next, model.internalName());
      WovenMethod method =
          new WovenMethod(blocks, model.internalName(), access, name, descriptor, placed);
      for (int i = 0; i < SYNCHRONIZED.length; i++) {
        method.add(SYNCHRONIZED[i], i);
      }
      return method;
    }
  }
}
