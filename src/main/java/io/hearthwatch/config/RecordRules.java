package io.hearthwatch.config;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.ingest.KnownCameras;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for what names cameras and single records. */
final class RecordRules {
  private static final Pattern COORDINATES =
      Pattern.compile("([a-zA-Z0-9._-]{1,249})-([0-9]{1,9})@([0-9]{1,18})");

  private RecordRules() {}

  /** Ids of cameras, with stars for what may differ. */
  static Rule<List<String>> cameras(String example) {
    return Rule.listOf(
        "a list of camera ids, in which `*` stands for any characters",
        example,
        text -> {
          if (!KnownCameras.wellFormed(text)) {
            throw new IllegalArgumentException(
                Quoted.text(text) + " is no camera id: 1 to 64 letters, digits, '_', '-' or '*'");
          }
          return text;
        });
  }

  /** Records by topic, partition and offset, as messages and logs name them. */
  static Rule<List<String>> records(String example) {
    return Rule.listOf(
        "a list of records, each as topic-partition@offset",
        example,
        text -> coordinates(text).toString());
  }

  /**
   * The record that a text names.
   *
   * @throws IllegalArgumentException when it names none
   */
  static RecordCoordinates coordinates(String text) {
    Matcher match = COORDINATES.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text) + " is no record: topic-partition@offset");
    }
    return new RecordCoordinates(
        match.group(1), Integer.parseInt(match.group(2)), Long.parseLong(match.group(3)));
  }
}
