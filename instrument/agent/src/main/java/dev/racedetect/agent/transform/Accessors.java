package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import dev.racedetect.runtime.shadow.FieldVariable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Adds to a checked class what its tracked fields need: two shadow words a field, and for each a small static method
 * that compares the word with the thread's epoch. C2 inlines it; the checked code itself gets no branch, so its stack
 * maps stay as they are.
 */
final class Accessors {
  private static final int FIELD = ACC_PRIVATE | ACC_SYNTHETIC | ACC_TRANSIENT;
  private static final int METHOD = ACC_STATIC | ACC_SYNTHETIC;

  private final ClassNode node;
  private final boolean classConstants;
  private boolean hasSharedReads;
  private boolean hasBorn;

  Accessors(ClassNode node) {
    this.node = node;
    this.classConstants = (node.version & 0xFFFF) >= V1_5;
  }

  /** Two words for a field; {@code born}: that all constructors write it is told by the object's stamp. */
  void add(FieldNode field, boolean born) {
    String suffix = Names.suffix(field.name, field.desc);
    boolean isStatic = (field.access & ACC_STATIC) != 0;
    int number =
        FieldVariable.register(node.name.replace('/', '.'), field.name, suffix, isStatic, born);
    if (born && !hasBorn) {
      hasBorn = true;
      node.fields.add(new FieldNode(FIELD, Names.BORN, "J", null, null));
    }
    int access = FIELD | field.access & ACC_STATIC;
    node.fields.add(new FieldNode(access, FieldVariable.writeField(suffix), "J", null, null));
    node.fields.add(new FieldNode(access, FieldVariable.readField(suffix), "J", null, null));
    if (!isStatic && !hasSharedReads) {
      hasSharedReads = true;
      node.fields.add(new FieldNode(FIELD, FieldVariable.SHARED_READS, Names.OBJECT, null, null));
    }
    int visibility = field.access & (ACC_PRIVATE | ACC_PROTECTED | ACC_PUBLIC);
    String read = Names.readAccessor(field.name, field.desc);
    String write = Names.writeAccessor(field.name, field.desc);
    accessor(read, visibility, isStatic, FieldVariable.readField(suffix), number, "fieldRead");
    accessor(write, visibility, isStatic, FieldVariable.writeField(suffix), number, "fieldWrite");
    if (!isStatic) {
      freshAccessor(field, visibility, suffix);
    }
  }

  // Both words at once, whatever they are: nobody else can have the object.
  private void freshAccessor(FieldNode field, int visibility, String suffix) {
    String name = Names.freshAccessor(field.name, field.desc);
    MethodNode m = new MethodNode(METHOD | visibility, name, Names.INSTANCE_ACCESSOR, null, null);
    m.visitCode();
    m.visitVarInsn(ALOAD, 0);
    m.visitTypeInsn(CHECKCAST, node.name);
    m.visitVarInsn(ALOAD, 1);
    m.visitVarInsn(LLOAD, 2);
    m.visitMethodInsn(INVOKESTATIC, Names.OBJECT_PROBES, "born", "(" + Names.T + "J)J", false);
    m.visitInsn(DUP2_X1);
    m.visitFieldInsn(PUTFIELD, node.name, FieldVariable.writeField(suffix), "J");
    m.visitVarInsn(ALOAD, 0);
    m.visitTypeInsn(CHECKCAST, node.name);
    m.visitInsn(DUP_X2);
    m.visitInsn(POP);
    m.visitFieldInsn(PUTFIELD, node.name, FieldVariable.readField(suffix), "J");
    m.visitInsn(RETURN);
    m.visitMaxs(6, 4);
    m.visitEnd();
    node.methods.add(m);
  }

  private void accessor(
      String name, int visibility, boolean isStatic, String word, int number, String probe) {
    String descriptor = isStatic ? Names.STATIC_ACCESSOR : Names.INSTANCE_ACCESSOR;
    MethodNode m = new MethodNode(ACC_STATIC | METHOD | visibility, name, descriptor, null, null);
    int t = isStatic ? 0 : 1;
    Label end = new Label();
    m.visitCode();
    if (isStatic) {
      m.visitFieldInsn(GETSTATIC, node.name, word, "J");
    } else {
      // The access itself throws the NullPointerException, with its own message.
      m.visitVarInsn(ALOAD, 0);
      m.visitJumpInsn(IFNULL, end);
      m.visitVarInsn(ALOAD, 0);
      m.visitTypeInsn(CHECKCAST, node.name);
      m.visitFieldInsn(GETFIELD, node.name, word, "J");
    }
    m.visitVarInsn(ALOAD, t);
    m.visitMethodInsn(
        INVOKESTATIC,
        Names.PROBES,
        probe.equals("fieldRead") ? "isRead" : "isCurrent",
        "(J" + Names.T + ")Z",
        false);
    m.visitJumpInsn(IFNE, end);
    if (isStatic) {
      pushThisClass(m);
    } else {
      m.visitVarInsn(ALOAD, 0);
    }
    m.visitLdcInsn(number);
    m.visitVarInsn(ALOAD, t);
    m.visitVarInsn(LLOAD, t + 1);
    m.visitMethodInsn(
        INVOKESTATIC, Names.PROBES, probe, "(" + Names.OBJECT + "I" + Names.T + "J)V", false);
    m.visitLabel(end);
    if ((node.version & 0xFFFF) >= V1_6) {
      m.visitFrame(F_SAME, 0, null, 0, null);
    }
    m.visitInsn(RETURN);
    m.visitMaxs(5, t + 3);
    m.visitEnd();
    node.methods.add(m);
  }

  /**
   * An accessor for reads of the class's final fields, and a field for the epoch in which the constructor ended, unless
   * all is immutable that can be reached through them: other classes may judge that differently, and call it.
   */
  void addThaw(boolean frozen) {
    String descriptor = "(" + Names.OBJECT + Names.T + ")V";
    MethodNode m =
        new MethodNode(METHOD | ACC_PUBLIC, Names.thawAccessor(node.name), descriptor, null, null);
    if (frozen) {
      node.fields.add(new FieldNode(FIELD, Names.FROZEN, "J", null, null));
      compareFrozen(m);
    }
    m.visitInsn(RETURN);
    m.visitMaxs(3, 2);
    m.visitEnd();
    node.methods.add(m);
  }

  private void compareFrozen(MethodNode m) {
    Label end = new Label();
    m.visitCode();
    m.visitVarInsn(ALOAD, 0);
    m.visitJumpInsn(IFNULL, end);
    for (String probe : new String[] {"isKnown", "thaw"}) {
      m.visitVarInsn(ALOAD, 0);
      m.visitTypeInsn(CHECKCAST, node.name);
      m.visitFieldInsn(GETFIELD, node.name, Names.FROZEN, "J");
      m.visitVarInsn(ALOAD, 1);
      boolean test = probe.equals("isKnown");
      m.visitMethodInsn(
          INVOKESTATIC, Names.OBJECT_PROBES, probe, "(J" + Names.T + (test ? ")Z" : ")V"), false);
      if (test) {
        m.visitJumpInsn(IFNE, end);
      }
    }
    m.visitLabel(end);
    if ((node.version & 0xFFFF) >= V1_6) {
      m.visitFrame(F_SAME, 0, null, 0, null);
    }
  }

  /** A static field for what the class initializer releases, and an accessor that acquires it. */
  void addInitializer() {
    node.fields.add(new FieldNode(FIELD | ACC_STATIC, Names.INIT, Names.OBJECT, null, null));
    MethodNode m =
        new MethodNode(METHOD | ACC_PUBLIC, Names.TOUCH, "(" + Names.T + ")V", null, null);
    m.visitCode();
    m.visitFieldInsn(GETSTATIC, node.name, Names.INIT, Names.OBJECT);
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(
        INVOKESTATIC, Names.PROBES, "classUsed", "(" + Names.OBJECT + Names.T + ")V", false);
    m.visitInsn(RETURN);
    m.visitMaxs(2, 1);
    m.visitEnd();
    node.methods.add(m);
  }

  private void pushThisClass(MethodVisitor m) {
    if (classConstants) {
      m.visitLdcInsn(Type.getObjectType(node.name));
    } else {
      // Class constants came with class file version 49.
      m.visitLdcInsn(node.name.replace('/', '.'));
      m.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/Class",
          "forName",
          "(Ljava/lang/String;)Ljava/lang/Class;",
          false);
    }
  }
}
