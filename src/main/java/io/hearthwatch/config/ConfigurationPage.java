package io.hearthwatch.config;

import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.description.Formatter;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Renders {@code docs/configuration.md} from the options' own declarations. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      <!-- Generated from the options; do not edit. Regenerate with
           mvn test -Dtest=ConfigurationPageTest -Dhearthwatch.regenerate=true -->

      # Configuration

      A job reads one YAML file, named by `--config FILE`, and arguments `--key value` (or
      `--key=value`), which win over the file. Every key can stand in either; without a file, all of
      them can be arguments. In the file, keys may be nested or dotted:

      ```yaml
      window:
        length: 90 s
      detect.parallelism: 2
      ```

      A switch may stand without a value: `--ingest.accept-gap`. Relative paths count from where the
      command is run. Durations are written with their unit (`250 ms`, `90 s`, `2 min`, `7 d`), sizes
      as `64 kb` or `10 mb`, where a kilobyte has 1024 bytes.

      The job refuses to start with an unknown key, a value out of its range or values that do not go
      together, and lists everything that is wrong at once, each with its line and its remedy.

      **Secrets.** The database password comes from the file named by `postgres.password-file`, or
      else from the environment variable `HEARTHWATCH_POSTGRES_PASSWORD`; never from the YAML file or
      an argument. A password file of your own that other users of the machine can read is refused:
      `chmod 600` it. No message shows the value of a secret.

      **Options that change results** are marked. They make up the configuration digest, which stands
      with the model's SHA-256 on every result: a result version (`result.version`) belongs to one
      digest, and a change of a marked option needs a new name. The others may be changed at any
      time: they change where, when or how fast rows are written, never what stands in them.

      Settings of the engine itself (checkpoints, state, restarts, memory) are Flink's and stand in
      `flink-conf/config.yaml`.
      """;

  private ConfigurationPage() {}

  /** The page, in Markdown, lines ended by a line feed. */
  static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    for (String section : sections()) {
      page.append("\n## `").append(section).append("`\n\n");
      page.append("| key | what it is | allowed | default | changes results |\n");
      page.append("|---|---|---|---|---|\n");
      JobOptions.ALL.stream()
          .filter(option -> sectionOf(option).equals(section))
          .forEach(option -> page.append(row(option)));
    }
    return page.toString();
  }

  private static List<String> sections() {
    return JobOptions.ALL.stream().map(ConfigurationPage::sectionOf).distinct().toList();
  }

  private static String sectionOf(JobOption<?> option) {
    return option.key().substring(0, option.key().indexOf('.'));
  }

  private static String row(JobOption<?> option) {
    Formatter formatter = new HtmlFormatter();
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s, e.g. `%s` | %s | %s |\n",
        option.key(),
        formatter.format(option.option().description()),
        option.rule().allowed(),
        option.rule().example(),
        defaultOf(option),
        option.affects() == Affects.RESULTS ? "yes" : "no");
  }

  private static String defaultOf(JobOption<?> option) {
    if (option.required()) {
      return "**required**";
    }
    Object value = option.option().defaultValue();
    return value == null ? "none" : "`" + Shown.value(value) + "`";
  }
}
