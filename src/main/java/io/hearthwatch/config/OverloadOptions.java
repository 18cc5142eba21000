package io.hearthwatch.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOptions;

/** Options {@code overload.*}: what becomes of frames when more arrive than can be searched. */
public final class OverloadOptions {
  /** Words for whether frames are shed. */
  static final Map<String, Boolean> POLICIES = Map.of("backlog", false, "shed", true);

  /** What becomes of them. */
  public static final JobOption<String> POLICY =
      JobOption.ofResults(
              ConfigOptions.key("overload.policy")
                  .stringType()
                  .defaultValue("backlog")
                  .withDescription(
                      "What becomes of frames when more arrive than can be searched. `backlog`: "
                          + "they wait in Kafka, all are searched, and events come late. `shed`: "
                          + "those of less important cameras are not searched; each has its row in "
                          + "the ledger (outcome `shed`). What is shed follows from the records' "
                          + "append times and the options below, never from how fast the job is."),
              ModelRules.choice(POLICIES))
          .cameLater();

  /** Declared capacity. */
  public static final JobOption<Double> FRAMES_PER_SECOND =
      JobOption.ofResults(
              ConfigOptions.key("overload.frames-per-second")
                  .doubleType()
                  .noDefaultValue()
                  .withDescription(
                      "How many frames per second the whole job searches, as it was measured, with "
                          + "some room left. Each partition of the frames topic has an equal share. "
                          + "Needed with `overload.policy: shed`, and only then."),
              NumberRules.rate("120"))
          .cameLater();

  /** Partitions among which the capacity is shared. */
  public static final JobOption<Integer> PARTITIONS =
      JobOption.ofResults(
              ConfigOptions.key("overload.partitions")
                  .intType()
                  .noDefaultValue()
                  .withDescription(
                      "How many partitions the frames topic has: the job does not start where it "
                          + "has another number. Needed with `overload.policy: shed`, and only "
                          + "then."),
              NumberRules.integer(1, 10_000, 4))
          .cameLater();

  /** The longest wait. */
  public static final JobOption<Duration> SHED_AFTER =
      JobOption.ofResults(
              ConfigOptions.key("overload.shed-after")
                  .durationType()
                  .defaultValue(Duration.ofSeconds(30))
                  .withDescription(
                      "A frame is shed when it would wait longer than this at the declared "
                          + "capacity; one of a camera with low priority, longer than half of it. "
                          + "So this is also how long a burst may be above the capacity before "
                          + "anything is shed."),
              TimeRules.duration("1 ms", "7 d", "30 s"))
          .cameLater();

  /** Cameras whose frames go first. */
  public static final JobOption<List<String>> LOW_PRIORITY =
      JobOption.ofResults(
              ConfigOptions.key("overload.low-priority")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Cameras whose frames are shed first: ids, in which `*` stands for any "
                          + "characters. Those that neither list names have normal priority. One that "
                          + "`overload.high-priority` covers, or that no camera of `ingest.cameras` "
                          + "can be, is refused. As an argument: with commas between them."),
              RecordRules.cameras("garden-*"))
          .cameLater();

  /** Cameras whose frames stay. */
  public static final JobOption<List<String>> HIGH_PRIORITY =
      JobOption.ofResults(
              ConfigOptions.key("overload.high-priority")
                  .stringType()
                  .asList()
                  .noDefaultValue()
                  .withDescription(
                      "Cameras whose frames are never shed, written as in `overload.low-priority`, "
                          + "before which this goes. Too many of them, and all others are shed "
                          + "while these wait; all of them is refused."),
              RecordRules.cameras("front-door"))
          .cameLater();

  private OverloadOptions() {}
}
