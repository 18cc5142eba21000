package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * An option of the job: Flink's, and what Flink's does not say.
 *
 * @param option key, type, default and description
 * @param rule how text becomes a value
 * @param affects whether results depend on it
 * @param required whether the job refuses to start without it
 */
public record JobOption<T>(
    ConfigOption<T> option, Rule<T> rule, Affects affects, boolean required) {

  /** An option that results depend on; required unless it has a default. */
  static <T> JobOption<T> ofResults(ConfigOption<T> option, Rule<T> rule) {
    return new JobOption<>(option, rule, Affects.RESULTS, !option.hasDefaultValue());
  }

  /** An option that results do not depend on; required unless it has a default. */
  static <T> JobOption<T> ofOperation(ConfigOption<T> option, Rule<T> rule) {
    return new JobOption<>(option, rule, Affects.OPERATION, !option.hasDefaultValue());
  }

  /** The same, and it may be left out although it has no default. */
  JobOption<T> optional() {
    return new JobOption<>(option, rule, affects, false);
  }

  /** The dotted key. */
  public String key() {
    return option.key();
  }

  /** The value, or the default; {@code null} for an optional one that was left out. */
  T in(ReadableConfig values) {
    return values.get(option);
  }

  /** The value as it stands in the digest. */
  String canonicalIn(ReadableConfig values) {
    return rule.canonical().apply(in(values));
  }
}
