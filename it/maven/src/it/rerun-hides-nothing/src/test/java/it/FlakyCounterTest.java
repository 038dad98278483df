package it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlakyCounterTest {
  /** Races in the first run only, so that the rerun passes. */
  @Test
  void counts_in_two_threads_at_first() throws IOException, InterruptedException {
    Path ran = Path.of("target/ran");
    if (Files.exists(ran)) {
      return;
    }
    Files.createFile(ran);
    Counter counter = new Counter();
    Thread one = new Thread(counter::increment);
    Thread two = new Thread(counter::increment);
    one.start();
    two.start();
    one.join();
    two.join();
  }
}
