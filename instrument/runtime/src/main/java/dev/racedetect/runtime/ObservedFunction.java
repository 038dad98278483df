package dev.racedetect.runtime;

import dev.racedetect.runtime.sync.SyncState;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.function.BinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The function given to {@code updateAndGet} and the like. It runs between a read and a compareAndSet of the variable: it
 * acquires before, for it may use what the value it is given leads to, and releases after, for so may others use what it
 * returns.
 */
abstract class ObservedFunction {
  private final SyncState state;

  private ObservedFunction(SyncState state) {
    this.state = state;
  }

  final void before() {
    order(false);
  }

  final void after() {
    order(true);
  }

  private void order(boolean release) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      if (release) {
        state.release(t);
      } else {
        state.acquire(t);
      }
    } catch (Throwable e) {
      Trouble.in("observed function", e);
    } finally {
      t.inside = false;
    }
  }

  static final class Unary extends ObservedFunction implements UnaryOperator<Object> {
    private final UnaryOperator<Object> function;

    @SuppressWarnings("unchecked") // gets what the original would get
    Unary(UnaryOperator<?> function, SyncState state) {
      super(state);
      this.function = (UnaryOperator<Object>) function;
    }

    @Override
    public Object apply(Object value) {
      before();
      Object result = function.apply(value);
      after();
      return result;
    }
  }

  static final class Binary extends ObservedFunction implements BinaryOperator<Object> {
    private final BinaryOperator<Object> function;

    @SuppressWarnings("unchecked") // gets what the original would get
    Binary(BinaryOperator<?> function, SyncState state) {
      super(state);
      this.function = (BinaryOperator<Object>) function;
    }

    @Override
    public Object apply(Object value, Object argument) {
      before();
      Object result = function.apply(value, argument);
      after();
      return result;
    }
  }

  static final class IntUnary extends ObservedFunction implements IntUnaryOperator {
    private final IntUnaryOperator function;

    IntUnary(IntUnaryOperator function, SyncState state) {
      super(state);
      this.function = function;
    }

    @Override
    public int applyAsInt(int value) {
      before();
      int result = function.applyAsInt(value);
      after();
      return result;
    }
  }

  static final class IntBinary extends ObservedFunction implements IntBinaryOperator {
    private final IntBinaryOperator function;

    IntBinary(IntBinaryOperator function, SyncState state) {
      super(state);
      this.function = function;
    }

    @Override
    public int applyAsInt(int value, int argument) {
      before();
      int result = function.applyAsInt(value, argument);
      after();
      return result;
    }
  }

  static final class LongUnary extends ObservedFunction implements LongUnaryOperator {
    private final LongUnaryOperator function;

    LongUnary(LongUnaryOperator function, SyncState state) {
      super(state);
      this.function = function;
    }

    @Override
    public long applyAsLong(long value) {
      before();
      long result = function.applyAsLong(value);
      after();
      return result;
    }
  }

  static final class LongBinary extends ObservedFunction implements LongBinaryOperator {
    private final LongBinaryOperator function;

    LongBinary(LongBinaryOperator function, SyncState state) {
      super(state);
      this.function = function;
    }

    @Override
    public long applyAsLong(long value, long argument) {
      before();
      long result = function.applyAsLong(value, argument);
      after();
      return result;
    }
  }
}
