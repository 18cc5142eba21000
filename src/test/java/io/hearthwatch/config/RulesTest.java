package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window.length           | 999 ms            | `999 ms` is too small",
        "window.length           | 2 d               | `2 d` is too large",
        "window.length           | 90                | `90` has no unit",
        "window.length           | ninety            | `ninety` is not a duration",
        "window.length           | -5 s              | `-5 s` is not a duration",
        "window.length           | 99999999999999999999 d | `99999999999999999999 d` is not a duration",
        "window.length           | 9223372036854775807 d | `9223372036854775807 d` is not a duration",
        "window.length           | 1000000001 ns     | `1000000001 ns` is no whole number of milliseconds",
        "window.length           | [1 s]             | is a list",
        "ingest.max-record-size  | 0                 | `0` is too small",
        "ingest.max-record-size  | 65537             | `65537` is too large",
        "ingest.max-record-size  | 3 elephants       | `3 elephants` is not a size",
        "ingest.accept-gap       | yes               | `yes` is not true or false",
        "fetch.threads           | 1.5               | `1.5` is not a whole number",
        "fetch.threads           | 99999999999999999999999 | `99999999999999999999999` is too large",
        "fetch.threads           | -1                | `-1` is too small",
        "detect.confidence       | 1.01              | `1.01` is too large",
        "detect.confidence       | 0.12345           | `0.12345` has more than four decimals",
        "detect.confidence       | NaN               | `NaN` is not a decimal number",
        "detect.confidence       | 1e-1              | `1e-1` is not a decimal number",
        "detect.low-confidence   | 0                 | `0` is too small",
        "window.urgent-confidence | never            | `never` is not a decimal number",
        "window.urgent-confidence | 1.5              | `1.5` is too large",
        "assess.night-start      | 24:00             | `24:00` is not a time of day",
        "assess.night-start      | 9:00              | `9:00` is not a time of day",
        "site.time-zone          | Europe/Berln      | `Europe/Berln` is not a known time zone; did you mean `Europe/Berlin`?",
        "site.time-zone          | +02:00            | `+02:00` is not a known time zone",
        "kafka.frames-topic      | two words         | `two words` is not allowed",
        "kafka.frames-topic      | ..                | `..` is not allowed",
        "kafka.bootstrap-servers | localhost         | `localhost` is not allowed",
        "kafka.bootstrap-servers | localhost:99999   | `localhost:99999` is not allowed",
        "kafka.group-id          | ''                | is empty",
        "kafka.properties        | x                 | is a section, not a value",
        "postgres.jdbc-url       | jdbc:mysql://h/d  | is not a JDBC address of Postgres",
        "result.version          | UPPER             | `UPPER` is not allowed",
        "ingest.allowed-roots    | frames            | allowed root 'frames' is not a file:, https: or store's URI of a directory: it has no scheme",
        "ingest.allowed-roots    | []                | is an empty list",
        "ingest.allowed-roots    | ['']              | contains an empty root",
        "ingest.allowed-roots    | [/a, b]           | allowed root 'b' is not a file:, https: or store's URI of a directory: it has no scheme",
        "ingest.allowed-roots    | /                 | `/` is the whole disk",
        "ingest.allowed-roots    | 'file:///'        | `file:///` is the whole disk",
        "ingest.allowed-roots    | /a/../..          | allowed root 'file:///a/../..' is not a file:, https: or store's URI of a directory: its path leads above /",
        "ingest.allowed-roots    | 'file://frames/a' | allowed root 'file://frames/a' is not a file:, https: or store's URI of a directory: a file: URI has no host, query or fragment",
        "ingest.allowed-roots    | 'https://h/a?b=c' | allowed root 'https://h/a?...' is not a file:, https: or store's URI of a directory: a root has no query",
        "ingest.allowed-roots    | 'https://u:p@h/a' | contains a user or password; a root is a path",
        "ingest.allowed-roots    | 's3:/bucket'      | allowed root 's3:/bucket' is not a file:, https: or store's URI of a directory: it names no bucket or host, or a user",
        "ingest.allowed-roots    | 's3://b/../c'     | allowed root 's3://b/../c' is not a file:, https: or store's URI of a directory: its path holds a '.', '..' or empty segment",
        "ingest.allowed-roots    | 'abfs://h/a'      | allowed root 'abfs://h/a' is not a file:, https: or store's URI of a directory: it does not name container@account",
        "ingest.allowed-roots    | 'ftp:x'           | allowed root 'ftp:x' is not a file:, https: or store's URI of a directory: its path is not absolute",
        "fetch.inner-hosts       | 'https://nas'     | `https://nas` is not a host name",
      })
  void refusesAndSaysWhy(String key, String text, String message) {
    // Keys of the minimal file are replaced, not given twice.
    String file = Configurations.MINIMAL.replaceAll("(?m)^" + key + ":.*\n", "");

    assertThat(Configurations.problemsAlone(file + key + ": " + quoted(text) + "\n"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(org.assertj.core.api.Assertions.tuple(key, message));
  }

  private static String quoted(String text) {
    return text.startsWith("[") || text.startsWith("'") ? text : "'" + text + "'";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/srv/frames/   | file:///srv/frames",
        "/srv//a/./b    | file:///srv/a/b",
        "/srv/a b       | file:///srv/a%20b",
        "file:/srv      | file:///srv",
        "FILE:///srv    | file:///srv",
        "/srv/x/../a    | file:///srv/a",
        "s3://b         | s3://b",
        "S3://b/a%62/   | s3://b/ab",
        "HTTPS://H:443/ | https://h",
        "http://[::1]:8080/a | http://[::1]:8080/a",
        "abfss://c@acc.dfs.core.windows.net/x | abfss://c@acc.dfs.core.windows.net/x",
      })
  void aRootHasOneSpelling(String written, String root) {
    String file = Configurations.MINIMAL.replace("[/srv/frames]", "['" + written + "']");

    assertThat(Configurations.loadAlone(file).ingest().allowedRoots()).containsExactly(root);
  }

  @Test
  void everyExampleAndDefaultIsAllowed() {
    for (JobOption<?> option : JobOptions.ALL) {
      if (option.key().equals("kafka.properties")) {
        continue; // A section: its example is not a text.
      }
      assertRoundTrip(option);
    }
  }

  private static <T> void assertRoundTrip(JobOption<T> option) {
    var parser = option.rule().parser();
    assertThat(parser.apply(java.util.List.of(option.rule().example())))
        .as(option.key())
        .isNotNull();
    T byDefault = option.option().defaultValue();
    if (byDefault != null) {
      assertThat(parser.apply(java.util.List.of(Shown.value(byDefault))))
          .as(option.key())
          .isEqualTo(byDefault);
    }
  }
}
