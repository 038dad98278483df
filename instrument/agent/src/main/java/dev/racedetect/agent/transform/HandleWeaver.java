package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Calls that look up a method handle of a field get an observed one instead. */
final class HandleWeaver {
  private static final String PROBES = "dev/racedetect/runtime/HandleProbes";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";

  private HandleWeaver() {}

  static void weave(MethodWeaver weaver, CallWeaver calls, MethodInsnNode call) {
    if (!call.owner.equals(LOOKUP)) {
      return;
    }
    if (call.name.equals("revealDirect")) {
      InsnList out = new InsnList();
      out.add(
          new MethodInsnNode(INVOKESTATIC, PROBES, "original", "(" + HANDLE + ")" + HANDLE, false));
      weaver.code().insertBefore(call, out);
      return;
    }
    boolean setter = call.name.endsWith("Setter");
    if (!setter && !call.name.endsWith("Getter")) {
      return;
    }
    Type[] types = Type.getArgumentTypes(call.desc);
    int first = calls.spill(call, types) + 1;
    InsnList reloaded = new InsnList();
    calls.reload(reloaded, types);
    weaver.code().insertBefore(call, reloaded);
    InsnList then = new InsnList();
    then.add(new VarInsnNode(ALOAD, first));
    boolean unreflected = call.name.startsWith("unreflect");
    if (!unreflected) {
      then.add(new VarInsnNode(ALOAD, first + 1));
    }
    then.add(new InsnNode(setter ? ICONST_1 : ICONST_0));
    then.add(new InsnNode(weaver.checked ? ICONST_1 : ICONST_0));
    String what = unreflected ? "Ljava/lang/reflect/Field;" : "Ljava/lang/Class;Ljava/lang/String;";
    String descriptor = "(" + HANDLE + what + "ZZ)" + HANDLE;
    then.add(new MethodInsnNode(
        INVOKESTATIC, PROBES, unreflected ? "observed" : "found", descriptor, false));
    weaver.code().insert(call, then);
  }
}
