package io.hearthwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Prometheus endpoint answered: strictly read, so that a line that Prometheus could not read
 * fails the test.
 */
public final class Scrape {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"([^\"\\\\]*)\",?");

  /**
   * One line.
   *
   * @param name with the suffix that a summary's lines have
   */
  public record Sample(String name, Map<String, String> labels, double value) {}

  private final List<Sample> samples;

  private Scrape(List<Sample> samples) {
    this.samples = samples;
  }

  /** Asks an endpoint. */
  public static Scrape of(URI endpoint) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return parse(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads the text format. */
  public static Scrape parse(String text) {
    return new Scrape(
        text.lines().filter(line -> !line.startsWith("#")).map(Scrape::sample).toList());
  }

  private static Sample sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    Map<String, String> labels = new HashMap<>();
    if (sample.group(2) != null) {
      Matcher label = LABEL.matcher(sample.group(2));
      int end = 0;
      while (label.find()) {
        assertThat(label.start()).as(line).isEqualTo(end);
        assertThat(labels.put(label.group(1), label.group(2))).as(line).isNull();
        end = label.end();
      }
      assertThat(end).as(line).isEqualTo(sample.group(2).length());
    }
    String number = sample.group(3).replace("Inf", "Infinity");
    return new Sample(sample.group(1), labels, Double.parseDouble(number));
  }

  /** All lines. */
  public List<Sample> samples() {
    return samples;
  }

  /** The names of all lines. */
  public Set<String> names() {
    return samples.stream().map(Sample::name).collect(Collectors.toSet());
  }

  /** The lines of one name that have a label with a value. */
  public List<Sample> of(String name, String label, String value) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> value.equals(sample.labels().get(label)))
        .toList();
  }

  /** By outcome and reason, as {@code outcome:reason}: what the job's gauges say of its ledger. */
  public Map<String, Long> ledgerRows(RunningJob job) {
    return of("flink_taskmanager_job_task_operator_outcome_reason_ledgerRows", "job_id", job.id())
        .stream()
        .filter(sample -> sample.value() > 0)
        .collect(
            Collectors.toMap(
                sample -> sample.labels().get("outcome") + ":" + sample.labels().get("reason"),
                sample -> (long) sample.value(),
                Long::sum));
  }
}
