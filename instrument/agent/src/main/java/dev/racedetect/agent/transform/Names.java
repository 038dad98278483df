package dev.racedetect.agent.transform;

import dev.racedetect.runtime.shadow.FieldVariable;
import dev.racedetect.runtime.shadow.FrozenObjects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Internal names and descriptors that generated code uses. */
final class Names {
  static final String PROBES = "dev/racedetect/runtime/Probes";
  static final String ATOMIC_PROBES = "dev/racedetect/runtime/AtomicProbes";
  static final String ARRAY_PROBES = "dev/racedetect/runtime/ArrayProbes";
  static final String ARRAY_SHADOW = "dev/racedetect/runtime/shadow/ArrayShadow";
  static final String STATE = "dev/racedetect/runtime/thread/ThreadState";
  static final String T = "L" + STATE + ";";
  static final String OBJECT = "Ljava/lang/Object;";
  static final String PREFIX = FieldVariable.PREFIX;

  /** Static field that holds what the end of the class initializer released. */
  static final String INIT = PREFIX + "init";

  /** Accessor that acquires it. */
  static final String TOUCH = PREFIX + "touch";

  /** Field of an object for the epoch in which its constructor ended; see FinalFields. */
  static final String FROZEN = FrozenObjects.FIELD;

  /** Field of an object for the word of what all constructors of a class have written. */
  static final String BORN = FieldVariable.BORN_FIELD;

  static final String OBJECT_PROBES = "dev/racedetect/runtime/ObjectProbes";

  static final String INSTANCE_ACCESSOR = "(" + OBJECT + T + "J)V";
  static final String STATIC_ACCESSOR = "(" + T + "J)V";

  private Names() {}

  static AbstractInsnNode probe(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, PROBES, name, descriptor, false);
  }

  static AbstractInsnNode arrayProbe(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, ARRAY_PROBES, name, descriptor, false);
  }

  static AbstractInsnNode lockProbe(String name, String descriptor) {
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, "dev/racedetect/runtime/LockProbes", name, descriptor, false);
  }

  /** Makes an array in the reference on top of the stack, if it is one, known to others. */
  static AbstractInsnNode publish() {
    return arrayProbe("publish", "(" + OBJECT + ")V");
  }

  /** What the members added for a field are called after; bytecode may have several fields of one name. */
  static String suffix(String field, String descriptor) {
    return field + "$" + Integer.toHexString(descriptor.hashCode());
  }

  static AbstractInsnNode objectProbe(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, OBJECT_PROBES, name, descriptor, false);
  }

  /** The accessor that is called before a final field is read; named after its class, so that no subclass hides it. */
  static String thawAccessor(String declaringClass) {
    return PREFIX + "thaw$" + Integer.toHexString(declaringClass.hashCode());
  }

  static String readAccessor(String field, String descriptor) {
    return PREFIX + "read$" + suffix(field, descriptor);
  }

  static String writeAccessor(String field, String descriptor) {
    return PREFIX + "write$" + suffix(field, descriptor);
  }

  /** The accessor that records a write to an object that nobody else can have. */
  static String freshAccessor(String field, String descriptor) {
    return PREFIX + "fresh$" + suffix(field, descriptor);
  }
}
