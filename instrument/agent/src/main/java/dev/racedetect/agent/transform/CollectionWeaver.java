package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Probes around calls that touch the state of collections and the elements of arrays, of the receiver or of arguments. */
final class CollectionWeaver {
  private static final String COLLECTIONS = "dev/racedetect/runtime/CollectionProbes";
  private static final String ELEMENTS = "dev/racedetect/runtime/ElementProbes";
  private static final String MAPS = "dev/racedetect/runtime/MapProbes";
  private static final String STRING = "Ljava/lang/String;";
  private static final String END = Names.T + "J)V";

  private final MethodWeaver weaver;
  private final CallWeaver calls;
  private final InsnList code;

  CollectionWeaver(MethodWeaver weaver, CallWeaver calls) {
    this.weaver = weaver;
    this.calls = calls;
    this.code = weaver.code();
  }

  void weave(MethodInsnNode call, int index) {
    // Constructors are not inherited.
    String owner = call.name.equals("<init>")
        ? call.owner
        : Rewrites.inheritedFrom(weaver.infos, weaver.loader, call.owner);
    List<ArgumentEffects.Effect> effects =
        ArgumentEffects.of(owner, call.name, call.desc, call.getOpcode() == INVOKESTATIC);
    if (!effects.isEmpty()) {
      arguments(call, effects, index);
    }
    CollectionCalls.Form form = CollectionCalls.form(call, owner);
    if (form != null && !weaver.localObjects.contains(call)) {
      receiver(call, owner, form, index);
    } else if (call.owner.charAt(0) == '[' && call.name.equals("clone")) {
      InsnList out = new InsnList();
      out.add(new InsnNode(DUP));
      probe(out, ELEMENTS, "arrayRead", "(" + Names.OBJECT, index);
      code.insertBefore(call, out);
    }
  }

  /** String concatenation calls {@code toString} of what is no string. */
  void concatenation(InvokeDynamicInsnNode indy, int index) {
    if (!indy.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
      return;
    }
    Type[] types = Type.getArgumentTypes(indy.desc);
    boolean any = false;
    for (Type t : types) {
      any |= mayBeCollection(t);
    }
    if (!any) {
      return;
    }
    int slot = calls.spill(indy, types) + 1;
    InsnList out = new InsnList();
    for (Type t : types) {
      if (mayBeCollection(t)) {
        out.add(new VarInsnNode(ALOAD, slot));
        out.add(new LdcInsnNode("toString"));
        probe(out, COLLECTIONS, "reading", "(" + Names.OBJECT + STRING, index);
      }
      slot += t.getSize();
    }
    calls.reload(out, types);
    code.insertBefore(indy, out);
  }

  private static boolean mayBeCollection(Type t) {
    String d = t.getDescriptor();
    return d.startsWith("Ljava/util/")
        || d.equals(Names.OBJECT)
        || d.equals("Ljava/lang/CharSequence;")
        || d.equals("Ljava/lang/StringBuilder;")
        || d.equals("Ljava/lang/Iterable;");
  }

  private void receiver(MethodInsnNode call, String owner, CollectionCalls.Form form, int index) {
    switch (form) {
      case READ:
        reading(call, COLLECTIONS, "reading", index);
        break;
      case READ_ALL:
        reading(call, ELEMENTS, "readingAll", index);
        break;
      case STREAM:
        reading(call, ELEMENTS, "streaming", index);
        break;
      case GET:
        before(call, new InsnNode(DUP2), "get", "(" + Names.OBJECT + "I", index);
        break;
      case SET:
        set(call, index);
        break;
      case NEXT:
        before(call, new InsnNode(DUP), "next", "(" + Names.OBJECT, index);
        break;
      case SET_LAST:
        InsnList copy = new InsnList();
        MethodWeaver.copyReceiver(copy, 1);
        probe(copy, ELEMENTS, "setLast", "(" + Names.OBJECT, index);
        code.insertBefore(call, copy);
        break;
      case ENTRY_READ:
      case ENTRY_WRITE:
        boolean write = form == CollectionCalls.Form.ENTRY_WRITE;
        InsnList entry = new InsnList();
        MethodWeaver.copyReceiver(entry, write ? 1 : 0);
        probe(entry, MAPS, write ? "entryWrite" : "entryRead", "(" + Names.OBJECT, index);
        code.insertBefore(call, entry);
        break;
      case BUILD:
        InsnList then = new InsnList();
        then.add(new InsnNode(DUP));
        probe(then, COLLECTIONS, "built", "(" + Names.OBJECT, index);
        code.insert(call, then);
        break;
      default:
        calling(call, owner, index);
    }
  }

  private void before(
      MethodInsnNode call, AbstractInsnNode copy, String name, String descriptor, int index) {
    InsnList out = new InsnList();
    out.add(copy);
    probe(out, ELEMENTS, name, descriptor, index);
    code.insertBefore(call, out);
  }

  private void set(MethodInsnNode call, int index) {
    InsnList out = new InsnList();
    int element = weaver.locals.scratch(1);
    out.add(new VarInsnNode(ASTORE, element));
    out.add(new InsnNode(DUP2));
    probe(out, ELEMENTS, "set", "(" + Names.OBJECT + "I", index);
    out.add(new VarInsnNode(ALOAD, element));
    code.insertBefore(call, out);
  }

  // A read is judged before the call: nothing needs to be known when it has returned.
  private void reading(MethodInsnNode call, String owner, String name, int index) {
    Type[] types = Type.getArgumentTypes(call.desc);
    int size = CallWeaver.size(types);
    InsnList out = new InsnList();
    if (size > 2) {
      calls.spill(call, types);
      out.add(new InsnNode(DUP));
    } else {
      MethodWeaver.copyReceiver(out, size);
    }
    out.add(new LdcInsnNode(call.name));
    probe(out, owner, name, "(" + Names.OBJECT + STRING, index);
    if (size > 2) {
      calls.reload(out, types);
    }
    code.insertBefore(call, out);
  }

  // What it does to the collection's state is judged before and after the call.
  private void calling(MethodInsnNode call, String owner, int index) {
    Type[] types = Type.getArgumentTypes(call.desc);
    int token = calls.spill(call, types);
    InsnList out = new InsnList();
    out.add(new InsnNode(DUP));
    if (CollectionCalls.concernsValue(owner, call.name, call.desc)) {
      value(call, token, types, index);
    }
    begin(call, out, token, types, call.name, index);
    calls.reload(out, types);
    code.insertBefore(call, out);
  }

  // Comes to lie after what begin adds after the call.
  private void value(MethodInsnNode call, int token, Type[] types, int index) {
    boolean replaces = CollectionCalls.replacesIfPresent(call.name, call.desc);
    InsnList then = new InsnList();
    then.add(new VarInsnNode(ALOAD, token));
    then.add(new VarInsnNode(ILOAD, token + 1 + CallWeaver.size(types)));
    then.add(new VarInsnNode(ALOAD, token + 1));
    then.add(new InsnNode(replaces ? ICONST_1 : ICONST_0));
    probe(then, MAPS, "valueOf", "(" + Names.OBJECT + "I" + Names.OBJECT + "Z", index);
    code.insert(call, then);
  }

  // Takes the collection from the stack.
  private void begin(
      MethodInsnNode call, InsnList out, int token, Type[] types, String method, int index) {
    int before = token + 1 + CallWeaver.size(types);
    weaver.locals.scratch(CallWeaver.size(types) + 2);
    out.add(new LdcInsnNode(method));
    out.add(new InsnNode(call.getOpcode() == INVOKESPECIAL ? ICONST_1 : ICONST_0));
    weaver.pushState(out);
    weaver.pushSites(out, index);
    out.add(call(
        COLLECTIONS, "calling", "(" + Names.OBJECT + STRING + "Z" + Names.T + "J)" + Names.OBJECT));
    out.add(new InsnNode(DUP));
    out.add(new VarInsnNode(ASTORE, token));
    out.add(call(COLLECTIONS, "modifications", "(" + Names.OBJECT + ")I"));
    out.add(new VarInsnNode(ISTORE, before));
    InsnList then = new InsnList();
    then.add(new VarInsnNode(ALOAD, token));
    then.add(new VarInsnNode(ILOAD, before));
    then.add(new LdcInsnNode(method));
    then.add(new InsnNode(CollectionCalls.replaces(method) ? ICONST_1 : ICONST_0));
    probe(then, COLLECTIONS, "called", "(" + Names.OBJECT + "I" + STRING + "Z", index);
    code.insert(call, then);
  }

  private void arguments(MethodInsnNode call, List<ArgumentEffects.Effect> effects, int index) {
    Type[] types = Type.getArgumentTypes(call.desc);
    int token = calls.spill(call, types);
    InsnList out = new InsnList();
    for (ArgumentEffects.Effect effect : effects) {
      effect(call, effect, types, token, out, index);
    }
    calls.reload(out, types);
    code.insertBefore(call, out);
  }

  private void effect(
      MethodInsnNode call,
      ArgumentEffects.Effect effect,
      Type[] types,
      int token,
      InsnList out,
      int index) {
    int slot = token + 1;
    for (int i = 0; i < effect.argument(); i++) {
      slot += types[i].getSize();
    }
    boolean hasReceiver = call.getOpcode() != INVOKESTATIC && !call.name.equals("<init>");
    String array = "(" + Names.OBJECT;
    switch (effect.kind()) {
      case READ:
      case READ_ALL:
        out.add(hasReceiver ? new InsnNode(DUP) : new InsnNode(ACONST_NULL));
        out.add(new VarInsnNode(ALOAD, slot));
        boolean all = effect.kind() == ArgumentEffects.Kind.READ_ALL;
        probe(out, ELEMENTS, all ? "argumentCopied" : "argument", array + Names.OBJECT, index);
        break;
      case REPLACE:
        out.add(new VarInsnNode(ALOAD, slot));
        out.add(new LdcInsnNode(call.name));
        probe(out, ELEMENTS, "replacing", array + STRING, index);
        break;
      case MODIFY:
        out.add(new VarInsnNode(ALOAD, slot));
        String method = call.name.equals("addAll") ? "add" : call.name;
        begin(call, out, token, types, method, index);
        break;
      case ARRAY_READ:
        array(out, slot, "arrayRead", array, 0, index);
        break;
      case ARRAY_WRITE:
        array(out, slot, "arrayWrite", array, 0, index);
        break;
      case RANGE_READ:
        array(out, slot, "readFromTo", array + "II", 2, index);
        break;
      case RANGE_WRITE:
        array(out, slot, "writeFromTo", array + "II", 2, index);
        break;
      case ARRAY_SORT:
        array(out, slot, "arraySort", array, 0, index);
        break;
      case RANGE_SORT:
        array(out, slot, "sortFromTo", array + "II", 2, index);
        break;
      case PART_READ:
        array(out, slot, "partRead", array + "II", 2, index);
        break;
      case HEAD_READ:
        array(out, slot, "headRead", array + "I", 1, index);
        break;
      case ELEMENT_READ:
        array(out, slot, "elementRead", array + "I", 1, index);
        break;
      case ELEMENT_WRITE:
        array(out, slot, "elementWrite", array + "I", 1, index);
        break;
      case ARRAYCOPY:
        arraycopy(out, slot, index);
        break;
      default:
        compare(call, slot, index);
    }
  }

  private void array(
      InsnList out, int slot, String name, String descriptor, int integers, int index) {
    out.add(new VarInsnNode(ALOAD, slot));
    for (int i = 1; i <= integers; i++) {
      out.add(new VarInsnNode(ILOAD, slot + i));
    }
    probe(out, ELEMENTS, name, descriptor, index);
  }

  private void arraycopy(InsnList out, int slot, int index) {
    for (int i = 0; i < 5; i++) {
      out.add(new VarInsnNode(i == 0 || i == 2 ? ALOAD : ILOAD, slot + i));
    }
    probe(out, ELEMENTS, "arraycopy", "(" + Names.OBJECT + "I" + Names.OBJECT + "II", index);
  }

  private void compare(MethodInsnNode call, int slot, int index) {
    InsnList then = new InsnList();
    then.add(new InsnNode(DUP));
    then.add(new VarInsnNode(ALOAD, slot));
    then.add(new VarInsnNode(ALOAD, slot + 1));
    probe(then, ELEMENTS, "compared", "(Z" + Names.OBJECT + Names.OBJECT, index);
    code.insert(call, then);
  }

  private void probe(InsnList out, String owner, String name, String parameters, int index) {
    weaver.pushState(out);
    weaver.pushSites(out, index);
    out.add(call(owner, name, parameters + END));
  }

  private static MethodInsnNode call(String owner, String name, String descriptor) {
    return new MethodInsnNode(INVOKESTATIC, owner, name, descriptor, false);
  }
}
