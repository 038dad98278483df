package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import dev.racedetect.runtime.sync.VolatileVariable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** Volatile fields (JLS 17.4.4): a write releases before it, a read acquires after it. */
final class VolatileWeaver {
  private static final String PROBE = "(" + Names.OBJECT + "I" + Names.T + ")V";

  private final MethodWeaver weaver;
  private final InsnList code;

  VolatileWeaver(MethodWeaver weaver, InsnList code) {
    this.weaver = weaver;
    this.code = code;
  }

  void weave(FieldInsnNode f, FieldInfo info) {
    int number =
        VolatileVariable.register(info.declaringClass().name.replace('/', '.'), info.name());
    boolean write = f.getOpcode() == PUTFIELD || f.getOpcode() == PUTSTATIC;
    int size = Type.getType(f.desc).getSize();
    InsnList out = new InsnList();
    if (info.isStatic()) {
      if ((weaver.node.version & 0xFFFF) < V1_5) {
        return; // no class constants there; javac never wrote volatile statics into such files with
        // a memory model
      }
      out.add(new LdcInsnNode(Type.getObjectType(f.owner)));
    } else if (write) {
      MethodWeaver.copyReceiver(out, size);
    } else {
      code.insertBefore(f, new InsnNode(DUP));
      swap(out, size);
    }
    out.add(new LdcInsnNode(number));
    weaver.pushState(out);
    out.add(Names.probe(write ? "volatileWrite" : "volatileRead", PROBE));
    if (write) {
      code.insertBefore(f, out);
    } else {
      code.insert(f, out);
    }
  }

  // obj v -> v obj
  private static void swap(InsnList out, int size) {
    if (size == 1) {
      out.add(new InsnNode(SWAP));
    } else {
      out.add(new InsnNode(DUP2_X1));
      out.add(new InsnNode(POP2));
    }
  }
}
