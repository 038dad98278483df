package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.Arrays;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Tells {@link AvailableChecks} what a method's instructions access and which of them may release. */
final class RedundantAccesses {
  /** What is known of the fields that a method accesses. */
  interface CheckedFields {
    /** How a field that is checked is declared; null when it isn't checked. */
    FieldInfo find(FieldInsnNode access);

    /** Whether the access is one to an object that nobody else can have. */
    boolean isFresh(FieldInsnNode access);
  }

  private final String className;
  private final QuietMethods quiet;
  private final Operands operands;
  private final AbstractInsnNode[] code;
  private final AvailableChecks checks;
  private final FreshObjects fresh;

  private RedundantAccesses(
      String className,
      MethodNode method,
      QuietMethods quiet,
      Operands operands,
      FreshObjects fresh) {
    this.fresh = fresh;
    this.className = className;
    this.quiet = quiet;
    this.operands = operands;
    this.code = method.instructions.toArray();
    this.checks = new AvailableChecks(method);
  }

  /** The redundant accesses of {@code method}; {@code arrays} has its array accesses, null if there are none. */
  static AvailableChecks find(
      String className,
      MethodNode method,
      QuietMethods quiet,
      Operands operands,
      ArraySources arrays,
      FreshObjects fresh,
      CheckedFields fields) {
    RedundantAccesses r = new RedundantAccesses(className, method, quiet, operands, fresh);
    for (int i = 0; i < r.code.length; i++) {
      r.note(i, arrays, fields);
    }
    r.checks.solve();
    return r.checks;
  }

  private void note(int i, ArraySources arrays, CheckedFields fields) {
    AbstractInsnNode instruction = code[i];
    int opcode = instruction.getOpcode();
    if (opcode >= IALOAD && opcode <= SALOAD || opcode >= IASTORE && opcode <= SASTORE) {
      element(i, opcode >= IASTORE, arrays);
    } else if (instruction instanceof FieldInsnNode) {
      field(i, (FieldInsnNode) instruction, fields);
    } else if (mayRelease(instruction)) {
      checks.releases(i);
    }
  }

  private void element(int i, boolean write, ArraySources arrays) {
    int hint = arrays.hint(i);
    if (hint < 0 || !arrays.trusted().get(hint)) {
      return;
    }
    int array = arrays.variable(i, write ? 2 : 1);
    int index = operands.variable(i, write ? 1 : 0);
    Object constant = index >= 0 ? null : Operands.constant(operands.origin(i, write ? 1 : 0));
    if (index < 0 && constant == null) {
      return;
    }
    String key = "element " + hint + " " + (index >= 0 ? "of variable " + index : constant);
    int[] variables = {array, index};
    checks.access(i, key, write, Arrays.stream(variables).filter(v -> v >= 0).toArray());
  }

  private void field(int i, FieldInsnNode f, CheckedFields fields) {
    int opcode = f.getOpcode();
    boolean isStatic = opcode == GETSTATIC || opcode == PUTSTATIC;
    FieldInfo info = fields.find(f);
    if (info == null && fields.isFresh(f)) {
      return;
    }
    if (info == null || info.isVolatile() || isStatic && !f.owner.equals(className)) {
      checks.releases(
          i); // a volatile one, or one whose class may be initialized now; or simply not known
    }
    if (info != null && info.isFrozen() && opcode == GETFIELD) {
      thaw(i, info);
    }
    boolean unrecorded = opcode == GETFIELD && fresh.contains(f);
    if (info == null || unrecorded || !FieldInfo.isTracked(info.access())) {
      return;
    }
    boolean write = opcode == PUTFIELD || opcode == PUTSTATIC;
    String key = info.declaringClass().name + '.' + f.name + ' ' + f.desc;
    if (isStatic) {
      checks.access(i, key, write);
      return;
    }
    int receiver = operands.variable(i, write ? 1 : 0);
    if (receiver >= 0) {
      checks.access(i, key + " of variable " + receiver, write, receiver);
    }
  }

  private void thaw(int i, FieldInfo info) {
    int receiver = operands.variable(i, 0);
    if (receiver >= 0) {
      String key = info.declaringClass().name + " in variable " + receiver;
      checks.lasting(i, key, receiver);
    }
  }

  private boolean mayRelease(AbstractInsnNode i) {
    switch (i.getOpcode()) {
      case INVOKEVIRTUAL:
      case INVOKEINTERFACE:
      case INVOKESPECIAL:
      case INVOKESTATIC:
        return !Calls.isLeaf((MethodInsnNode) i) && !quiet.isQuiet((MethodInsnNode) i);
      case INVOKEDYNAMIC:
      case MONITORENTER:
      case MONITOREXIT:
        return true;
      case LDC:
        return ((LdcInsnNode) i).cst instanceof ConstantDynamic;
      default:
        return false;
    }
  }
}
