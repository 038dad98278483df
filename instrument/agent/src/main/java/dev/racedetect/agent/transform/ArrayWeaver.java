package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Probes at the accesses of one method to elements of arrays. */
final class ArrayWeaver {
  private final MethodWeaver weaver;
  private final ArraySources arrays;
  private final InsnList code;

  ArrayWeaver(MethodWeaver weaver, ArraySources arrays) {
    this.weaver = weaver;
    this.arrays = arrays;
    this.code = weaver.code();
  }

  /** Whether an access has to be checked at all. */
  boolean needsCheck(AbstractInsnNode i, int index) {
    return !isJacocoProbe(i) && !arrays.isFresh(index) && !weaver.isRedundant(index);
  }

  /** Puts probes in front of an access, if it needs some; {@code deferred}: it is checked elsewhere. */
  void access(AbstractInsnNode i, int index, boolean deferred) {
    int opcode = i.getOpcode();
    if (isJacocoProbe(i) || arrays.isFresh(index)) {
      return;
    }
    if (!deferred && !weaver.isRedundant(index)) {
      code.insertBefore(i, check(opcode, index));
    }
    if (opcode == AASTORE) { // a reference that is stored may have to be published
      InsnList out = new InsnList();
      out.add(new VarInsnNode(ASTORE, weaver.locals.scratch(1)));
      out.add(new InsnNode(SWAP));
      out.add(new InsnNode(DUP_X1));
      out.add(new VarInsnNode(ALOAD, weaver.locals.scratch(1)));
      out.add(Names.arrayProbe("publishInto", "(" + Names.OBJECT + Names.OBJECT + ")V"));
      out.add(new VarInsnNode(ALOAD, weaver.locals.scratch(1)));
      code.insertBefore(i, out);
    }
  }

  private InsnList check(int opcode, int index) {
    boolean write = opcode >= IASTORE;
    int hint = weaver.locals.hint(arrays.hint(index));
    InsnList out = new InsnList();
    Type type = Type.getType(element(opcode));
    if (write) {
      out.add(new VarInsnNode(type.getOpcode(ISTORE), weaver.locals.scratch(type.getSize())));
    }
    out.add(new InsnNode(DUP2));
    out.add(new VarInsnNode(ALOAD, hint));
    weaver.pushState(out);
    weaver.pushSites(out, index);
    String hinted = weaver.locals.hintType(arrays.hint(index));
    String descriptor = "(" + Names.OBJECT + "I" + hinted + Names.T + "J)" + hinted;
    out.add(Names.arrayProbe(write ? "write" : "read", descriptor));
    out.add(new VarInsnNode(ASTORE, hint));
    if (write) {
      out.add(new VarInsnNode(type.getOpcode(ILOAD), weaver.locals.scratch(type.getSize())));
    }
    return out;
  }

  /** A local variable is about to be assigned: the array in it from now on has another shadow. */
  void assigned(VarInsnNode store) {
    int hint = arrays.hintOfLocal(store.var);
    if (hint >= 0) {
      InsnList out = new InsnList();
      out.add(new InsnNode(ACONST_NULL));
      out.add(new VarInsnNode(ASTORE, weaver.locals.hint(hint)));
      code.insertBefore(store, out);
    }
  }

  // JaCoCo's probes are races by design: boolean[] elements set to true without synchronization.
  private boolean isJacocoProbe(AbstractInsnNode i) {
    if (i.getOpcode() != BASTORE
        || i.getPrevious() == null
        || i.getPrevious().getOpcode() != ICONST_1) {
      return false;
    }
    AbstractInsnNode array = i.getPrevious().getPrevious();
    array = array == null ? null : array.getPrevious();
    if (!(array instanceof VarInsnNode)) {
      return false;
    }
    for (AbstractInsnNode n = code.getFirst(); n != null; n = n.getNext()) {
      boolean fromJacoco =
          n instanceof MethodInsnNode && ((MethodInsnNode) n).name.equals("$jacocoInit");
      AbstractInsnNode store = fromJacoco ? n.getNext() : null;
      if (store instanceof VarInsnNode && ((VarInsnNode) store).var == ((VarInsnNode) array).var) {
        return true;
      }
    }
    return false;
  }

  /** Descriptor of the elements that an instruction accesses, as the stack holds them; null if it accesses none. */
  static String element(int opcode) {
    switch (opcode) {
      case IALOAD:
      case IASTORE:
        return "I";
      case LALOAD:
      case LASTORE:
        return "J";
      case FALOAD:
      case FASTORE:
        return "F";
      case DALOAD:
      case DASTORE:
        return "D";
      case AALOAD:
      case AASTORE:
        return Names.OBJECT;
      case BALOAD:
      case BASTORE:
      case CALOAD:
      case CASTORE:
      case SALOAD:
      case SASTORE:
        return "I";
      default:
        return null;
    }
  }
}
