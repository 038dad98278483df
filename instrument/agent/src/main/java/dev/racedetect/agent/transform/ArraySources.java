package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where the array of each element access comes from, so that accesses to one array share one hint, a local variable that
 * remembers its shadow.
 *
 * <p>From an unchanged local variable, or a final field of {@code this} or of a class, it is certainly the same array as at
 * the last access: the hint is trusted, and forgotten where the variable is assigned. Anywhere else it is a guess, compared
 * with the array at each access; a wrong one costs a look-up.
 */
final class ArraySources {
  /** Finds the declaration of a field, or null. */
  interface Fields {
    FieldInfo resolve(FieldInsnNode access);
  }

  private static final int FRESH = -1;

  private final String owner;
  private final MethodNode method;
  private final Operands operands;
  private final Fields fields;
  private final AbstractInsnNode[] code;
  private final Map<String, Integer> hints = new HashMap<>();
  private final List<Boolean> trusted = new ArrayList<>();
  private final int[] byInstruction;

  ArraySources(String owner, MethodNode method, Operands operands, Fields fields) {
    this.owner = owner;
    this.method = method;
    this.operands = operands;
    this.fields = fields;
    this.code = method.instructions.toArray();
    this.byInstruction = new int[code.length];
  }

  /** Whether the access at instruction {@code index} is to an array made just before it, which no one else can have. */
  boolean isFresh(int index) {
    return byInstruction[index] == FRESH;
  }

  /** Number of the hint for the access at instruction {@code index} of the method as it was analyzed. */
  int hint(int index) {
    return byInstruction[index];
  }

  /** Whether a hint is certain; one number a hint. */
  List<Boolean> trusted() {
    return trusted;
  }

  /** The local variable that the array of the access at instruction {@code index} is certainly in; -1 if none. */
  int variable(int index, int depth) {
    return operands.variable(index, depth);
  }

  /** Number of the trusted hint for the array in a local variable, or -1. */
  int hintOfLocal(int variable) {
    return hints.getOrDefault(localKey(variable), -1);
  }

  /** Notes an access, before the method is changed; {@code depth}: how far below the top its array is. */
  void add(int index, int depth) {
    AbstractInsnNode producer = operands.origin(index, depth);
    int variable = operands.variable(index, depth);
    if (variable >= 0) {
      byInstruction[index] = number(localKey(variable), true);
    } else if (producer == null) {
      byInstruction[index] = number("#" + index, false);
    } else if (producer instanceof FieldInsnNode) {
      FieldInsnNode f = (FieldInsnNode) producer;
      byInstruction[index] = number(f.owner + '.' + f.name + '.' + f.desc, isConstant(f));
    } else if (isNewArray(producer) && staysOnStack(operands.position(producer), index)) {
      byInstruction[index] = FRESH;
    } else {
      byInstruction[index] = number("@" + operands.position(producer), false);
    }
  }

  private static String localKey(int variable) {
    return "local " + variable;
  }

  // A field has one key, and its accesses may differ in what is known of the receiver.
  private int number(String key, boolean isTrusted) {
    return hints.computeIfAbsent(isTrusted ? key : key + '?', k -> {
      trusted.add(isTrusted);
      return trusted.size() - 1;
    });
  }

  /** Whether the field is declared by the class of the method. */
  boolean isOwn(FieldInsnNode f) {
    return f.owner.equals(owner);
  }

  // A final field is assigned once, by a constructor or initializer, or by what restores an object.
  private boolean isConstant(FieldInsnNode f) {
    return !method.name.startsWith("<") && !isRestoring(method) && isFinal(f);
  }

  /** Whether it is a final field of {@code this} or of a class: the same as long as the method neither assigns it nor calls others. */
  boolean isFinal(FieldInsnNode f) {
    if (!isDeclaredFinal(f)) {
      return false;
    }
    if (f.getOpcode() == GETSTATIC) {
      return true;
    }
    AbstractInsnNode receiver = operands.origin(operands.position(f), 0);
    return (method.access & ACC_STATIC) == 0
        && receiver instanceof VarInsnNode
        && ((VarInsnNode) receiver).var == 0
        && !isAssigned(0);
  }

  /** Whether the field is final, whoever has it. */
  boolean isDeclaredFinal(FieldInsnNode f) {
    FieldInfo field = fields.resolve(f);
    return field != null && field.isFinal();
  }

  private static boolean isRestoring(MethodNode method) {
    return method.name.startsWith("read") || method.name.equals("clone");
  }

  private boolean isAssigned(int variable) {
    for (AbstractInsnNode i : code) {
      if (i.getOpcode() == ASTORE && ((VarInsnNode) i).var == variable) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNewArray(AbstractInsnNode i) {
    int opcode = i.getOpcode();
    return opcode == NEWARRAY || opcode == ANEWARRAY || opcode == MULTIANEWARRAY;
  }

  // In between are only constants, local variables, arithmetic, and stores into arrays as fresh as
  // this one.
  private boolean staysOnStack(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int opcode = code[i].getOpcode();
      boolean harmless = opcode <= DUP2_X2 && (opcode < ISTORE || opcode > ASTORE)
          || opcode >= IADD && opcode <= DCMPG
          || isNewArray(code[i]);
      boolean nested = opcode == AASTORE && byInstruction[i] == FRESH;
      if (!harmless || opcode == AASTORE && !nested) {
        return false;
      }
    }
    return true;
  }
}
