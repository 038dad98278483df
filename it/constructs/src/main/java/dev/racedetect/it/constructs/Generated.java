package dev.racedetect.it.constructs;

import java.security.ProtectionDomain;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that no compiler of today writes. */
final class Generated {
  /** What the huge method returns. */
  static final int HUGE_RESULT = 5_000;

  private Generated() {}

  private static final class Loader extends ClassLoader {
    Loader(ClassLoader parent) {
      super(parent);
    }

    Class<?> define(String name, byte[] bytes, ProtectionDomain domain) {
      return defineClass(name, bytes, 0, bytes.length, domain);
    }
  }

  /** Defines a class as if it came from the directory of the cases, in a loader of its own. */
  static Class<?> define(String name, byte[] bytes) {
    ClassLoader parent = Generated.class.getClassLoader();
    return new Loader(parent).define(name, bytes, Generated.class.getProtectionDomain());
  }

  /** The same in a loader that has no parent but the boot loader. */
  static Class<?> defineIsolated(String name, byte[] bytes) {
    return new Loader(null).define(name, bytes, Generated.class.getProtectionDomain());
  }

  private static ClassWriter classOf(String name, int version) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
    writer
        .visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "count", "I", null, null)
        .visitEnd();
    return writer;
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    method.visitCode();
    return method;
  }

  private static void increment(MethodVisitor method, String name) {
    method.visitFieldInsn(Opcodes.GETSTATIC, name, "count", "I");
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.IADD);
    method.visitFieldInsn(Opcodes.PUTSTATIC, name, "count", "I");
  }

  private static void end(MethodVisitor method, int stack, int locals) {
    method.visitMaxs(stack, locals);
    method.visitEnd();
  }

  private static void getter(ClassWriter writer, String name) {
    MethodVisitor get = method(writer, "get", "()I");
    get.visitFieldInsn(Opcodes.GETSTATIC, name, "count", "I");
    get.visitInsn(Opcodes.IRETURN);
    end(get, 1, 0);
  }

  /** A class with a static field {@code count} and methods {@code increment} and {@code get}. */
  static byte[] counter(String name, int version) {
    ClassWriter writer = classOf(name, version);
    MethodVisitor increment = method(writer, "increment", "()V");
    increment(increment, name);
    increment.visitInsn(Opcodes.RETURN);
    end(increment, 2, 0);
    getter(writer, name);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** A method of some 40 KB that accesses a field ten thousand times. */
  static byte[] hugeMethod(String name) {
    ClassWriter writer = classOf(name, 61);
    MethodVisitor run = method(writer, "run", "()I");
    for (int i = 0; i < HUGE_RESULT; i++) {
      increment(run, name);
    }
    run.visitFieldInsn(Opcodes.GETSTATIC, name, "count", "I");
    run.visitInsn(Opcodes.IRETURN);
    end(run, 2, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** A method that calls one subroutine twice. */
  static byte[] subroutine(String name) {
    ClassWriter writer = classOf(name, 48);
    MethodVisitor run = method(writer, "run", "()I");
    Label subroutine = new Label();
    run.visitJumpInsn(Opcodes.JSR, subroutine);
    run.visitJumpInsn(Opcodes.JSR, subroutine);
    run.visitFieldInsn(Opcodes.GETSTATIC, name, "count", "I");
    run.visitInsn(Opcodes.IRETURN);
    run.visitLabel(subroutine);
    run.visitVarInsn(Opcodes.ASTORE, 0);
    increment(run, name);
    run.visitVarInsn(Opcodes.RET, 0);
    end(run, 2, 1);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
