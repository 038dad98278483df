package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Method references to methods that are rewritten where they are called ({@code list::add}, {@code counter::get},
 * {@code lock::wait}) are no call sites in bytecode. Each is turned into a reference to a method, added to the class,
 * that makes the call.
 */
final class MethodReferences {
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  private final ClassInfos infos;
  private final ClassLoader loader;
  private final ClassNode node;
  private final boolean checked;
  private final List<MethodNode> added = new ArrayList<>();

  MethodReferences(ClassInfos infos, ClassLoader loader, ClassNode node, boolean checked) {
    this.infos = infos;
    this.loader = loader;
    this.node = node;
    this.checked = checked;
  }

  List<MethodNode> added() {
    return added;
  }

  boolean replaceIn(MethodNode method) {
    boolean changed = false;
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (!(i instanceof InvokeDynamicInsnNode)) {
        continue;
      }
      InvokeDynamicInsnNode indy = (InvokeDynamicInsnNode) i;
      // The serialized form of a lambda names its method, so altMetafactory is left alone.
      if (!indy.bsm.getOwner().equals(METAFACTORY)
          || !indy.bsm.getName().equals("metafactory")
          || !(indy.bsmArgs[1] instanceof Handle)) {
        continue;
      }
      Handle target = (Handle) indy.bsmArgs[1];
      if (isObserved(target)) {
        indy.bsmArgs[1] = bridge(target);
        changed = true;
      }
    }
    return changed;
  }

  private boolean isObserved(Handle target) {
    int tag = target.getTag();
    if (tag == H_INVOKEVIRTUAL || tag == H_INVOKEINTERFACE) {
      boolean followed =
          Rewrites.isFollowed(infos, loader, target.getOwner(), target.getName(), target.getDesc());
      return followed || checked && isCollectionCall(target);
    }
    return checked
        && (tag == H_INVOKESTATIC || tag == H_NEWINVOKESPECIAL)
        && hasArgumentEffects(target);
  }

  private boolean isCollectionCall(Handle target) {
    String owner = Rewrites.inheritedFrom(infos, loader, target.getOwner());
    return CollectionCalls.isCandidate(owner, target.getName(), target.getDesc())
        || hasArgumentEffects(target);
  }

  private boolean hasArgumentEffects(Handle target) {
    boolean isStatic = target.getTag() == H_INVOKESTATIC;
    String owner = target.getTag() == H_NEWINVOKESPECIAL
        ? target.getOwner()
        : Rewrites.inheritedFrom(infos, loader, target.getOwner());
    return !ArgumentEffects.of(owner, target.getName(), target.getDesc(), isStatic)
        .isEmpty();
  }

  private Handle bridge(Handle target) {
    boolean isInterface = (node.access & ACC_INTERFACE) != 0;
    String name = Names.PREFIX + "ref$" + added.size();
    String descriptor = descriptor(target);
    int access = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
    MethodNode m = new MethodNode(access, name, descriptor, null, null);
    m.visitCode();
    boolean creates = target.getTag() == H_NEWINVOKESPECIAL;
    if (creates) {
      m.visitTypeInsn(NEW, target.getOwner());
      m.visitInsn(DUP);
    }
    int local = 0;
    for (Type t : Type.getArgumentTypes(descriptor)) {
      m.visitVarInsn(t.getOpcode(ILOAD), local);
      local += t.getSize();
    }
    m.visitMethodInsn(
        opcode(target),
        target.getOwner(),
        target.getName(),
        target.getDesc(),
        target.isInterface());
    Type result = Type.getReturnType(descriptor);
    m.visitInsn(result.getOpcode(IRETURN));
    m.visitMaxs(Math.max(local + (creates ? 2 : 0), result.getSize()), local);
    m.visitEnd();
    node.methods.add(m);
    added.add(m);
    return new Handle(H_INVOKESTATIC, node.name, name, descriptor, isInterface);
  }

  /** The descriptor of a static method that makes the call. */
  private static String descriptor(Handle target) {
    String owner = "L" + target.getOwner() + ";";
    String parameters = target.getDesc().substring(1);
    switch (target.getTag()) {
      case H_INVOKESTATIC:
        return target.getDesc();
      case H_NEWINVOKESPECIAL:
        return "(" + parameters.substring(0, parameters.length() - 1) + owner;
      default:
        return "(" + owner + parameters;
    }
  }

  private static int opcode(Handle target) {
    switch (target.getTag()) {
      case H_INVOKESTATIC:
        return INVOKESTATIC;
      case H_NEWINVOKESPECIAL:
        return INVOKESPECIAL;
      case H_INVOKEINTERFACE:
        return INVOKEINTERFACE;
      default:
        return INVOKEVIRTUAL;
    }
  }
}
