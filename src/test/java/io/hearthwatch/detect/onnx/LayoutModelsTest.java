package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Pictures;
import java.awt.image.BufferedImage;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layout, through ONNX Runtime, on a picture whose answer can be computed by hand. */
class LayoutModelsTest {
  private static final List<String> NAMES = List.of("person", "car");

  /** The person's confidence comes from the picture: 4 times 51 / 255, or a logit of the same. */
  @ParameterizedTest
  @CsvSource({
    "yolo-anchors-last, 8000, 7500",
    "yolo-bytes-channels-last, 8000, 7500",
    "yolo-dynamic, 8000, 7500",
    "yolov5, 4000, 3750",
    "detr-scored-boxes, 8000, 7500",
    "detr-sigmoid, 8000, 7500",
    "detr-softmax, 8000, 7500"
  })
  void findsThePersonAndTheCar(String model, int person, int car) throws Exception {
    List<Detection> found = analyse(model, ModelOptions.NONE);
    assertThat(found)
        .containsExactly(
            new Detection(0, "person", person, 16, 16, 48, 48),
            new Detection(1, "car", car, 48, 48, 64, 64));
  }

  @Test
  void halvesAreAlmostTheSame() throws Exception {
    List<Detection> found = analyse("yolo-halves", ModelOptions.NONE);
    assertThat(found).extracting(Detection::label).containsExactly("person", "car");
    assertThat(found.get(0).confidenceE4()).isCloseTo(8000, Offset.offset(5));
    assertThat(found.get(0).left()).isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolo-anchors-last", "detr-scored-boxes", "detr-sigmoid"})
  void dropsClassesThatAreNotWanted(String model) throws Exception {
    assertThat(analyse(model, options(List.of(), List.of("car"), null, null)))
        .containsExactly(new Detection(1, "car", 7500, 48, 48, 64, 64));
  }

  @Test
  void optionsReachTheTensor() throws Exception {
    // Blue comes first: 204 instead of 51, which is more than certain.
    assertThatThrownBy(
            () ->
                analyse("yolo-anchors-last", options(List.of(), List.of(), ChannelOrder.BGR, null)))
        .hasMessageContaining("confidence of 3.2");
    assertThat(
            analyse(
                "yolo-anchors-last", options(List.of(), List.of(), null, Normalisation.IMAGENET)))
        .extracting(Detection::label)
        .containsOnly("car");
  }

  @Test
  void namesComeFromAFileWhereTheModelHasNone() throws Exception {
    assertThat(analyse("yolo-unnamed", options(NAMES, List.of(), null, null)))
        .extracting(Detection::label)
        .containsExactly("person", "car");
    assertThatThrownBy(() -> analyse("yolo-unnamed", ModelOptions.NONE))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("yolo-unnamed.onnx (detect.model)")
        .hasMessageContaining("2 classes and no metadata 'names'");
  }

  @Test
  void aMissingGpuIsNamedUnlessTheProcessorMayStandIn() throws Exception {
    assertThatThrownBy(() -> analyse("yolo-anchors-last", onGpu(false)))
        .isInstanceOf(UnavailableProviderException.class)
        .hasMessageContaining("onnxruntime_gpu")
        .hasMessageContaining("detect.provider-fallback");
    assertThatThrownBy(() -> Providers.require(ExecutionProvider.CUDA))
        .isInstanceOf(UnavailableProviderException.class);
    Providers.require(ExecutionProvider.CPU);
    assertThat(onGpu(false).providerInLineage()).isEqualTo("cuda");
    assertThat(onGpu(true).providerInLineage()).isEqualTo("cuda-else-cpu");
    assertThat(ModelOptions.NONE.providerInLineage()).isEqualTo("cpu");

    assertThat(analyse("yolo-anchors-last", onGpu(true))).hasSize(2);
    SessionRegistry registry = new SessionRegistry(2);
    ModelFile file = ModelFile.read(LayoutModels.file("yolo-anchors-last").toString());
    try (SessionLease lease = registry.acquire(file, onGpu(true), 1)) {
      assertThat(lease.provider()).isEqualTo(ExecutionProvider.CPU);
    }
    assertThat(registry.openSessions()).isZero();
  }

  @Test
  void aModelIsTriedBeforeTheStartAlsoWhereTheGpuIsElsewhere() throws Exception {
    ModelInspection.tryBeforeStart(settings("yolo-anchors-last", onGpu(false)));
    assertThatThrownBy(() -> ModelInspection.tryBeforeStart(settings("yolo-unnamed", onGpu(false))))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("yolo-unnamed.onnx (detect.model)");
  }

  @Test
  void warnsOfDynamicQuantisation() throws Exception {
    assertThat(analyse("dynamically-quantised", ModelOptions.NONE)).hasSize(1);
    ModelFile file = ModelFile.read(LayoutModels.file("dynamically-quantised").toString());
    assertThat(ModelWarnings.of(file))
        .singleElement()
        .asString()
        .contains("quantised dynamically (DynamicQuantizeLinear)");
  }

  private static ModelOptions onGpu(boolean cpuFallback) {
    return new ModelOptions(
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        ModelOptions.NONE.nmsIouE4(),
        ExecutionProvider.CUDA,
        cpuFallback);
  }

  private static ModelOptions options(
      List<String> labels, List<String> classes, ChannelOrder order, Normalisation normalisation) {
    return new ModelOptions(
        labels,
        classes,
        null,
        null,
        order,
        normalisation,
        ModelOptions.NONE.nmsIouE4(),
        ExecutionProvider.CPU,
        false);
  }

  /** On a picture of twice the models' input, in one colour. */
  private static List<Detection> analyse(String model, ModelOptions options) throws Exception {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      picture.setRGB(i % 64, i / 64, 0x3366CC);
    }
    try (FrameAnalyzer analyzer =
        OnnxFrameAnalyzerFactory.ofLocalModel(settings(model, options)).open()) {
      return analyzer.analyse(Pictures.png(picture)).detections();
    }
  }

  private static DetectSettings settings(String model, ModelOptions options) {
    return new DetectSettings(
        LayoutModels.file(model).toString(),
        2500,
        1000,
        1,
        10_000,
        options,
        DecodeMode.EXACT,
        null);
  }
}
