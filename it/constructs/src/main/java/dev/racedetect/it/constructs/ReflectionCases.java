package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Accesses by reflection and method handles are accesses like any other. */
final class ReflectionCases {
  private ReflectionCases() {}

  private static class Target {
    int value;
    volatile boolean ready;

    synchronized void increment() {
      value++;
    }

    void set(int value) {
      this.value = value;
    }
  }

  private static Field field(String name) throws NoSuchFieldException {
    return Target.class.getDeclaredField(name);
  }

  @Race(variable = "Target.value", current = Type.READ)
  static void race_field_set() throws Exception {
    Target target = new Target();
    Field value = field("value");
    inOrder(
        () -> value.set(target, 1), // previous
        () -> use(target.value)); // current
  }

  @Race(variable = "Target.value", current = Type.READ)
  static void race_field_get() throws Exception {
    Target target = new Target();
    Field value = field("value");
    inOrder(
        () -> target.value = 1, // previous
        () -> use(value.getInt(target))); // current
  }

  static void no_race_field_gets() throws Exception {
    Target target = new Target();
    Field value = field("value");
    inOrder(() -> use(value.get(target)), () -> use(value.getInt(target)));
  }

  /** A volatile field stays volatile when it is accessed by reflection. */
  static void no_race_volatile_field() throws Exception {
    Target target = new Target();
    Field ready = field("ready");
    inOrder(
        () -> {
          target.value = 1;
          ready.setBoolean(target, true);
        },
        () -> {
          if (ready.getBoolean(target)) {
            use(target.value);
          }
        });
  }

  @Race(variable = "Target.value", current = Type.READ)
  static void race_method_invoke() throws Exception {
    Target target = new Target();
    Method set = Target.class.getDeclaredMethod("set", int.class);
    inOrder(
        () -> set.invoke(target, 1), // previous
        () -> use(target.value)); // current
  }

  static void no_race_synchronized_method_invoke() throws Exception {
    Target target = new Target();
    Method increment = Target.class.getDeclaredMethod("increment");
    inOrder(() -> increment.invoke(target), () -> increment.invoke(target));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_array_set() {
    int[] array = new int[2];
    inOrder(
        () -> Array.setInt(array, 1, 5), // previous
        () -> use(array[1])); // current
  }

  static void no_race_array_of_two_indices() {
    int[] array = new int[2];
    inOrder(() -> Array.setInt(array, 0, 5), () -> use(Array.get(array, 1)));
  }

  @Race(variable = "Target.value", current = Type.READ)
  static void race_setter_handle() throws Exception {
    Target target = new Target();
    MethodHandle setter = MethodHandles.lookup().findSetter(Target.class, "value", int.class);
    inOrder(
        () -> {
          setter.invokeExact(target, 1); // previous
        },
        () -> use(target.value)); // current
  }

  static void no_race_getter_handle() throws Exception {
    Target target = new Target();
    MethodHandle getter = MethodHandles.lookup().findGetter(Target.class, "value", int.class);
    inOrder(() -> use((int) getter.invokeExact(target)), () -> use(target.value));
  }

  /** A volatile field stays volatile when it is accessed by a handle. */
  static void no_race_volatile_handles() throws Exception {
    Target target = new Target();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle setter = lookup.findSetter(Target.class, "ready", boolean.class);
    MethodHandle getter = lookup.unreflectGetter(field("ready"));
    inOrder(
        () -> {
          target.value = 1;
          setter.invokeExact(target, true);
        },
        () -> {
          if ((boolean) getter.invokeExact(target)) {
            use(target.value);
          }
        });
  }

  @Race(variable = "Target.value", previous = Type.READ)
  static void race_getter_handle() throws Exception {
    Target target = new Target();
    MethodHandle getter = MethodHandles.lookup().unreflectGetter(field("value"));
    inOrder(
        () -> use((int) getter.invokeExact(target)), // previous
        () -> target.value = 1); // current
  }

  @Race(variable = "ReflectionCases.shared", kind = Kind.STATIC)
  static void race_static_setter_handle() throws Exception {
    MethodHandle setter =
        MethodHandles.lookup().findStaticSetter(ReflectionCases.class, "shared", long.class);
    inOrder(
        () -> {
          setter.invokeExact(1L); // previous
        },
        () -> shared = 2L); // current
  }

  private static long shared;

  /** The handle is as direct as without the detector. */
  static void no_race_handle_revealed() throws Exception {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle getter = lookup.findGetter(Target.class, "value", int.class);
    inOrder(
        () -> use(lookup.revealDirect(getter).getName().charAt(0)),
        () -> use((int) getter.invokeExact(new Target())));
  }

  @Race(variable = "Target.value", current = Type.READ)
  static void race_method_handle() throws Exception {
    Target target = new Target();
    MethodHandle set = MethodHandles.lookup()
        .findVirtual(Target.class, "set", MethodType.methodType(void.class, int.class));
    inOrder(
        () -> {
          set.invokeExact(target, 1); // previous
        },
        () -> use(target.value)); // current
  }

  static void no_race_synchronized_method_handle() throws Exception {
    Target target = new Target();
    MethodHandle increment = MethodHandles.lookup()
        .findVirtual(Target.class, "increment", MethodType.methodType(void.class));
    inOrder(
        () -> {
          increment.invokeExact(target);
        },
        () -> {
          increment.invokeExact(target);
        });
  }

  @Race(variable = "Target.value", current = Type.READ)
  static void race_through_a_proxy() {
    Target target = new Target();
    Runnable proxy = (Runnable) Proxy.newProxyInstance(
        ReflectionCases.class.getClassLoader(),
        new Class<?>[] {Runnable.class},
        (self, method, arguments) -> {
          target.value = 1; // previous
          return null;
        });
    inOrder(() -> proxy.run(), () -> use(target.value)); // current
  }

  static void no_race_arraycopy_of_read_only_array() {
    int[] source = {1, 2, 3};
    inOrder(
        () -> System.arraycopy(source, 0, new int[3], 0, 3),
        () -> use(source.clone()[0] + source[1]));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_arraycopy_from() {
    int[] source = {1, 2, 3};
    inOrder(
        () -> source[1] = 5, // previous
        () -> System.arraycopy(source, 1, new int[3], 0, 1)); // current
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 2, current = Type.READ)
  static void race_arraycopy_into() {
    int[] target = new int[3];
    int[] source = {1, 2, 3};
    inOrder(
        () -> System.arraycopy(source, 0, target, 2, 1), // previous
        () -> use(target[2])); // current
  }

  static void no_race_arraycopy_of_other_elements() {
    int[] target = new int[3];
    int[] source = {1, 2, 3};
    inOrder(() -> System.arraycopy(source, 0, target, 0, 2), () -> use(target[2]));
  }

  private static final class Flagged {
    private volatile boolean flag;
  }

  private static MethodHandle flagSetter() throws ReflectiveOperationException {
    return MethodHandles.lookup().findSetter(Flagged.class, "flag", boolean.class);
  }

  static void no_race_volatile_handle_and_name() throws Exception {
    MethodHandle setter = flagSetter();
    Flagged flagged = new Flagged();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          setter.invoke(flagged, true);
        },
        () -> use(flagged.flag ? cell.value : 0));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_volatile_handle() throws Exception {
    MethodHandle setter = flagSetter();
    Flagged flagged = new Flagged();
    Cell cell = new Cell();
    inOrder(
        () -> {
          setter.invokeExact(flagged, true);
          cell.value = 1; // previous
        },
        () -> use(flagged.flag ? cell.value : 0)); // current
  }
}
