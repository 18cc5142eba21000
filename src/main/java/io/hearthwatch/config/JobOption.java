package io.hearthwatch.config;

import java.util.Objects;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * An option of the job: Flink's, and what Flink's does not say.
 *
 * @param option key, type, default and description
 * @param rule how text becomes a value
 * @param affects whether results depend on it
 * @param required whether the job refuses to start without it
 * @param addedLater whether results existed before it did: left out or at its default it changes
 *     none of them, so it stands in the digest only with another value
 */
public record JobOption<T>(
    ConfigOption<T> option, Rule<T> rule, Affects affects, boolean required, boolean addedLater) {

  /** An option that results depend on; required unless it has a default. */
  static <T> JobOption<T> ofResults(ConfigOption<T> option, Rule<T> rule) {
    return new JobOption<>(option, rule, Affects.RESULTS, !option.hasDefaultValue(), false);
  }

  /** An option that results do not depend on; required unless it has a default. */
  static <T> JobOption<T> ofOperation(ConfigOption<T> option, Rule<T> rule) {
    return new JobOption<>(option, rule, Affects.OPERATION, !option.hasDefaultValue(), false);
  }

  /** The same, and it may be left out although it has no default. */
  JobOption<T> optional() {
    return new JobOption<>(option, rule, affects, false, addedLater);
  }

  /** The same, and it came after the first results; optional. */
  JobOption<T> cameLater() {
    return new JobOption<>(option, rule, affects, false, true);
  }

  /** The dotted key. */
  public String key() {
    return option.key();
  }

  /** The value, or the default; {@code null} for an optional one that was left out. */
  T in(ReadableConfig values) {
    return values.get(option);
  }

  /** Whether the digest speaks of it: results depend on it, and always did or do by this value. */
  boolean standsInDigest(ReadableConfig values) {
    return affects == Affects.RESULTS
        && !(addedLater && Objects.equals(in(values), option.defaultValue()));
  }

  /** The value as it stands in the digest. */
  String canonicalIn(ReadableConfig values) {
    return rule.canonical().apply(in(values));
  }
}
