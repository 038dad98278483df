package dev.racedetect.runtime.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsDocumentTest {
  private static final String REGENERATE =
      "mvn -pl instrument/runtime test -Dtest=OptionsDocumentTest -DregenerateDocs";

  @Test
  void should_be_what_docs_options_says() throws IOException {
    Path document = Path.of("../../docs/options.md");
    if (System.getProperty("regenerateDocs") != null) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, document());
    }

    assertThat(document).as("regenerate with: " + REGENERATE).hasContent(document());
  }

  private static String document() {
    StringBuilder text = new StringBuilder();
    text.append("# Options\n\n");
    text.append(
        "Generated from the table in `dev.racedetect.runtime.option.Option`; a test fails when this page is\n");
    text.append("stale. Regenerate with `").append(REGENERATE).append("`.\n\n");
    text.append("| agent | Maven | value | default | |\n|---|---|---|---|---|\n");
    for (Option option : Option.values()) {
      String value = option.defaultValue().isEmpty() ? "none" : "`" + option.defaultValue() + "`";
      text.append("| `")
          .append(option.key())
          .append("` | `race.")
          .append(option.key())
          .append("` | ");
      text.append(option.type().description()).append(" | ").append(value).append(" | ");
      text.append(option.sentence()).append(" |\n");
    }
    text.append("\n## The agent\n\n");
    text.append(
        "`java \"-javaagent:race-agent.jar=include=com.acme.*;org.acme.*,exitcode=1\" -jar app.jar`\n\n");
    text.append(
        "Options are separated by `,` and elements of a list by `;`. Where a value holds one of these, or a\n");
    text.append(
        "percent sign, write `%2C`, `%3B`, `%25`. In a pattern `*` stands for any characters, dots included:\n");
    text.append(
        "`com.acme.*` names the classes of `com.acme` and of every package below it. A pattern that matches a\n");
    text.append("class matches its nested classes. An unknown option is an error.\n\n");
    text.append(
        "The reports of all JVMs that ran with one report directory are merged, also those of earlier runs: delete\n");
    text.append(
        "the directory first. A JVM that ends by `Runtime.halt` or is killed has kept its findings in a file of its\n");
    text.append(
        "own there, `race-<pid>-<start>.jsonl`; the next one merges them. A run that checked no class fails.\n\n");
    text.append("## JUnit\n\n");
    text.append(
        "Where the agent attaches itself, options are system properties of the tested JVM, named as for Maven:\n");
    text.append(
        "`-Drace.include=com.acme.*`. `-Drace=true` watches every test, annotated or not, and `-Drace.skip` none.\n\n");
    text.append("## The Maven plugin\n\n");
    text.append(
        "`mvn verify -Prace -Drace.include=com.acme.*,org.acme.*`, or `<configuration>` of the plugin. Lists\n");
    text.append(
        "may use commas. Three defaults differ: `race.roots` are the module and the modules it depends on,\n");
    text.append(
        "`race.report` is `race` in the build directory of each module, and `race.exitcode` is 0, because the\n");
    text.append("goal `check` fails the build. `race.skip` (false) makes all goals do nothing.\n");
    return text.toString();
  }
}
