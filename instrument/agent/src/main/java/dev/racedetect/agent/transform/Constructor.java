package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.NEW;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** One constructor: where it calls another, what it writes to its object, and until when nobody else can have that. */
final class Constructor {
  /** Index of the call of {@code this(…)} or {@code super(…)}; 0 if it was not found. */
  final int call;

  /** Whether it begins with {@code this(…)}: then that one writes the final fields, and ends their construction. */
  final boolean delegates;

  /** Index of the instruction that may let the object escape first; the method's length if none does. */
  final int escape;

  /**
   * Index of an instruction that each execution passes, before which no other thread can have the object; the method's
   * length if that is so of the returns only.
   */
  final int stamp;

  /** Whether it never lets the object out of its hands. */
  final boolean keepsThis;

  /** The fields, by {@code name:descriptor}, that every execution has written by then. */
  final Set<String> written;

  private final FreshThis fresh;

  Constructor(ClassNode node, MethodNode method) {
    AbstractInsnNode[] code = method.instructions.toArray();
    call = call(method, code);
    delegates = code[call].getOpcode() == INVOKESPECIAL
        && ((MethodInsnNode) code[call]).owner.equals(node.name);
    fresh = new FreshThis(node.name, String.valueOf(node.superName), method);
    escape = fresh.escape();
    keepsThis = escape == code.length;
    ControlFlow flow = new ControlFlow(method, code);
    stamp = fresh.writes().isEmpty() ? 0 : flow.passedBefore(escape);
    written = stamp == 0 ? new HashSet<>() : written(node, flow);
  }

  /** Whether no other thread can meet this access of the constructor to its object. */
  boolean isFresh(FieldInsnNode access) {
    return fresh.contains(access);
  }

  /** Whether this write comes before the stamp in every execution that makes it. */
  boolean isStamped(FieldInsnNode write) {
    Integer index = fresh.writes().get(write);
    return index != null && index < stamp;
  }

  private Set<String> written(ClassNode node, ControlFlow flow) {
    List<FieldInsnNode> writes = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    fresh.writes().forEach((write, index) -> {
      if (index < stamp && ((FieldInsnNode) write).owner.equals(node.name)) {
        writes.add((FieldInsnNode) write);
        at.add(index);
      }
    });
    Set<String> found = new HashSet<>();
    for (int k : flow.passedAlways(at, stamp)) {
      found.add(key(writes.get(k).name, writes.get(k).desc));
    }
    return found;
  }

  static String key(String field, String descriptor) {
    return field + ':' + descriptor;
  }

  /** Index of the call of {@code this(…)} or {@code super(…)} that a constructor makes; 0 elsewhere. */
  private static int call(MethodNode method, AbstractInsnNode[] code) {
    List<String> pending = new ArrayList<>();
    for (int i = 0; i < code.length; i++) {
      if (code[i].getOpcode() == NEW) {
        pending.add(((TypeInsnNode) code[i]).desc);
      } else if (code[i].getOpcode() == INVOKESPECIAL) {
        MethodInsnNode call = (MethodInsnNode) code[i];
        if (call.name.equals("<init>") && !pending.remove(call.owner)) {
          return i;
        }
      }
    }
    return 0;
  }
}
