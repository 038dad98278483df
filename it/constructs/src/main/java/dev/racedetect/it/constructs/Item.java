package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** An element whose every method reads the plain variable that its producer has written before handing it over. */
final class Item implements Delayed {
  int value;

  Item(int value) {
    this.value = value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Item && value == ((Item) other).value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public String toString() {
    return "item " + value;
  }

  @Override
  public int compareTo(Delayed other) {
    return Integer.compare(value, ((Item) other).value);
  }

  @Override
  public long getDelay(TimeUnit unit) {
    use(value);
    return 0;
  }
}
