package io.hearthwatch.metrics.endpoint;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.MetricGroup;

/**
 * What Prometheus calls a metric: {@code flink_<scope>_<name>}, with the scope's variables as
 * labels. Every character that a name may not have becomes an underscore, in values of labels too,
 * as Flink's own reporter does it.
 *
 * @param family the name
 * @param labels {@code label="value",…}, sorted by label; empty where there are none
 */
record SeriesName(String family, String labels) implements Comparable<SeriesName> {
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9:_]");
  private static final CharacterFilter FILTER = text -> NOT_ALLOWED.matcher(text).replaceAll("_");
  private static final Comparator<SeriesName> ORDER =
      Comparator.comparing(SeriesName::family).thenComparing(SeriesName::labels);

  /** The name of a metric in a group of Flink's. */
  static SeriesName of(String metricName, MetricGroup group) {
    String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(FILTER, '_');
    Map<String, String> labels = new TreeMap<>();
    group
        .getAllVariables()
        .forEach(
            (variable, value) ->
                // A variable is written <name>.
                labels.put(
                    FILTER.filterCharacters(variable.substring(1, variable.length() - 1)),
                    FILTER.filterCharacters(value)));
    StringBuilder text = new StringBuilder();
    labels.forEach(
        (label, value) ->
            text.append(text.isEmpty() ? "" : ",")
                .append(label)
                .append("=\"")
                .append(value)
                .append('"'));
    return new SeriesName(
        "flink_" + scope + "_" + FILTER.filterCharacters(metricName), text.toString());
  }

  /** By family first: all series of one stand together, as the text format wants it. */
  @Override
  public int compareTo(SeriesName other) {
    return ORDER.compare(this, other);
  }
}
