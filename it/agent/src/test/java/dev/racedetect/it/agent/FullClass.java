package dev.racedetect.it.agent;

import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** A class of so many fields that nothing can be added for each of them, and another class that accesses one. */
final class FullClass {
  /** A class file has room for 65,535 constants, and the name of each field is one. */
  private static final int FIELDS = 60_000;

  private FullClass() {}

  static void write(Path directory) throws IOException {
    ClassWriter full = begin("Full");
    full.visitField(ACC_PUBLIC | ACC_STATIC, "count", "I", null, null).visitEnd();
    for (int i = 0; i < FIELDS; i++) {
      full.visitField(ACC_PRIVATE | ACC_STATIC, "field" + i, "I", null, null).visitEnd();
    }
    full.visitEnd();
    Files.write(directory.resolve("Full.class"), full.toByteArray());

    ClassWriter caller = begin("Caller");
    MethodVisitor run = caller.visitMethod(ACC_PUBLIC, "run", "()V", null, null);
    run.visitCode();
    run.visitFieldInsn(GETSTATIC, "Full", "count", "I");
    run.visitInsn(ICONST_1);
    run.visitInsn(IADD);
    run.visitFieldInsn(PUTSTATIC, "Full", "count", "I");
    run.visitInsn(RETURN);
    run.visitMaxs(2, 1);
    run.visitEnd();
    caller.visitEnd();
    Files.write(directory.resolve("Caller.class"), caller.toByteArray());
  }

  private static ClassWriter begin(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        V17, ACC_PUBLIC, name, null, "java/lang/Object", new String[] {"java/lang/Runnable"});
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(1, 1);
    constructor.visitEnd();
    return writer;
  }
}
