package dev.racedetect.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.BasicVerifier;

class JdkModelsTest {
  private final Edges edges = JdkModels.edges(Runtime.version().feature());

  @Test
  void should_find_a_place_for_every_row_in_this_jdk() throws IOException {
    List<String> lost = new ArrayList<>();
    for (ClassRows rows : edges.all()) {
      byte[] classFile = classFile(rows.internalName());
      if (classFile == null) {
        lost.add("class " + rows.internalName());
        continue;
      }
      Weaver weaver = new Weaver(rows);
      weaver.weave(classFile);
      for (Row row : weaver.unmatched()) {
        lost.add(rows.internalName() + "." + row.method() + " " + row.point() + " " + row.member());
      }
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void should_call_only_probes_that_exist() throws Exception {
    List<String> calls = new ArrayList<>();
    for (ClassRows rows : edges.all()) {
      collectProbeCalls(new Weaver(rows).weave(classFile(rows.internalName())), calls);
    }
    assertThat(calls).isNotEmpty().allSatisfy(JdkModelsTest::assertExists);
  }

  @Test
  void should_keep_the_schema_of_every_class() throws IOException {
    for (ClassRows rows : edges.all()) {
      byte[] before = classFile(rows.internalName());
      byte[] after = new Weaver(rows).weave(before);
      assertThat(schema(after)).as(rows.internalName()).isEqualTo(schema(before));
    }
  }

  @Test
  void should_leave_code_that_verifies() throws Exception {
    for (ClassRows rows : edges.all()) {
      ClassNode woven = new ClassNode();
      new ClassReader(new Weaver(rows).weave(classFile(rows.internalName()))).accept(woven, 0);
      for (MethodNode method : woven.methods) {
        new Analyzer<>(new BasicVerifier()).analyze(woven.name, method);
      }
    }
  }

  private static byte[] classFile(String internalName) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static void collectProbeCalls(byte[] classFile, List<String> calls) {
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String sig, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String callee, String descriptor, boolean itf) {
                    if (owner.startsWith("dev/racedetect/") && opcode == Opcodes.INVOKESTATIC) {
                      calls.add(owner + "." + callee + descriptor);
                    }
                  }
                };
              }
            },
            0);
  }

  private static void assertExists(String call) throws ReflectiveOperationException {
    String owner = call.substring(0, call.indexOf('.'));
    String descriptor = call.substring(call.indexOf('('));
    String name = call.substring(owner.length() + 1, call.indexOf('('));
    assertThat(Class.forName(owner.replace('/', '.')).getMethods())
        .as(call)
        .anyMatch((Method m) ->
            m.getName().equals(name) && Type.getMethodDescriptor(m).equals(descriptor));
  }

  private static List<String> schema(byte[] classFile) {
    List<String> members = new ArrayList<>();
    ClassReader reader = new ClassReader(classFile);
    members.add(
        reader.getAccess() + reader.getSuperName() + Arrays.toString(reader.getInterfaces()));
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String sig, String[] thrown) {
            members.add(access + name + type);
            return null;
          }
        },
        ClassReader.SKIP_CODE);
    return members;
  }
}
