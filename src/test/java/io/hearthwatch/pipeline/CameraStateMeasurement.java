package io.hearthwatch.pipeline;

import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;

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
   * Prints rates and sizes. To be run where {@code flink-conf} is.
   *
   * @param arguments number of cameras, 1000000 if left out
   */
  public static void main(String[] arguments) throws Exception {
    int cameras = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (CameraStages stages = new CameraStages(CameraStateMeasurement::rocksDb)) {
      stages.advanceTo(START);
      long began = System.nanoTime();
      for (int camera = 0; camera < cameras; camera++) {
        stages.take("camera-%07d".formatted(camera), START);
        stages.admitted();
      }
      printRate("a frame each", cameras, began);
      began = System.nanoTime();
      stages.advanceTo(START + 60_000);
      stages.batches();
      printRate("interim rows", cameras, began);
      print("heard", stages.savepointBytes(), cameras);
      stages.take("camera-0000000", START + 9 * DAY);
      began = System.nanoTime();
      stages.advanceTo(START + 9 * DAY);
      printRate("put to rest", cameras, began);
      print("at rest", stages.savepointBytes(), cameras);
    }
  }

  /**
   * As shipped, with about what a stage has of a task manager's memory; a harness would give it
   * next to nothing, and RocksDB would write a file for every few frames.
   */
  private static StateBackend rocksDb() {
    Configuration engine = GlobalConfiguration.loadConfiguration("flink-conf");
    engine.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    return new EmbeddedRocksDBStateBackend()
        .configure(engine, CameraStateMeasurement.class.getClassLoader());
  }

  private static void printRate(String what, int cameras, long began) {
    System.out.printf(
        Locale.ROOT,
        "%-12s of %d cameras: %.0f/s%n",
        what,
        cameras,
        cameras / ((System.nanoTime() - began) / 1e9));
  }

  private static void print(String when, List<Long> bytes, int cameras) {
    System.out.printf(
        Locale.ROOT,
        "%-12s bytes a camera: admit %.0f, order %.0f, window %.0f; %.0f MB in all%n",
        when,
        (double) bytes.get(0) / cameras,
        (double) bytes.get(1) / cameras,
        (double) bytes.get(2) / cameras,
        bytes.stream().mapToLong(Long::longValue).sum() / 1e6);
  }
}
