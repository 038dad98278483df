package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import dev.racedetect.runtime.thread.ThreadState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Monitors (JLS 17.4.4): an enter acquires after it, an exit releases before it. Before an enter the thread looks whether it would
 * wait for ever; in a synchronized method it can do so because {@link SynchronizedMethods} has made the enter explicit.
 *
 * <p>A probe is a call, and near the end of the stack a call throws StackOverflowError. It must then look as if the
 * body of the monitor had thrown: the probe behind an enter is covered by the handlers of the body. In the handler that
 * compilers write to exit the monitor, which covers itself, the probe comes before that handler:
 *
 * <pre>
 *   before: (handles the body)   astore scratch; [lockReleased]; aload scratch; goto handler
 *   failed: (handles the probe)  note the lost release, by stores only
 *   handler: (handles itself)    astore e; aload lock; monitorexit; aload e; athrow
 * </pre>
 */
final class MonitorWeaver {
  private final MethodWeaver weaver;
  private final MethodNode method;
  private final InsnList code;
  private final Set<AbstractInsnNode> inHandlers = new HashSet<>();
  private boolean used;

  MonitorWeaver(MethodWeaver weaver) {
    this.weaver = weaver;
    this.method = weaver.method;
    this.code = weaver.code();
  }

  void enter(AbstractInsnNode enter, int index) {
    used = true;
    LabelNode body = new LabelNode();
    List<TryCatchBlockNode> blocks = startingBehind(enter);
    InsnList before = new InsnList();
    before.add(new InsnNode(DUP));
    weaver.pushState(before);
    weaver.pushSites(before, index);
    String probe = weaver.checked ? "entering" : "enteringUnchecked";
    before.add(Names.lockProbe(probe, "(" + Names.OBJECT + Names.T + "J)V"));
    before.add(new InsnNode(DUP));
    code.insertBefore(enter, before);
    InsnList out = new InsnList();
    out.add(body);
    out.add(probe("lockAcquired"));
    code.insert(enter, out);
    for (TryCatchBlockNode b : blocks) {
      b.start = body;
    }
  }

  void exit(AbstractInsnNode exit) {
    used = true;
    LabelNode handler = handlerOf(exit);
    if (handler != null) {
      beforeHandler(handler, (VarInsnNode) exit.getPrevious());
      return;
    }
    code.insertBefore(exit, new InsnNode(DUP));
    code.insertBefore(exit, probe("lockReleased"));
  }

  /** The start of a synchronized method. */
  void enterMethod(InsnList prologue) {
    if ((method.access & ACC_STATIC) == 0) {
      prologue.add(new VarInsnNode(ALOAD, 0));
    } else if ((weaver.node.version & 0xFFFF) >= V1_5) {
      prologue.add(new LdcInsnNode(Type.getObjectType(weaver.node.name)));
    } else {
      prologue.add(new LdcInsnNode(weaver.node.name.replace('/', '.')));
      prologue.add(new MethodInsnNode(
          INVOKESTATIC,
          "java/lang/Class",
          "forName",
          "(Ljava/lang/String;)Ljava/lang/Class;",
          false));
    }
    prologue.add(new InsnNode(DUP));
    prologue.add(new VarInsnNode(ASTORE, weaver.locals.lock()));
    prologue.add(probe("lockAcquired"));
  }

  /** Before each return of a synchronized method. */
  void returnFromMethod(InsnList epilogue) {
    epilogue.add(new VarInsnNode(ALOAD, weaver.locals.lock()));
    epilogue.add(probe("lockReleased"));
  }

  /** Resolves early what a lost release is noted in: resolving calls class loaders, for which there is no room then. */
  void prepare(InsnList prologue, boolean isSynchronized) {
    if (used || isSynchronized) {
      prologue.add(new VarInsnNode(ALOAD, weaver.locals.state()));
      prologue.add(new FieldInsnNode(GETFIELD, Names.STATE, "lost", "I"));
      prologue.add(new InsnNode(POP));
    }
  }

  /** An exception leaves a synchronized method; the JVM exits the monitor itself. */
  void throwFromMethod() {
    LabelNode start = new LabelNode();
    LabelNode handler = new LabelNode();
    LabelNode probed = new LabelNode();
    LabelNode failed = new LabelNode();
    AbstractInsnNode first = code.getFirst();
    // The range begins behind the prologue's lockAcquired, where the lock is known to be held.
    while (!(first instanceof MethodInsnNode
        && ((MethodInsnNode) first).name.equals("lockAcquired"))) {
      first = first.getNext();
    }
    code.insert(first, start);
    InsnList out = new InsnList();
    out.add(handler);
    frame(out, weaver.locals.onlyAdded());
    out.add(new VarInsnNode(ALOAD, weaver.locals.lock()));
    out.add(probe("lockReleased"));
    out.add(probed);
    out.add(new InsnNode(ATHROW));
    out.add(failed);
    frame(out, weaver.locals.onlyAdded());
    noteLost(out, weaver.locals.lock());
    out.add(new InsnNode(ATHROW));
    code.add(out);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, handler, handler, null));
    method.tryCatchBlocks.add(0, new TryCatchBlockNode(handler, probed, failed, null));
  }

  private InsnList probe(String name) {
    InsnList out = new InsnList();
    weaver.pushState(out);
    out.add(Names.probe(name, "(" + Names.OBJECT + Names.T + ")V"));
    return out;
  }

  // The blocks that cover the monitor's body from its first instruction on.
  private List<TryCatchBlockNode> startingBehind(AbstractInsnNode enter) {
    List<TryCatchBlockNode> found = new ArrayList<>();
    for (AbstractInsnNode i = enter.getNext(); i != null && i.getOpcode() < 0; i = i.getNext()) {
      for (TryCatchBlockNode b : method.tryCatchBlocks) {
        if (b.start == i) {
          found.add(b);
        }
      }
    }
    return found;
  }

  // The handler that begins with this exit and catches everything, if there is one.
  private LabelNode handlerOf(AbstractInsnNode exit) {
    AbstractInsnNode lock = exit.getPrevious();
    if (lock == null || lock.getOpcode() != ALOAD || inHandlers.contains(exit)) {
      return null;
    }
    AbstractInsnNode i = lock.getPrevious();
    if (i != null && i.getOpcode() == ASTORE && ((VarInsnNode) i).var != ((VarInsnNode) lock).var) {
      i = i.getPrevious();
    }
    for (; i != null && i.getOpcode() < 0; i = i.getPrevious()) {
      for (TryCatchBlockNode b : method.tryCatchBlocks) {
        if (b.handler == i && b.type == null) {
          inHandlers.add(exit);
          return b.handler;
        }
      }
    }
    return null;
  }

  private void beforeHandler(LabelNode handler, VarInsnNode lock) {
    LabelNode before = new LabelNode();
    LabelNode probe = new LabelNode();
    LabelNode probed = new LabelNode();
    LabelNode failed = new LabelNode();
    cover(handler, before);
    FrameNode frame = frameAt(handler);
    int scratch = weaver.locals.scratch(1);
    InsnList out = new InsnList();
    out.add(before);
    copy(out, frame);
    out.add(new VarInsnNode(ASTORE, scratch));
    out.add(probe);
    out.add(new VarInsnNode(ALOAD, lock.var));
    out.add(probe("lockReleased"));
    out.add(probed);
    out.add(new VarInsnNode(ALOAD, scratch));
    out.add(new JumpInsnNode(GOTO, handler));
    out.add(failed);
    copy(out, frame);
    noteLost(out, lock.var);
    code.insertBefore(handler, out);
    method.tryCatchBlocks.add(0, new TryCatchBlockNode(failed, handler, handler, null));
    method.tryCatchBlocks.add(0, new TryCatchBlockNode(probe, probed, failed, null));
  }

  // What led to the handler from elsewhere now leads to the code before it; the handler still
  // covers itself.
  private void cover(LabelNode handler, LabelNode before) {
    List<TryCatchBlockNode> blocks = method.tryCatchBlocks;
    int at = code.indexOf(handler);
    for (int i = 0; i < blocks.size(); i++) {
      TryCatchBlockNode b = blocks.get(i);
      if (b.handler != handler) {
        b.start = b.start == handler ? before : b.start;
        continue;
      }
      if (b.start == handler) {
        continue;
      }
      b.handler = before;
      if (code.indexOf(b.start) < at && code.indexOf(b.end) >= at) {
        if (code.indexOf(b.end) > at) {
          blocks.add(i + 1, new TryCatchBlockNode(handler, b.end, handler, b.type));
        }
        b.end = before;
      }
    }
  }

  private static FrameNode frameAt(LabelNode handler) {
    AbstractInsnNode i = handler;
    while (i != null && i.getOpcode() < 0 && !(i instanceof FrameNode)) {
      i = i.getNext();
    }
    return i instanceof FrameNode ? (FrameNode) i : null;
  }

  private static void copy(InsnList out, FrameNode frame) {
    if (frame != null) {
      out.add(new FrameNode(
          F_NEW,
          frame.local.size(),
          frame.local.toArray(),
          frame.stack.size(),
          frame.stack.toArray()));
    }
  }

  private void frame(InsnList out, Object[] known) {
    if ((weaver.node.version & 0xFFFF) >= V1_6) {
      out.add(new FrameNode(F_NEW, known.length, known, 1, new Object[] {"java/lang/Throwable"}));
    }
  }

  // t.owed[t.lost & mask] = lock; t.lost++; t.unsure = true; ThreadState.unsettled = true
  private void noteLost(InsnList out, int lock) {
    out.add(new VarInsnNode(ALOAD, weaver.locals.state()));
    out.add(new FieldInsnNode(GETFIELD, Names.STATE, "owed", "[" + Names.OBJECT));
    out.add(new VarInsnNode(ALOAD, weaver.locals.state()));
    out.add(new FieldInsnNode(GETFIELD, Names.STATE, "lost", "I"));
    out.add(new IntInsnNode(BIPUSH, ThreadState.OWED - 1));
    out.add(new InsnNode(IAND));
    out.add(new VarInsnNode(ALOAD, lock));
    out.add(new InsnNode(AASTORE));
    out.add(new VarInsnNode(ALOAD, weaver.locals.state()));
    out.add(new InsnNode(DUP));
    out.add(new FieldInsnNode(GETFIELD, Names.STATE, "lost", "I"));
    out.add(new InsnNode(ICONST_1));
    out.add(new InsnNode(IADD));
    out.add(new FieldInsnNode(PUTFIELD, Names.STATE, "lost", "I"));
    out.add(new VarInsnNode(ALOAD, weaver.locals.state()));
    out.add(new InsnNode(ICONST_1));
    out.add(new FieldInsnNode(PUTFIELD, Names.STATE, "unsure", "Z"));
    out.add(new InsnNode(ICONST_1));
    out.add(new FieldInsnNode(PUTSTATIC, Names.STATE, "unsettled", "Z"));
  }
}
