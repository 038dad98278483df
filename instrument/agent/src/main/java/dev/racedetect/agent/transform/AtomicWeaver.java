package dev.racedetect.agent.transform;

import static dev.racedetect.runtime.sync.AccessModes.*;
import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Calls that access a variable in an access mode. The arguments are spilled; a probe finds the variable and begins the
 * access; then the call; then a probe that ends it:
 *
 * <pre>
 *   receiver arguments            store the arguments
 *   receiver                      token = probe(receiver, what tells the variable, mode, state)
 *   receiver                      load the arguments
 *   receiver arguments            the call
 *   result                        done(token, mode, state), or updated(whether it wrote, token, mode, state)
 * </pre>
 */
final class AtomicWeaver {
  private static final String FUNCTIONS = "Ljava/util/function/";
  private static final String ENDS = Names.OBJECT + "I" + Names.T + ")V";

  private final MethodWeaver weaver;
  private final InsnList code;
  private final MethodInsnNode call;
  private final AtomicCall atomic;
  private final Type[] arguments;

  /** Slot of the token; the arguments are stored behind it. */
  private int token;

  AtomicWeaver(MethodWeaver weaver, MethodInsnNode call, AtomicCall atomic) {
    this.weaver = weaver;
    this.code = weaver.code();
    this.call = call;
    this.atomic = atomic;
    this.arguments = Type.getArgumentTypes(call.desc);
  }

  /** Whether the call runs code that it is given. */
  boolean callsBack() {
    return call.desc.contains(FUNCTIONS);
  }

  void weave(int index) {
    if (atomic.family == AtomicCall.Family.FENCE) {
      InsnList out = new InsnList();
      out.add(new LdcInsnNode(atomic.mode));
      weaver.pushState(out);
      out.add(probe("fence", "(I" + Names.T + ")V"));
      code.insertBefore(call, out);
      return;
    }
    weaver.usesLocals();
    token = weaver.locals.scratch(1 + slot(arguments.length));
    InsnList out = new InsnList();
    for (int i = arguments.length - 1; i >= 0; i--) {
      out.add(new VarInsnNode(arguments[i].getOpcode(ISTORE), token + 1 + slot(i)));
    }
    begin(out);
    if (weaver.checked && (atomic.mode & PLAIN) != 0) {
      access(out, index);
    }
    reload(out);
    code.insertBefore(call, out);
    end();
  }

  private void begin(InsnList out) {
    String variable;
    switch (atomic.family) {
      case VAR_HANDLE:
        out.add(new InsnNode(DUP));
        pushCoordinates(out);
        variable = "(Ljava/lang/invoke/VarHandle;" + Names.OBJECT + "J";
        break;
      case UPDATER:
        out.add(new InsnNode(DUP));
        out.add(load(0));
        variable = "(" + Names.OBJECT + Names.OBJECT;
        break;
      case UNSAFE:
        out.add(load(0));
        out.add(load(1));
        variable = "(" + Names.OBJECT + "J";
        break;
      case FIELD:
        out.add(new InsnNode(DUP));
        out.add(load(0));
        variable = "(Ljava/lang/reflect/Field;" + Names.OBJECT;
        break;
      case ATOMIC_ARRAY:
        out.add(new InsnNode(DUP));
        out.add(load(0));
        variable = "(" + Names.OBJECT + "I";
        break;
      default:
        out.add(new InsnNode(DUP));
        variable = "(" + Names.OBJECT;
    }
    out.add(new LdcInsnNode(atomic.mode));
    weaver.pushState(out);
    out.add(probe(probeName(), variable + "I" + Names.T + ")" + Names.OBJECT));
    out.add(new VarInsnNode(ASTORE, token));
  }

  private String probeName() {
    switch (atomic.family) {
      case VAR_HANDLE:
        return "varHandle";
      case UPDATER:
        return "updater";
      case UNSAFE:
        return "unsafe";
      case FIELD:
        return "field";
      case ATOMIC_ARRAY:
        return "atomicArray";
      default:
        return "atomic";
    }
  }

  // Up to two, as VarHandle's documentation has them: an object, or an array and an index.
  private void pushCoordinates(InsnList out) {
    int coordinates = arguments.length - AtomicCall.values(call.name);
    if (coordinates > 0 && isReference(arguments[0])) {
      out.add(load(0));
    } else {
      out.add(new InsnNode(ACONST_NULL));
    }
    if (coordinates < 2) {
      out.add(new InsnNode(LCONST_0));
    } else if (arguments[1].getSort() == Type.LONG) {
      out.add(load(1));
    } else if (isInt(arguments[1])) {
      out.add(load(1));
      out.add(new InsnNode(I2L));
    } else {
      out.add(new LdcInsnNode(-1L));
    }
  }

  private void access(InsnList out, int index) {
    String name = "access";
    String variable = "(" + Names.OBJECT + "J";
    if (atomic.family == AtomicCall.Family.VAR_HANDLE) {
      out.add(new InsnNode(DUP));
      pushCoordinates(out);
      name = "varHandleAccess";
      variable = "(Ljava/lang/invoke/VarHandle;" + Names.OBJECT + "J";
    } else if (atomic.family == AtomicCall.Family.FIELD) {
      out.add(new InsnNode(DUP));
      out.add(load(0));
      name = "fieldAccess";
      variable = "(Ljava/lang/reflect/Field;" + Names.OBJECT;
    } else {
      out.add(load(0));
      out.add(load(1));
    }
    out.add(new InsnNode((atomic.mode & (WEAK_WRITE | RELEASE)) != 0 ? ICONST_1 : ICONST_0));
    weaver.pushState(out);
    weaver.pushSites(out, index);
    out.add(probe(name, variable + "Z" + Names.T + "J)V"));
  }

  private void reload(InsnList out) {
    for (int i = 0; i < arguments.length; i++) {
      out.add(load(i));
      String type = arguments[i].getDescriptor();
      if (type.startsWith(FUNCTIONS)) {
        out.add(new VarInsnNode(ALOAD, token));
        String name = type.substring(FUNCTIONS.length(), type.length() - 1);
        out.add(probe("observed" + name, "(" + type + Names.OBJECT + ")" + type));
      } else if (weaver.checked && MethodWeaver.mayHoldArray(type)) {
        out.add(new InsnNode(DUP));
        out.add(Names.publish()); // who reads the variable gets hold of the array
      }
    }
  }

  private void end() {
    InsnList out = new InsnList();
    boolean conditional = (atomic.mode & CONDITIONAL) != 0;
    if (conditional) {
      pushOutcome(out);
    } else if ((atomic.mode & (ACQUIRE | WEAK_READ)) == 0) {
      return;
    }
    out.add(new VarInsnNode(ALOAD, token));
    out.add(new LdcInsnNode(atomic.mode));
    weaver.pushState(out);
    out.add(conditional ? probe("updated", "(Z" + ENDS) : probe("done", "(" + ENDS));
    code.insert(call, out);
  }

  // A compareAndExchange wrote if it returned what it expected; where conversions blur that, it
  // counts as having written.
  private void pushOutcome(InsnList out) {
    Type result = Type.getReturnType(call.desc);
    if (!call.name.startsWith("compareAndExchange")) {
      out.add(new InsnNode(DUP));
      return;
    }
    int expected = arguments.length - 2;
    String both = comparable(result);
    if (both == null || !both.equals(comparable(arguments[expected]))) {
      out.add(new InsnNode(ICONST_1));
      return;
    }
    out.add(new InsnNode(result.getSize() == 2 ? DUP2 : DUP));
    out.add(load(expected));
    out.add(probe("same", "(" + both + both + ")Z"));
  }

  private static String comparable(Type type) {
    if (type.getSort() == Type.VOID) {
      return null;
    }
    return isReference(type) ? Names.OBJECT : isInt(type) ? "I" : type.getDescriptor();
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private static boolean isInt(Type type) {
    return type.getSort() >= Type.BOOLEAN && type.getSort() <= Type.INT;
  }

  private AbstractInsnNode load(int argument) {
    return new VarInsnNode(arguments[argument].getOpcode(ILOAD), token + 1 + slot(argument));
  }

  // Slots of the arguments before that one.
  private int slot(int argument) {
    int slots = 0;
    for (int i = 0; i < argument; i++) {
      slots += arguments[i].getSize();
    }
    return slots;
  }

  private static AbstractInsnNode probe(String name, String descriptor) {
    return new MethodInsnNode(INVOKESTATIC, Names.ATOMIC_PROBES, name, descriptor, false);
  }
}
