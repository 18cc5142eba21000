package io.hearthwatch.detect;

import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the processor time that a frame takes from its file's bytes to the tensor: decoded
 * exactly, decoded fast, and out of the cache. Every frame is prepared in each way before the next
 * one is, so that what else the machine does touches all alike.
 *
 * <p>Arguments: a directory for the cache, side of the model's input, rounds, directories with
 * pictures.
 */
public final class PreparationMeasurement {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private PreparationMeasurement() {}

  /** Prints medians in microseconds, and ratios to the exact way. */
  public static void main(String[] arguments) throws Exception {
    int side = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    List<byte[]> pictures = new ArrayList<>();
    for (String directory : Arrays.asList(arguments).subList(3, arguments.length)) {
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        for (Path file : files.sorted().toList()) {
          pictures.add(Files.readAllBytes(file));
        }
      }
    }
    InputFormat input =
        new InputFormat(side, side, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
    CacheSettings cache = new CacheSettings(arguments[0], 4L << 30);
    Map<String, FramePreparer> ways = new LinkedHashMap<>();
    ways.put("exact", preparer(input, DecodeMode.EXACT, null));
    ways.put("fast", preparer(input, DecodeMode.FAST, null));
    ways.put("exact, from the cache", preparer(input, DecodeMode.EXACT, cache));
    ways.put("fast, from the cache", preparer(input, DecodeMode.FAST, cache));
    measure(ways, pictures, rounds);
    ways.values().forEach(FramePreparer::close);
  }

  private static FramePreparer preparer(InputFormat input, DecodeMode mode, CacheSettings cache)
      throws Exception {
    return new FramePreparer(
        input,
        new DetectSettings("unused", 5000, 1000, 1, 1L << 30, ModelOptions.NONE, mode, cache));
  }

  private static void measure(Map<String, FramePreparer> ways, List<byte[]> pictures, int rounds)
      throws Exception {
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    // The first round fills the cache and warms the compiler up.
    for (int round = 0; round <= rounds; round++) {
      for (byte[] picture : pictures) {
        for (Map.Entry<String, FramePreparer> way : ways.entrySet()) {
          long began = THREADS.getCurrentThreadCpuTime();
          way.getValue().prepare(picture, SizeCheck.ANY);
          long took = THREADS.getCurrentThreadCpuTime() - began;
          String name = round == 0 ? way.getKey() + " (first)" : way.getKey();
          nanos.computeIfAbsent(name, any -> new ArrayList<>()).add(took);
        }
      }
    }
    double exact = median(nanos.get("exact"));
    nanos.forEach(
        (way, each) ->
            System.out.printf(
                "%-32s %8.0f us  x %.2f%n", way, median(each) / 1000, median(each) / exact));
  }

  private static double median(List<Long> nanos) {
    return nanos.stream().sorted().toList().get(nanos.size() / 2);
  }
}
