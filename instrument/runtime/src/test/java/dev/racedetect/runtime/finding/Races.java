package dev.racedetect.runtime.finding;

import java.util.List;

/** Races to test with. */
final class Races {
  private Races() {}

  static DataRace onBalance(int writeLine, int readLine) {
    ThreadInfo worker = new ThreadInfo(
        "pool-1-thread-2", 23, false, "main", List.of(frame("com.acme.Bank", "start", 40)));
    ThreadInfo main = new ThreadInfo("main", 1, false, null, List.of());
    Access write = new Access(
        Access.Type.WRITE,
        worker,
        List.of(new LockInfo("com.acme.Lock", "1a2b")),
        List.of(
            frame("com.acme.Account", "deposit", writeLine),
            frame("java.lang.Thread", "run", 840)));
    Access read = new Access(
        Access.Type.READ, main, List.of(), List.of(frame("com.acme.Bank", "sum", readLine)));
    Variable variable =
        new Variable(Variable.Kind.FIELD, "com.acme.Account.balance", -1, List.of());
    TestId test =
        new TestId("[engine:x]", "com.acme.AccountTest", "deposit", "deposit(int)[2] \"q\"");
    return new DataRace(variable, write, read, test);
  }

  static DataRace onMap() {
    Frame put = frame("java.util.HashMap", "put", 612);
    ThreadInfo virtual = new ThreadInfo("", 31, true, null, List.of());
    Access write = new Access(
        Access.Type.WRITE,
        virtual,
        List.of(),
        List.of(put, new Frame("com.acme.Cache", "add", null, -1)));
    Access lost = new Access(
        Access.Type.WRITE, new ThreadInfo("w", 7, false, null, List.of()), List.of(), List.of());
    List<Frame> created = List.of(frame("com.acme.Cache", "<init>", 9));
    return new DataRace(
        new Variable(Variable.Kind.OBJECT, "java.util.HashMap", -1, created), write, lost, null);
  }

  static Frame frame(String className, String method, int line) {
    return new Frame(
        className, method, className.substring(className.lastIndexOf('.') + 1) + ".java", line);
  }
}
