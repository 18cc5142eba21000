package io.hearthwatch.torture.check;

import io.hearthwatch.torture.check.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the history of writes: revision and stage of a batch or event never go back, and a batch
 * that was written stays.
 */
final class WritesCheck {
  private WritesCheck() {}

  static List<Difference> differences(List<Write> writes) {
    List<Difference> differences = new ArrayList<>();
    Map<String, Write> before = new HashMap<>();
    for (Write write : writes) {
      if (write.stage() == null) {
        continue;
      }
      Write last = before.put(write.place() + write.key(), write);
      if (write.op().equals("delete")) {
        // An event leaves with a batch that has none any more; its end is compared elsewhere.
        if (write.place().equals("batch")) {
          differences.add(back(write, "to stay", "deleted"));
        }
      } else if (last != null && !last.op().equals("delete") && wentBack(last, write)) {
        differences.add(back(write, "at least " + state(last), state(write)));
      }
    }
    return differences;
  }

  private static boolean wentBack(Write last, Write write) {
    return write.revision() < last.revision()
        || write.revision() == last.revision() && write.stageRank() < last.stageRank();
  }

  private static Difference back(Write write, String expected, String found) {
    return new Difference(
        Kind.WENT_BACK,
        write.place(),
        write.key(),
        "write " + write.number(),
        expected,
        found,
        List.of());
  }

  private static String state(Write write) {
    return "revision " + write.revision() + " " + write.stage();
  }
}
