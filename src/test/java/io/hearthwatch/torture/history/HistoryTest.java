package io.hearthwatch.torture.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final HistorySettings SMALL =
      HistorySettings.under(Path.of("/frames")).with(6, Duration.ofSeconds(5));

  @Test
  void aSeedGivesTheSameHistoryToTheByte() {
    List<String> one = texts(History.of(3, SMALL));
    assertThat(texts(History.of(3, SMALL))).isEqualTo(one);
    assertThat(texts(History.of(4, SMALL))).isNotEqualTo(one);
  }

  private static List<String> texts(History history) {
    return history.acts().stream()
        .map(
            act ->
                act instanceof Act.PutFile file
                    ? "%d %s %s %s"
                        .formatted(
                            file.atMillis(), file.path(), file.content().sha256(), file.delay())
                    : act instanceof Act.Publish record ? text(record) : act.toString())
        .toList();
  }

  /** The job is told before it starts which offsets to skip. */
  @Test
  void whatIsSkippedComesBeforeAnythingIsSentAgain() {
    for (long seed = 0; seed < 20; seed++) {
      History history = History.of(seed, SMALL);
      long first =
          history.acts().stream()
              .filter(Act.Requeue.class::isInstance)
              .mapToLong(Act::atMillis)
              .min()
              .orElseThrow();
      assertThat(history.skipped()).as("seed %d", seed).isNotEmpty();
      assertThat(publishes(history))
          .filteredOn(record -> record.kind().equals(CameraDeeds.TO_BE_SKIPPED))
          .extracting(Act.Publish::atMillis)
          .allMatch(at -> at < first);
    }
  }

  private static String text(Act.Publish record) {
    return "%d %d %s %s %s"
        .formatted(
            record.atMillis(),
            record.partition(),
            Arrays.toString(record.key()),
            Arrays.hashCode(record.value()),
            new TreeMap<>(record.headers()));
  }

  @Test
  void recordsGoWhereKafkaWouldSendThem() {
    for (Act act : History.of(5, SMALL).acts()) {
      if (act instanceof Act.Publish record && record.key() != null) {
        assertThat(record.partition())
            .isEqualTo(BuiltInPartitioner.partitionForKey(record.key(), SMALL.partitions()));
      }
    }
  }

  @Test
  void actsAreInOrderAndEveryCameraSaysFarewell() {
    History history = History.of(6, SMALL);
    assertThat(history.acts()).extracting(Act::atMillis).isSorted();
    Set<String> farewells =
        publishes(history).stream()
            .filter(record -> record.kind().equals("farewell"))
            .map(Act.Publish::camera)
            .collect(Collectors.toSet());
    assertThat(farewells)
        .hasSize(SMALL.cameras())
        .isEqualTo(
            publishes(history).stream().map(Act.Publish::camera).collect(Collectors.toSet()));
    assertThat(history.expectedRecords()).isEqualTo(publishes(history).size());
  }

  private static List<Act.Publish> publishes(History history) {
    return history.acts().stream()
        .filter(Act.Publish.class::isInstance)
        .map(Act.Publish.class::cast)
        .toList();
  }

  /** A root stands in URIs unescaped. */
  @Test
  void refusesARootThatAUriWouldSpellOtherwise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistorySettings.under(Path.of("/my frames")))
        .withMessageContaining("/my frames stands in every reference as it is");
  }
}
