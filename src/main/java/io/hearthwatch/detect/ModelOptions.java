package io.hearthwatch.detect;

import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What a person says about a model beyond what its file does, and what it runs on.
 *
 * @param labels class names by number; empty for those of the file
 * @param classes names of the classes that are detected; empty for all
 * @param inputSize rows and columns of an input whose shape leaves them open; null for what the
 *     file says
 * @param placement where a picture lies in the input; null for the family's way
 * @param channelOrder which channel comes first; null for the family's way
 * @param normalisation what stands for a sample; null for the family's way
 * @param nmsIouE4 overlap (intersection over union) above which the weaker of two boxes of a class
 *     is dropped, ten-thousandths; only for models that leave this to their user
 * @param provider what it runs on
 * @param cpuFallback whether it runs on the processor where the provider is not to be had
 */
public record ModelOptions(
    List<String> labels,
    List<String> classes,
    Size inputSize,
    Placement placement,
    ChannelOrder channelOrder,
    Normalisation normalisation,
    int nmsIouE4,
    ExecutionProvider provider,
    boolean cpuFallback)
    implements Serializable {

  /** Everything as the file and its family say, on the processor. */
  public static final ModelOptions NONE =
      new ModelOptions(
          List.of(), List.of(), null, null, null, null, 6000, ExecutionProvider.CPU, false);

  /** Copies the lists. */
  public ModelOptions {
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
  }

  /** The same, on the processor. */
  public ModelOptions onCpu() {
    return new ModelOptions(
        labels,
        classes,
        inputSize,
        placement,
        channelOrder,
        normalisation,
        nmsIouE4,
        ExecutionProvider.CPU,
        false);
  }

  /**
   * What results say they were computed on: {@code cpu}, {@code cuda}, or {@code cuda-else-cpu}
   * where the processor may stand in. That is decided when a subtask opens, by each task manager
   * for itself, so it can be no part of what all rows of a run have in common.
   */
  public String providerInLineage() {
    String wanted = code(provider);
    return cpuFallback && provider != ExecutionProvider.CPU
        ? wanted + "-else-" + code(ExecutionProvider.CPU)
        : wanted;
  }

  private static String code(ExecutionProvider provider) {
    return provider.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A size in pixels.
   *
   * @param height rows, at least 1
   * @param width columns, at least 1
   */
  public record Size(int height, int width) implements Serializable {}
}
