package dev.racedetect.it.harness;

/** One line of a forked run. */
record Result(String group, String name, Outcome outcome) {
  static Result parse(String line) {
    String[] parts = line.split("\t", 4);
    String detail = parts[3].replace("\\n", "\n").replace("\\\\", "\\");
    return new Result(parts[0], parts[1], new Outcome(Outcome.Status.valueOf(parts[2]), detail));
  }

  boolean isClean() {
    return name.startsWith("no_");
  }

  @Override
  public String toString() {
    return group + "." + name + " " + outcome.status() + "\n" + outcome.detail();
  }
}
