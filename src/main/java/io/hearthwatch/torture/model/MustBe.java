package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.RecordedTopic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that must be after a job has read a topic to its end, whatever happened to it meanwhile.
 *
 * @param fates what must become of every record that was read, by partition and offset
 * @param rows of each table, by name
 * @param unsureEvents keys of events that come and go with what undecided frames turn out to be
 */
public record MustBe(List<Fate> fates, Map<String, List<Row>> rows, Set<String> unsureEvents) {

  /**
   * Computes it.
   *
   * @param history what was played
   * @param topic what the topic had
   * @param gaps what nobody read
   * @param choice what frames turned out to be of which more than one outcome is right
   * @param sendings what was noted before records were sent again
   */
  public static MustBe of(
      History history, RecordedTopic topic, List<Gap> gaps, Choice choice, List<Sending> sendings) {
    Admissions admissions = new Admissions(history);
    Fates fates = Fates.of(admissions.decide(history, topic, gaps), choice);
    Rows rows = new Rows(history.rules(), topic.name());
    Map<String, List<Row>> tables = new LinkedHashMap<>();
    for (String table : List.of("frame", "detection", "batch", "event")) {
      tables.put(table, new ArrayList<>());
    }
    gaps.forEach(gap -> tables.get("frame").add(rows.gap(gap)));
    fates.all().forEach(fate -> tables.get("frame").add(rows.frame(fate)));
    Set<String> unsureEvents = new HashSet<>();
    Map<String, Long> clocks = admissions.clocks();
    long length = history.rules().windowLength().toMillis();
    for (List<Seen> members : fates.windows().values()) {
      for (Seen seen : members) {
        for (int ordinal = 0; ordinal < seen.sight().found().size(); ordinal++) {
          tables.get("detection").add(rows.detection(seen, ordinal));
        }
      }
      Frame first = members.get(0).frame();
      long endMicros = (first.admission().windowStartMillis() + length) * 1000;
      boolean closed = clocks.get(first.reading().camera()) >= endMicros;
      Window window = new Window(members, closed);
      tables.get("batch").add(rows.batch(window));
      if (window.undecided()) {
        unsureEvents.add(rows.eventId(window).toString());
      }
      Row event = rows.event(window);
      if (event != null) {
        tables.get("event").add(event);
      }
    }
    tables.put("dead_letter", Letters.rows(fates.all(), sendings));
    return new MustBe(fates.all(), tables, unsureEvents);
  }
}
