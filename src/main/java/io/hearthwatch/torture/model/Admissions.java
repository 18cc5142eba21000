package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.FileContent;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.JobRules;
import io.hearthwatch.torture.history.RecordedRecord;
import io.hearthwatch.torture.history.RecordedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Decides about every record of a topic, partition by partition. */
final class Admissions {
  /** No file came at the moment at which its record was sent again. */
  private static final long NEVER = -1;

  private final JobRules rules;
  private final RecordReader reader;
  private final Viewer viewer;
  private final FilesHeld files;
  private final Keys keys;
  private final Set<String> skipped;
  private final Map<String, Camera> cameras = new TreeMap<>();

  Admissions(History history) {
    this.rules = history.rules();
    this.reader = new RecordReader(rules);
    this.viewer = new Viewer(rules);
    this.files = new FilesHeld(history);
    this.keys = new Keys(rules.resultVersion());
    this.skipped = history.skipped();
  }

  /** The clock of every camera that a frame was admitted of, in microseconds, after all records. */
  Map<String, Long> clocks() {
    Map<String, Long> clocks = new HashMap<>();
    cameras.forEach((id, camera) -> clocks.put(id, camera.clockMicros()));
    return clocks;
  }

  /**
   * @param gaps what nobody read
   */
  List<Frame> decide(History history, RecordedTopic topic, List<Gap> gaps) {
    List<List<Integer>> acts = actsByPartition(history, topic.partitions().size());
    List<Frame> frames = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions().size(); partition++) {
      List<Integer> played = acts.get(partition);
      int next = 0;
      for (RecordedRecord record : topic.partitions().get(partition)) {
        // What was sent again came after the last that was played before it.
        int act = played.get(Math.max(0, record.sentAgain() ? next - 1 : next++));
        if (gaps.stream().noneMatch(g -> g.holds(record.partition(), record.offset()))) {
          long atMillis = record.sentAgain() ? NEVER : history.acts().get(act).atMillis();
          frames.add(decide(record, act, atMillis));
        }
      }
    }
    return frames;
  }

  private static List<List<Integer>> actsByPartition(History history, int partitions) {
    List<List<Integer>> acts = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      acts.add(new ArrayList<>());
    }
    for (int act = 0; act < history.acts().size(); act++) {
      if (history.acts().get(act) instanceof Act.Publish record) {
        acts.get(record.partition()).add(act);
      }
    }
    return acts;
  }

  private Frame decide(RecordedRecord record, int act, long atMillis) {
    Reading reading = reader.read(record);
    if (reading.reason() != null) {
      return new Frame(record, act, reading, "rejected", reading.reason(), null, null);
    }
    UUID id = Keys.frame(reading.camera(), reading.capturedMicros(), reading.uri());
    Camera camera = cameras.computeIfAbsent(reading.camera(), c -> new Camera(rules));
    String refusal = camera.refusal(record, reading, id);
    boolean again = isAnotherAttempt(record, refusal);
    if (refusal != null && !again) {
      String[] parts = refusal.split(":");
      String reason = parts.length > 1 ? parts[1] : null;
      return new Frame(record, act, reading, parts[0], reason, id, null);
    }
    long sequence = camera.sequence();
    boolean outOfOrder = again ? camera.overtaken(reading) : camera.admit(reading, id);
    if (again) {
      camera.admitAgain();
    }
    long window = camera.windowStart(reading.capturedMicros());
    return new Frame(
        record,
        act,
        reading,
        null,
        null,
        id,
        new Frame.Admission(
            window,
            keys.window("batch", reading.camera(), window, rules.windowLength().toMillis()),
            sequence,
            outOfOrder,
            skipped.contains(record.partition() + "@" + record.offset())
                ? List.of(Sight.unread("skipped"))
                : sights(reading, act, atMillis),
            again ? refusal : null));
  }

  /** Whether it may be one at a frame that failed: what came of that is not known here. */
  private static boolean isAnotherAttempt(RecordedRecord record, String refusal) {
    return record.repeats() != null
        && record.repeats().partition() == record.partition()
        && ("late".equals(refusal) || "duplicate".equals(refusal));
  }

  private List<Sight> sights(Reading reading, int act, long atMillis) {
    if (files.directory(reading.uri())) {
      return List.of(Sight.unread("unreadable_file"));
    }
    List<Sight> sights = new ArrayList<>();
    for (FileContent seen : files.seen(reading.uri(), act, atMillis)) {
      Sight sight = seen == null ? Sight.unread("missing_file") : viewer.look(reading, seen);
      if (!sights.contains(sight)) {
        sights.add(sight);
      }
    }
    return List.copyOf(sights);
  }
}
