package io.hearthwatch.torture.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that a history counts on and that decide its outcomes. The job is given them as
 * options, the model as they are.
 *
 * @param framesRoot the only allowed root
 * @param maxRecordBytes largest record value
 * @param maxFileBytes largest picture file
 * @param maxPixels largest picture
 * @param windowLength length of the tumbling windows
 * @param allowedLateness how long after its end a window takes late frames
 * @param outOfOrderness how far a camera's clock runs behind its latest frame
 * @param clockTolerance how far after its append time a frame may be captured
 * @param maxAge how far before its append time a frame may be captured
 * @param confidenceE4 from which a detection counts, ten-thousandths
 * @param lowConfidenceE4 from which a box leaves the detector, ten-thousandths
 * @param zone where the cameras stand
 * @param nightStart local time at which the night begins
 * @param nightEnd local time at which it ends
 * @param resultVersion name of the results
 * @param cameras the cameras that are heard; empty for all
 */
public record JobRules(
    Path framesRoot,
    int maxRecordBytes,
    int maxFileBytes,
    long maxPixels,
    Duration windowLength,
    Duration allowedLateness,
    Duration outOfOrderness,
    Duration clockTolerance,
    Duration maxAge,
    int confidenceE4,
    int lowConfidenceE4,
    ZoneId zone,
    LocalTime nightStart,
    LocalTime nightEnd,
    String resultVersion,
    List<String> cameras) {
  /** A picture is asked for at once and after 1, 3 and 7 seconds. */
  static final int FETCH_ATTEMPTS = 4;

  static final Duration FETCH_RETRY_DELAY = Duration.ofSeconds(1);

  /** The rules of every history below a root. */
  public static JobRules under(Path framesRoot) {
    return new JobRules(
        framesRoot,
        64 * 1024,
        48 * 1024,
        128 * 128,
        Duration.ofSeconds(90),
        Duration.ofMinutes(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofDays(3650),
        5000,
        1000,
        ZoneId.of("Europe/Berlin"),
        LocalTime.of(22, 0),
        LocalTime.of(6, 0),
        "main",
        List.of());
  }

  /** The same, hearing these cameras only. */
  JobRules hearing(List<String> known) {
    return new JobRules(
        framesRoot,
        maxRecordBytes,
        maxFileBytes,
        maxPixels,
        windowLength,
        allowedLateness,
        outOfOrderness,
        clockTolerance,
        maxAge,
        confidenceE4,
        lowConfidenceE4,
        zone,
        nightStart,
        nightEnd,
        resultVersion,
        List.copyOf(known));
  }

  /** All keys that a job needs besides its connections, its model and its parallelism. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("ingest.allowed-roots", framesRoot.toString());
    options.put("ingest.max-record-size", maxRecordBytes + " bytes");
    options.put("admit.out-of-orderness", millis(outOfOrderness));
    options.put("admit.clock-tolerance", millis(clockTolerance));
    options.put("admit.max-age", maxAge.toDays() + " d");
    options.put("fetch.attempts", Integer.toString(FETCH_ATTEMPTS));
    options.put("fetch.retry-delay", millis(FETCH_RETRY_DELAY));
    options.put("fetch.max-size", maxFileBytes + " bytes");
    options.put("detect.confidence", decimal(confidenceE4));
    options.put("detect.low-confidence", decimal(lowConfidenceE4));
    options.put("detect.max-pixels", Long.toString(maxPixels));
    options.put("window.length", millis(windowLength));
    options.put("window.allowed-lateness", millis(allowedLateness));
    options.put("site.time-zone", zone.getId());
    options.put("assess.night-start", nightStart.toString());
    options.put("assess.night-end", nightEnd.toString());
    options.put("result.version", resultVersion);
    if (!cameras.isEmpty()) {
      options.put("ingest.cameras", String.join(",", cameras));
    }
    return options;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }

  private static String decimal(int tenThousandths) {
    return "0.%04d".formatted(tenThousandths);
  }
}
