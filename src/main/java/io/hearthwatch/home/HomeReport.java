package io.hearthwatch.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A home's last status with what can be seen from outside, as JSON or as people read it. */
public final class HomeReport {
  private static final double MIB = 1L << 20;
  private static final List<String> PARTS =
      List.of("kafka", "postgres", "checkpoints", "publish-state", "video-frames", "logs");

  private HomeReport() {}

  /**
   * Gathers it.
   *
   * @param running whether a process holds the folder
   */
  public static ObjectNode of(Path directory, boolean running) throws IOException {
    ObjectNode report = HomeStatus.read(directory).orElseGet(HomeStatus::create);
    String state = report.path("state").asText();
    if (!running) {
      report.put("state", state.equals("stopped") || state.isEmpty() ? "stopped" : "killed");
    } else if (state.isEmpty() || state.equals("stopped")) {
      report.put("state", "starting");
    }
    report.put("running", running);
    report.put("data", directory.toAbsolutePath().normalize().toString());
    ObjectNode bytes = report.putObject("disk_bytes");
    for (String part : PARTS) {
      bytes.put(part, sizeOf(directory.resolve(part)));
    }
    return report;
  }

  /** Line by line. */
  public static List<String> text(ObjectNode report) {
    List<String> lines = new ArrayList<>();
    boolean running = report.path("running").asBoolean();
    lines.add(
        running
            ? "%s, process %d, since %s"
                .formatted(
                    report.path("state").asText(),
                    report.path("pid").asLong(),
                    report.path("started_at").asText("just now"))
            : switch (report.path("state").asText()) {
              case "killed" -> "does not run: it was killed, or the power failed; nothing is lost";
              default -> "does not run";
            });
    add(lines, report, "data", "data");
    add(lines, report, "watches", "watch");
    if (running) {
      add(lines, report, "tables", "jdbc_url");
      addRole(lines, report, "reader", "looks: SQL, BI tools, export");
      addRole(lines, report, "owner", "keeps: audit, deadletters, backup");
      add(lines, report, "Kafka", "kafka");
      add(lines, report, "Flink", "flink");
      add(lines, report, "metrics", "metrics");
      add(lines, report, "job", "job");
    }
    add(lines, report, "as of", "written_at");
    add(lines, report, "checkpoint", "last_checkpoint");
    if (report.has("published")) {
      lines.add(
          "  frames      %d published, %d accounted for, %d behind"
              .formatted(
                  report.path("published").asLong(),
                  report.path("accounted_for").asLong(),
                  report.path("backlog").asLong()));
    }
    addCameras(lines, report);
    addEvent(lines, report.path("last_event"));
    addDisk(lines, report.path("disk_bytes"));
    return lines;
  }

  private static void add(List<String> lines, ObjectNode report, String name, String field) {
    if (report.has(field)) {
      // A second is exact enough for people.
      String value = report.path(field).asText().replaceAll("(:\\d\\d)\\.\\d+Z$", "$1Z");
      lines.add("  %-11s %s".formatted(name, value));
    }
  }

  private static void addRole(List<String> lines, ObjectNode report, String role, String use) {
    if (report.has(role)) {
      lines.add(
          "  %-11s user %s, password in %s; %s"
              .formatted(
                  role,
                  report.path(role).asText(),
                  report.path(role + "_password_file").asText(),
                  use));
    }
  }

  private static void addCameras(List<String> lines, ObjectNode report) {
    for (Map.Entry<String, JsonNode> camera : report.path("last_frames").properties()) {
      lines.add(
          "  camera      %s, last frame %s".formatted(camera.getKey(), camera.getValue().asText()));
    }
  }

  private static void addEvent(List<String> lines, JsonNode event) {
    if (event.isObject()) {
      // Until its window closes, later pictures may still change it.
      String stage = event.path("stage").asText("closed");
      lines.add(
          "  last event  %s %s, %s (%d)%s: %s"
              .formatted(
                  event.path("from").asText(),
                  event.path("camera").asText(),
                  event.path("level").asText(),
                  event.path("score").asInt(),
                  stage.equals("closed") ? "" : ", " + stage,
                  event.path("summary").asText()));
    }
  }

  private static void addDisk(List<String> lines, JsonNode bytes) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : bytes.properties()) {
      parts.add(
          String.format(Locale.ROOT, "%s %.1f MiB", part.getKey(), part.getValue().asLong() / MIB));
    }
    lines.add("  disk        " + String.join(", ", parts));
  }

  private static long sizeOf(Path directory) throws IOException {
    long[] bytes = {0};
    if (Files.isDirectory(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes[0] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException goneMeanwhile) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return bytes[0];
  }
}
