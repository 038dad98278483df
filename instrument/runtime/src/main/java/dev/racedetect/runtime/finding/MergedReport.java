package dev.racedetect.runtime.finding;

import static dev.racedetect.runtime.finding.JvmLines.COUNT;
import static dev.racedetect.runtime.finding.JvmLines.DROPPED;
import static dev.racedetect.runtime.finding.JvmLines.END;
import static dev.racedetect.runtime.finding.JvmLines.FINDING;
import static dev.racedetect.runtime.finding.JvmLines.JVM;
import static dev.racedetect.runtime.finding.JvmLines.NOT_INSTRUMENTED;
import static dev.racedetect.runtime.finding.JvmLines.SITES;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@code race-report.json} of all per-JVM files in a directory. Lines are joined as text: those of the same
 * fingerprint become one finding, their counts added. Whoever ends last has merged all; a file lock orders them.
 */
final class MergedReport {
  private final List<String> jvms = new ArrayList<>();
  private final List<String> damages = new ArrayList<>();
  private final Map<String, Merged> findings = new LinkedHashMap<>();
  private final Set<String> notInstrumented = new LinkedHashSet<>();
  private final Map<String, Long> dropped = new LinkedHashMap<>();

  private MergedReport() {}

  private static final class Merged {
    long count;
    final Set<String> sites = new LinkedHashSet<>();
    String rest;
  }

  /**
   * Writes the report anew from the files that are there now.
   *
   * @return where files are damaged, which their other lines are merged without; empty as a rule
   */
  static List<String> write(File directory) throws IOException {
    File target = new File(directory, ReportFiles.REPORT);
    try (RandomAccessFile guard =
        new RandomAccessFile(new File(directory, ReportFiles.LOCK), "rw")) {
      guard.getChannel().lock(); // until the file is closed
      MergedReport report = new MergedReport();
      for (File file : files(directory)) {
        report.add(JvmLines.read(file));
      }
      File draft = new File(directory, ReportFiles.REPORT + ".draft");
      try (FileOutputStream out = new FileOutputStream(draft)) {
        out.write(report.toString().getBytes(StandardCharsets.UTF_8));
      }
      // A rename replaces the target everywhere but on Windows.
      if (!draft.renameTo(target) && !(target.delete() && draft.renameTo(target))) {
        throw new IOException("can't replace " + target);
      }
      return report.damages;
    }
  }

  private static File[] files(File directory) throws IOException {
    List<File> files = new ArrayList<>();
    File[] all = directory.listFiles();
    if (all == null) {
      throw new IOException("can't list " + directory);
    }
    Arrays.sort(all);
    for (File file : all) {
      if (ReportFiles.isOfOneJvm(file.getName())) {
        files.add(file);
      }
    }
    return files.toArray(new File[0]);
  }

  private void add(JvmLines file) {
    String jvm = "{\"pid\":" + file.pid() + ",\"java\":null}";
    String end = null;
    for (String line : file.lines()) {
      if (line.startsWith(FINDING)) {
        addFinding(line);
      } else if (line.startsWith(JVM)) {
        jvm = payload(line, JVM);
      } else if (line.startsWith(NOT_INSTRUMENTED)) {
        notInstrumented.add(payload(line, NOT_INSTRUMENTED));
      } else if (line.startsWith(DROPPED)) {
        addDropped(payload(line, DROPPED));
      } else if (line.startsWith(END)) {
        end = payload(line, END);
      }
    }
    jvms.add(jvm.substring(0, jvm.length() - 1) + state(end, file.damage()));
  }

  private String state(String end, String damage) {
    StringBuilder state = new StringBuilder(",\"complete\":").append(end != null && damage == null);
    if (end != null) {
      state.append(",\"watched\":").append(end);
    }
    if (damage != null) {
      damages.add(damage);
      state.append(",\"damage\":").append(new Json().text(damage));
    }
    return state.append('}').toString();
  }

  private static String payload(String line, String start) {
    return line.substring(start.length(), line.length() - 1);
  }

  private void addFinding(String line) {
    int fingerprintEnd = line.indexOf(COUNT);
    String fingerprint = line.substring(FINDING.length(), fingerprintEnd);
    int countEnd = line.indexOf(SITES, fingerprintEnd);
    int sitesStart = countEnd + SITES.length();
    int sitesEnd = endOfText(line, sitesStart);
    Merged finding = findings.get(fingerprint);
    if (finding == null) {
      finding = new Merged();
      finding.rest = line.substring(sitesEnd);
      findings.put(fingerprint, finding);
    }
    finding.count += Long.parseLong(line.substring(fingerprintEnd + COUNT.length(), countEnd));
    finding.sites.add(line.substring(sitesStart, sitesEnd));
  }

  /** Returns the index after the closing quote of the JSON text that starts at an index. */
  private static int endOfText(String line, int start) {
    int i = start + 1;
    while (line.charAt(i) != '"') {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private void addDropped(String whyAndCount) {
    int colon = whyAndCount.lastIndexOf(':');
    String why = whyAndCount.substring(1, colon);
    long more = Long.parseLong(whyAndCount.substring(colon + 1, whyAndCount.length() - 1));
    Long before = dropped.get(why);
    dropped.put(why, before == null ? more : before + more);
  }

  @Override
  public String toString() {
    StringBuilder json =
        new StringBuilder("{\"schema\":1,\n\"tool\":{\"name\":\"RaceDetect\",\"version\":\"");
    json.append(Version.VALUE).append("\"},\n\"jvms\":[");
    appendAll(json, jvms);
    json.append("],\n\"findings\":[");
    List<String> merged = new ArrayList<>();
    for (Map.Entry<String, Merged> entry : findings.entrySet()) {
      merged.add(text(entry.getKey(), entry.getValue()));
    }
    appendAll(json, merged);
    json.append("],\n\"summary\":{\"DATA_RACE\":").append(count(Finding.Kind.DATA_RACE));
    json.append(",\"DEADLOCK\":").append(count(Finding.Kind.DEADLOCK));
    json.append(",\"LOCK_ORDER\":").append(count(Finding.Kind.LOCK_ORDER));
    json.append(",\"HANG\":0,\"THREAD_LEAK\":0,\"suppressed\":0,\n\"notInstrumented\":[");
    appendAll(json, notInstrumented);
    json.append("],\n\"dropped\":{");
    String comma = "";
    for (Map.Entry<String, Long> entry : dropped.entrySet()) {
      json.append(comma)
          .append(entry.getKey())
          .append(':')
          .append(entry.getValue().longValue());
      comma = ",";
    }
    return json.append("}}}\n").toString();
  }

  private int count(Finding.Kind kind) {
    int n = 0;
    for (Merged finding : findings.values()) {
      n += finding.rest.startsWith("],\"kind\":\"" + kind.name() + '"') ? 1 : 0;
    }
    return n;
  }

  private static String text(String fingerprint, Merged finding) {
    StringBuilder json = new StringBuilder(FINDING)
        .append(fingerprint)
        .append(COUNT)
        .append(finding.count)
        .append(SITES);
    String comma = "";
    for (String site : finding.sites) {
      json.append(comma).append(site);
      comma = ",";
    }
    return json.append(finding.rest).toString();
  }

  private static void appendAll(StringBuilder json, Iterable<String> elements) {
    String comma = "\n";
    for (String element : elements) {
      json.append(comma).append(element);
      comma = ",\n";
    }
  }
}
