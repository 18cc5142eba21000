package io.hearthwatch.torture.check;

import io.hearthwatch.torture.check.Difference.Kind;
import io.hearthwatch.torture.history.RecordedRecord;
import io.hearthwatch.torture.history.RecordedTopic;
import io.hearthwatch.torture.model.Fate;
import io.hearthwatch.torture.model.Sending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was noted before records were sent again, and what the topic has of it: no record without
 * its note, none twice for one note, and each note names what the record does. When all that could
 * be sent was asked for at the end, no rejected record is left out, but those that would be
 * rejected again whatever was mended.
 */
final class SendingsCheck {
  private static final String PLACE = "table requeue";
  private static final Set<String> NEVER_AGAIN =
      Set.of(
          "clock_ahead",
          "clock_behind",
          "key_mismatch",
          "malformed_json",
          "missing_field",
          "invalid_field");
  private static final int KEPT_KEY = 1024;
  private static final int KEPT_VALUE = 64 * 1024;

  private final List<Difference> differences = new ArrayList<>();

  private SendingsCheck() {}

  /**
   * @param topic of frames
   * @param fates of all its records that were read
   */
  static List<Difference> differences(
      List<Sending> sendings, RecordedTopic topic, List<Fate> fates) {
    SendingsCheck check = new SendingsCheck();
    Set<String> sent = check.notes(sendings, topic);
    fates.forEach(fate -> check.leftOut(fate, sent));
    return check.differences;
  }

  /** Returns the ledger keys of all that was sent again. */
  private Set<String> notes(List<Sending> sendings, RecordedTopic topic) {
    Map<String, Sending> byId = new HashMap<>();
    sendings.forEach(sending -> byId.put(sending.id(), sending));
    Map<String, RecordedRecord> recorded = new HashMap<>();
    Set<String> sent = new HashSet<>();
    for (List<RecordedRecord> partition : topic.partitions()) {
      for (RecordedRecord record : partition) {
        if (!record.sentAgain()) {
          continue;
        }
        sent.add(record.repeats().original());
        Sending note = byId.get(record.repeats().id());
        if (note == null || !note.original().equals(record.repeats().original())) {
          add(Kind.MISSING, record.at(), "a note of " + record.repeats(), "" + note);
        }
        RecordedRecord before = recorded.put(record.repeats().id(), record);
        if (before != null) {
          add(Kind.BEYOND, record.at(), "one record of a sending", "also " + before.at());
        }
      }
    }
    for (Sending sending : sendings) {
      RecordedRecord record = recorded.get(sending.id());
      if (sending.sentOffset() != null
          && (record == null || record.offset() != sending.sentOffset())) {
        add(
            Kind.WRONG,
            sending.original(),
            "sent offset " + sending.sentOffset(),
            record == null ? "no such record" : record.at());
      }
    }
    return sent;
  }

  private void leftOut(Fate fate, Set<String> sent) {
    RecordedRecord record = fate.frame().record();
    if (!fate.outcome().equals("rejected") || record.repeats() != null) {
      return;
    }
    boolean possible = !NEVER_AGAIN.contains(fate.reason()) && !mayBeCut(record);
    if (possible != sent.contains(record.at())) {
      add(
          possible ? Kind.MISSING : Kind.BEYOND,
          record.at(),
          possible ? "to be sent again, as " + fate.reason() : "never to be sent again",
          possible ? "" : "a record that repeats it");
    }
  }

  private static boolean mayBeCut(RecordedRecord record) {
    return record.key() != null && record.key().length >= KEPT_KEY
        || record.value() != null && record.value().length >= KEPT_VALUE;
  }

  private void add(Kind kind, String key, String expected, String found) {
    differences.add(new Difference(kind, PLACE, key, "", expected, found, List.of()));
  }
}
