package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The checks of {@link RangeChecks}. Where a loop is entered, local variables take note of the arrays, the first indices and
 * the counter; where it is left, by a jump or an exception, each access is checked for as many elements as there were iterations.
 * How many of the last iteration's accesses have been made is counted too, so an iteration that is not completed counts as far
 * as it got.
 */
final class LoopWeaver {
  private static final String DESCRIPTOR = "(" + Names.OBJECT + "IIIII" + Names.T + "JJ)V";

  /** A loop and the variables that were added for it. */
  private final class Watched {
    final RangeChecks.Plan plan;
    final int variable;
    final int step;
    final int start = weaver.locals.add(ISTORE);
    final int current = weaver.locals.add(ISTORE);
    final int made = weaver.locals.add(ISTORE);
    final int epoch = weaver.locals.add(LSTORE);
    final List<Integer> arrays = new ArrayList<>();
    final List<Integer> firsts = new ArrayList<>();

    Watched(RangeChecks.Plan plan) {
      this.plan = plan;
      IincInsnNode counter = (IincInsnNode) original[plan.counter];
      this.variable = counter.var;
      this.step = counter.incr;
      for (int i = 0; i < plan.accesses.size(); i++) {
        arrays.add(weaver.locals.add(ASTORE));
        firsts.add(weaver.locals.add(ISTORE));
      }
    }
  }

  private final MethodWeaver weaver;
  private final MethodNode method;
  private final InsnList code;
  private final AbstractInsnNode[] original;
  private final List<Runnable> changes = new ArrayList<>();
  private final List<Watched> loops = new ArrayList<>();
  private final Map<Integer, Watched> byAccess = new HashMap<>();
  private final Map<Integer, Watched> byCounter = new HashMap<>();

  /** Adds the variables and finds where the loops are entered and left; the code comes with the other methods. */
  LoopWeaver(MethodWeaver weaver, List<RangeChecks.Plan> plans) {
    this.weaver = weaver;
    this.method = weaver.method;
    this.code = weaver.code();
    this.original = code.toArray();
    for (RangeChecks.Plan plan : plans) {
      Watched loop = new Watched(plan);
      loops.add(loop);
      byCounter.put(plan.counter, loop);
      plan.accesses.forEach(a -> byAccess.put(a.index, loop));
    }
    ControlFlow flow = new ControlFlow(method, original);
    for (int i = 0; i < original.length; i++) {
      for (int next : flow.successors(i)) {
        if (!flow.isHandler(i, next)) {
          edge(i, next);
        }
      }
    }
    handlers();
  }

  /** Whether the access at that instruction is checked when its loop ends. */
  boolean isDeferred(int index) {
    return byAccess.containsKey(index);
  }

  /** Counts an access that has been made. */
  void made(AbstractInsnNode access, int index) {
    Watched loop = byAccess.get(index);
    InsnList out = new InsnList();
    List<RangeChecks.Access> accesses = loop.plan.accesses;
    for (int k = 0; k < accesses.size(); k++) {
      if (accesses.get(k).index == index) {
        push(out, k + 1);
      }
    }
    out.add(new VarInsnNode(ISTORE, loop.made));
    code.insert(access, out);
  }

  /** Notes the end of an iteration, if the instruction is what counts them. */
  void incremented(AbstractInsnNode increment, int index) {
    Watched loop = byCounter.get(index);
    if (loop != null) {
      InsnList out = new InsnList();
      out.add(new VarInsnNode(ILOAD, loop.variable));
      out.add(new VarInsnNode(ISTORE, loop.current));
      out.add(new InsnNode(ICONST_0));
      out.add(new VarInsnNode(ISTORE, loop.made));
      code.insert(increment, out);
    }
  }

  /** Adds what the entries and the ends of the loops need. */
  void weave() {
    changes.forEach(Runnable::run);
  }

  private void edge(int from, int to) {
    List<Watched> left = new ArrayList<>();
    for (Watched loop : loops) {
      boolean inside = loop.plan.loop.body.get(from);
      if (!inside && to == loop.plan.loop.header) {
        changes.add(() -> enter(loop, from, to));
      }
      if (inside && !loop.plan.loop.body.get(to)) {
        left.add(loop);
      }
    }
    if (!left.isEmpty()) {
      changes.add(() -> leave(left, from, to));
    }
  }

  private void enter(Watched loop, int from, int to) {
    AbstractInsnNode at = original[from].getOpcode() == GOTO ? original[from] : original[to];
    InsnList out = new InsnList();
    weaver.pushState(out);
    out.add(Names.arrayProbe("epoch", "(" + Names.T + ")J"));
    out.add(new VarInsnNode(LSTORE, loop.epoch));
    out.add(new VarInsnNode(ILOAD, loop.variable));
    out.add(new InsnNode(DUP));
    out.add(new VarInsnNode(ISTORE, loop.start));
    out.add(new VarInsnNode(ISTORE, loop.current));
    out.add(new InsnNode(ICONST_0));
    out.add(new VarInsnNode(ISTORE, loop.made));
    for (int k = 0; k < loop.arrays.size(); k++) {
      RangeChecks.Access access = loop.plan.accesses.get(k);
      copy(access.element.first, out);
      out.add(new VarInsnNode(ISTORE, loop.firsts.get(k)));
      copy(access.array, out);
      out.add(new VarInsnNode(ASTORE, loop.arrays.get(k)));
    }
    code.insertBefore(at, out);
  }

  private static void copy(InsnList from, InsnList to) {
    for (AbstractInsnNode i : from) {
      to.add(i.clone(null));
    }
  }

  private void leave(List<Watched> left, int from, int to) {
    AbstractInsnNode jump = original[from];
    boolean jumps = jump instanceof JumpInsnNode && ((JumpInsnNode) jump).label == original[to];
    if (jump.getOpcode() == GOTO) {
      code.insertBefore(jump, checks(left));
    } else if (!jumps) {
      InsnList out = checks(left);
      restoreLine(out, to);
      code.insert(jump, out);
    } else {
      LabelNode detour = new LabelNode();
      LabelNode target = ((JumpInsnNode) jump).label;
      InsnList out = new InsnList();
      out.add(detour);
      FrameNode frame = frame(target);
      if (frame != null) {
        out.add(new FrameNode(
            F_NEW,
            frame.local.size(),
            frame.local.toArray(),
            frame.stack.size(),
            frame.stack.toArray()));
      }
      out.add(checks(left));
      out.add(new JumpInsnNode(GOTO, target));
      ((JumpInsnNode) jump).label = detour;
      code.add(out);
    }
  }

  private static FrameNode frame(LabelNode target) {
    for (AbstractInsnNode i = target; i != null && i.getOpcode() < 0; i = i.getNext()) {
      if (i instanceof FrameNode) {
        return (FrameNode) i;
      }
    }
    return null;
  }

  private InsnList checks(List<Watched> left) {
    InsnList out = new InsnList();
    for (Watched loop : left) {
      for (int k = 0; k < loop.arrays.size(); k++) {
        check(loop, k, out);
      }
    }
    return out;
  }

  private void check(Watched loop, int k, InsnList out) {
    RangeChecks.Access access = loop.plan.accesses.get(k);
    line(out, lineOf(access.index));
    out.add(new VarInsnNode(ALOAD, loop.arrays.get(k)));
    out.add(new VarInsnNode(ILOAD, loop.firsts.get(k)));
    push(out, access.element.delta);
    out.add(new VarInsnNode(ILOAD, loop.current));
    out.add(new VarInsnNode(ILOAD, loop.start));
    out.add(new InsnNode(ISUB));
    push(out, loop.step);
    out.add(new InsnNode(IDIV));
    out.add(new VarInsnNode(ILOAD, loop.made));
    push(out, k);
    weaver.pushState(out);
    out.add(new VarInsnNode(LLOAD, loop.epoch));
    weaver.pushSites(out, access.index);
    out.add(Names.arrayProbe(access.write ? "loopWrite" : "loopRead", DESCRIPTOR));
    out.add(new InsnNode(ACONST_NULL));
    out.add(new VarInsnNode(ASTORE, loop.arrays.get(k)));
  }

  private static void push(InsnList out, int value) {
    out.add(new LdcInsnNode(value));
  }

  // The frame of a check must name the line of the access.
  private int lineOf(int index) {
    for (int i = index; i >= 0; i--) {
      if (original[i] instanceof LineNumberNode) {
        return ((LineNumberNode) original[i]).line;
      }
    }
    return -1;
  }

  private static void line(InsnList out, int line) {
    if (line >= 0) {
      LabelNode here = new LabelNode();
      out.add(here);
      out.add(new LineNumberNode(line, here));
    }
  }

  private void restoreLine(InsnList out, int next) {
    for (int i = next; i < original.length && original[i].getOpcode() < 0; i++) {
      if (original[i] instanceof LineNumberNode) {
        return;
      }
    }
    line(out, lineOf(next));
  }

  /** Where exceptions leave loops: into the method's own handlers, or to a new one that throws them on. */
  private void handlers() {
    Map<LabelNode, List<Watched>> entered = new HashMap<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int start = code.indexOf(block.start);
      int end = code.indexOf(block.end);
      for (Watched loop : loops) {
        int covered = loop.plan.loop.body.nextSetBit(start);
        List<Watched> there = entered.computeIfAbsent(block.handler, h -> new ArrayList<>());
        if (covered >= 0 && covered < end && !there.contains(loop)) {
          there.add(loop);
        }
      }
    }
    entered.forEach((handler, left) -> {
      if (!left.isEmpty()) {
        changes.add(() -> atHandler(handler, left));
      }
    });
    changes.add(this::rethrow);
  }

  private void atHandler(LabelNode handler, List<Watched> left) {
    AbstractInsnNode at = handler;
    while (at.getNext().getOpcode() < 0) {
      at = at.getNext();
    }
    InsnList out = checks(left);
    int line = -1;
    for (AbstractInsnNode i = at; i != null && line < 0; i = i.getPrevious()) {
      line = i instanceof LineNumberNode ? ((LineNumberNode) i).line : -1;
    }
    line(out, line);
    code.insert(at, out);
  }

  private void rethrow() {
    LabelNode handler = new LabelNode();
    InsnList out = new InsnList();
    out.add(handler);
    if (weaver.hasFrames()) {
      out.add(new FrameNode(F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
    }
    out.add(checks(loops));
    out.add(new InsnNode(ATHROW));
    code.add(out);
    for (Watched loop : loops) {
      LabelNode start = new LabelNode();
      LabelNode end = new LabelNode();
      code.insertBefore(original[loop.plan.loop.body.nextSetBit(0)], start);
      code.insert(original[loop.plan.loop.body.length() - 1], end);
      method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
    }
  }
}
