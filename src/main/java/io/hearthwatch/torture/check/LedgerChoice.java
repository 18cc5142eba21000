package io.hearthwatch.torture.check;

import io.hearthwatch.torture.model.Choice;
import io.hearthwatch.torture.model.Found;
import io.hearthwatch.torture.model.Frame;
import io.hearthwatch.torture.model.Sight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Believes the ledger where more than one outcome is right: the sight that its row and detections
 * tell of, or the first one when they tell of none, which then is a difference.
 */
final class LedgerChoice implements Choice {
  private final Map<String, Map<String, Object>> ledger = new HashMap<>();
  private final Map<Object, List<Map<String, Object>>> detections = new HashMap<>();

  LedgerChoice(World world) {
    for (Map<String, Object> row : world.rows().get("frame")) {
      ledger.put(Tables.key("frame", row), row);
    }
    for (Map<String, Object> row : world.rows().get("detection")) {
      detections.computeIfAbsent(row.get("frame_id"), id -> new ArrayList<>()).add(row);
    }
  }

  @Override
  public Sight of(Frame frame) {
    Map<String, Object> row = ledger.getOrDefault(frame.key(), Map.of());
    return frame.admission().sights().stream()
        .filter(sight -> tells(row, sight))
        .findFirst()
        .orElse(frame.admission().sights().get(0));
  }

  private boolean tells(Map<String, Object> row, Sight sight) {
    return sight.outcome().equals(row.get("outcome"))
        && Objects.equals(sight.reason(), row.get("reason"))
        && Cell.same(sight.found().size(), row.get("detections"))
        // A frame that failed has none of its own: they are those of another attempt at it.
        && (sight.reason() != null
            || confidences(row.get("frame_id"))
                .equals(sight.found().stream().map(Found::confidenceE4).toList()));
  }

  private List<Integer> confidences(Object frameId) {
    return detections.getOrDefault(frameId, List.of()).stream()
        .sorted(Comparator.comparing(row -> Cell.number((Number) row.get("ordinal"))))
        .map(row -> Cell.number((Number) row.get("confidence")).movePointRight(4).intValue())
        .toList();
  }
}
