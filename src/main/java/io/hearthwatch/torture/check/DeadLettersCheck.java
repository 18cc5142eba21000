package io.hearthwatch.torture.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearthwatch.torture.check.Difference.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The topic of dead letters, repetitions dropped, must be the rejected rows of the ledger. */
final class DeadLettersCheck {
  private static final String PLACE = "topic of dead letters";

  private DeadLettersCheck() {}

  /**
   * @param ledger all rows
   * @param tolerated by row key: whether a record may have been rejected once and then not
   */
  static List<Difference> differences(
      List<Message> messages, List<Map<String, Object>> ledger, Predicate<String> tolerated) {
    Map<String, JsonNode> letters = new TreeMap<>();
    for (Message message : messages) {
      JsonNode json = message.json();
      letters.put(json.path("partition").asText() + "@" + json.path("offset").asText(), json);
    }
    List<Difference> differences = new ArrayList<>();
    Map<String, Map<String, Object>> rejected = new TreeMap<>();
    for (Map<String, Object> row : ledger) {
      if (Objects.equals(row.get("outcome"), "rejected")) {
        rejected.put(Tables.key("frame", row), row);
      }
    }
    rejected.forEach(
        (key, row) -> {
          JsonNode letter = letters.remove(key);
          if (letter == null) {
            differences.add(
                difference(Kind.MISSING, key, "", "a letter: " + row.get("reason"), ""));
          } else {
            compare(key, row, letter, differences);
          }
        });
    letters.forEach(
        (key, letter) -> {
          if (!tolerated.test(key)) {
            differences.add(
                difference(Kind.BEYOND, key, "", "", "a letter: " + letter.path("reason")));
          }
        });
    return differences;
  }

  private static void compare(
      String key, Map<String, Object> row, JsonNode letter, List<Difference> differences) {
    for (String column : List.of("reason", "camera_id", "uri", "detail", "result_version")) {
      compare(key, column, row.get(column), letter.path(column).textValue(), differences);
    }
    compare(key, "key", row.get("raw_key"), bytes(letter.path("key")), differences);
    compare(key, "value", row.get("raw_value"), bytes(letter.path("value")), differences);
  }

  private static String bytes(JsonNode node) {
    try {
      return node.isTextual() ? HexFormat.of().formatHex(node.binaryValue()) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter's bytes are no base64", e);
    }
  }

  private static void compare(
      String key, String what, Object row, Object letter, List<Difference> differences) {
    if (!Cell.same(row, letter)) {
      differences.add(difference(Kind.WRONG, key, what, Cell.text(row), Cell.text(letter)));
    }
  }

  private static Difference difference(
      Kind kind, String key, String what, String expected, String found) {
    return new Difference(kind, PLACE, key, what, expected, found, List.of());
  }
}
