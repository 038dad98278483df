package dev.racedetect.agent.model;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Adds the calls of its rows to one method. */
final class WovenMethod extends MethodVisitor {
  private static final String OBJECT = "Ljava/lang/Object;";

  private final String owner;
  private final boolean isStatic;
  private final Type[] parameters;
  private final Type result;
  private final boolean[] matched;
  private final List<Row> rows = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Label> ranges = new ArrayList<>();
  private boolean hasHandler;
  /** Start of the code that the handler covers at present, or null when no instruction of it has been seen. */
  private Label rangeStart;

  WovenMethod(
      MethodVisitor next,
      String owner,
      int access,
      String name,
      String descriptor,
      boolean[] matched) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
    this.matched = matched;
  }

  void add(Row row, int number) {
    rows.add(row);
    numbers.add(number);
    hasHandler |= row.point() == Point.THROW;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    emit(Point.ENTER, result);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      closeRange();
      emit(Point.EXIT, result);
      emit(Point.RESULT, result);
      super.visitInsn(opcode);
    } else {
      covered();
      super.visitInsn(opcode);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String name, String descriptor, boolean isInterface) {
    covered();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).point() == Point.BEFORE_CALL && rows.get(i).concernsMember(type, name)) {
        emit(i, last(Type.getArgumentTypes(descriptor)));
      }
    }
    super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).point() == Point.AFTER_CALL && rows.get(i).concernsMember(type, name)) {
        emit(i, Type.getReturnType(descriptor));
      }
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
    covered();
    Row row = opcode == Opcodes.GETFIELD ? readRow(type, name) : null;
    if (row == null) {
      super.visitFieldInsn(opcode, type, name, descriptor);
      return;
    }
    super.visitInsn(Opcodes.DUP);
    super.visitFieldInsn(opcode, type, name, descriptor);
    super.visitInsn(Opcodes.DUP_X1);
    Type value = Type.getType(descriptor);
    call(row.probe(), "(" + OBJECT + widened(value) + ")V");
  }

  private Row readRow(String type, String name) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).point() == Point.AFTER_READ && rows.get(i).concernsMember(type, name)) {
        matched[numbers.get(i)] = true;
        return rows.get(i);
      }
    }
    return null;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    closeRange();
    if (hasHandler) {
      Label handler = new Label();
      for (int i = 0; i < ranges.size(); i += 2) {
        super.visitTryCatchBlock(ranges.get(i), ranges.get(i + 1), handler, null);
      }
      super.visitLabel(handler);
      super.visitFrame(
          Opcodes.F_FULL, frameSize(), frame(), 1, new Object[] {"java/lang/Throwable"});
      emit(Point.THROW, Type.getObjectType("java/lang/Throwable"));
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void emit(Point point, Type top) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).point() == point) {
        emit(i, top);
      }
    }
  }

  /**
   * Emits one call.
   *
   * @param top the type of the value on top of the operand stack, as far as the row's operands ask for it
   */
  private void emit(int index, Type top) {
    Row row = rows.get(index);
    matched[numbers.get(index)] = true;
    if (row.point() == Point.RESULT) {
      call(row.probe(), row.probe().descriptor());
      return;
    }
    StringBuilder descriptor = new StringBuilder("(");
    for (Operand operand : row.operands()) {
      descriptor.append(load(operand, top));
    }
    call(row.probe(), descriptor.append(")V").toString());
  }

  private void call(Probe probe, String descriptor) {
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        probe.owner(),
        probe.name(),
        probe.descriptor() == null ? descriptor : probe.descriptor(),
        false);
  }

  private String load(Operand operand, Type top) {
    switch (operand.kind()) {
      case THIS:
        super.visitVarInsn(Opcodes.ALOAD, 0);
        return OBJECT;
      case PARAMETER:
        Type type = parameters[operand.index()];
        super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot(operand.index()));
        return widened(type);
      case RESULT:
      case TOP:
        super.visitInsn(top.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
        return widened(top);
      case TOP_TWO:
        super.visitInsn(Opcodes.DUP2);
        return OBJECT + OBJECT;
      case FIELD:
        super.visitVarInsn(Opcodes.ALOAD, 0);
        String declaring = operand.owner() == null ? owner : operand.owner();
        super.visitFieldInsn(Opcodes.GETFIELD, declaring, operand.name(), operand.descriptor());
        if (operand.next() != null) {
          Operand next = operand.next();
          super.visitFieldInsn(Opcodes.GETFIELD, next.owner(), next.name(), next.descriptor());
        }
        return OBJECT;
      default:
        super.visitLdcInsn(operand.name());
        return OBJECT;
    }
  }

  private static String widened(Type type) {
    return type.getSort() >= Type.ARRAY ? OBJECT : type.getDescriptor();
  }

  /** The type of what lies on top of the operand stack before a call: the last argument, or the receiver. */
  private static Type last(Type[] types) {
    return types.length == 0 ? Type.getObjectType("java/lang/Object") : types[types.length - 1];
  }

  private int slot(int parameter) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < parameter; i++) {
      slot += parameters[i].getSize();
    }
    return slot;
  }

  private int frameSize() {
    return parameters.length + (isStatic ? 0 : 1);
  }

  private Object[] frame() {
    Object[] locals = new Object[frameSize()];
    int next = 0;
    if (!isStatic) {
      locals[next++] = owner;
    }
    for (Type parameter : parameters) {
      locals[next++] = frameType(parameter);
    }
    return locals;
  }

  private static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }

  /** Notes that an instruction follows which the handler covers; ranges without one would be invalid. */
  private void covered() {
    if (hasHandler && rangeStart == null) {
      rangeStart = new Label();
      super.visitLabel(rangeStart);
    }
  }

  private void closeRange() {
    if (rangeStart != null) {
      Label end = new Label();
      super.visitLabel(end);
      ranges.add(rangeStart);
      ranges.add(end);
      rangeStart = null;
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    covered();
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int index) {
    covered();
    super.visitVarInsn(opcode, index);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    covered();
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    covered();
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    covered();
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    covered();
    super.visitTableSwitchInsn(min, max, otherwise, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    covered();
    super.visitLookupSwitchInsn(otherwise, keys, labels);
  }

  @Override
  public void visitLdcInsn(Object value) {
    covered();
    super.visitLdcInsn(value);
  }

  @Override
  public void visitIincInsn(int index, int increment) {
    covered();
    super.visitIincInsn(index, increment);
  }
}
