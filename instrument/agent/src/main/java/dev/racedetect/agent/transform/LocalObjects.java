package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The builders and collections that a method makes and never lets out of its hands: not stored, returned, captured or passed
 * to a method, but only called. No other thread can have them, so calls on them need no check. Their iterators and views
 * count as the collection itself.
 */
final class LocalObjects {
  private static final Set<String> CLASSES = new HashSet<>(Arrays.asList(
      "java/lang/StringBuilder",
      "java/util/ArrayList",
      "java/util/LinkedList",
      "java/util/ArrayDeque",
      "java/util/HashMap",
      "java/util/LinkedHashMap",
      "java/util/TreeMap",
      "java/util/HashSet",
      "java/util/LinkedHashSet",
      "java/util/TreeSet",
      "java/util/BitSet",
      "java/util/StringJoiner",
      "java/util/Scanner",
      "java/text/SimpleDateFormat",
      "java/text/DecimalFormat"));

  /** Methods that return the receiver, a view of it or an iterator. */
  private static final Set<String> VIEWS =
      words("iterator listIterator descendingIterator keySet values entrySet"
          + " subList headMap tailMap subMap headSet tailSet subSet descendingMap descendingSet"
          + " navigableKeySet descendingKeySet");

  /** Methods that let nobody have the receiver. */
  private static final Set<String> KEEPING =
      words("<init> add addAll addFirst addLast put putAll putIfAbsent get getFirst"
          + " getLast getOrDefault set remove removeFirst removeLast removeAll retainAll clear size isEmpty"
          + " contains containsAll containsKey containsValue indexOf lastIndexOf toArray toString merge"
          + " offer offerFirst offerLast poll pollFirst pollLast peek peekFirst peekLast push pop"
          + " first last firstKey lastKey hasNext next hasPrevious previous length cardinality flip"
          + " computeIfAbsent computeIfPresent compute replace forEach removeIf sort format parse"
          + " nextInt nextLine hasNextInt hasNextLine find matches lookingAt group start end groupCount"
          + " hitEnd");

  /** Methods of a builder whose result reads it later. */
  private static final Set<String> STREAMS = words("chars codePoints");

  private final Set<AbstractInsnNode> unchecked = new HashSet<>();

  LocalObjects(String owner, MethodNode method) {
    boolean any = false;
    for (AbstractInsnNode i : method.instructions) {
      any |= isNew(i);
    }
    if (!any) {
      return;
    }
    try {
      find(method, new Analyzer<>(new Sources()).analyze(owner, method));
    } catch (AnalyzerException e) {
      unchecked.clear(); // then all of them are checked
    }
  }

  /** Whether the receiver of the call is such an object, whatever way the call was reached. */
  boolean contains(MethodInsnNode call) {
    return unchecked.contains(call);
  }

  private void find(MethodNode method, Frame<SourceValue>[] frames) {
    AbstractInsnNode[] code = method.instructions.toArray();
    Set<AbstractInsnNode> escaped = new HashSet<>();
    for (int i = 0; i < code.length; i++) {
      if (frames[i] != null) {
        addEscaping(code[i], frames[i], escaped);
      }
    }
    for (int i = 0; i < code.length; i++) {
      if (frames[i] != null && isInstanceCall(code[i])) {
        SourceValue receiver = operand(frames[i], arguments(code[i]));
        if (isLocal(receiver, escaped)) {
          unchecked.add(code[i]);
        }
      }
    }
  }

  private static boolean isLocal(SourceValue value, Set<AbstractInsnNode> escaped) {
    for (AbstractInsnNode source : value.insns) {
      if (!isNew(source) || escaped.contains(source)) {
        return false;
      }
    }
    return !value.insns.isEmpty();
  }

  private static void addEscaping(
      AbstractInsnNode i, Frame<SourceValue> frame, Set<AbstractInsnNode> escaped) {
    int consumed = 0;
    switch (i.getOpcode()) {
      case PUTFIELD:
      case PUTSTATIC:
      case AASTORE:
      case ARETURN:
      case ATHROW:
        consumed = 1;
        break;
      case INVOKEVIRTUAL:
      case INVOKEINTERFACE:
      case INVOKESPECIAL:
        consumed = arguments(i) + (keeps((MethodInsnNode) i) ? 0 : 1);
        break;
      case INVOKESTATIC:
      case INVOKEDYNAMIC:
        consumed = arguments(i);
        break;
      default:
    }
    for (int k = 0; k < consumed; k++) {
      escaped.addAll(operand(frame, k).insns);
    }
  }

  private static boolean keeps(MethodInsnNode call) {
    return call.owner.equals("java/lang/StringBuilder") && !STREAMS.contains(call.name)
        || (call.owner.startsWith("java/util/") || call.owner.startsWith("java/text/"))
            && (KEEPING.contains(call.name) || VIEWS.contains(call.name));
  }

  private static SourceValue operand(Frame<SourceValue> frame, int fromTop) {
    return frame.getStack(frame.getStackSize() - 1 - fromTop);
  }

  private static int arguments(AbstractInsnNode call) {
    String descriptor = call instanceof InvokeDynamicInsnNode
        ? ((InvokeDynamicInsnNode) call).desc
        : ((MethodInsnNode) call).desc;
    return Type.getArgumentTypes(descriptor).length;
  }

  private static boolean isInstanceCall(AbstractInsnNode i) {
    return i instanceof MethodInsnNode && i.getOpcode() != INVOKESTATIC;
  }

  private static boolean isNew(AbstractInsnNode i) {
    if (i instanceof MethodInsnNode) {
      MethodInsnNode call = (MethodInsnNode) i;
      return call.owner.equals("java/util/regex/Pattern") && call.name.equals("matcher");
    }
    return i.getOpcode() == NEW && CLASSES.contains(((TypeInsnNode) i).desc);
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.split(" ")));
  }

  /** Follows a value through copies and through the methods that return their receiver or a view of it. */
  private static final class Sources extends SourceInterpreter {
    Sources() {
      super(ASM9);
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode i, SourceValue value) {
      return value;
    }

    @Override
    public SourceValue unaryOperation(AbstractInsnNode i, SourceValue value) {
      return i.getOpcode() == CHECKCAST ? value : super.unaryOperation(i, value);
    }

    @Override
    public SourceValue naryOperation(AbstractInsnNode i, List<? extends SourceValue> values) {
      if (isInstanceCall(i)) {
        MethodInsnNode call = (MethodInsnNode) i;
        boolean view = call.owner.startsWith("java/util/") && VIEWS.contains(call.name);
        if (view || call.desc.endsWith(")Ljava/lang/StringBuilder;") && isBuilder(call)) {
          return values.get(0);
        }
      }
      return super.naryOperation(i, values);
    }

    private static boolean isBuilder(MethodInsnNode call) {
      return call.owner.equals("java/lang/StringBuilder");
    }
  }
}
