package dev.racedetect.agent.transform;

import org.objectweb.asm.tree.MethodInsnNode;

/** What is known of called methods by their names. */
final class Calls {
  /** JDK classes whose methods neither call back into a program nor keep their arguments. */
  private static final String[] LEAVES = {
    "java/lang/Math", "java/lang/StrictMath", "java/lang/Integer", "java/lang/Long",
        "java/lang/Double",
    "java/lang/Float", "java/lang/Short", "java/lang/Byte", "java/lang/Character",
        "java/lang/Boolean",
    "java/lang/System", "java/lang/String", "java/util/Arrays"
  };

  private Calls() {}

  /** Whether the call can neither reach checked code nor publish an array that it is given. */
  static boolean isLeaf(MethodInsnNode call) {
    for (String leaf : LEAVES) {
      if (call.owner.equals(leaf)) {
        return !takesObjects(call);
      }
    }
    return call.name.equals("<init>") && call.owner.equals("java/lang/Object")
        || call.name.equals("getClass") && call.desc.equals("()Ljava/lang/Class;")
        || call.owner.equals("java/lang/StringBuilder") && !takesObjects(call)
        || call.owner.charAt(0) == '[';
  }

  /** Whether an array that the call returns is a fresh copy that only the caller has. */
  static boolean returnsFreshArray(MethodInsnNode call) {
    switch (call.name) {
      case "clone":
      case "toCharArray":
      case "getBytes":
      case "split":
      case "copyOf":
      case "copyOfRange":
      case "toByteArray":
      case "toArray":
      case "values":
      case "readAllBytes":
      case "getStackTrace":
        return true;
      default:
        return false;
    }
  }

  private static boolean takesObjects(MethodInsnNode call) {
    return call.desc.contains("Ljava/lang/Object;")
            && !(call.owner.equals("java/lang/System") && call.name.equals("arraycopy"))
        || call.desc.contains("Ljava/util/")
        || call.desc.contains("Ljava/lang/Iterable;")
        || call.desc.contains("Ljava/lang/CharSequence;");
  }
}
