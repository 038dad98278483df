package dev.racedetect.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of one file of docs/model. */
final class ModelDocument {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern GROUP = Pattern.compile("([^;(]+)(?:\\((\\d+)\\))?");

  private ModelDocument() {}

  /** A method and the release that brought it; 0 for those that older ones have. */
  record Method(String type, String name, int since) {
    boolean isIn(int feature) {
      return since <= feature;
    }

    @Override
    public String toString() {
      return type + "." + name;
    }
  }

  /**
   * One row.
   *
   * @param methods what it is about
   * @param edge what is ordered, or {@code none}
   * @param source who promises it, or why there is none
   * @param shown the cases that show the edge, as {@code Group.case}
   * @param absent the cases that show where it ends
   */
  record Row(
      List<Method> methods, String edge, String source, List<String> shown, List<String> absent) {
    boolean hasEdge() {
      return !edge.equals("none");
    }
  }

  /** The rows of the file of a package, whose classes are named without it. */
  static List<Row> read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    String type = null;
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length != 8 || cells[2].isBlank() || !cells[2].contains("`")) {
        continue;
      }
      List<String> named = code(cells[1]);
      type = named.isEmpty() ? type : named.get(0);
      rows.add(new Row(
          methods(type, cells[2]),
          cells[3].strip(),
          cells[4].strip(),
          code(cells[5]),
          code(cells[6])));
    }
    return rows;
  }

  private static List<Method> methods(String type, String cell) {
    List<Method> methods = new ArrayList<>();
    for (Matcher group = GROUP.matcher(cell); group.find(); ) {
      int since = group.group(2) == null ? 0 : Integer.parseInt(group.group(2));
      code(group.group(1)).forEach(name -> methods.add(new Method(type, name, since)));
    }
    return methods;
  }

  private static List<String> code(String cell) {
    List<String> names = new ArrayList<>();
    for (Matcher name = CODE.matcher(cell); name.find(); ) {
      names.add(name.group(1));
    }
    return names;
  }
}
