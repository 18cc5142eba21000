package io.hearthwatch.torture.fault;

import io.hearthwatch.cluster.ClusterStatus;
import io.hearthwatch.local.SourcePositions;
import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.model.Gap;
import io.hearthwatch.torture.world.FlinkProcesses;
import io.hearthwatch.torture.world.TortureWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * The job stands still while records come in, some of them sent again by people, and the broker,
 * started anew, has removed some of them. The job must not go on without a word: it says which
 * offsets are gone, until it is told to accept the gap.
 */
final class OffsetsExpired implements Fault {
  private static final Duration NEWS_WITHIN = Duration.ofSeconds(40);
  private static final Duration REFUSES_WITHIN = Duration.ofSeconds(15);
  private static final String ACCEPT = "--ingest.accept-gap";

  /** Records that must have come in before some of them are removed. */
  private static final int NEWS = 12;

  private final Target target;
  private final TortureWorld world;
  private String savepoint;
  private Gap gap;

  OffsetsExpired(Target target) {
    this.target = target;
    this.world = target.world();
  }

  @Override
  public void strike() throws Exception {
    savepoint = world.flink().endJob();
    world.broker().kill();
    world.broker().start();
    // Behind the restart: a broker that is killed soon after it removed records has them again.
    gap = removeWhatIsNotRead();
    requireRefusal();
    target.gaps().add(gap);
  }

  @Override
  public void heal() throws Exception {
    FlinkProcesses flink = world.flink();
    flink.cancelJob();
    flink.resubmit(savepoint, List.of(ACCEPT));
    Effect.await("the gap was not accounted for", this::isAccountedFor);
    // What is accepted once shall not be accepted for ever.
    flink.resubmit(flink.endJob(), List.of());
  }

  private boolean isAccountedFor() throws Exception {
    try (Connection connection = world.database().connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT FROM hearthwatch.frame WHERE outcome = 'gap' AND kafka_partition = ?"
                    + " AND kafka_offset = ?")) {
      query.setInt(1, gap.partition());
      query.setLong(2, gap.from());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * Half of what has come in since the job stopped, in the partition where most has, and all that
   * was sent again there.
   */
  private Gap removeWhatIsNotRead() throws Exception {
    try (Admin admin = world.admin()) {
      Map<Integer, Long> read = SourcePositions.of(Path.of(URI.create(savepoint)));
      // What is sent again while the job stands shall be among what is removed.
      target.operator().requeue(Act.Requeue.of("missing_file"));
      long deadline = System.nanoTime() + NEWS_WITHIN.toNanos();
      target.historyGoesOn().run();
      while (System.nanoTime() - deadline < 0) {
        Optional<Gap> unread = mostNews(admin, read);
        if (unread.isPresent()) {
          TopicPartition partition =
              new TopicPartition(TortureWorld.FRAMES, unread.get().partition());
          admin
              .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(unread.get().to())))
              .all()
              .get();
          return unread.get();
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new FaultWithoutEffectException(
        "fewer than %d records came in while the job stood".formatted(NEWS));
  }

  private Optional<Gap> mostNews(Admin admin, Map<Integer, Long> read) throws Exception {
    int partitions = target.recorder().recorded().partitions().size();
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(TortureWorld.FRAMES, number))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Gap most = null;
    for (var end : admin.listOffsets(ends).all().get().entrySet()) {
      TopicPartition partition = end.getKey();
      long from = read.getOrDefault(partition.partition(), 0L);
      // What was recorded is known also when the broker has it no more.
      long to =
          Math.min(
              end.getValue().offset(),
              target.recorder().recorded().partitions().get(partition.partition()).size());
      if (to - from >= NEWS && (most == null || to - from > most.to() - most.from())) {
        most = new Gap(partition.partition(), from, to);
      }
    }
    return Optional.ofNullable(most)
        .map(
            all ->
                new Gap(
                    all.partition(),
                    all.from(),
                    Math.max((all.from() + all.to()) / 2, behindWhatWasSentAgain(all))));
  }

  private long behindWhatWasSentAgain(Gap news) {
    return target.recorder().recorded().partitions().get(news.partition()).stream()
        .filter(record -> record.sentAgain() && news.holds(record.partition(), record.offset()))
        .mapToLong(record -> record.offset() + 1)
        .max()
        .orElse(0);
  }

  private void requireRefusal() throws Exception {
    String expected =
        "%s-%d: offsets %d–%d are gone"
            .formatted(TortureWorld.FRAMES, gap.partition(), gap.from(), gap.to() - 1);
    try {
      world.flink().resubmit(savepoint, List.of(), REFUSES_WITHIN);
    } catch (IOException refused) {
      if (!refused.getMessage().contains(expected)) {
        throw new IOException("the job should have said '%s'".formatted(expected), refused);
      }
      return;
    }
    // Its tasks may have run for a moment before they looked at their offsets.
    Effect.await(
        "the job went over the gap in silence: '%s'".formatted(expected),
        () -> {
          ClusterStatus.Job job = world.flink().status().job();
          return job != null && job.lastFailure() != null && job.lastFailure().contains(expected);
        });
  }
}
