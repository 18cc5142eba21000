package io.hearthwatch.metrics.endpoint;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All registered metrics, and their values as text in Prometheus's exposition format 0.0.4. Safe to
 * share between threads.
 *
 * <p>Counters, gauges and meters (by their rate) are gauges, as Flink restarts its counters with
 * every attempt of a task; histograms are summaries without a sum, which Flink does not know. A
 * gauge whose value is no number, or that fails to answer, is left out.
 */
final class Exposition {
  private static final Logger LOG = LoggerFactory.getLogger(Exposition.class);
  private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};

  private final NavigableMap<SeriesName, Metric> metrics = new ConcurrentSkipListMap<>();

  /** From now on that metric is told; the later one of two with the same name. */
  void add(SeriesName name, Metric metric) {
    metrics.put(name, metric);
  }

  /** It is told no more, unless another took its name. */
  void remove(SeriesName name, Metric metric) {
    metrics.remove(name, metric);
  }

  /** All values now. */
  String text() {
    StringBuilder text = new StringBuilder(1 << 16);
    String family = "";
    for (Map.Entry<SeriesName, Metric> entry : metrics.entrySet()) {
      SeriesName name = entry.getKey();
      String samples = samples(name, entry.getValue());
      if (samples.isEmpty()) {
        continue;
      }
      if (!name.family().equals(family)) {
        family = name.family();
        String type = entry.getValue() instanceof Histogram ? "summary" : "gauge";
        text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
      }
      text.append(samples);
    }
    return text.toString();
  }

  private static String samples(SeriesName name, Metric metric) {
    try {
      if (metric instanceof Histogram histogram) {
        return summary(name, histogram);
      }
      Double value = value(metric);
      return value == null ? "" : sample(name.family(), name.labels(), value);
    } catch (RuntimeException e) {
      LOG.debug("{} does not answer", name, e);
      return "";
    }
  }

  /** Null for what is no number. */
  private static Double value(Metric metric) {
    if (metric instanceof Counter counter) {
      return (double) counter.getCount();
    }
    if (metric instanceof Meter meter) {
      return meter.getRate();
    }
    if (metric instanceof Gauge<?> gauge) {
      Object value = gauge.getValue();
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      if (value instanceof Boolean truth) {
        return truth ? 1.0 : 0.0;
      }
    }
    return null;
  }

  private static String summary(SeriesName name, Histogram histogram) {
    HistogramStatistics statistics = histogram.getStatistics();
    StringBuilder text = new StringBuilder();
    for (double quantile : QUANTILES) {
      String label = "quantile=\"" + quantile + "\"";
      text.append(
          sample(
              name.family(),
              name.labels().isEmpty() ? label : name.labels() + "," + label,
              statistics.getQuantile(quantile)));
    }
    return text.append(sample(name.family() + "_count", name.labels(), histogram.getCount()))
        .toString();
  }

  /** One line. Java writes numbers as Go reads them, infinity excepted. */
  static String sample(String family, String labels, double value) {
    String number =
        Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    return family + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + number + "\n";
  }
}
