package io.hearthwatch.torture;

import io.hearthwatch.local.WorkDirectory;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.text.OneLine;
import io.hearthwatch.torture.check.Accounting;
import io.hearthwatch.torture.check.Difference;
import io.hearthwatch.torture.check.TortureCheck;
import io.hearthwatch.torture.check.World;
import io.hearthwatch.torture.fault.Fault;
import io.hearthwatch.torture.fault.FaultKind;
import io.hearthwatch.torture.fault.Target;
import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.HistoryPlayer;
import io.hearthwatch.torture.history.HistorySettings;
import io.hearthwatch.torture.history.Operator;
import io.hearthwatch.torture.history.Recorder;
import io.hearthwatch.torture.model.Gap;
import io.hearthwatch.torture.world.CheckpointDisk;
import io.hearthwatch.torture.world.TortureWorld;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One run: start everything, play the history, let each strike happen in its share of it, wait
 * until every record has an outcome, stop, compare.
 */
public final class TortureRun {
  private static final Duration SHARE = Duration.ofSeconds(8);
  private static final Duration RECOVERS_WITHIN = Duration.ofMinutes(3);
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(4);
  private static final int LONGEST_HOLD_MILLIS = 3_000;
  private static final int LEAST_WINDOWS = 10;

  private final WorkDirectory directory;
  private final long seed;
  private final Schedule schedule;
  private final Duration untilLastStrike;
  private final Consumer<String> say;

  private final List<FaultTimes> times = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private int faults;

  /**
   * A run that has not begun.
   *
   * @param directory where all of it lies; closed by the caller, and everything ends with it
   * @param seed of the history, and of the strikes' particulars
   * @param schedule what happens
   * @param untilLastStrike after which no strike begins any more
   * @param say is told how it goes, a line at a time
   */
  public TortureRun(
      WorkDirectory directory,
      long seed,
      Schedule schedule,
      Duration untilLastStrike,
      Consumer<String> say) {
    this.directory = directory;
    this.seed = seed;
    this.schedule = schedule;
    this.untilLastStrike = untilLastStrike;
    this.say = say;
  }

  /** Whether a kind of fault can be done on this machine. */
  public static boolean isPossible(FaultKind kind) {
    return !kind.needsCheckpointDisk() || CheckpointDisk.isPossible();
  }

  /**
   * Does it.
   *
   * @throws IOException when the processes could not be started; what goes wrong later stands in
   *     the report
   */
  public TortureReport run() throws Exception {
    History history =
        History.of(
            seed,
            HistorySettings.under(directory.resolve("frames"))
                .with(LEAST_WINDOWS + schedule.shares() / 2, Duration.ofSeconds(2)));
    TortureWorld world = new TortureWorld(directory, line -> {});
    say.accept("starts broker, database, ZooKeeper, job manager, task managers and the job");
    world.start(history);
    int shares = schedule.shares();
    Operator operator = world.operator(seed);
    try (Recorder recorder =
            new Recorder(
                world.bootstrapServers(), TortureWorld.FRAMES, history.settings().partitions());
        HistoryPlayer player =
            new HistoryPlayer(
                history,
                world.bootstrapServers(),
                TortureWorld.FRAMES,
                SHARE.multipliedBy(shares),
                operator)) {
      recorder.start();
      player.start();
      try {
        strikeAll(world, player, recorder, operator, shares);
        settle(world, history, player, recorder, operator);
        return compared(world, history, recorder);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        if (directory.isClosing()) {
          throw e;
        }
        return report(history, null, OneLine.of(e), List.of(), List.of());
      }
    }
  }

  private void strikeAll(
      TortureWorld world, HistoryPlayer player, Recorder recorder, Operator operator, int shares)
      throws Exception {
    long deadline = System.nanoTime() + untilLastStrike.toNanos();
    try (Pacer pacer = new Pacer(player, shares)) {
      if (!Lookout.awaitWell(world.flink(), Instant.EPOCH, RECOVERS_WITHIN)) {
        throw new IOException("the job was never well: " + Signs.of(world.flink()));
      }
      for (Strike strike : schedule.strikes()) {
        if (System.nanoTime() - deadline > 0) {
          break;
        }
        pacer.awaitShare(strike.number());
        Random random = strike.random(seed);
        Target target = new Target(world, pacer::goOn, operator, recorder, gaps, random);
        FaultTimes went = go(world, strike, target);
        times.add(went);
        faults += strike.kinds().size();
        say.accept(
            "%3d/%d  %-60s noticed %s, lasted %.1f s, well after %.1f s"
                .formatted(
                    faults,
                    schedule.faults(),
                    strike,
                    went.noticedMillis() == null
                        ? "never"
                        : "after %.1f s".formatted(went.noticedMillis() / 1e3),
                    went.lastedMillis() / 1e3,
                    went.recoveredMillis() / 1e3));
      }
      pacer.release();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private FaultTimes go(TortureWorld world, Strike strike, Target target) throws Exception {
    try (Lookout lookout = new Lookout(world.flink())) {
      long begin = System.nanoTime();
      List<Fault> first = new ArrayList<>();
      List<Fault> last = new ArrayList<>();
      Map<FaultKind, Fault> together = new EnumMap<>(FaultKind.class);
      int holdMillis = target.random().nextInt(LONGEST_HOLD_MILLIS);
      for (FaultKind kind : strike.kinds()) {
        Fault fault = kind.on(target);
        together.put(kind, fault);
        (kind.isHealedLast() ? last : first).add(fault);
        holdMillis = Math.max(holdMillis, kind.atLeastMillis());
      }
      for (FaultKind kind : strike.inOrder()) {
        together.get(kind).strike();
      }
      TimeUnit.MILLISECONDS.sleep(holdMillis);
      for (Fault fault : first) {
        fault.heal();
      }
      for (Fault fault : last) {
        fault.heal();
      }
      long healed = System.nanoTime();
      if (!Lookout.awaitWell(world.flink(), Instant.now(), RECOVERS_WITHIN)) {
        throw new IOException(
            "the job is not well %d s after %s was put right: %s"
                .formatted(RECOVERS_WITHIN.toSeconds(), strike, Signs.of(world.flink())));
      }
      return new FaultTimes(
          strike.toString(),
          strike.kinds().stream().map(FaultKind::code).toList(),
          lookout.noticed().map(Duration::toMillis).orElse(null),
          TimeUnit.NANOSECONDS.toMillis(healed - begin),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healed));
    }
  }

  private void settle(
      TortureWorld world,
      History history,
      HistoryPlayer player,
      Recorder recorder,
      Operator operator)
      throws Exception {
    say.accept("waits for the history's end, and for every record's outcome");
    player.resume();
    if (!player.awaitEnd(SETTLES_WITHIN)) {
      throw new IOException("the history did not come to its end: " + player.progress());
    }
    awaitAccounted(world, history, recorder);
    say.accept("has all that is still rejected sent again");
    operator.requeue(Act.Requeue.everything());
    awaitAccounted(world, history, recorder);
    world.flink().endJob();
  }

  private void awaitAccounted(TortureWorld world, History history, Recorder recorder)
      throws Exception {
    if (!recorder.awaitEnd(SETTLES_WITHIN)) {
      throw new IOException(
          "the topic could not be read to its end: %d records read back"
              .formatted(recorder.recorded().records()));
    }
    long records = recorder.recorded().records();
    try (Connection connection = world.database().connect()) {
      long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
      Accounting accounting = Accounting.of(connection, history, records);
      while (!accounting.settled()) {
        if (System.nanoTime() - deadline > 0) {
          // What is missing is for the checker to say.
          say.accept("not settled after %s: %s".formatted(SETTLES_WITHIN, accounting));
          break;
        }
        TimeUnit.MILLISECONDS.sleep(500);
        accounting = Accounting.of(connection, history, records);
      }
    }
  }

  private TortureReport compared(TortureWorld world, History history, Recorder recorder)
      throws Exception {
    say.accept("compares");
    try (Connection connection = world.database().connect()) {
      World left =
          World.read(
              connection,
              history.rules().resultVersion(),
              world.bootstrapServers(),
              TortureWorld.EVENTS,
              TortureWorld.DEAD_LETTERS);
      List<Difference> differences = TortureCheck.compare(history, recorder.recorded(), gaps, left);
      List<String> violations =
          Audit.run(connection).findings().stream()
              .filter(finding -> finding.violation() && finding.total() > 0)
              .map(
                  finding ->
                      "%s: %d, such as %s"
                          .formatted(finding.claim(), finding.total(), finding.examples()))
              .toList();
      return report(history, left, null, differences, violations);
    }
  }

  private TortureReport report(
      History history,
      World left,
      String stopped,
      List<Difference> differences,
      List<String> violations) {
    return new TortureReport(
        seed,
        schedule.toString(),
        List.copyOf(times),
        faults,
        history.expectedRecords(),
        left == null ? Map.of() : outcomes(left, row -> true),
        left == null ? Map.of() : outcomes(left, TortureRun::wasRequeued),
        left == null ? 0 : left.writes().size(),
        gaps.stream().map(gap -> gap.partition() + ":" + gap.from() + "-" + gap.to()).toList(),
        stopped,
        differences,
        violations);
  }

  private static boolean wasRequeued(Map<String, Object> row) {
    return row.get("requeue_id") != null;
  }

  private static Map<String, Long> outcomes(World left, Predicate<Map<String, Object>> which) {
    return left.rows().get("frame").stream()
        .filter(which)
        .collect(
            Collectors.groupingBy(
                row -> String.valueOf(row.get("outcome")), TreeMap::new, Collectors.counting()));
  }
}
