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
  private List<Boolean> hints = List.of();
  private final List<Integer> loopTypes = new ArrayList<>();
  private int loopSlots;
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

  /** Makes room for array hints; one that is trusted is the words themselves, another the shadow that has them. */
  void hints(List<Boolean> trusted) {
    hints = trusted;
  }

  /** Descriptor of a hint's type. */
  String hintType(int number) {
    return hints.get(number) ? "[J" : "L" + Names.ARRAY_SHADOW + ";";
  }

  /** The shadow found last for an array source. */
  int hint(int number) {
    return first + 4 + number;
  }

  /** Makes a variable for a loop, after all hints; {@code store}: the opcode that stores values of its kind. */
  int add(int store) {
    int variable = loops() + loopSlots;
    loopTypes.add(store);
    loopSlots += store == LSTORE ? 2 : 1;
    return variable;
  }

  private int loops() {
    return first + 4 + hints.size();
  }

  /** Scratch space of so many slots, free again at the next original instruction; after all other variables are made. */
  int scratch(int slots) {
    scratch = Math.max(scratch, slots);
    return loops() + loopSlots;
  }

  int end() {
    return loops() + loopSlots + scratch;
  }

  void prologue(InsnList out) {
    out.add(Names.probe("thread", "()" + Names.T));
    out.add(new InsnNode(DUP));
    out.add(new VarInsnNode(ASTORE, state()));
    out.add(Names.probe("context", "(" + Names.T + ")J"));
    out.add(new VarInsnNode(LSTORE, context()));
    out.add(new InsnNode(ACONST_NULL));
    out.add(new VarInsnNode(ASTORE, lock()));
    for (int i = 0; i < hints.size(); i++) {
      out.add(
          hints.get(i) ? new InsnNode(ACONST_NULL) : Names.arrayProbe("none", "()" + hintType(i)));
      out.add(new VarInsnNode(ASTORE, hint(i)));
    }
    int variable = loops();
    for (int store : loopTypes) {
      out.add(new InsnNode(store == ASTORE ? ACONST_NULL : store == LSTORE ? LCONST_0 : ICONST_0));
      out.add(new VarInsnNode(store, variable));
      variable += store == LSTORE ? 2 : 1;
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
    for (boolean trusted : hints) {
      all.add(trusted ? "[J" : Names.ARRAY_SHADOW);
    }
    for (int store : loopTypes) {
      all.add(
          store == ASTORE ? "java/lang/Object" : store == LSTORE ? Opcodes.LONG : Opcodes.INTEGER);
    }
    return all;
  }

  /** As {@link #extend}, with nothing known of the method's own. */
  Object[] onlyAdded() {
    return extend(null).toArray();
  }
}
