package io.hearthwatch.torture;

import io.hearthwatch.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report for people. */
public final class ReportText {
  private static final int DIFFERENCES_SHOWN = 10;

  private ReportText() {}

  /** Many lines, the last one being the verdict. */
  public static String of(TortureReport report) {
    StringBuilder text = new StringBuilder();
    text.append(table(report.times()));
    text.append(
        "%nseed %d: %d faults; %d records played; by outcome %s, of these sent again %s; %d writes noted%s%n"
            .formatted(
                report.seed(),
                report.faults(),
                report.records(),
                report.outcomes(),
                report.requeued(),
                report.writes(),
                report.gaps().isEmpty() ? "" : ", accepted gaps " + report.gaps()));
    if (report.held()) {
      return text.append("nothing lost, nothing twice\n").toString();
    }
    if (report.stopped() != null) {
      text.append("stopped: ").append(report.stopped()).append('\n');
    }
    report.violations().forEach(line -> text.append("audit: ").append(line).append('\n'));
    report.differences().stream()
        .limit(DIFFERENCES_SHOWN)
        .forEach(
            difference -> {
              text.append(difference).append('\n');
              difference.history().forEach(line -> text.append("    ").append(line).append('\n'));
            });
    return text.append(
            "%s. Again: ./hearthwatch torture --seed %d --schedule %s%n"
                .formatted(
                    report.differences().isEmpty()
                        ? "not held"
                        : Count.of(report.differences().size(), "difference"),
                    report.seed(),
                    report.schedule()))
        .toString();
  }

  /** By kind; a strike of two counts for both. */
  private static String table(List<FaultTimes> times) {
    Map<String, List<FaultTimes>> byKind = new TreeMap<>();
    for (FaultTimes time : times) {
      time.faults().forEach(kind -> byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(time));
    }
    StringBuilder table =
        new StringBuilder(
            "%-26s %5s  %20s  %20s%n%-26s %5s  %20s  %20s%n"
                .formatted(
                    "",
                    "",
                    "noticed after (s)",
                    "well after (s)",
                    "fault",
                    "times",
                    "min  median  max",
                    "min  median  max"));
    byKind.forEach(
        (kind, all) ->
            table.append(
                "%-26s %5d  %20s  %20s%n"
                    .formatted(
                        kind,
                        all.size(),
                        spread(
                            all.stream()
                                .filter(time -> time.noticedMillis() != null)
                                .map(FaultTimes::noticedMillis)
                                .sorted()
                                .toList()),
                        spread(all.stream().map(FaultTimes::recoveredMillis).sorted().toList()))));
    return table.toString();
  }

  private static String spread(List<Long> sortedMillis) {
    if (sortedMillis.isEmpty()) {
      return "rode it out";
    }
    return "%.1f  %.1f  %.1f"
        .formatted(
            sortedMillis.get(0) / 1e3,
            sortedMillis.get(sortedMillis.size() / 2) / 1e3,
            sortedMillis.get(sortedMillis.size() - 1) / 1e3);
  }
}
