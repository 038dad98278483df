package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Instruments one method: walks its instructions once and puts probes around those that matter.
 *
 * <p>New local variables lie behind the method's own: the thread's state, the context the method was entered in, the
 * held lock of a synchronized method, array hints, and scratch space for the arguments of one call. All but the scratch
 * space are set before the method's first instruction, so every stack map frame is just extended by them.
 */
final class MethodWeaver implements RedundantAccesses.CheckedFields {
  final ClassNode node;
  final MethodNode method;
  final boolean checked;
  final Locals locals;
  final ClassInfos infos;
  final ClassLoader loader;
  private final InsnList code;
  private final CallWeaver calls;
  private final MonitorWeaver monitors;
  private final ConstructionWeaver construction;
  private final long methodHash;
  private final QuietMethods quiet;
  private ArrayWeaver arrays;
  private AvailableChecks redundant;
  private LoopWeaver loops;
  private FreshObjects fresh;
  LocalObjects localObjects;
  private boolean setsContext;
  private boolean usesState;
  private boolean replaced;

  MethodWeaver(
      ClassInfos infos,
      ClassLoader loader,
      ClassNode node,
      MethodNode method,
      Constructors constructors,
      QuietMethods quiet) {
    this.quiet = quiet;
    this.infos = infos;
    this.loader = loader;
    this.node = node;
    this.method = method;
    this.checked = constructors != null;
    this.construction = new ConstructionWeaver(this, constructors);
    this.code = method.instructions;
    this.locals = new Locals(method.maxLocals);
    this.calls = new CallWeaver(this);
    this.monitors = new MonitorWeaver(this);
    this.methodHash = mix((node.name + '.' + method.name + method.desc).hashCode());
  }

  boolean weave() {
    AbstractInsnNode[] original = code.toArray();
    if (checked && !analyze(original)) {
      return false;
    }
    localObjects = checked ? new LocalObjects(node.name, method) : null;
    int superCall = construction.superCall();
    for (int i = 0; i < original.length; i++) {
      instruction(original[i], i, i < superCall);
    }
    construction.stamp(original);
    OptimisticSections.end(this, original);
    if (loops != null) {
      loops.weave();
    }
    boolean isSynchronized = (method.access & ACC_SYNCHRONIZED) != 0;
    boolean usesClass = checked && usesClass();
    boolean endsInitializer = checked && method.name.equals("<clinit>");
    method.maxStack += 12;
    if (!usesState && !isSynchronized && !usesClass && !endsInitializer) {
      method.maxLocals = locals.end();
      return replaced || code.size() != original.length;
    }
    InsnList prologue = new InsnList();
    locals.prologue(prologue);
    monitors.prepare(prologue, isSynchronized);
    if (usesClass) {
      prologue.add(new FieldInsnNode(GETSTATIC, node.name, Names.INIT, Names.OBJECT));
      prologue.add(new VarInsnNode(ALOAD, locals.state()));
      prologue.add(Names.probe("classUsed", "(" + Names.OBJECT + Names.T + ")V"));
    }
    if (isSynchronized) {
      monitors.enterMethod(prologue);
    }
    for (AbstractInsnNode i : original) {
      if (i.getOpcode() >= IRETURN && i.getOpcode() <= RETURN) {
        code.insertBefore(i, epilogue(isSynchronized, endsInitializer));
      }
    }
    extendFrames();
    code.insert(prologue);
    construction.end();
    if (isSynchronized) {
      monitors.throwFromMethod();
    }
    method.maxLocals = locals.end();
    return true;
  }

  /** The hash of the call sites on the stack and of this instruction, pushed as a long. */
  void pushSites(InsnList out, int index) {
    out.add(new VarInsnNode(LLOAD, locals.context()));
    out.add(new LdcInsnNode(mix(methodHash + index)));
    out.add(new InsnNode(LADD));
  }

  void pushState(InsnList out) {
    usesState = true;
    out.add(new VarInsnNode(ALOAD, locals.state()));
  }

  /** The method uses the added local variables. */
  void usesLocals() {
    usesState = true;
  }

  void setsContext() {
    setsContext = true;
  }

  /** An instruction was changed in place. */
  void replaced() {
    replaced = true;
  }

  /** Whether the called method accesses nothing, so that it needs no calling context. */
  boolean isQuiet(MethodInsnNode call) {
    return quiet.isQuiet(call) || infos.contextFree(loader, call);
  }

  /** Whether a call of this very method can reach no other. */
  boolean isFixed() {
    return MethodSummary.isFixed(node.access, method.access, method.name);
  }

  boolean isCheckedClass(String internalName) {
    if (internalName.equals(node.name)) {
      return true;
    }
    ClassInfo info = infos.find(loader, internalName);
    return info != null && info.isChecked();
  }

  boolean declaresClone() {
    for (MethodNode m : node.methods) {
      if (m.name.equals("clone") && m.desc.equals("()Ljava/lang/Object;")) {
        return true;
      }
    }
    return false;
  }

  /** The class that declares the called method, if that is one of the JDK's that matter; else the call's owner. */
  String platformOwner(MethodInsnNode call) {
    boolean isStatic = call.getOpcode() == INVOKESTATIC;
    return isStatic ? call.owner : Rewrites.resolve(infos, loader, call.owner, call.name);
  }

  // The analysis also proves that the method's stack is as the probes expect it.
  private boolean analyze(AbstractInsnNode[] original) {
    int elements = 0;
    int accesses = 0;
    for (AbstractInsnNode i : original) {
      elements += ArrayWeaver.element(i.getOpcode()) != null ? 1 : 0;
      accesses += i instanceof FieldInsnNode ? 1 : 0;
    }
    if (elements == 0 && accesses < 2) {
      return true;
    }
    try {
      Operands operands = new Operands(node.name, method);
      ArraySources sources = new ArraySources(node.name, method, operands, this::resolve);
      for (int i = 0; i < original.length; i++) {
        if (ArrayWeaver.element(original[i].getOpcode()) != null) {
          sources.add(i, original[i].getOpcode() >= IASTORE ? 2 : 1);
        }
      }
      locals.hints(sources.trusted());
      arrays = new ArrayWeaver(this, sources);
      fresh = new FreshObjects(node.name, method, construction::keepThis);
      redundant = RedundantAccesses.find(node.name, method, quiet, operands, sources, fresh, this);
      if (elements > 0) {
        findLoops(original, operands, sources);
      }
      return true;
    } catch (AnalyzerException e) {
      return false; // the verifier will refuse this method by itself
    }
  }

  private void findLoops(AbstractInsnNode[] original, Operands operands, ArraySources sources) {
    int afterSuper = construction.superCall();
    List<RangeChecks.Plan> plans = new RangeChecks(
            method,
            operands,
            sources,
            i -> i >= afterSuper
                && ArrayWeaver.element(original[i].getOpcode()) != null
                && arrays.needsCheck(original[i], i),
            redundant::mayRelease)
        .find();
    if (!plans.isEmpty()) {
      loops = new LoopWeaver(this, plans);
    }
  }

  /** Whether the class has stack map frames. */
  boolean hasFrames() {
    return (node.version & 0xFFFF) >= V1_6;
  }

  /** Whether the access at that instruction needs no check, because of an earlier one. */
  boolean isRedundant(int index) {
    return redundant != null && redundant.isRedundant(index);
  }

  @Override
  public FieldInfo find(FieldInsnNode f) {
    FieldInfo info = resolve(f);
    return info == null || !info.declaringClass().isChecked() || construction.isFresh(f)
        ? null
        : info;
  }

  @Override
  public boolean isFresh(FieldInsnNode f) {
    FieldInfo info = resolve(f);
    return info != null && !info.isVolatile() && construction.isFresh(f);
  }

  private void instruction(AbstractInsnNode i, int index, boolean beforeSuper) {
    int opcode = i.getOpcode();
    switch (opcode) {
      case GETFIELD:
      case PUTFIELD:
        field((FieldInsnNode) i, index, beforeSuper);
        break;
      case GETSTATIC:
      case PUTSTATIC:
        field((FieldInsnNode) i, index, false);
        break;
      case MONITORENTER:
        monitors.enter(i, index);
        break;
      case MONITOREXIT:
        monitors.exit(i);
        break;
      case INVOKEVIRTUAL:
      case INVOKEINTERFACE:
      case INVOKESPECIAL:
      case INVOKESTATIC:
        calls.call((MethodInsnNode) i, index);
        break;
      case ASTORE:
        if (arrays != null) {
          arrays.assigned((VarInsnNode) i);
        }
        break;
      case IINC:
        if (loops != null) {
          loops.incremented(i, index);
        }
        break;
      case INVOKEDYNAMIC:
        if (checked) {
          calls.capture((InvokeDynamicInsnNode) i, index);
        }
        break;
      default:
        if (checked && ArrayWeaver.element(opcode) != null) {
          boolean deferred = loops != null && loops.isDeferred(index);
          arrays.access(i, index, deferred);
          if (deferred) {
            loops.made(i, index);
          }
        }
    }
  }

  // ---- fields
  // -------------------------------------------------------------------------------------------------

  private void field(FieldInsnNode f, int index, boolean beforeSuper) {
    FieldInfo info = resolve(f);
    if (info == null) {
      return;
    }
    boolean write = f.getOpcode() == PUTFIELD || f.getOpcode() == PUTSTATIC;
    if (checked && write && mayHoldArray(info.descriptor())) {
      InsnList publish = new InsnList();
      publish.add(new InsnNode(DUP));
      publish.add(Names.publish());
      code.insertBefore(f, publish);
    }
    if (checked && !write && info.declaringClass().isChecked()) {
      touch(f, info);
    }
    if (info.isVolatile()) {
      if (!(beforeSuper && f.owner.equals(node.name))) {
        new VolatileWeaver(this, code).weave(f, info);
      }
      return;
    }
    if (!checked) {
      return;
    }
    if (!info.declaringClass().isChecked()) {
      return;
    }
    if (!FieldInfo.isTracked(info.access())) {
      if (!isRedundant(index)) {
        construction.finalField(f, info);
      }
      return;
    }
    if (isRedundant(index)) {
      return;
    }
    // Before the super constructor call nobody else can have the object, and its type is not yet
    // one to pass on.
    boolean ownInConstructor = beforeSuper && f.getOpcode() == PUTFIELD && f.owner.equals(node.name)
        || construction.needsNoCheck(f);
    boolean ownInInitializer = info.isStatic()
        && method.name.equals("<clinit>")
        && info.declaringClass().name.equals(node.name);
    boolean isFresh = fresh != null && fresh.contains(f);
    if (ownInConstructor || ownInInitializer || isFresh && !write) {
      return;
    }
    InsnList out = new InsnList();
    if (!info.isStatic()) {
      copyReceiver(out, write ? Type.getType(f.desc).getSize() : 0);
    }
    pushState(out);
    pushSites(out, index);
    String name = isFresh
        ? Names.freshAccessor(f.name, f.desc)
        : write ? Names.writeAccessor(f.name, f.desc) : Names.readAccessor(f.name, f.desc);
    String descriptor = info.isStatic() ? Names.STATIC_ACCESSOR : Names.INSTANCE_ACCESSOR;
    out.add(new MethodInsnNode(INVOKESTATIC, f.owner, name, descriptor, ownerIsInterface(f)));
    code.insertBefore(f, out);
  }

  private boolean ownerIsInterface(FieldInsnNode f) {
    return f.owner.equals(node.name) && (node.access & ACC_INTERFACE) != 0;
  }

  // Reading a static field of another class is ordered after its initializer (JLS 12.4.2), and so
  // are the objects that
  // the initializer left there.
  private void touch(FieldInsnNode f, FieldInfo info) {
    ClassInfo declaring = info.declaringClass();
    if (!info.isStatic() || !info.isReference() || !declaring.hasInitializer) {
      return;
    }
    InsnList out = new InsnList();
    if (!declaring.isInterface
        && !declaring.name.equals(node.name)
        && isFirstInitializer(f.owner, declaring)) {
      pushState(out);
      out.add(new MethodInsnNode(INVOKESTATIC, f.owner, Names.TOUCH, "(" + Names.T + ")V", false));
    } else if (declaring.isInterface
        && (node.version & 0xFFFF) >= V1_5
        && !method.name.equals("<clinit>")) {
      out.add(new LdcInsnNode(Type.getObjectType(declaring.name)));
      out.add(Names.probe("acquire", "(" + Names.OBJECT + ")V"));
    }
    code.insertBefore(f, out);
  }

  // A subclass through which the field is named has an accessor of its own, which would initialize
  // the subclass.
  private boolean isFirstInitializer(String owner, ClassInfo declaring) {
    ClassInfo c = infos.find(loader, owner);
    while (c != null && c != declaring) {
      if (c.hasInitializer) {
        return false;
      }
      c = c.superName == null ? null : infos.find(loader, c.superName);
    }
    return c == declaring;
  }

  /** Copies the object below a value of {@code valueSize} slots to the top of the stack. */
  static void copyReceiver(InsnList out, int valueSize) {
    if (valueSize == 0) {
      out.add(new InsnNode(DUP));
    } else if (valueSize == 1) {
      out.add(new InsnNode(DUP2));
      out.add(new InsnNode(POP));
    } else {
      // obj v v -> v v obj -> obj v v obj
      out.add(new InsnNode(DUP2_X1));
      out.add(new InsnNode(POP2));
      out.add(new InsnNode(DUP_X2));
    }
  }

  private FieldInfo resolve(FieldInsnNode f) {
    if (f.name.startsWith("$jacoco") || Scope.isPlatform(f.owner)) {
      return null;
    }
    return infos.resolve(loader, f.owner, f.name, f.desc);
  }

  static boolean mayHoldArray(String descriptor) {
    return descriptor.charAt(0) == '['
        || descriptor.equals(Names.OBJECT)
        || descriptor.equals("Ljava/io/Serializable;")
        || descriptor.equals("Ljava/lang/Cloneable;");
  }

  // ---- entry and exit
  // -----------------------------------------------------------------------------------------

  // A static method or constructor runs after the class initializer, whoever ran that (JLS 12.4.1,
  // 12.4.2).
  private boolean usesClass() {
    boolean entry = (method.access & ACC_STATIC) != 0 || method.name.equals("<init>");
    return entry
        && (node.access & ACC_INTERFACE) == 0
        && !method.name.equals("<clinit>")
        && ClassWeaver.hasInitializer(node);
  }

  private InsnList epilogue(boolean isSynchronized, boolean endsInitializer) {
    InsnList out = new InsnList();
    if (isSynchronized) {
      monitors.returnFromMethod(out);
    }
    if (endsInitializer) {
      if ((node.access & ACC_INTERFACE) == 0) {
        pushState(out);
        out.add(Names.probe("classInitialized", "(" + Names.T + ")" + Names.OBJECT));
        out.add(new FieldInsnNode(PUTSTATIC, node.name, Names.INIT, Names.OBJECT));
      } else if ((node.version & 0xFFFF) >= V1_5) {
        out.add(new LdcInsnNode(Type.getObjectType(node.name)));
        out.add(Names.probe("release", "(" + Names.OBJECT + ")V"));
      }
    }
    if (setsContext) {
      pushState(out);
      out.add(new VarInsnNode(LLOAD, locals.context()));
      out.add(Names.probe("context", "(" + Names.T + "J)V"));
    }
    return out;
  }

  private void extendFrames() {
    for (AbstractInsnNode i = code.getFirst(); i != null; i = i.getNext()) {
      if (i instanceof FrameNode) {
        FrameNode f = (FrameNode) i;
        f.local = locals.extend(f.local);
      }
    }
  }

  static long mix(long z) {
    long m = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    m = (m ^ (m >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return m ^ (m >>> 33);
  }

  InsnList code() {
    return code;
  }
}
