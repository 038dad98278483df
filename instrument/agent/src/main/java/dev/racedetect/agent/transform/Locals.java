package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The local variables that instrumentation adds behind a method's own. */
final class Locals {
  private final int first;
  private int hints;
  private int scratch;

  Locals(int first) {
    this.first = first;
  }

  /** The thread's state. */
  int state() {
    return first;
  }

  /** The context the method was entered in, a long. */
  int context() {
    return first + 1;
  }

  /** The lock of a synchronized method. */
  int lock() {
    return first + 3;
  }

  void hints(int count) {
    hints = count;
  }

  /** The shadow found last for an array source. */
  int hint(int number) {
    return first + 4 + number;
  }

  /** Scratch space of so many slots, free again at the next original instruction. */
  int scratch(int slots) {
    scratch = Math.max(scratch, slots);
    return first + 4 + hints;
  }

  int end() {
    return first + 4 + hints + scratch;
  }

  void prologue(InsnList out) {
    out.add(Names.probe("thread", "()" + Names.T));
    out.add(new InsnNode(DUP));
    out.add(new VarInsnNode(ASTORE, state()));
    out.add(Names.probe("context", "(" + Names.T + ")J"));
    out.add(new VarInsnNode(LSTORE, context()));
    out.add(new InsnNode(ACONST_NULL));
    out.add(new VarInsnNode(ASTORE, lock()));
    for (int i = 0; i < hints; i++) {
      out.add(new InsnNode(ACONST_NULL));
      out.add(new VarInsnNode(ASTORE, hint(i)));
    }
  }

  /** A frame's locals with the added ones. */
  List<Object> extend(List<Object> own) {
    List<Object> all = new ArrayList<>();
    int slots = 0;
    if (own != null) {
      for (Object o : own) {
        all.add(o);
        slots += o == Opcodes.LONG || o == Opcodes.DOUBLE ? 2 : 1;
      }
    }
    for (; slots < first; slots++) {
      all.add(Opcodes.TOP);
    }
    all.add(Names.STATE);
    all.add(Opcodes.LONG);
    all.add("java/lang/Object");
    for (int i = 0; i < hints; i++) {
      all.add("java/lang/Object");
    }
    return all;
  }

  /** As {@link #extend}, with nothing known of the method's own. */
  Object[] onlyAdded() {
    return extend(null).toArray();
  }
}
