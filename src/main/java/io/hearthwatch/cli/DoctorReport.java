package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.doctor.Finding;
import io.hearthwatch.doctor.Status;
import io.hearthwatch.job.CodeVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code doctor} prints.
 *
 * @param findings in the order in which they are printed
 */
record DoctorReport(List<Finding> findings) {

  /** Whether nothing was found that would keep a job from working. */
  boolean healthy() {
    return count(Status.PROBLEM) == 0;
  }

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      line(text, finding.status().code(), finding.name(), finding.found());
      if (!finding.remedy().isEmpty()) {
        line(text, "", "", "-> " + finding.remedy());
      }
    }
    return text.append(String.format("%n%s%n", summary())).toString();
  }

  /** For programs: one object on one line. */
  String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("version", CodeVersion.current()).put("healthy", healthy());
    ObjectNode counts = root.putObject("counts");
    for (Status status : Status.values()) {
      counts.put(status.code(), count(status));
    }
    ArrayNode checks = root.putArray("checks");
    for (Finding finding : findings) {
      checks
          .addObject()
          .put("name", finding.name())
          .put("status", finding.status().code())
          .put("found", finding.found())
          .put("remedy", finding.remedy());
    }
    return root + System.lineSeparator();
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    for (Status status : Status.values()) {
      if (count(status) > 0) {
        parts.add(count(status) + " " + status.code());
      }
    }
    return (healthy() ? "no problem: " : "not healthy: ") + String.join(", ", parts);
  }

  private long count(Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  private static void line(StringBuilder text, String status, String name, String found) {
    text.append(String.format(Locale.ROOT, "%-8s  %-19s  %s%n", status, name, found));
  }
}
