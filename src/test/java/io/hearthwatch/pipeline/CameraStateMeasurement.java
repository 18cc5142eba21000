package io.hearthwatch.pipeline;

import java.util.List;
import java.util.Locale;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/**
 * What a camera costs that was heard once, as a record of a million different cameras would have
 * it: the state of the stages that remember cameras is written out, on RocksDB, when all have been
 * heard and when all are at rest.
 *
 * <pre>
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "target/test-classes:target/classes:$(cat target/classpath)" \
 *     io.hearthwatch.pipeline.CameraStateMeasurement [CAMERAS]
 * </pre>
 */
final class CameraStateMeasurement {
  private static final long START = 1_795_161_600_000L;
  private static final long DAY = 86_400_000L;

  private CameraStateMeasurement() {}

  /**
   * Prints two lines.
   *
   * @param arguments number of cameras, 1000000 if left out
   */
  public static void main(String[] arguments) throws Exception {
    int cameras = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (CameraStages stages = new CameraStages(EmbeddedRocksDBStateBackend::new)) {
      stages.advanceTo(START);
      long began = System.nanoTime();
      for (int camera = 0; camera < cameras; camera++) {
        stages.take("camera-%07d".formatted(camera), START);
        stages.admitted();
      }
      System.out.printf(
          Locale.ROOT,
          "%d cameras, a frame each: %.0f frames/s%n",
          cameras,
          cameras / ((System.nanoTime() - began) / 1e9));
      stages.advanceTo(START + 60_000);
      stages.batches();
      print("heard", stages.snapshotBytes(1), cameras);
      stages.take("camera-0000000", START + 9 * DAY);
      stages.advanceTo(START + 9 * DAY);
      print("at rest", stages.snapshotBytes(2), cameras);
    }
  }

  private static void print(String when, List<Long> bytes, int cameras) {
    System.out.printf(
        Locale.ROOT,
        "%-8s bytes a camera: admit %.0f, order %.0f, window %.0f; %.0f MB in all%n",
        when,
        (double) bytes.get(0) / cameras,
        (double) bytes.get(1) / cameras,
        (double) bytes.get(2) / cameras,
        bytes.stream().mapToLong(Long::longValue).sum() / 1e6);
  }
}
