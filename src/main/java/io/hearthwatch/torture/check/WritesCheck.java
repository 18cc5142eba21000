package io.hearthwatch.torture.check;

import io.hearthwatch.torture.check.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Looks at the history of writes: a batch or event never goes back, in gap, revision and stage, a
 * batch that was written stays, and a record's outcome never becomes another. An accepted gap would
 * allow for fewer frames; here the job has written all that it read before records are removed.
 */
final class WritesCheck {
  private final Predicate<String> unread;
  private final Predicate<String> undecided;
  private final List<Difference> differences = new ArrayList<>();

  private WritesCheck(Predicate<String> unread, Predicate<String> undecided) {
    this.unread = unread;
    this.undecided = undecided;
  }

  /**
   * @param unread whether a ledger row lies in a gap, which takes what was written there before
   * @param undecided whether of a ledger row more than one outcome is right
   */
  static List<Difference> differences(
      List<Write> writes, Predicate<String> unread, Predicate<String> undecided) {
    WritesCheck check = new WritesCheck(unread, undecided);
    Map<String, Write> before = new HashMap<>();
    for (Write write : writes) {
      Write last = before.put(write.place() + " " + write.key(), write);
      if (write.stage() != null) {
        check.result(last, write);
      } else if (write.place().equals("frame")) {
        check.ledger(last, write);
      }
    }
    return check.differences;
  }

  private void result(Write last, Write write) {
    if (write.op().equals("delete")) {
      // An event leaves with a batch that has none any more; its end is compared elsewhere.
      if (write.place().equals("batch")) {
        add(Kind.WENT_BACK, write, "to stay", "deleted");
      }
    } else if (last != null && !last.op().equals("delete") && wentBack(last, write)) {
      add(Kind.WENT_BACK, write, "at least " + last.state(), write.state());
    }
  }

  private void ledger(Write last, Write write) {
    if (unread.test(write.key())) {
      return;
    }
    if (write.op().equals("delete")) {
      add(Kind.WENT_BACK, write, "to stay", "deleted");
    } else if (last != null
        && !last.outcome().equals(write.outcome())
        && !undecided.test(write.key())) {
      add(Kind.CHANGED, write, last.outcome(), write.outcome());
    }
  }

  private static boolean wentBack(Write last, Write write) {
    return write.afterGap() < last.afterGap()
        || write.revision() < last.revision()
        || write.revision() == last.revision() && write.stageRank() < last.stageRank();
  }

  private void add(Kind kind, Write write, String expected, String found) {
    differences.add(
        new Difference(
            kind,
            write.place(),
            write.key(),
            "write " + write.number(),
            expected,
            found,
            List.of()));
  }
}
