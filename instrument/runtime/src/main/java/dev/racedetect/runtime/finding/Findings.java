package dev.racedetect.runtime.finding;

import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The findings of this JVM: told here, printed, kept in the file of the JVM and handed to listeners. No method throws.
 *
 * <p>All state is guarded by the class. Printing and listeners run outside that lock, and text goes to the file
 * descriptor itself: {@code System.err} may be the tested program's own, with locks of its own.
 */
public final class Findings {
  /** Bound of the memory kept and the output made by a program with races everywhere. */
  static final int MAX_REPORTS = 10_000;

  private static final int MAX_SKIPPED = 10_000;

  /** How many of them the closing words name; the report names all. */
  private static final int MAX_NAMED = 10;

  private static Options options = Options.defaults();
  private static File directory;
  private static FindingsFile file;
  private static String failure;
  private static boolean damaged;
  private static boolean closed;
  private static int reports;
  /** Those that are not the same deadlock again. */
  private static int differentReports;

  private static final Map<String, Finding.Kind> FINGERPRINTS = new LinkedHashMap<>();
  private static final Set<String> SKIPPED = new LinkedHashSet<>();
  private static final List<String> NAMED = new ArrayList<>();
  private static final Map<String, Long> DROPPED = new LinkedHashMap<>();
  private static FindingListener[] listeners = {};

  private Findings() {}

  /**
   * Opens the file of this JVM; called once, when the agent starts. Findings told before are not kept in it.
   *
   * @param values the options
   */
  public static void open(Options values) {
    String trouble = null;
    synchronized (Findings.class) {
      options = values;
      directory = new File(values.reportDirectory()).getAbsoluteFile();
      closed = false;
      failure = null;
      damaged = false;
      file = null;
      reports = 0;
      differentReports = 0;
      FINGERPRINTS.clear();
      SKIPPED.clear();
      NAMED.clear();
      DROPPED.clear();
      try {
        file = FindingsFile.create(directory);
      } catch (Throwable e) {
        trouble = fail(e);
      }
    }
    print(trouble);
  }

  /**
   * Tells a race. The caller has removed repeats of the same pair of sites.
   *
   * @param race the race
   * @return true when its fingerprint is new in this JVM
   */
  public static boolean report(DataRace race) {
    try {
      String fingerprint = Fingerprint.of(race);
      return report(race, fingerprint, ReportText.of(race), FindingJson.of(race, fingerprint));
    } catch (Throwable e) {
      dropped("reports lost to " + e.getClass().getName(), 1);
      return false;
    }
  }

  /**
   * Tells a deadlock.
   *
   * @param deadlock the deadlock
   * @return true when its fingerprint is new in this JVM
   */
  public static boolean report(Deadlock deadlock) {
    try {
      String fingerprint = Fingerprint.of(deadlock);
      String text = DeadlockText.of(deadlock);
      return report(deadlock, fingerprint, text, DeadlockJson.of(deadlock, fingerprint));
    } catch (Throwable e) {
      dropped("reports lost to " + e.getClass().getName(), 1);
      return false;
    }
  }

  /**
   * Tells a lock-order inversion. The caller has removed repeats of the same pair of sites.
   *
   * @param order the inversion
   * @return true when its fingerprint is new in this JVM
   */
  public static boolean report(LockOrder order) {
    try {
      String fingerprint = Fingerprint.of(order);
      String text = LockOrderText.of(order);
      return report(order, fingerprint, text, LockOrderJson.of(order, fingerprint));
    } catch (Throwable e) {
      dropped("reports lost to " + e.getClass().getName(), 1);
      return false;
    }
  }

  private static boolean report(Finding finding, String fingerprint, String text, String json) {
    boolean first;
    boolean print;
    String trouble = null;
    FindingListener[] told;
    synchronized (Findings.class) {
      if (reports == MAX_REPORTS) {
        dropped("reports beyond " + MAX_REPORTS + " in one JVM", 1);
        return false;
      }
      reports++;
      first = FINGERPRINTS.put(fingerprint, finding.kind()) == null;
      differentReports += first || finding instanceof DataRace ? 1 : 0;
      trouble = append(json);
      print = options.print();
      told = listeners;
    }
    print(print ? text : null);
    print(trouble);
    tell(told, finding, fingerprint, text);
    return first;
  }

  /**
   * Adds a listener for findings from now on.
   *
   * @param listener the listener
   */
  public static synchronized void addListener(FindingListener listener) {
    FindingListener[] more = new FindingListener[listeners.length + 1];
    System.arraycopy(listeners, 0, more, 0, listeners.length);
    more[listeners.length] = listener;
    listeners = more;
  }

  /**
   * Tells of a class or method that was to be checked and is not.
   *
   * @param className its name
   * @param why the reason, in one line
   */
  public static synchronized void skipped(String className, String why) {
    if (SKIPPED.size() == MAX_SKIPPED) {
      dropped("names of classes not instrumented beyond " + MAX_SKIPPED, 1);
      return;
    }
    Json json = new Json().open('{').key("notInstrumented").open('{');
    boolean isNew = SKIPPED.add(json.key("class")
        .text(className)
        .key("why")
        .text(why)
        .close('}')
        .close('}')
        .toString());
    if (isNew && NAMED.size() < MAX_NAMED) {
      NAMED.add(className + " (" + why + ")");
    }
  }

  /**
   * Counts what was lost.
   *
   * @param why what and the reason, in one line
   * @param n how many more
   */
  public static synchronized void dropped(String why, long n) {
    Long before = DROPPED.get(why);
    DROPPED.put(why, before == null ? n : before + n);
  }

  /**
   * Returns the number of findings.
   *
   * @return findings of different fingerprint reported in this JVM
   */
  public static synchronized int count() {
    return FINGERPRINTS.size();
  }

  /**
   * Tells whether findings could not be kept, for which this JVM must not end with status 0.
   *
   * @return true when the report directory or a file in it could not be written, or a file in it is damaged
   */
  public static synchronized boolean failed() {
    return failure != null || damaged;
  }

  /**
   * Ends the file, merges all files of the directory and prints the closing line; only the first call does anything.
   *
   * @param watched what was watched
   */
  public static void close(Watched watched) {
    String trouble;
    StringBuilder text = new StringBuilder();
    synchronized (Findings.class) {
      if (closed) {
        return;
      }
      closed = true;
      trouble = end(watched);
      if (!FINGERPRINTS.isEmpty()) {
        Summary.appendFound(text, FINGERPRINTS.values());
      }
      Summary.append(text, FINGERPRINTS.values(), differentReports, watched);
      text.append(
              failure == null ? " Report: " + reportName() : " No report: it could not be written.")
          .append('\n');
      Summary.appendUnwatched(text, NAMED, SKIPPED.size());
      if (watched.classes() == 0) {
        text.append(
                "RaceDetect: not one class was checked, so no race could be seen. Checked are classes loaded from"
                    + " directories or from roots; name those of a jar with ")
            .append(Option.INCLUDE.key())
            .append("=com.acme.*\n");
      }
    }
    print(trouble);
    print(text.toString());
  }

  /** Returns the message to print, or null. */
  private static String end(Watched watched) {
    if (file == null || failure != null) {
      return null;
    }
    try {
      for (String line : SKIPPED) {
        file.append(line);
      }
      for (Map.Entry<String, Long> entry : DROPPED.entrySet()) {
        Json json = new Json().open('{').key("dropped").open('{').key(entry.getKey());
        file.append(json.raw(entry.getValue().toString()).close('}').close('}').toString());
      }
      file.appendEnd(watched, FINGERPRINTS.size(), reports);
      return damaged(MergedReport.write(directory));
    } catch (Throwable e) {
      return fail(e);
    }
  }

  private static String damaged(List<String> where) {
    StringBuilder text = new StringBuilder();
    for (String each : where) {
      text.append("RaceDetect: a findings file is damaged: ")
          .append(each)
          .append(
              ". The rest of it is in the report, but races may be missing, so this run counts as failed. Delete ")
          .append(directory)
          .append(" and run again.\n");
    }
    damaged = text.length() > 0;
    return damaged ? text.toString() : null;
  }

  private static String append(String line) {
    if (file == null || failure != null) {
      return null;
    }
    try {
      file.append(line);
      return null;
    } catch (IOException e) {
      return fail(e);
    }
  }

  private static String fail(Throwable e) {
    failure = e.getMessage() == null ? e.toString() : e.getMessage();
    File where = file == null ? directory : file.file();
    return "RaceDetect: findings can't be written to " + where + " (" + failure
        + "). They are printed here only, and this"
        + " run counts as failed. Make the directory writable and its disk not full, or name another one with "
        + Option.REPORT.key() + "=... (Maven: -Drace." + Option.REPORT.key() + "=...).\n";
  }

  private static String reportName() {
    return new File(options.reportDirectory(), ReportFiles.REPORT).getPath();
  }

  private static void tell(
      FindingListener[] told, Finding finding, String fingerprint, String text) {
    for (FindingListener listener : told) {
      try {
        listener.found(finding, fingerprint, text);
      } catch (Throwable e) {
        dropped("findings that a listener did not take: " + e.getClass().getName(), 1);
      }
    }
  }

  private static void print(String text) {
    if (text == null) {
      return;
    }
    try {
      // Not closed: that would close the descriptor.
      new FileOutputStream(FileDescriptor.err).write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      dropped("texts that standard error did not take", 1);
    }
  }
}
