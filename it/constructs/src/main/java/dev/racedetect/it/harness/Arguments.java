package dev.racedetect.it.harness;

/**
 * What the runner is asked for.
 *
 * @param plain {@code --plain}: without the agent, each case only has to end
 * @param seed {@code --seed N}: shuffle by it; 0 keeps the order of the source
 * @param repeat {@code --repeat N}: how many rounds in this JVM
 * @param group {@code --group G}: only this group
 * @param test {@code --case C}: only cases of this name
 * @param sources {@code --sources DIR}: where the marked sources are
 * @param out {@code --out FILE}: where the result lines go, else to standard output
 */
record Arguments(
    boolean plain, long seed, int repeat, String group, String test, String sources, String out) {
  static Arguments parse(String[] args) {
    boolean plain = false;
    long seed = 0;
    int repeat = 1;
    String group = null;
    String test = null;
    String sources = "src/main/java";
    String out = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--plain" -> plain = true;
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--repeat" -> repeat = Integer.parseInt(args[++i]);
        case "--group" -> group = args[++i];
        case "--case" -> test = args[++i];
        case "--sources" -> sources = args[++i];
        case "--out" -> out = args[++i];
        default -> throw new IllegalArgumentException("unknown argument " + args[i]);
      }
    }
    return new Arguments(plain, seed, repeat, group, test, sources, out);
  }

  boolean selects(Case candidate) {
    return (group == null || candidate.groupName().equals(group))
        && (test == null || candidate.name().equals(test));
  }
}
