package io.hearthwatch.config;

import java.util.List;

/**
 * A value as somebody wrote it.
 *
 * @param key dotted key
 * @param items the text, or the items' texts of a YAML list
 * @param sequence whether it is a YAML list
 * @param source {@code file:line} or {@code argument}
 */
record Given(String key, List<String> items, boolean sequence, String source) {

  static Given scalar(String key, String text, String source) {
    return new Given(key, List.of(text), false, source);
  }
}
