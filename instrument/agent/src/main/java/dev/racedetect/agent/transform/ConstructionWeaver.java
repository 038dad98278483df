package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What a constructor leaves in its object, by one store each: the word of what it wrote while nobody else could have the
 * object, and, when it ends, the epoch in which the final fields were frozen (JLS 17.5.1), which reads of these look at.
 */
final class ConstructionWeaver {
  private final MethodWeaver weaver;
  private final Constructors constructors;
  private final Constructor constructor;
  private LabelNode frozenFrom;
  private LabelNode frozenTo;

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
    if (constructor == null || !constructor.isFresh(f)) {
      return false;
    }
    return f.getOpcode() == GETFIELD
        || constructor.isStamped(f) && constructors.write(f.name, f.desc);
  }

  /** A final field is about to be read: what its object's constructor did is visible through it. */
  void finalField(FieldInsnNode f, FieldInfo info) {
    boolean own = constructor != null && constructor.isFresh(f);
    if (f.getOpcode() != GETFIELD || !info.isFrozen() || own) {
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

  /** Adds the stamps; {@code original} are the method's own instructions. */
  void stamp(AbstractInsnNode[] original) {
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
      weaver.usesLocals();
      frozenFrom = new LabelNode();
      frozenTo = new LabelNode();
      weaver.code().insert(original[constructor.call], frozenFrom);
      weaver.code().add(frozenTo);
    }
  }

  /** Adds the stamp for a constructor that ends by an exception after it has let its object escape. */
  void end() {
    if (frozenFrom == null) {
      return;
    }
    InsnList out = new InsnList();
    LabelNode handler = new LabelNode();
    out.add(handler);
    if ((weaver.node.version & 0xFFFF) >= V1_6) {
      List<Object> locals = new ArrayList<>();
      locals.add(weaver.node.name);
      Object[] all = weaver.locals.extend(locals).toArray();
      Object[] thrown = {"java/lang/Throwable"};
      out.add(new FrameNode(F_NEW, all.length, all, 1, thrown));
    }
    frozen(out);
    out.add(new InsnNode(ATHROW));
    weaver.code().add(out);
    weaver.method.tryCatchBlocks.add(new TryCatchBlockNode(frozenFrom, frozenTo, handler, null));
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
