package io.hearthwatch.torture.check;

import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.Repetition;
import io.hearthwatch.torture.model.Fate;
import io.hearthwatch.torture.model.Frame;
import io.hearthwatch.torture.model.MustBe;
import io.hearthwatch.torture.model.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells how the first difference came about: records, acts, and writes to its row. */
final class Causes {
  /** Windows have many frames; their first and last ones tell enough. */
  private static final int MOST_FRAMES = 12;

  private final History history;
  private final MustBe mustBe;
  private final World world;

  private Causes(History history, MustBe mustBe, World world) {
    this.history = history;
    this.mustBe = mustBe;
    this.world = world;
  }

  /** The same differences, the first with its history. */
  static List<Difference> withHistory(
      List<Difference> differences, History history, MustBe mustBe, World world) {
    if (differences.isEmpty()) {
      return List.of();
    }
    List<Difference> told = new ArrayList<>(differences);
    Difference first = told.get(0);
    told.set(0, first.with(new Causes(history, mustBe, world).of(first)));
    return List.copyOf(told);
  }

  private List<String> of(Difference difference) {
    List<String> lines = new ArrayList<>();
    int shown = 0;
    for (Fate fate : fates(difference.key())) {
      if (shown++ < MOST_FRAMES) {
        lines.addAll(lines(fate));
      }
    }
    if (shown > MOST_FRAMES) {
      lines.add("... and " + (shown - MOST_FRAMES) + " records more");
    }
    world.writes().stream()
        .filter(write -> write.key().equals(difference.key()))
        .forEach(write -> lines.add(write.toString()));
    return lines;
  }

  /** The records behind a ledger row, a detection, a batch or an event. */
  private List<Fate> fates(String key) {
    String batch =
        Stream.of("batch", "event")
            .flatMap(table -> mustBe.rows().get(table).stream())
            .filter(row -> row.key().equals(key))
            .map(row -> Objects.toString(batchId(row)))
            .findFirst()
            .orElse("");
    return mustBe.fates().stream().filter(fate -> isBehind(fate.frame(), key, batch)).toList();
  }

  private static boolean isBehind(Frame frame, String key, String batch) {
    boolean repeats =
        frame.record().repeats() != null && frame.record().repeats().original().equals(key);
    return repeats
        || frame.key().equals(key)
        || frame.frameId() != null && key.startsWith(frame.frameId() + "#")
        || frame.admission() != null && frame.admission().batchId().toString().equals(batch);
  }

  private static Object batchId(Row row) {
    Map<String, Object> columns = row.columns();
    return columns.getOrDefault("batch_id", columns.get("id"));
  }

  private List<String> lines(Fate fate) {
    Frame frame = fate.frame();
    Act.Publish act = (Act.Publish) history.acts().get(frame.act());
    Repetition repeats = frame.record().repeats();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  record %s of %s: %s; act %d of %d; must be %s"
            .formatted(
                Instant.ofEpochMilli(frame.record().timestampMillis()),
                frame.key(),
                frame.record().sentAgain() ? repeats.original() : act.camera(),
                frame.record().sentAgain() ? "sent again after that" : act.kind(),
                frame.act(),
                history.acts().size(),
                fate.outcome()
                    + (fate.reason() == null ? "" : " " + fate.reason())
                    + (frame.admission() == null
                        ? ""
                        : " (number %d of its camera)".formatted(frame.admission().sequence()))
                    + (fate.undecided() ? ", or otherwise" : "")));
    String uri = frame.reading().uri();
    if (uri != null) {
      for (int i = 0; i < history.acts().size(); i++) {
        if (history.acts().get(i) instanceof Act.PutFile file && uri.endsWith("/" + file.path())) {
          lines.add(
              "    act %d put %s, %d bytes, %d ms later"
                  .formatted(
                      i, file.path(), file.content().bytes().length, file.delay().toMillis()));
        }
      }
    }
    return lines;
  }
}
