package dev.racedetect.runtime.finding;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The findings of one JVM: one JSON object a line, each written by one unbuffered call, so that a killed JVM loses none.
 * The first line describes the JVM, the last one says that it ended in order; a file without it is incomplete.
 *
 * <p>Not thread-safe: {@link Findings} guards it.
 */
final class FindingsFile {
  private final File file;
  private final FileOutputStream out;

  private FindingsFile(File file, FileOutputStream out) {
    this.file = file;
    this.out = out;
  }

  /** Creates the file and its directory, and writes the first line. */
  static FindingsFile create(File directory) throws IOException {
    if (!directory.isDirectory() && !directory.mkdirs() && !directory.isDirectory()) {
      throw new IOException("the directory can't be created");
    }
    long pid = ProcessHandle.current().pid();
    long start = System.currentTimeMillis();
    File file =
        new File(directory, ReportFiles.JVM_PREFIX + pid + '-' + start + ReportFiles.JVM_SUFFIX);
    FindingsFile findings = new FindingsFile(file, new FileOutputStream(file, true));
    findings.append(jvm(pid, start));
    return findings;
  }

  void append(String line) throws IOException {
    out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  void appendEnd(Watched watched, int findings, int reports) throws IOException {
    Json json = new Json().open('{').key("end").open('{');
    json.key("findings")
        .raw(Integer.toString(findings))
        .key("reports")
        .raw(Integer.toString(reports));
    json.key("classes")
        .raw(Long.toString(watched.classes()))
        .key("skipped")
        .raw(Long.toString(watched.skipped()));
    json.key("threads")
        .raw(Long.toString(watched.threads()))
        .key("checks")
        .raw(Long.toString(watched.checks()));
    json.key("seconds").raw(Double.toString(watched.seconds()));
    json.key("selfTestPassed").raw(Boolean.toString(watched.selfTestPassed()));
    append(json.close('}').close('}').toString());
    out.close();
  }

  File file() {
    return file;
  }

  private static String jvm(long pid, long start) {
    Json json = new Json().open('{').key("jvm").open('{');
    json.key("pid").raw(Long.toString(pid)).key("java").text(System.getProperty("java.version"));
    json.key("start").raw(Long.toString(start)).key("version").text(Version.VALUE);
    return json.close('}').close('}').toString();
  }
}
