package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Probes around calls: rewritten methods, collections, arrays that leave checked code, and the calling context. */
final class CallWeaver {
  private static final String ON_OBJECT = "(" + Names.OBJECT + ")V";

  private final MethodWeaver weaver;
  private final InsnList code;

  /** Whether the calling context is what it was at the method's entry wherever the method is. */
  private final boolean contextStays;

  CallWeaver(MethodWeaver weaver) {
    this.weaver = weaver;
    this.code = weaver.code();
    this.contextStays = weaver.checked && contextStays();
  }

  // Whoever catches an exception finds the context of whatever was called; who returns has restored
  // it.
  private boolean contextStays() {
    if (!weaver.method.tryCatchBlocks.isEmpty() || !weaver.isFixed()) {
      return false;
    }
    for (AbstractInsnNode i : code) {
      boolean other = i instanceof MethodInsnNode
          && !isRecursive((MethodInsnNode) i)
          && needsContext((MethodInsnNode) i);
      if (other || i instanceof InvokeDynamicInsnNode) {
        return false;
      }
    }
    return true;
  }

  private boolean needsContext(MethodInsnNode call) {
    return !Calls.isLeaf(call) && !weaver.isQuiet(call);
  }

  private boolean isRecursive(MethodInsnNode call) {
    return call.owner.equals(weaver.node.name)
        && call.name.equals(weaver.method.name)
        && call.desc.equals(weaver.method.desc);
  }

  void call(MethodInsnNode call, int index) {
    String owner = weaver.platformOwner(call);
    boolean isStatic = call.getOpcode() == INVOKESTATIC;
    AtomicCall atomic = AtomicCall.find(owner, call.name, call.desc, isStatic);
    if (atomic != null) {
      atomic(call, atomic, index);
      return;
    }
    boolean virtual = call.getOpcode() == INVOKEVIRTUAL || call.getOpcode() == INVOKEINTERFACE;
    Rewrites.Kind kind = virtual ? Rewrites.find(owner, call.name, call.desc) : null;
    if (weaver.checked && needsContext(call)) {
      setContext(call, index);
    }
    HandleWeaver.weave(weaver, this, call);
    if (isObjectClone(call)) {
      InsnList reset = new InsnList();
      reset.add(new InsnNode(DUP));
      reset.add(Names.probe("cloned", ON_OBJECT));
      code.insert(call, reset);
    } else if (kind != null) {
      rewrite(call, kind);
    } else if (weaver.checked) {
      new CollectionWeaver(weaver, this).weave(call, index);
    }
    if (weaver.checked && kind == null) {
      arrays(call);
    }
  }

  // Which copies the shadow words too.
  private boolean isObjectClone(MethodInsnNode call) {
    if (!call.name.equals("clone") || !call.desc.equals("()Ljava/lang/Object;")) {
      return false;
    }
    return call.getOpcode() == INVOKESPECIAL
        || call.getOpcode() == INVOKEVIRTUAL
            && call.owner.equals(weaver.node.name)
            && !weaver.declaresClone();
  }

  private void atomic(MethodInsnNode call, AtomicCall atomic, int index) {
    AtomicWeaver calls = new AtomicWeaver(weaver, call, atomic);
    if (weaver.checked && calls.callsBack()) {
      setContext(call, index);
    }
    calls.weave(index);
    if (weaver.checked) {
      publishResult(call);
    }
  }

  /** Arrays that a lambda captures can be seen by whoever gets the lambda. */
  void capture(InvokeDynamicInsnNode indy, int index) {
    new CollectionWeaver(weaver, this).concatenation(indy, index);
    Type[] captured = Type.getArgumentTypes(indy.desc);
    publishArguments(indy, captured);
    ConstructionWeaver.recordMethod(code, indy);
  }

  private void setContext(MethodInsnNode call, int index) {
    boolean recursive = isRecursive(call);
    if (recursive && contextStays) {
      return;
    }
    InsnList out = new InsnList();
    weaver.pushState(out);
    if (recursive) {
      // A recursion's depth is no part of the context, or each depth would be a context of its own.
      out.add(new VarInsnNode(LLOAD, weaver.locals.context()));
      out.add(Names.probe("context", "(" + Names.T + "J)V"));
    } else {
      weaver.pushSites(out, index);
      out.add(Names.probe("calling", "(" + Names.T + "J)V"));
    }
    weaver.setsContext();
    code.insertBefore(call, out);
  }

  private void rewrite(MethodInsnNode call, Rewrites.Kind kind) {
    switch (kind) {
      case WAIT:
        call.setOpcode(INVOKESTATIC);
        call.owner = Names.PROBES;
        call.desc = "(" + Names.OBJECT + call.desc.substring(1);
        call.name = "await";
        call.itf = false;
        weaver.replaced();
        break;
      case AWAIT_UNINTERRUPTIBLY:
        InsnList awaiting = new InsnList();
        awaiting.add(new InsnNode(DUP));
        awaiting.add(new InsnNode(DUP));
        awaiting.add(Names.probe("conditionAwaiting", ON_OBJECT));
        code.insertBefore(call, awaiting);
        code.insert(call, Names.probe("conditionAwaited", ON_OBJECT));
        break;
      default:
        code.insertBefore(call, new InsnNode(DUP));
        InsnList seen = new InsnList();
        seen.add(new InsnNode(DUP_X1));
        seen.add(Names.probe("aliveSeen", "(Ljava/lang/Thread;Z)V"));
        code.insert(call, seen);
    }
  }

  private void arrays(MethodInsnNode call) {
    if (Calls.isLeaf(call)) {
      return;
    }
    if (weaver.isCheckedClass(call.owner)) {
      publishCast(call);
    } else {
      publishArguments(call, Type.getArgumentTypes(call.desc));
      publishResult(call);
    }
  }

  private void publishResult(MethodInsnNode call) {
    if (Type.getReturnType(call.desc).getSort() == Type.ARRAY && !Calls.returnsFreshArray(call)) {
      publishTop(call);
    }
    publishCast(call);
  }

  private void publishCast(MethodInsnNode call) {
    AbstractInsnNode next = call.getNext();
    boolean cast = next instanceof TypeInsnNode && next.getOpcode() == CHECKCAST;
    if (cast && ((TypeInsnNode) next).desc.charAt(0) == '[' && !Calls.returnsFreshArray(call)) {
      publishTop(next);
    }
  }

  private void publishTop(AbstractInsnNode after) {
    InsnList out = new InsnList();
    out.add(new InsnNode(DUP));
    out.add(Names.publish());
    code.insert(after, out);
  }

  private void publishArguments(AbstractInsnNode call, Type[] arguments) {
    boolean any = false;
    for (Type t : arguments) {
      any |= t.getSort() == Type.ARRAY;
    }
    if (!any) {
      return;
    }
    spill(call, arguments);
    InsnList out = new InsnList();
    int slot = weaver.locals.scratch(size(arguments) + 1) + 1;
    for (Type t : arguments) {
      out.add(new VarInsnNode(t.getOpcode(ILOAD), slot));
      if (t.getSort() == Type.ARRAY) {
        out.add(new InsnNode(DUP));
        out.add(Names.publish());
      }
      slot += t.getSize();
    }
    code.insertBefore(call, out);
  }

  /** Stores a call's arguments into scratch space; returns the scratch slot in front of them, free for one reference. */
  int spill(AbstractInsnNode call, Type[] arguments) {
    weaver.usesLocals();
    int first = weaver.locals.scratch(size(arguments) + 1);
    int slot = first + 1 + size(arguments);
    InsnList out = new InsnList();
    for (int i = arguments.length - 1; i >= 0; i--) {
      slot -= arguments[i].getSize();
      out.add(new VarInsnNode(arguments[i].getOpcode(ISTORE), slot));
    }
    code.insertBefore(call, out);
    return first;
  }

  /** Loads them again. */
  void reload(InsnList out, Type[] arguments) {
    int slot = weaver.locals.scratch(0) + 1;
    for (Type t : arguments) {
      out.add(new VarInsnNode(t.getOpcode(ILOAD), slot));
      slot += t.getSize();
    }
  }

  /** How many slots these take. */
  static int size(Type[] types) {
    int size = 0;
    for (Type t : types) {
      size += t.getSize();
    }
    return size;
  }
}
