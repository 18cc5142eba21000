package io.hearthwatch.torture.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Decides what admission leaves open: what was seen of an admitted frame, and whether a record that
 * repeats one counts. A frame that failed counts once more, by the first attempt that succeeds;
 * whatever else repeats one is in vain.
 */
final class Fates {
  private final Choice choice;
  private final List<Fate> fates = new ArrayList<>();
  private final Map<UUID, Boolean> recoveredByFailed = new HashMap<>();
  private final Set<UUID> unsure = new HashSet<>();
  private final Map<UUID, Seen> counted = new LinkedHashMap<>();

  private Fates(Choice choice) {
    this.choice = choice;
  }

  /**
   * @param frames of each partition in the order of their offsets
   */
  static Fates of(List<Frame> frames, Choice choice) {
    Fates decided = new Fates(choice);
    frames.forEach(frame -> decided.fates.add(decided.fate(frame)));
    return decided;
  }

  /** Of every frame, in their order. */
  List<Fate> all() {
    return List.copyOf(fates);
  }

  /** The windows by the key of their batch, each with its frames in the camera's sequence. */
  Map<UUID, List<Seen>> windows() {
    Map<UUID, List<Seen>> windows = new LinkedHashMap<>();
    counted
        .values()
        .forEach(
            seen ->
                windows
                    .computeIfAbsent(seen.frame().admission().batchId(), id -> new ArrayList<>())
                    .add(seen));
    return windows;
  }

  private Fate fate(Frame frame) {
    if (frame.admission() == null) {
      return new Fate(frame, frame.outcome(), frame.reason(), null, false);
    }
    if (frame.undecided()) {
      unsure.add(frame.frameId());
    }
    return frame.admission().unlessFailed() == null ? first(frame) : again(frame);
  }

  private Fate first(Frame frame) {
    Sight sight = sight(frame);
    boolean undecided = unsure.contains(frame.frameId());
    counted.put(frame.frameId(), new Seen(frame, sight, null, undecided));
    if (sight.reason() != null) {
      recoveredByFailed.put(frame.frameId(), false);
    }
    return new Fate(frame, sight.outcome(), sight.reason(), sight, undecided);
  }

  private Fate again(Frame frame) {
    UUID id = frame.frameId();
    boolean undecided = unsure.contains(id);
    Boolean recovered = recoveredByFailed.get(id);
    if (recovered == null || recovered) {
      String outcome = recovered == null ? frame.admission().unlessFailed() : "duplicate";
      return new Fate(frame, outcome, null, null, undecided);
    }
    Sight sight = sight(frame);
    if (sight.reason() != null) {
      return new Fate(frame, "rejected", sight.reason(), null, undecided);
    }
    recoveredByFailed.put(id, true);
    Frame failed = counted.get(id).frame();
    counted.put(id, new Seen(failed, sight, frame, undecided));
    return new Fate(frame, "analysed", null, sight, undecided);
  }

  private Sight sight(Frame frame) {
    return frame.undecided() ? choice.of(frame) : frame.admission().sights().get(0);
  }
}
