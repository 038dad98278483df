package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Instruments one class. */
final class ClassWeaver {
  /** Told what had to be left as it was. */
  interface Skipped {
    void skipped(String what, String why);
  }

  private final ClassInfos infos;
  private final ClassLoader loader;
  private final boolean checked;
  private final Skipped skipped;
  private final List<String> oversized = new ArrayList<>();

  ClassWeaver(ClassInfos infos, ClassLoader loader, boolean checked, Skipped skipped) {
    this.infos = infos;
    this.loader = loader;
    this.checked = checked;
    this.skipped = skipped;
  }

  /** The instrumented class, or null if there is nothing to do. */
  byte[] weave(byte[] bytes) {
    while (true) {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
      if (!weave(node)) {
        return null;
      }
      try {
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
      } catch (MethodTooLargeException e) {
        // A method holds 64 KB (JVMS 4.7.3): this one stays as it is, the rest of the class is done
        // again.
        oversized.add(e.getMethodName() + e.getDescriptor());
        skipped.skipped(e.getMethodName() + e.getDescriptor(), "would exceed 64 KB");
      }
    }
  }

  /** Only the accessors that other classes may have been promised. */
  byte[] weaveAccessors(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    addAccessors(node, new ArrayList<>(node.fields), null);
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private boolean weave(ClassNode node) {
    boolean changed = false;
    List<FieldNode> fields = new ArrayList<>(node.fields);
    List<MethodNode> methods = new ArrayList<>(node.methods);
    Constructors constructors = checked ? new Constructors(node) : null;
    if (checked) {
      changed = addAccessors(node, fields, constructors);
    }
    QuietMethods quiet = new QuietMethods(node);
    MethodReferences references = new MethodReferences(infos, loader, node, checked);
    for (MethodNode m : methods) {
      if (m.instructions.size() == 0 || oversized.contains(m.name + m.desc)) {
        continue;
      }
      if (references.replaceIn(m)) {
        changed = true;
      }
    }
    methods.addAll(references.added());
    for (MethodNode m : methods) {
      if (m.instructions.size() == 0 || oversized.contains(m.name + m.desc)) {
        continue;
      }
      changed |= new MethodWeaver(infos, loader, node, m, constructors, quiet).weave();
    }
    return changed;
  }

  private boolean addAccessors(ClassNode node, List<FieldNode> fields, Constructors constructors) {
    Accessors accessors = new Accessors(node);
    boolean changed = false;
    boolean frozen = false;
    boolean isInterface = (node.access & ACC_INTERFACE) != 0;
    for (FieldNode f : fields) {
      if (!isInterface && FieldInfo.isTracked(f.access)) {
        boolean born = constructors != null && constructors.write(f.name, f.desc);
        accessors.add(f, born);
        changed = true;
      }
      frozen |= FieldInfo.isFrozen(f.access, f.desc);
    }
    if (frozen) {
      accessors.addFrozen();
      changed = true;
    }
    if (!isInterface && hasInitializer(node)) {
      accessors.addInitializer();
      changed = true;
    }
    return changed;
  }

  static boolean hasInitializer(ClassNode node) {
    for (MethodNode m : node.methods) {
      if (m.name.equals("<clinit>")) {
        return true;
      }
    }
    return false;
  }
}
