package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * The accesses of a method to objects that it has made and not yet let out of its hands, so that no other thread can meet
 * them: a write leaves its words without a look at those that are there, a read needs none.
 */
final class FreshObjects {
  /** Tells whether a constructor lets nobody have the object. */
  interface Constructors {
    boolean keepThis(MethodInsnNode constructor);
  }

  private final Set<AbstractInsnNode> accesses = new HashSet<>();

  FreshObjects(String owner, MethodNode method, Constructors constructors) {
    if (!mayHaveAny(method)) {
      return;
    }
    Analyzer<BasicValue> analyzer = new Analyzer<>(new Values()) {
      @Override
      protected Frame<BasicValue> newFrame(int locals, int stack) {
        return new Objects(locals, stack, constructors);
      }

      @Override
      protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
        return new Objects(frame, constructors);
      }
    };
    try {
      find(method, analyzer.analyze(owner, method));
    } catch (AnalyzerException e) {
      accesses.clear(); // then all of them are checked
    }
  }

  boolean contains(FieldInsnNode access) {
    return accesses.contains(access);
  }

  private static boolean mayHaveAny(MethodNode method) {
    Set<String> made = new HashSet<>();
    boolean any = false;
    for (AbstractInsnNode i : method.instructions) {
      if (i.getOpcode() == NEW && !Scope.isPlatform(((TypeInsnNode) i).desc)) {
        made.add(((TypeInsnNode) i).desc);
      }
    }
    for (AbstractInsnNode i : method.instructions) {
      boolean field = i.getOpcode() == GETFIELD || i.getOpcode() == PUTFIELD;
      any |= field && made.contains(((FieldInsnNode) i).owner);
    }
    return any;
  }

  private void find(MethodNode method, Frame<BasicValue>[] frames) {
    AbstractInsnNode[] code = method.instructions.toArray();
    for (int i = 0; i < code.length; i++) {
      int opcode = code[i].getOpcode();
      if (frames[i] != null && (opcode == GETFIELD || opcode == PUTFIELD)) {
        BasicValue receiver =
            frames[i].getStack(frames[i].getStackSize() - (opcode == PUTFIELD ? 2 : 1));
        if (receiver instanceof Fresh && ((Fresh) receiver).is(((FieldInsnNode) code[i]).owner)) {
          accesses.add(code[i]);
        }
      }
    }
  }

  /** A reference to the object that an instruction made last. */
  private static final class Fresh extends BasicValue {
    private final AbstractInsnNode made;

    Fresh(AbstractInsnNode made) {
      super(BasicValue.REFERENCE_VALUE.getType());
      this.made = made;
    }

    boolean is(String type) {
      return ((TypeInsnNode) made).desc.equals(type);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fresh && ((Fresh) other).made == made;
    }

    @Override
    public int hashCode() {
      return made.hashCode();
    }
  }

  private static final class Values extends BasicInterpreter {
    Values() {
      super(ASM9);
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode i) throws AnalyzerException {
      return i.getOpcode() == NEW ? new Fresh(i) : super.newOperation(i);
    }

    @Override
    public BasicValue unaryOperation(AbstractInsnNode i, BasicValue value)
        throws AnalyzerException {
      return i.getOpcode() == CHECKCAST ? value : super.unaryOperation(i, value);
    }

    @Override
    public BasicValue merge(BasicValue one, BasicValue other) {
      boolean references = one.isReference() && other.isReference();
      return references && !one.equals(other)
          ? BasicValue.REFERENCE_VALUE
          : super.merge(one, other);
    }

    // The instruction that threw may have let any object out.
    @Override
    public BasicValue newExceptionValue(
        TryCatchBlockNode block, Frame<BasicValue> handler, Type type) {
      ((Objects) handler).forget(null);
      return super.newExceptionValue(block, handler, type);
    }
  }

  private static final class Objects extends Frame<BasicValue> {
    private final Constructors constructors;

    Objects(int locals, int stack, Constructors constructors) {
      super(locals, stack);
      this.constructors = constructors;
    }

    Objects(Frame<? extends BasicValue> frame, Constructors constructors) {
      super(frame);
      this.constructors = constructors;
    }

    @Override
    public void execute(AbstractInsnNode i, Interpreter<BasicValue> interpreter)
        throws AnalyzerException {
      if (i.getOpcode() == NEW) {
        forget(new Fresh(i)); // the one that it made before
      }
      int leaving = leaving(i);
      for (int k = 0; k < leaving; k++) {
        BasicValue value = getStack(getStackSize() - 1 - k);
        if (value instanceof Fresh) {
          forget(value);
        }
      }
      super.execute(i, interpreter);
    }

    /** How many of the topmost values the instruction may let out of the method. */
    private int leaving(AbstractInsnNode i) {
      switch (i.getOpcode()) {
        case PUTFIELD:
        case PUTSTATIC:
        case AASTORE:
        case ARETURN:
        case ATHROW:
          return 1;
        case INVOKEDYNAMIC:
          return Type.getArgumentTypes(((InvokeDynamicInsnNode) i).desc).length;
        case INVOKESTATIC:
          return Type.getArgumentTypes(((MethodInsnNode) i).desc).length;
        case INVOKEVIRTUAL:
        case INVOKEINTERFACE:
          return Type.getArgumentTypes(((MethodInsnNode) i).desc).length + 1;
        case INVOKESPECIAL:
          MethodInsnNode call = (MethodInsnNode) i;
          boolean keeps = call.name.equals("<init>") && constructors.keepThis(call);
          return Type.getArgumentTypes(call.desc).length + (keeps ? 0 : 1);
        default:
          return 0;
      }
    }

    /** From now on others may have an object; null for all of them. */
    void forget(BasicValue object) {
      for (int i = 0; i < getLocals(); i++) {
        if (isOf(getLocal(i), object)) {
          setLocal(i, BasicValue.REFERENCE_VALUE);
        }
      }
      for (int i = 0; i < getStackSize(); i++) {
        if (isOf(getStack(i), object)) {
          setStack(i, BasicValue.REFERENCE_VALUE);
        }
      }
    }

    private static boolean isOf(BasicValue value, BasicValue object) {
      return value instanceof Fresh && (object == null || value.equals(object));
    }
  }
}
