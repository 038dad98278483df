package dev.racedetect.agent.transform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The constructors of one checked class. */
final class Constructors {
  private final Map<MethodNode, Constructor> all = new HashMap<>();

  /** The fields that all of them write before anybody else can have the object. */
  private Set<String> written;

  Constructors(ClassNode node) {
    for (MethodNode m : node.methods) {
      if (m.name.equals("<init>") && m.instructions.size() > 0) {
        Constructor c = new Constructor(node, m);
        all.put(m, c);
        if (!c.delegates) {
          written = written == null ? new HashSet<>(c.written) : written;
          written.retainAll(c.written);
        }
      }
    }
  }

  /** What is known of a constructor; null for other methods. */
  Constructor of(MethodNode method) {
    return all.get(method);
  }

  /** Whether the constructor of that descriptor never lets the object out of its hands. */
  boolean keepThis(String descriptor) {
    for (Map.Entry<MethodNode, Constructor> c : all.entrySet()) {
      if (c.getKey().desc.equals(descriptor)) {
        return c.getValue().keepsThis;
      }
    }
    return false;
  }

  /**
   * Whether each constructor writes the field of the object it constructs before others can have that, so that one stamp
   * a constructor tells of all these writes.
   */
  boolean write(String field, String descriptor) {
    return written != null && written.contains(Constructor.key(field, descriptor));
  }
}
