package dev.racedetect.agent.transform;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Where the array of each element access comes from, so that accesses to what is probably the same array share one
 * hint. A wrong guess costs a look-up; the hint is compared with the array at each access.
 */
final class ArraySources {
  private final MethodNode method;
  private final Frame<SourceValue>[] frames;
  private final Map<String, Integer> hints = new HashMap<>();
  private final int[] byInstruction;

  ArraySources(String owner, MethodNode method) throws AnalyzerException {
    this.method = method;
    this.frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
    this.byInstruction = new int[frames.length];
  }

  /** Number of the hint for the access at instruction {@code index} of the method as it was analyzed. */
  int hint(int index) {
    return byInstruction[index];
  }

  /** Notes an access, before the method is changed; {@code depth}: how far below the top its array is. */
  void add(int index, int depth) {
    Frame<SourceValue> frame = frames[index];
    String key = "#" + index;
    if (frame != null) {
      SourceValue array = frame.getStack(frame.getStackSize() - 1 - depth);
      AbstractInsnNode producer =
          array.insns.size() == 1 ? array.insns.iterator().next() : null;
      producer = origin(producer);
      if (producer instanceof VarInsnNode) {
        key = "local " + ((VarInsnNode) producer).var;
      } else if (producer instanceof FieldInsnNode) {
        FieldInsnNode f = (FieldInsnNode) producer;
        key = f.owner + '.' + f.name;
      } else if (producer != null) {
        key = "@" + method.instructions.indexOf(producer);
      }
    }
    Integer known = hints.get(key);
    if (known == null) {
      known = hints.size();
      hints.put(key, known);
    }
    byInstruction[index] = known;
  }

  int hintCount() {
    return hints.size();
  }

  // A duplicated value (a[i] += x) has the DUP2 as its producer; look at what was duplicated.
  private AbstractInsnNode origin(AbstractInsnNode producer) {
    AbstractInsnNode p = producer;
    while (p != null && p.getOpcode() == Opcodes.DUP2) {
      Frame<SourceValue> frame = frames[method.instructions.indexOf(p)];
      SourceValue array = frame.getStack(frame.getStackSize() - 2);
      p = array.insns.size() == 1 ? array.insns.iterator().next() : null;
    }
    return p;
  }
}
