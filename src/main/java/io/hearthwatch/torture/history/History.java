package io.hearthwatch.torture.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens before some cameras, as a list of acts: files that appear, records that are
 * published, and what people do about those that were rejected. A function of seed and settings:
 * the same ones give the same history, to the byte.
 *
 * <p>Every kind of frame that a job may meet is in it, and at its end each camera says farewell
 * with a frame that closes all its windows but that frame's own.
 */
public final class History {
  private final long seed;
  private final HistorySettings settings;
  private final JobRules rules;
  private final List<Act> acts;

  private History(long seed, HistorySettings settings, JobRules rules, List<Act> acts) {
    this.seed = seed;
    this.settings = settings;
    this.rules = rules;
    this.acts = acts;
  }

  /** The history of a seed. */
  public static History of(long seed, HistorySettings settings) {
    JobRules rules =
        JobRules.under(settings.framesRoot())
            .hearing(
                IntStream.range(0, settings.cameras())
                    .mapToObj(camera -> CameraKind.of(camera).id(camera))
                    .toList());
    List<Act> acts = new ArrayList<>();
    for (int camera = 0; camera < settings.cameras(); camera++) {
      CameraKind kind = CameraKind.of(camera);
      Random random = new Random(seed * 1_000_003 + camera);
      long begin =
          settings.base().plus(kind.hour()).toEpochMilli() * 1000 + random.nextInt(90_000_000);
      CameraStory story = new CameraStory(kind.id(camera), begin, random, settings);
      new CameraLife(story, kind, settings, rules).live();
      acts.addAll(story.acts());
    }
    acts.addAll(Requeues.of(seed, settings));
    // Stable: acts of one camera in one moment stay in their order.
    acts.sort(Comparator.comparingLong(Act::atMillis));
    return new History(seed, settings, rules, List.copyOf(acts));
  }

  /**
   * A history that somebody thought up.
   *
   * @param acts in order
   */
  public static History told(HistorySettings settings, List<Act> acts) {
    return new History(0, settings, JobRules.under(settings.framesRoot()), List.copyOf(acts));
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** The settings. */
  public HistorySettings settings() {
    return settings;
  }

  /** The settings of the job that decide its outcomes. */
  public JobRules rules() {
    return rules;
  }

  /** All acts, in order. */
  public List<Act> acts() {
    return acts;
  }

  /** The records that the job is told to skip, each as {@code partition@offset}. */
  public Set<String> skipped() {
    Set<String> skipped = new LinkedHashSet<>();
    long[] offsets = new long[settings.partitions()];
    for (Act act : acts) {
      if (act instanceof Act.Publish record) {
        long offset = offsets[record.partition()]++;
        if (record.kind().equals(CameraDeeds.TO_BE_SKIPPED)) {
          skipped.add(record.partition() + "@" + offset);
        }
      }
    }
    return skipped;
  }

  /** How many records each partition will hold. */
  public List<Long> recordsByPartition() {
    long[] counts = new long[settings.partitions()];
    for (Act act : acts) {
      if (act instanceof Act.Publish record) {
        counts[record.partition()]++;
      }
    }
    return java.util.Arrays.stream(counts).boxed().toList();
  }

  /** How many records the topic will hold, beside those that somebody has sent again. */
  public long expectedRecords() {
    return recordsByPartition().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The options that the job must be given besides its connections and parallelism, by key: as
   * {@code --key value}, or as lines of its file.
   *
   * @param model where {@link CodedModel} was written
   * @param topic of frames
   */
  public Map<String, String> jobOptions(Path model, String topic) {
    Map<String, String> options = new LinkedHashMap<>(rules.options());
    options.put("detect.model", model.toString());
    if (!skipped().isEmpty()) {
      options.put(
          "detect.skip-offsets",
          skipped().stream().map(at -> topic + "-" + at).collect(Collectors.joining(",")));
    }
    return options;
  }
}
