package dev.racedetect.agent.transform;

import static dev.racedetect.runtime.sync.AccessModes.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicCallTest {
  private static final String ATOMIC = "java/util/concurrent/atomic/";

  @ParameterizedTest
  @EnumSource(VarHandle.AccessMode.class)
  void should_know_every_access_mode_of_var_handles(VarHandle.AccessMode accessMode) {
    String name = accessMode.methodName();
    int mode = mode("java/lang/invoke/VarHandle", name, "([Ljava/lang/Object;)Ljava/lang/Object;");
    boolean writes = !name.matches("get(Volatile|Acquire|Opaque)?");
    boolean reads = !name.startsWith("set");
    assertThat((mode & (RELEASE | WEAK_WRITE)) != 0).isEqualTo(writes);
    assertThat((mode & (ACQUIRE | WEAK_READ)) != 0).isEqualTo(reads);
    assertThat((mode & RELEASE) != 0)
        .isEqualTo(writes && !name.matches("set|.*(Opaque|Plain|Acquire)"));
    assertThat((mode & ACQUIRE) != 0)
        .isEqualTo(reads && !name.matches("get|.*(Opaque|Plain|Release)"));
  }

  @ParameterizedTest
  @CsvSource({
    "getInt,(Ljava/lang/Object;J)I,40",
    "getObjectVolatile,(Ljava/lang/Object;J)Ljava/lang/Object;,1",
    "putOrderedLong,(Ljava/lang/Object;JJ)V,2",
    "putByte,(Ljava/lang/Object;JB)V,48",
    "compareAndSwapInt,(Ljava/lang/Object;JII)Z,7",
    "getAndAddLong,(Ljava/lang/Object;JJ)J,3",
    "loadFence,()V,1",
    "storeFence,()V,2"
  })
  void should_know_unsafe_by_its_names(String name, String descriptor, int expected) {
    assertThat(mode("sun/misc/Unsafe", name, descriptor)).isEqualTo(expected);
  }

  @Test
  void should_leave_other_methods_alone() {
    assertThat(AtomicCall.find("sun/misc/Unsafe", "putInt", "(JI)V", false)).isNull();
    assertThat(AtomicCall.find("sun/misc/Unsafe", "setMemory", "(Ljava/lang/Object;JJB)V", false))
        .isNull();
    assertThat(
            AtomicCall.find("java/lang/invoke/VarHandle", "varType", "()Ljava/lang/Class;", false))
        .isNull();
    assertThat(AtomicCall.find("java/lang/reflect/Field", "getName", "()Ljava/lang/String;", false))
        .isNull();
    assertThat(AtomicCall.find("java/util/List", "get", "(I)Ljava/lang/Object;", false))
        .isNull();
  }

  @Test
  void should_tell_an_inherited_method_from_an_overload() {
    assertThat(mode(ATOMIC + "AtomicInteger", "get", "()I")).isEqualTo(ACQUIRE);
    assertThat(AtomicCall.find(ATOMIC + "AtomicInteger", "get", "(I)I", false)).isNull();
  }

  private static int mode(String owner, String name, String descriptor) {
    return AtomicCall.find(owner, name, descriptor, false).mode;
  }
}
