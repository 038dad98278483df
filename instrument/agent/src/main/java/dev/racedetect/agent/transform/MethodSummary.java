package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What the code of a method that a call certainly reaches tells about whether it may need a calling context. Filled by reading
 * the code once; what it says of other classes is judged later.
 */
final class MethodSummary extends MethodVisitor {
  /** Methods that do more are not looked into. */
  private static final int MAX_PARTS = 24;

  private boolean needsContext;
  private final List<MethodInsnNode> calls = new ArrayList<>();
  private final List<FieldInsnNode> fields = new ArrayList<>();

  /** Whether it is a constructor or static, so that calling it may initialize its class. */
  final boolean initializes;

  MethodSummary(int access, String name) {
    super(ASM9);
    initializes = (access & ACC_STATIC) != 0 || name.equals("<init>");
    needsContext = (access & (ACC_SYNCHRONIZED | ACC_NATIVE | ACC_ABSTRACT)) != 0;
  }

  /** Whether a call of such a method of a class can reach no other. */
  static boolean isFixed(int classAccess, int access, String name) {
    return !name.equals("<clinit>")
        && ((access & (ACC_STATIC | ACC_PRIVATE | ACC_FINAL)) != 0
            || (classAccess & ACC_FINAL) != 0
            || name.equals("<init>"));
  }

  /** Whether it needs a context whatever the other classes are. */
  boolean needsContext() {
    return needsContext;
  }

  /** The calls that it makes of methods that may need one. */
  List<MethodInsnNode> calls() {
    return calls;
  }

  /** The instance fields that it accesses. */
  List<FieldInsnNode> fields() {
    return fields;
  }

  @Override
  public void visitInsn(int opcode) {
    boolean element =
        opcode >= IALOAD && opcode <= SALOAD || opcode >= IASTORE && opcode <= SASTORE;
    needsContext |= element || opcode == MONITORENTER || opcode == MONITOREXIT;
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    needsContext |= opcode == GETSTATIC || opcode == PUTSTATIC; // it may initialize a class
    if (hasRoom()) {
      fields.add(new FieldInsnNode(opcode, owner, name, descriptor));
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    MethodInsnNode call = new MethodInsnNode(opcode, owner, name, descriptor, isInterface);
    boolean ofRecord = owner.equals("java/lang/Record") && name.equals("<init>");
    if (!Calls.isLeaf(call) && !ofRecord && hasRoom()) {
      calls.add(call);
    }
  }

  private boolean hasRoom() {
    needsContext |= calls.size() + fields.size() >= MAX_PARTS;
    return !needsContext;
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    // The constructor that is called next tells whether initializing another class matters.
    needsContext |= opcode == NEW && Scope.isPlatform(type);
  }

  @Override
  public void visitLdcInsn(Object value) {
    needsContext |= value instanceof ConstantDynamic;
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    needsContext = true;
  }
}
