package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** VarHandle access modes (the documentation of {@code VarHandle}; JLS 17.4 for what plain accesses mean). */
final class VarHandleCases {
  private static final VarHandle FLAG;
  private static final VarHandle DATA;
  private static final VarHandle STATIC_FLAG;
  private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(int[].class);

  private static int staticFlag;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FLAG = lookup.findVarHandle(Slot.class, "flag", int.class);
      DATA = lookup.findVarHandle(Slot.class, "data", int.class);
      STATIC_FLAG = lookup.findStaticVarHandle(VarHandleCases.class, "staticFlag", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private VarHandleCases() {}

  private static final class Slot {
    int flag;
    int data;
  }

  static void no_race_volatile() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          FLAG.setVolatile(slot, 1);
        },
        () -> use((int) FLAG.getVolatile(slot) + slot.data));
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_written_after_volatile() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          FLAG.setVolatile(slot, 1);
          slot.data = 1; // previous
        },
        () -> use((int) FLAG.getVolatile(slot) + slot.data)); // current
  }

  static void no_race_release_acquire() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          FLAG.setRelease(slot, 1);
        },
        () -> use((int) FLAG.getAcquire(slot) + slot.data));
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_opaque() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1; // previous
          FLAG.setOpaque(slot, 1);
        },
        () -> use((int) FLAG.getOpaque(slot) + slot.data)); // current
  }

  /** Opaque accesses are atomic: they do not race with each other. */
  static void no_race_opaque_itself() {
    Slot slot = new Slot();
    inOrder(() -> FLAG.setOpaque(slot, 1), () -> use((int) FLAG.getOpaque(slot)));
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_release_read_opaquely() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1; // previous
          FLAG.setRelease(slot, 1);
        },
        () -> use((int) FLAG.getOpaque(slot) + slot.data)); // current
  }

  /** A plain VarHandle access is a plain access. */
  @Race(variable = "Slot.data", current = Type.READ)
  static void race_plain_set_and_get() {
    Slot slot = new Slot();
    inOrder(
        () -> DATA.set(slot, 1), // previous
        () -> use((int) DATA.get(slot))); // current
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_plain_set_and_field_read() {
    Slot slot = new Slot();
    inOrder(
        () -> DATA.set(slot, 1), // previous
        () -> use(slot.data)); // current
  }

  static void no_race_plain_gets() {
    Slot slot = new Slot();
    inOrder(() -> use((int) DATA.get(slot)), () -> use((int) DATA.get(slot)));
  }

  static void no_race_compare_and_set() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          use(FLAG.compareAndSet(slot, 0, 1));
        },
        () -> {
          if (FLAG.compareAndSet(slot, 1, 2)) {
            use(slot.data);
          }
        });
  }

  static void no_race_failed_compare_and_set_reads() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          FLAG.setVolatile(slot, 1);
        },
        () -> {
          if (!FLAG.compareAndSet(slot, 0, 2)) {
            use(slot.data);
          }
        });
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_failed_compare_and_set_writes_not() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1; // previous
          use(FLAG.compareAndSet(slot, 5, 6));
        },
        () -> use((int) FLAG.getVolatile(slot) + slot.data)); // current
  }

  static void no_race_get_and_add() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          use((int) FLAG.getAndAdd(slot, 1));
        },
        () -> use((int) FLAG.getAndAdd(slot, 1) + slot.data));
  }

  /** Only the release side of an atomic update, then only its acquire side. */
  static void no_race_one_sided_updates() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          use((int) FLAG.getAndSetRelease(slot, 1));
        },
        () -> use((int) FLAG.getAndAddAcquire(slot, 1) + slot.data));
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_acquire_side_publishes_not() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1; // previous
          use((int) FLAG.getAndSetAcquire(slot, 1));
        },
        () -> use((int) FLAG.getAcquire(slot) + slot.data)); // current
  }

  static void no_race_static() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          STATIC_FLAG.setRelease(1);
        },
        () -> use((int) STATIC_FLAG.getAcquire() + cell.value));
  }

  static void no_race_array_element() {
    int[] flags = new int[2];
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          ELEMENTS.setRelease(flags, 1, 1);
        },
        () -> use((int) ELEMENTS.getAcquire(flags, 1) + cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_other_array_element() {
    int[] flags = new int[2];
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          ELEMENTS.setRelease(flags, 1, 1);
        },
        () -> use((int) ELEMENTS.getAcquire(flags, 0) + cell.value)); // current
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_plain_array_element() {
    int[] array = new int[2];
    inOrder(
        () -> ELEMENTS.set(array, 1, 5), // previous
        () -> use(array[1])); // current
  }

  /** Fences (VarHandle.releaseFence, acquireFence) with opaque accesses between them. */
  static void no_race_fences() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          VarHandle.releaseFence();
          FLAG.setOpaque(slot, 1);
        },
        () -> {
          int flag = (int) FLAG.getOpaque(slot);
          VarHandle.acquireFence();
          use(flag == 1 ? slot.data : 0);
        });
  }

  static void no_race_full_fences() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1;
          VarHandle.fullFence();
          FLAG.setOpaque(slot, 1);
        },
        () -> {
          int flag = (int) FLAG.getOpaque(slot);
          VarHandle.fullFence();
          use(flag == 1 ? slot.data : 0);
        });
  }

  @Race(variable = "Slot.data", current = Type.READ)
  static void race_fence_on_one_side_only() {
    Slot slot = new Slot();
    inOrder(
        () -> {
          slot.data = 1; // previous
          VarHandle.releaseFence();
          FLAG.setOpaque(slot, 1);
        },
        () -> {
          int flag = (int) FLAG.getOpaque(slot);
          use(flag == 1 ? slot.data : 0); // current
        });
  }
}
