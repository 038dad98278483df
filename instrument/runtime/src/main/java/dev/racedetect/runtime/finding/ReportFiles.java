package dev.racedetect.runtime.finding;

/** Names of the files in a report directory. */
public final class ReportFiles {
  /** The merged report: one JSON object. */
  public static final String REPORT = "race-report.json";

  /** Guards the merging of processes that end at the same time. */
  public static final String LOCK = "race-report.lock";

  /** Start of the name of the file that one JVM appends its findings to; its process id and start follow. */
  public static final String JVM_PREFIX = "race-";

  /** End of that name. */
  public static final String JVM_SUFFIX = ".jsonl";

  private ReportFiles() {}

  /**
   * Tells whether a file holds the findings of one JVM.
   *
   * @param name name of a file in a report directory
   * @return true when it does
   */
  public static boolean isOfOneJvm(String name) {
    return name.startsWith(JVM_PREFIX) && name.endsWith(JVM_SUFFIX);
  }
}
