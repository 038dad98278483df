package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;

/** Volatile fields (JLS 17.4.4: a write of a volatile synchronizes-with all subsequent reads of it by any thread). */
final class VolatileCases {
  private static volatile int ticket;

  private VolatileCases() {}

  private static class Channel {
    volatile boolean ready;
    volatile int number;
    volatile long wide;
    volatile Object box;
    volatile double real;
    volatile int[] array = new int[2];
    int payload;
  }

  private static final class SubChannel extends Channel {
    void publish() {
      ready = true;
    }

    boolean isReady() {
      return ready;
    }
  }

  static void no_race_flag() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1;
          channel.ready = true;
        },
        () -> {
          if (channel.ready) {
            use(channel.payload);
          }
        });
  }

  @Race(variable = "Channel.payload", current = Type.READ)
  static void race_flag_not_read() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1; // previous
          channel.ready = true;
        },
        () -> use(channel.payload)); // current
  }

  @Race(variable = "Channel.payload", current = Type.READ)
  static void race_written_after_flag() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.ready = true;
          channel.payload = 1; // previous
        },
        () -> {
          if (channel.ready) {
            use(channel.payload); // current
          }
        });
  }

  @Race(variable = "Channel.payload", current = Type.READ)
  static void race_other_volatile() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1; // previous
          channel.ready = true;
        },
        () -> use(channel.number + channel.payload)); // current
  }

  @Race(variable = "Channel.payload", current = Type.READ)
  static void race_volatile_of_another_object() {
    Channel channel = new Channel();
    Channel other = new Channel();
    inOrder(
        () -> {
          channel.payload = 1; // previous
          channel.ready = true;
        },
        () -> {
          use(other.ready);
          use(channel.payload); // current
        });
  }

  /** Two writes of a volatile are ordered, but neither synchronizes-with the other. */
  @Race(variable = "Channel.payload", current = Type.READ)
  static void race_two_volatile_writes() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1; // previous
          channel.ready = true;
        },
        () -> {
          channel.ready = true;
          use(channel.payload); // current
        });
  }

  /** Two reads of a volatile give no edge. */
  @Race(variable = "Channel.payload")
  static void race_two_volatile_reads() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1; // previous
          use(channel.ready);
        },
        () -> {
          use(channel.ready);
          channel.payload = 2; // current
        });
  }

  /** A read before the write gives no edge to the writer. */
  @Race(variable = "Channel.payload")
  static void race_read_then_volatile_write() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1; // previous
          use(channel.ready);
        },
        () -> {
          channel.ready = true;
          channel.payload = 2; // current
        });
  }

  static void no_race_accesses_of_the_volatile() {
    Channel channel = new Channel();
    inOrder(() -> channel.number = 1, () -> channel.number++, () -> use(channel.number));
  }

  /** A read sees the clocks of all earlier writers, not only of the last. */
  static void no_race_two_writers_one_reader() {
    Channel channel = new Channel();
    Cell cell = new Cell();
    inOrder(
        () -> {
          channel.payload = 1;
          channel.number = 1;
        },
        () -> {
          cell.value = 1;
          channel.number = 2;
        },
        () -> use(channel.number + channel.payload + cell.value));
  }

  static void no_race_long() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1;
          channel.wide = 1L << 40;
        },
        () -> use(channel.wide + channel.payload));
  }

  static void no_race_double() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1;
          channel.real = 1d;
        },
        () -> use(channel.real + channel.payload));
  }

  static void no_race_reference_publishes_object() {
    Channel channel = new Channel();
    inOrder(() -> channel.box = new Cell(7), () -> use(((Cell) channel.box).value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_object_changed_after_publication() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          Cell cell = new Cell(7);
          channel.box = cell;
          cell.value = 8; // previous
        },
        () -> use(((Cell) channel.box).value)); // current
  }

  /** A volatile reference does not make the elements volatile. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_element_behind_volatile_reference() {
    Channel channel = new Channel();
    inOrder(
        () -> channel.array[1] = 5, // previous
        () -> use(channel.array[1])); // current
  }

  static void no_race_array_written_then_published() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          int[] array = new int[4];
          array[1] = 5;
          channel.array = array;
        },
        () -> use(channel.array[1]));
  }

  static void no_race_reassigned_to_itself() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          int[] array = channel.array;
          array[1] = 5;
          channel.array = array;
        },
        () -> use(channel.array[1]));
  }

  static void no_race_static() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          ticket = 1;
        },
        () -> use(ticket + cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_static_not_read() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          ticket = 1;
        },
        () -> use(cell.value)); // current
  }

  static void no_race_inherited() {
    SubChannel channel = new SubChannel();
    inOrder(
        () -> {
          channel.payload = 1;
          channel.publish();
        },
        () -> {
          if (channel.isReady()) {
            use(channel.payload);
          }
        });
  }

  /** {@code number++} reads and writes the volatile: an edge in from the last writer and out to the next reader. */
  static void no_race_chain_by_increment() {
    Channel channel = new Channel();
    inOrder(
        () -> {
          channel.payload = 1;
          channel.number++;
        },
        () -> {
          channel.number++;
          channel.payload = 2;
          channel.number++;
        },
        () -> use(channel.number + channel.payload));
  }

  /** Happens-before goes on through a thread that never touched the variable. */
  static void no_race_chain_of_two_flags() {
    Channel first = new Channel();
    Channel second = new Channel();
    inOrder(
        () -> {
          first.payload = 1;
          first.ready = true;
        },
        () -> second.ready = first.ready,
        () -> {
          if (second.ready) {
            use(first.payload);
          }
        });
  }

  static void no_race_double_checked_locking() {
    Channel channel = new Channel();
    inOrder(() -> use(lazyBox(channel).value), () -> use(lazyBox(channel).value));
  }

  private static Cell lazyBox(Channel channel) {
    Object box = channel.box;
    if (box == null) {
      synchronized (channel) {
        box = channel.box;
        if (box == null) {
          box = new Cell(3);
          channel.box = box;
        }
      }
    }
    return (Cell) box;
  }

  /** Double-checked locking without volatile: the unsynchronized read races with the write. */
  @Race(variable = "Cell.ref", current = Type.READ)
  static void race_double_checked_locking() {
    Cell holder = new Cell();
    inOrder(
        () -> use(lazyRef(holder)), // previous
        () -> use(lazyRef(holder))); // current
  }

  private static Object lazyRef(Cell holder) {
    Object ref = holder.ref;
    if (ref == null) {
      synchronized (holder) {
        ref = holder.ref;
        if (ref == null) {
          ref = "made";
          holder.ref = ref;
        }
      }
    }
    return ref;
  }
}
