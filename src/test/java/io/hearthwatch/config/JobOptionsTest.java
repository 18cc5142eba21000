package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  @Test
  void theListHoldsEveryDeclaredOption() throws Exception {
    assertThat(JobOptions.ALL).containsExactlyInAnyOrderElementsOf(declared());
    assertThat(new HashSet<>(JobOptions.BY_KEY.keySet())).hasSize(JobOptions.ALL.size());
  }

  @Test
  void everyOptionIsNamedDescribedAndClassified() {
    for (JobOption<?> option : JobOptions.ALL) {
      assertThat(option.key()).matches("[a-z]+\\.[a-z]+(-[a-z]+)*");
      assertThat(new HtmlFormatter().format(option.option().description()))
          .as(option.key())
          .hasSizeGreaterThan(10)
          .endsWith(".");
      assertThat(option.affects()).as(option.key()).isNotNull();
    }
  }

  @Test
  void resultsDependOnTheseOptionsAndNoOthers() {
    assertThat(JobOptions.ALL)
        .filteredOn(option -> option.affects() == Affects.RESULTS)
        .extracting(JobOption::key)
        .containsExactlyInAnyOrder(
            "ingest.allowed-roots",
            "ingest.max-record-size",
            "ingest.cameras",
            "overload.policy",
            "overload.frames-per-second",
            "overload.partitions",
            "overload.shed-after",
            "overload.low-priority",
            "overload.high-priority",
            "admit.out-of-orderness",
            "admit.clock-tolerance",
            "admit.max-age",
            "fetch.max-size",
            "fetch.inner-hosts",
            "detect.confidence",
            "detect.decode",
            "detect.low-confidence",
            "detect.max-pixels",
            "detect.labels",
            "detect.classes",
            "detect.input-size",
            "detect.resize",
            "detect.channel-order",
            "detect.normalisation",
            "detect.nms-iou",
            "detect.provider",
            "detect.provider-fallback",
            "window.length",
            "window.allowed-lateness",
            "window.urgent-confidence",
            "assess.night-start",
            "assess.night-end",
            "site.time-zone");
  }

  /** Every constant of that type in the package's classes named {@code XxxOptions}. */
  private static List<JobOption<?>> declared() throws Exception {
    File folder =
        new File(JobOptions.class.getResource("JobOptions.class").toURI()).getParentFile();
    List<JobOption<?>> options = new ArrayList<>();
    for (String file : folder.list((parent, name) -> name.endsWith("Options.class"))) {
      Class<?> type =
          Class.forName(JobOptions.class.getPackageName() + "." + file.replace(".class", ""));
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == JobOption.class) {
          options.add((JobOption<?>) field.get(null));
        }
      }
    }
    return options;
  }
}
