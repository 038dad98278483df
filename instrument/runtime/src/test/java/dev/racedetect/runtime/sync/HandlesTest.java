package dev.racedetect.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.Test;

class HandlesTest {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  static class Base {
    volatile int number;
    volatile long wide;
    volatile Object reference;
  }

  static final class Derived extends Base {}

  static final class Statics {
    static volatile int number;
  }

  @Test
  void should_find_an_instance_field() throws ReflectiveOperationException {
    Derived holder = new Derived();
    VarHandle h = LOOKUP.findVarHandle(Derived.class, "number", int.class);
    assertThat(Handles.holder(h, holder, 0)).isSameAs(holder);
    assertThat(Handles.offset(h, holder, 0))
        .isEqualTo(UNSAFE.objectFieldOffset(Base.class, "number"));
  }

  @Test
  void should_find_a_static_field_whose_class_is_not_initialized()
      throws ReflectiveOperationException {
    VarHandle h = LOOKUP.findStaticVarHandle(Statics.class, "number", int.class);
    assertThat(Handles.holder(h, null, 0)).isSameAs(Statics.class);
    assertThat(Handles.offset(h, Statics.class, 0))
        .isEqualTo(UNSAFE.objectFieldOffset(Statics.class, "number"));
  }

  @Test
  void should_find_the_state_of_direct_volatile_accesses() throws ReflectiveOperationException {
    ThreadState t = Threads.current();
    Derived holder = new Derived();
    VarHandle h = LOOKUP.findVarHandle(Base.class, "reference", Object.class);
    int number = VolatileVariable.register(Base.class.getName(), "reference");
    SyncState found =
        AtomicVariables.of(t, Handles.holder(h, holder, 0), Handles.offset(h, holder, 0));
    assertThat(found).isSameAs(VolatileVariable.state(t, holder, number));
  }

  @Test
  void should_find_array_elements() {
    long[] array = new long[4];
    VarHandle h = MethodHandles.arrayElementVarHandle(long[].class);
    assertThat(Handles.holder(h, array, 3)).isSameAs(array);
    assertThat(Handles.holder(h, array, 4)).isNull();
    assertThat(AtomicVariables.index(array, Handles.offset(h, array, 3))).isEqualTo(3);
  }

  @Test
  void should_tell_elements_apart() {
    ThreadState t = Threads.current();
    Object[] array = new Object[3];
    SyncState first = AtomicVariables.of(t, array, AtomicVariables.offset(array, 0));
    assertThat(AtomicVariables.of(t, array, AtomicVariables.offset(array, 2))).isNotSameAs(first);
    assertThat(AtomicVariables.of(t, array, AtomicVariables.offset(array, 0))).isSameAs(first);
  }

  @Test
  void should_take_views_of_buffers_for_unknown() {
    VarHandle h = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    assertThat(Handles.holder(h, ByteBuffer.allocate(8), 0)).isSameAs(AtomicVariables.UNKNOWN);
  }

  @Test
  void should_find_the_fields_of_updaters() {
    assertThat(Handles.offset(AtomicIntegerFieldUpdater.newUpdater(Base.class, "number")))
        .isEqualTo(UNSAFE.objectFieldOffset(Base.class, "number"));
    assertThat(Handles.offset(AtomicLongFieldUpdater.newUpdater(Base.class, "wide")))
        .isEqualTo(UNSAFE.objectFieldOffset(Base.class, "wide"));
    assertThat(Handles.offset(
            AtomicReferenceFieldUpdater.newUpdater(Base.class, Object.class, "reference")))
        .isEqualTo(UNSAFE.objectFieldOffset(Base.class, "reference"));
  }
}
