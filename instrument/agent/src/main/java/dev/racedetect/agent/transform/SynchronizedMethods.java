package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import dev.racedetect.runtime.Reflections;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes the monitor of a synchronized method explicit: the JVM enters it before the method's first instruction, where nothing
 * can look first whether the thread would wait for ever. The body becomes what javac makes of a synchronized block, whose
 * handler covers itself:
 *
 * <pre>
 *   aload this (or ldc class); dup; astore lock; monitorenter
 *   start:    body, before each return: aload lock; monitorexit
 *   handler:  astore e; aload lock; monitorexit
 *   end:      aload e; athrow
 * </pre>
 *
 * <p>The program does not see it: a method of the class, itself hidden, is named after those changed, and {@link Reflections} shows
 * them as they were.
 */
final class SynchronizedMethods {
  private static final int VERSION_WITH_FRAMES = V1_6;

  private final ClassNode node;
  private final StringBuilder mark = new StringBuilder(Reflections.SYNCHRONIZED);

  SynchronizedMethods(ClassNode node) {
    this.node = node;
  }

  /** Expands the method if it is synchronized; returns whether it did. */
  boolean expand(MethodNode method) {
    boolean isStatic = (method.access & ACC_STATIC) != 0;
    if ((method.access & ACC_SYNCHRONIZED) == 0
        || (method.access & ACC_NATIVE) != 0
        || isStatic && version() < V1_5) {
      return false;
    }
    method.access &= ~ACC_SYNCHRONIZED;
    mark.append(Reflections.mark(method.name, method.desc));
    int lock = method.maxLocals;
    method.maxLocals += 2;
    method.maxStack = Math.max(method.maxStack + 1, 2);
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (i instanceof FrameNode) {
        ((FrameNode) i).local = withLock(((FrameNode) i).local, lock);
      }
    }
    surround(method, isStatic, lock);
    return true;
  }

  /** Notes in the class which methods were expanded. */
  void leaveMark() {
    if (mark.length() == Reflections.SYNCHRONIZED.length()) {
      return;
    }
    // Public, so that it is among the methods of a class also where only public ones are asked for.
    MethodNode m =
        new MethodNode(ACC_PUBLIC | ACC_STATIC | ACC_SYNTHETIC, mark.toString(), "()V", null, null);
    m.visitCode();
    m.visitInsn(RETURN);
    m.visitMaxs(0, 0);
    m.visitEnd();
    node.methods.add(m);
  }

  private void surround(MethodNode method, boolean isStatic, int lock) {
    InsnList code = method.instructions;
    LabelNode handler = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode start = new LabelNode();
    List<TryCatchBlockNode> covered = new ArrayList<>();
    LabelNode from = start;
    for (AbstractInsnNode i : code.toArray()) {
      if (i.getOpcode() >= IRETURN && i.getOpcode() <= RETURN) {
        LabelNode left = new LabelNode();
        code.insertBefore(i, exit(lock));
        code.insertBefore(i, left);
        covered.add(new TryCatchBlockNode(from, left, handler, null));
        from = new LabelNode();
        code.insert(i, from);
      }
    }
    InsnList enter = new InsnList();
    LineNumberNode line = firstLine(code);
    if (line != null) {
      LabelNode here = new LabelNode();
      enter.add(here);
      enter.add(new LineNumberNode(line.line, here));
    }
    enter.add(
        isStatic ? new LdcInsnNode(Type.getObjectType(node.name)) : new VarInsnNode(ALOAD, 0));
    enter.add(new InsnNode(DUP));
    enter.add(new VarInsnNode(ASTORE, lock));
    enter.add(new InsnNode(MONITORENTER));
    enter.add(start);
    code.insert(enter);
    boolean endsWithCode = hasInstruction(from);
    code.add(handler);
    if (endsWithCode) {
      covered.add(new TryCatchBlockNode(from, handler, handler, null));
    }
    covered.add(new TryCatchBlockNode(handler, end, handler, null));
    if (version() >= VERSION_WITH_FRAMES) {
      Object[] locals = withLock(null, lock).toArray();
      code.add(
          new FrameNode(F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"}));
    }
    code.add(new VarInsnNode(ASTORE, lock + 1));
    code.add(exit(lock));
    code.add(end);
    code.add(new VarInsnNode(ALOAD, lock + 1));
    code.add(new InsnNode(ATHROW));
    method.tryCatchBlocks.addAll(covered);
  }

  // A thread that blocks at the monitor does so in the first line, as the JVM tells it.
  private static LineNumberNode firstLine(InsnList code) {
    for (AbstractInsnNode i = code.getFirst(); i != null; i = i.getNext()) {
      if (i instanceof LineNumberNode) {
        return (LineNumberNode) i;
      }
    }
    return null;
  }

  private static boolean hasInstruction(AbstractInsnNode from) {
    for (AbstractInsnNode i = from; i != null; i = i.getNext()) {
      if (i.getOpcode() >= 0) {
        return true;
      }
    }
    return false;
  }

  private static InsnList exit(int lock) {
    InsnList out = new InsnList();
    out.add(new VarInsnNode(ALOAD, lock));
    out.add(new InsnNode(MONITOREXIT));
    return out;
  }

  // A frame's locals with the lock behind the method's own; long and double are one entry and two
  // slots.
  private static List<Object> withLock(List<Object> own, int lock) {
    List<Object> all = new ArrayList<>();
    int slots = 0;
    if (own != null) {
      for (Object o : own) {
        all.add(o);
        slots += o == Opcodes.LONG || o == Opcodes.DOUBLE ? 2 : 1;
      }
    }
    for (; slots < lock; slots++) {
      all.add(Opcodes.TOP);
    }
    all.add("java/lang/Object");
    return all;
  }

  private int version() {
    return node.version & 0xFFFF;
  }
}
