package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What a constructor leaves in its object, by one store each: the word of what it wrote while nobody else could have the
 * object, and, when it ends, the epoch in which the final fields were frozen (JLS 17.5.1), which reads of these look at.
 * And what a class initializer releases that fails.
 */
final class ConstructionWeaver {
  private final MethodWeaver weaver;
  private final Constructors constructors;
  private final Constructor constructor;
  /** The code whose exceptions must not leave the method unnoticed; null if there is none. */
  private LabelNode from;

  private LabelNode to;

  ConstructionWeaver(MethodWeaver weaver, Constructors constructors) {
    this.weaver = weaver;
    this.constructors = constructors;
    this.constructor = constructors == null ? null : constructors.of(weaver.method);
  }

  /** Index of the call of {@code this(…)} or {@code super(…)} in a constructor; 0 elsewhere. */
  int superCall() {
    return constructor == null ? 0 : constructor.call;
  }

  /** Whether the access is one of a constructor to its object that its stamp tells of, or that nobody can meet. */
  boolean needsNoCheck(FieldInsnNode f) {
    if (!isFresh(f)) {
      return false;
    }
    return f.getOpcode() == GETFIELD
        || constructor.isStamped(f) && constructors.write(f.name, f.desc);
  }

  /** Whether the access is one of a constructor to its object while nobody else can have that. */
  boolean isFresh(FieldInsnNode f) {
    return constructor != null && constructor.isFresh(f);
  }

  /** Whether the constructor that is called lets nobody have the object that it constructs. */
  boolean keepThis(MethodInsnNode call) {
    if (call.owner.equals(weaver.node.name)) {
      return constructors.keepThis(call.desc);
    }
    ClassInfo info = weaver.infos.find(weaver.loader, call.owner);
    return info != null && info.keepsThis(call.desc);
  }

  /** A final field is about to be read: what its object's constructor did is visible through it. */
  void finalField(FieldInsnNode f, FieldInfo info) {
    if (f.getOpcode() != GETFIELD || !info.isFrozen() || isFresh(f)) {
      return;
    }
    InsnList out = new InsnList();
    out.add(new InsnNode(DUP));
    weaver.pushState(out);
    out.add(new MethodInsnNode(
        INVOKESTATIC,
        f.owner,
        Names.thawAccessor(info.declaringClass().name),
        "(" + Names.OBJECT + Names.T + ")V",
        false));
    weaver.code().insertBefore(f, out);
  }

  /** Adds what the end of the method needs; {@code original} are its own instructions. */
  void stamp(AbstractInsnNode[] original) {
    if (weaver.checked && weaver.method.name.equals("<clinit>")) {
      from = new LabelNode();
      weaver.code().insertBefore(original[0], from);
      coverToEnd();
    }
    if (constructor == null || constructor.delegates) {
      return;
    }
    boolean born = has(Names.BORN);
    boolean frozen = has(Names.FROZEN);
    if (born && constructor.stamp < original.length) {
      InsnList out = new InsnList();
      born(out, constructor.stamp);
      weaver.code().insertBefore(original[constructor.stamp], out);
    }
    for (int i = 0; i < original.length; i++) {
      if (original[i].getOpcode() != RETURN) {
        continue;
      }
      InsnList out = new InsnList();
      if (born && i < constructor.stamp) {
        born(out, i);
      }
      if (frozen) {
        frozen(out);
      }
      weaver.code().insertBefore(original[i], out);
    }
    if (frozen && constructor.escape < original.length && constructor.call > 0) {
      from = new LabelNode();
      weaver.code().insert(original[constructor.call], from);
      coverToEnd();
    }
  }

  private void coverToEnd() {
    weaver.usesLocals();
    to = new LabelNode();
    weaver.code().add(to);
  }

  /** Adds what an exception passes that leaves the method: the object may have escaped, the class is unlocked. */
  void end() {
    if (from == null) {
      return;
    }
    InsnList out = new InsnList();
    LabelNode handler = new LabelNode();
    out.add(handler);
    if ((weaver.node.version & 0xFFFF) >= V1_6) {
      List<Object> own = new ArrayList<>();
      if (constructor != null) {
        own.add(weaver.node.name);
      }
      Object[] all = weaver.locals.extend(own).toArray();
      out.add(new FrameNode(F_NEW, all.length, all, 1, new Object[] {"java/lang/Throwable"}));
    }
    if (constructor != null) {
      frozen(out);
    } else {
      out.add(Names.objectProbe("classFailed", "()V"));
    }
    out.add(new InsnNode(ATHROW));
    weaver.code().add(out);
    weaver.method.tryCatchBlocks.add(new TryCatchBlockNode(from, to, handler, null));
  }

  /** A record's toString, hashCode or equals: code of the JDK reads the final fields of its arguments. */
  static void recordMethod(InsnList code, InvokeDynamicInsnNode call) {
    if (!call.bsm.getOwner().equals("java/lang/runtime/ObjectMethods")) {
      return;
    }
    boolean two = Type.getArgumentTypes(call.desc).length == 2;
    InsnList out = new InsnList();
    out.add(new InsnNode(two ? DUP2 : DUP));
    for (int i = 0; i < (two ? 2 : 1); i++) {
      out.add(Names.objectProbe("thaw", "(" + Names.OBJECT + ")V"));
    }
    code.insertBefore(call, out);
  }

  private void born(InsnList out, int index) {
    out.add(new VarInsnNode(ALOAD, 0));
    weaver.pushState(out);
    weaver.pushSites(out, index);
    out.add(Names.objectProbe("born", "(" + Names.T + "J)J"));
    out.add(new FieldInsnNode(PUTFIELD, weaver.node.name, Names.BORN, "J"));
  }

  private void frozen(InsnList out) {
    out.add(new VarInsnNode(ALOAD, 0));
    weaver.pushState(out);
    out.add(Names.objectProbe("epoch", "(" + Names.T + ")J"));
    out.add(new FieldInsnNode(PUTFIELD, weaver.node.name, Names.FROZEN, "J"));
  }

  private boolean has(String field) {
    for (FieldNode f : weaver.node.fields) {
      if (f.name.equals(field)) {
        return true;
      }
    }
    return false;
  }
}
