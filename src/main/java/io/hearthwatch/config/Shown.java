package io.hearthwatch.config;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** Values as people write them, for messages and the generated page. */
final class Shown {
  private Shown() {}

  /** A text that, given as the option's value, means the same. */
  static String value(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    if (value instanceof MemorySize size) {
      return size.toString().replaceFirst("(?<=[0-9])(?=[a-z])", " ");
    }
    if (value instanceof Collection<?> collection) {
      return String.join(",", collection.stream().map(String::valueOf).toList());
    }
    if (value instanceof Map<?, ?> map && map.isEmpty()) {
      return "none";
    }
    return String.valueOf(value);
  }
}
