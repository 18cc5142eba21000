package io.hearthwatch.config;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules for names, paths and addresses. */
final class TextRules {
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
  private static final Pattern RESULT_VERSION = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
  private static final Pattern SERVER =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+\\]):([0-9]{1,5})");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final String JDBC_PREFIX = "jdbc:postgresql:";

  private TextRules() {}

  /** Anything visible on one line. */
  static Rule<String> name(String what, String example) {
    return rule(what, example, text -> true);
  }

  /** One of a few words. */
  static Rule<String> oneOf(String... words) {
    List<String> known = List.of(words);
    return rule(
        known.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" or ")),
        words[0],
        known::contains);
  }

  /** A name that Kafka takes for a topic. */
  static Rule<String> topic(String example) {
    return rule("1 to 249 letters, digits, dots, underscores or hyphens", example, matching(TOPIC));
  }

  /** A name for a set of results, see {@link io.hearthwatch.domain.Lineage}. */
  static Rule<String> resultVersion(String example) {
    return rule(
        "1 to 32 lower-case letters, digits, underscores or hyphens, the first a letter or digit",
        example,
        matching(RESULT_VERSION));
  }

  /** Kafka's {@code host:port,host:port}. */
  static Rule<String> servers(String example) {
    return rule("host:port, several with commas between them", example, TextRules::areServers);
  }

  /** Names of machines, without ports. */
  static Rule<List<String>> hosts(String example) {
    Rule<List<String>> hosts =
        Rule.listOf(
            "a list of host names, without scheme and port",
            example,
            text -> {
              if (!HOST.matcher(text).matches()) {
                throw new IllegalArgumentException(Quoted.text(text) + " is not a host name");
              }
              return text.toLowerCase(Locale.ROOT);
            });
    return new Rule<>(
        hosts.allowed(),
        hosts.example(),
        true,
        hosts.parser(),
        values -> String.join(" ", values.stream().sorted().toList()));
  }

  /** A JDBC address without a password in it. Never shown: it might hold one after all. */
  static Rule<String> jdbcUrl(String example) {
    UnaryOperator<String> check =
        text -> {
          if (Password.isIn(text)) {
            throw new IllegalArgumentException(
                "contains a password or a user; they belong in `postgres.password-file` (or the"
                    + " environment variable "
                    + Password.VARIABLE
                    + ") and `postgres.user`");
          }
          if (!text.startsWith(JDBC_PREFIX)
              || text.length() == JDBC_PREFIX.length()
              || !isVisible(text)
              || text.contains(" ")) {
            throw new IllegalArgumentException("is not a JDBC address of Postgres");
          }
          return text;
        };
    return Rule.of(
        JDBC_PREFIX + "//host:port/database, without user and password",
        example,
        check,
        text -> text);
  }

  private static Rule<String> rule(String allowed, String example, Predicate<String> check) {
    UnaryOperator<String> parser =
        text -> {
          if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty");
          }
          if (!isVisible(text) || !check.test(text)) {
            throw new IllegalArgumentException(Quoted.text(text) + " is not allowed");
          }
          return text;
        };
    return Rule.of(allowed, example, parser, text -> text);
  }

  private static Predicate<String> matching(Pattern pattern) {
    return text -> pattern.matcher(text).matches();
  }

  private static boolean isVisible(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean areServers(String text) {
    for (String server : text.split(",", -1)) {
      var match = SERVER.matcher(server.strip());
      if (!match.matches()) {
        return false;
      }
      int port = Integer.parseInt(match.group(2));
      if (port < 1 || port > 65_535) {
        return false;
      }
    }
    return true;
  }
}
