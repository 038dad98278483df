package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  /** Methods that outgrow their limit with all probes: what they access is unchecked, what they synchronize is followed. */
  private final Set<String> followed = new HashSet<>();

  /** Methods that outgrow it with the probes of their synchronization alone. */
  private final Set<String> untouched = new HashSet<>();

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
        // A method holds 64 KB (JVMS 4.7.3): this one gets less, and the class is done again.
        String method = e.getMethodName() + e.getDescriptor();
        if (checked && followed.add(method)) {
          skipped.skipped(method, "would exceed 64 KB");
        } else if (untouched.add(method)) {
          skipped.skipped(method, "would exceed 64 KB even with its synchronization alone");
        } else {
          throw e;
        }
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
      if (m.instructions.size() == 0 || untouched.contains(m.name + m.desc)) {
        continue;
      }
      if (references.replaceIn(m)) {
        changed = true;
      }
    }
    methods.addAll(references.added());
    SynchronizedMethods expanded = new SynchronizedMethods(node);
    for (MethodNode m : methods) {
      if (m.instructions.size() == 0 || untouched.contains(m.name + m.desc)) {
        continue;
      }
      changed |= expanded.expand(m);
      boolean all = checked && !followed.contains(m.name + m.desc);
      changed |= new MethodWeaver(infos, loader, node, m, all ? constructors : null, quiet).weave();
    }
    expanded.leaveMark();
    return changed;
  }

  private boolean addAccessors(ClassNode node, List<FieldNode> fields, Constructors constructors) {
    Accessors accessors = new Accessors(node);
    boolean changed = false;
    boolean mayBeFrozen = false;
    boolean frozen = false;
    ClassInfo info = infos.find(loader, node.name);
    boolean isInterface = (node.access & ACC_INTERFACE) != 0;
    for (FieldNode f : fields) {
      if (!isInterface && FieldInfo.isTracked(f.access)) {
        boolean born = constructors != null && constructors.write(f.name, f.desc);
        accessors.add(f, born);
        changed = true;
      }
      mayBeFrozen |= FieldInfo.mayBeFrozen(f.access, f.desc);
      frozen |=
          FieldInfo.mayBeFrozen(f.access, f.desc) && (info == null || !info.isImmutable(f.desc));
    }
    if (mayBeFrozen) {
      accessors.addThaw(frozen);
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
