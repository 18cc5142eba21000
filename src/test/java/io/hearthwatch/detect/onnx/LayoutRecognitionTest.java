package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.detect.CocoClasses;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.image.Axes;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.ElementType;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutRecognitionTest {
  private static final Map<String, String> TWO_CLASSES = Map.of("names", "['person', 'car']");

  @Test
  void recognisesEndToEnd() throws Exception {
    ModelLayout layout =
        recognise(port("images", 1, 3, 480, 640), port("out", 1, 300, 6), TWO_CLASSES);
    assertThat(layout).isInstanceOf(EndToEndLayout.class);
    assertThat(layout.input())
        .isEqualTo(
            new InputFormat(
                640, 480, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE));
    assertThat(layout.classes().names()).containsExactly("person", "car");
  }

  @Test
  void recognisesYolox() throws Exception {
    ModelLayout layout =
        recognise(port("images", 1, 3, 416, 416), port("out", 1, 3549, 85), Map.of());
    assertThat(layout).isInstanceOf(YoloxLayout.class);
    assertThat(layout.input())
        .isEqualTo(
            new InputFormat(416, 416, Placement.TOP_LEFT, ChannelOrder.BGR, Normalisation.RAW));
    assertThat(layout.classes().names()).isEqualTo(CocoClasses.NAMES);

    assertThat(recognise(port("i", 1, 3, 416, 416), port("o", 1, 3549, 7), TWO_CLASSES))
        .isInstanceOf(YoloxLayout.class);
  }

  @Test
  void tellsYoloxOfOneClassFromEndToEnd() throws Exception {
    Port input = port("images", 1, 3, 416, 416);
    Port output = port("out", 1, 3549, 6);
    assertThat(recognise(input, output, Map.of("names", "['person']")))
        .isInstanceOf(YoloxLayout.class);
    assertThat(recognise(input, output, Map.of("names", "['person']", "end2end", "True")))
        .isInstanceOf(EndToEndLayout.class);
  }

  @Test
  void tellsSixColumnsThatNeedSuppressionFromEndToEnd() throws Exception {
    Map<String, String> person = Map.of("names", "['person']");
    Port image = port("images", 1, 3, 640, 640);
    YoloLayout five = (YoloLayout) recognise(image, port("o", 1, 25200, 6), person);
    assertThat(five.objectness()).isTrue();

    Port open = port("o", 1, -1, 6);
    assertRefused(image, open, person).hasMessageContaining("of no known layout");
    assertRefused(image, open, TWO_CLASSES).hasMessageContaining("of no known layout");
    assertThat(recognise(image, open, Map.of("names", "['a', 'b', 'c']")))
        .isInstanceOf(EndToEndLayout.class);
    // 360 is no multiple of 32: there is no grid that an open number of rows could be of.
    assertThat(recognise(port("i", 1, 3, 360, 640), open, Map.of("names", "['a', 'b', 'c']")))
        .isInstanceOf(EndToEndLayout.class);
  }

  @Test
  void asksForTheSpareColumnsNameOfAModelThatIsNoSoftmax() {
    assertRefused(
            List.of(port("input", 1, 3, 560, 560)),
            List.of(port("dets", 1, 300, 4), port("labels", 1, 300, 3)),
            TWO_CLASSES,
            ModelOptions.NONE)
        .hasMessageContaining("RF-DETR with 3 score columns");
  }

  @Test
  void takesDynamicSizesFromTheMetadataButTheShapeGoesFirst() throws Exception {
    Map<String, String> metadata =
        Map.of("names", "['person', 'car']", "imgsz", "[320, 640]", "end2end", "True");
    InputFormat dynamic =
        recognise(port("i", -1, 3, -1, -1), port("o", -1, -1, 6), metadata).input();
    assertThat(List.of(dynamic.width(), dynamic.height())).containsExactly(640, 320);

    InputFormat fixed = recognise(port("i", 1, 3, 96, 64), port("o", 1, 300, 6), metadata).input();
    assertThat(List.of(fixed.width(), fixed.height())).containsExactly(64, 96);

    Map<String, String> square = Map.of("names", "['person']", "imgsz", "640");
    assertThat(recognise(port("i", 1, 3, -1, -1), port("o", 1, 300, 6), square).input().height())
        .isEqualTo(640);
  }

  @Test
  void asksForASizeItCannotKnow() {
    assertRefused(port("i", 1, 3, -1, -1), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("'imgsz' is missing");
    assertRefused(
            port("i", 1, 3, -1, -1),
            port("o", 1, 300, 6),
            Map.of("names", "['a']", "imgsz", "large"))
        .hasMessageContaining("'imgsz' is large");
    assertRefused(port("i", 1, 3, 9000, 0), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("0 x 9000 pixels");
  }

  @Test
  void asksForNamesItCannotKnow() {
    assertRefused(port("i", 1, 3, 640, 640), port("o", 1, 300, 6), Map.of())
        .hasMessageContaining("'names' is missing");
    assertRefused(port("i", 1, 3, 416, 416), port("o", 1, 3549, 15), Map.of())
        .hasMessageContaining("10 classes and no metadata 'names'");
    assertRefused(port("i", 1, 3, 416, 416), port("o", 1, 3549, 15), TWO_CLASSES)
        .hasMessageContaining("2 names, the model's output 10 classes");
  }

  @Test
  void recognisesYoloInBothDirections() throws Exception {
    Port image = port("images", 1, 3, 640, 640);
    YoloLayout usual = (YoloLayout) recognise(image, port("o", 1, 84, 8400), Map.of());
    assertThat(usual.anchorsLast()).isTrue();
    assertThat(usual.objectness()).isFalse();
    assertThat(usual.nmsIou()).isEqualTo(0.6);
    assertThat(usual.classes().names()).isEqualTo(CocoClasses.NAMES);
    assertThat(usual.input())
        .isEqualTo(
            new InputFormat(
                640, 640, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE));

    YoloLayout transposed = (YoloLayout) recognise(image, port("o", 1, 8400, 84), Map.of());
    assertThat(transposed.anchorsLast()).isFalse();
    assertThat(recognise(image, port("o", 1, 6, 8400), TWO_CLASSES)).isInstanceOf(YoloLayout.class);
    assertThat(((YoloLayout) recognise(image, port("o", 1, 8400, 6), TWO_CLASSES)).anchorsLast())
        .isFalse();
    YoloLayout dynamic =
        (YoloLayout)
            recognise(
                port("i", -1, 3, -1, -1),
                port("o", -1, 84, -1),
                Map.of("imgsz", "640", "end2end", "False"));
    assertThat(dynamic.anchorsLast()).isTrue();
    // Another set of strides.
    assertThat(recognise(image, port("o", 1, 6, 34_000), TWO_CLASSES))
        .isInstanceOf(YoloLayout.class);
  }

  @Test
  void recognisesYolov5ByItsThreeAnchorsACell() throws Exception {
    YoloLayout layout =
        (YoloLayout) recognise(port("images", 1, 3, 640, 640), port("o", 1, 25_200, 85), Map.of());
    assertThat(layout.objectness()).isTrue();
    assertThat(layout.anchorsLast()).isFalse();
    assertThat(layout.classes().count()).isEqualTo(80);
  }

  @Test
  void takesNamesFromAFileWhereTheModelHasNone() throws Exception {
    Port image = port("images", 1, 3, 640, 640);
    ModelOptions labels = options(List.of("cat", "dog"), List.of());
    assertThat(
            recogniseModel(List.of(image), List.of(port("o", 1, 300, 6)), Map.of(), labels)
                .layout()
                .classes()
                .names())
        .containsExactly("cat", "dog");
    assertRefused(List.of(image), List.of(port("o", 1, 84, 8400)), Map.of(), labels)
        .hasMessage("detect.labels has 2 names, the model's output 80 classes");
    assertRefused(List.of(image), List.of(port("o", 1, 6, 8400)), TWO_CLASSES, labels)
        .hasMessageContaining("leave the option out");
  }

  @Test
  void detectsOnlyTheClassesThatAreWanted() throws Exception {
    Port image = port("images", 1, 3, 640, 640);
    ModelClasses classes =
        recogniseModel(
                List.of(image),
                List.of(port("o", 1, 84, 8400)),
                Map.of(),
                options(List.of(), List.of("dog", "person")))
            .layout()
            .classes();
    assertThat(classes.detected()).containsExactly("person", "dog");
    assertThat(classes.detects(16)).isTrue();
    assertThat(classes.detects(1)).isFalse();
    assertRefused(
            List.of(image),
            List.of(port("o", 1, 84, 8400)),
            Map.of(),
            options(List.of(), List.of("persom")))
        .hasMessageContaining("no class `persom` (detect.classes); did you mean `person`?");
  }

  @Test
  void recognisesDetrWithPostProcessing() throws Exception {
    Port size = new Port("orig_target_sizes", "INT64", List.of(-1L, 2L));
    Port labels = new Port("labels", "INT64", List.of(-1L, 300L));
    Port scores = port("scores", -1, 300);
    Port boxes = port("boxes", -1, 300, 4);
    Port image = port("images", -1, 3, 480, 640);
    RecognisedModel model =
        recogniseModel(
            List.of(image, size), List.of(scores, labels, boxes), TWO_CLASSES, ModelOptions.NONE);
    assertThat(model.layout()).isInstanceOf(ScoredBoxesLayout.class);
    assertThat(model.outputs()).containsExactly("labels", "boxes", "scores");
    assertThat(model.constants())
        .containsExactly(
            new ConstantInput("orig_target_sizes", "INT64", List.of(1L, 2L), List.of(640L, 480L)));
    assertThat(model.layout().input())
        .isEqualTo(
            new InputFormat(
                640, 480, Placement.STRETCHED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE));

    assertRefused(List.of(image), List.of(scores, labels, boxes), TWO_CLASSES, ModelOptions.NONE)
        .hasMessageContaining("no known layout");
    assertRefused(List.of(image, size), List.of(scores, labels, boxes), Map.of(), ModelOptions.NONE)
        .hasMessageContaining("coco for COCO's 80");
  }

  @Test
  void tellsSigmoidFromSoftmaxByTheNumberOfNames() throws Exception {
    assertQueries(2, TWO_CLASSES, false, 2, Normalisation.ZERO_TO_ONE);
    assertQueries(3, TWO_CLASSES, true, 2, Normalisation.IMAGENET);
    assertQueries(80, Map.of(), false, 80, Normalisation.ZERO_TO_ONE);
    assertQueries(81, Map.of(), true, 80, Normalisation.IMAGENET);
    assertQueries(91, Map.of(), false, 91, Normalisation.IMAGENET);
    assertQueries(92, Map.of(), true, 91, Normalisation.IMAGENET);
    assertThat(CocoClasses.WITH_GAPS).hasSize(91).element(90).isEqualTo("toothbrush");
    assertThat(CocoClasses.WITH_GAPS.get(18)).isEqualTo("dog");
    assertRefused(
            List.of(port("i", 1, 3, 640, 640)),
            List.of(port("logits", 1, 100, 7), port("pred_boxes", 1, 100, 4)),
            TWO_CLASSES,
            ModelOptions.NONE)
        .hasMessageContaining("has 2 names, the model's output 7 classes");
  }

  private static void assertQueries(
      int logits,
      Map<String, String> metadata,
      boolean noObject,
      int classes,
      Normalisation normalisation)
      throws UnsupportedModelException {
    Port mask = new Port("pixel_mask", "INT64", List.of(1L, -1L, -1L));
    RecognisedModel model =
        recogniseModel(
            List.of(port("pixel_values", 1, 3, 64, 32), mask),
            List.of(port("logits", 1, 100, logits), port("pred_boxes", 1, 100, 4)),
            metadata,
            ModelOptions.NONE);
    QueryLogitsLayout layout = (QueryLogitsLayout) model.layout();
    assertThat(model.outputs()).containsExactly("pred_boxes", "logits");
    assertThat(model.constants().get(0).shape()).containsExactly(1L, 64L, 32L);
    assertThat(model.warnings()).singleElement().asString().contains("detect.normalisation");
    assertThat(layout.noObject()).isEqualTo(noObject);
    assertThat(layout.classes().count()).isEqualTo(classes);
    assertThat(layout.input().placement()).isEqualTo(Placement.STRETCHED);
    assertThat(layout.input().normalisation()).isEqualTo(normalisation);
  }

  @Test
  void readsElementTypeAndAxesFromTheInput() throws Exception {
    Port output = port("o", 1, 300, 6);
    InputFormat bytes =
        recognise(new Port("i", "UINT8", List.of(1L, 96L, 64L, 3L)), output, TWO_CLASSES).input();
    assertThat(bytes)
        .isEqualTo(
            new InputFormat(
                64,
                96,
                Placement.CENTRED,
                ChannelOrder.RGB,
                Normalisation.RAW,
                ElementType.UINT8,
                Axes.CHANNELS_LAST));
    InputFormat halves =
        recognise(
                new Port("i", "FLOAT16", List.of(-1L, 3L, 96L, 64L)),
                new Port("o", "FLOAT16", List.of(-1L, 300L, 6L)),
                TWO_CLASSES)
            .input();
    assertThat(halves.elements()).isEqualTo(ElementType.FLOAT16);
    assertThat(halves.axes()).isEqualTo(Axes.CHANNELS_FIRST);
  }

  @Test
  void whatAPersonSaysGoesBeforeTheFamily() throws Exception {
    ModelOptions said =
        new ModelOptions(
            List.of(),
            List.of(),
            new ModelOptions.Size(320, 640),
            Placement.TOP_LEFT,
            ChannelOrder.BGR,
            Normalisation.IMAGENET,
            4500,
            ExecutionProvider.CPU,
            false);
    YoloLayout layout =
        (YoloLayout)
            recogniseModel(
                    List.of(port("i", 1, 3, -1, -1)),
                    List.of(port("o", 1, 84, -1)),
                    Map.of("imgsz", "96"),
                    said)
                .layout();
    assertThat(layout.nmsIou()).isEqualTo(0.45);
    assertThat(layout.input())
        .isEqualTo(
            new InputFormat(
                640, 320, Placement.TOP_LEFT, ChannelOrder.BGR, Normalisation.IMAGENET));
    assertRefused(
            List.of(port("i", 1, 3, 640, 640)), List.of(port("o", 1, 84, 8400)), Map.of(), said)
        .hasMessageContaining("detect.input-size is 320x640")
        .hasMessageContaining("leave the option out");
    assertRefused(
            List.of(new Port("i", "UINT8", List.of(1L, 3L, -1L, -1L))),
            List.of(port("o", 1, 84, 8400)),
            Map.of(),
            said)
        .hasMessageContaining("leave detect.normalisation out");
  }

  @Test
  void refusesEverythingElseWithItsShapes() {
    Port image = port("images", 1, 3, 640, 640);
    assertRefused(image, port("output0", 1, 84, 8400), TWO_CLASSES)
        .hasMessageContaining("'names' has 2 names, the model's output 80 classes");
    assertRefused(image, port("output0", 1, 10, 77), TWO_CLASSES)
        .hasMessageContaining("output0 FLOAT[1,10,77]")
        .hasMessageContaining("FLOAT[1,boxes,6]")
        .hasMessageContaining("FLOAT[1,4+classes,anchors]")
        .hasMessageContaining("FLOAT[1,anchors,5+classes]")
        .hasMessageContaining("D-FINE");
    assertRefused(image, port("o", 4, 300, 6), TWO_CLASSES).hasMessageContaining("[4,300,6]");
    assertRefused(image, port("o", 300, 6), TWO_CLASSES).hasMessageContaining("[300,6]");
    assertRefused(port("i", 1, 1, 64, 64), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("[1,1,64,64]");
    assertRefused(port("i", 8, 3, 64, 64), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("[8,3,64,64]");
    assertRefused(
            new Port("i", "DOUBLE", List.of(1L, 3L, 64L, 64L)), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("DOUBLE[1,3,64,64]");
    assertRefused(image, port("o", 1, 300, 6), Map.of("names", "['a']", "task", "segment"))
        .hasMessageContaining("task is 'segment'");
    for (List<Port> outputs :
        List.of(
            List.of(port("boxes", 1, 300, 4), port("scores", 1, 300)),
            // Boxes of a grid still need suppression.
            List.of(port("boxes", 1, 8400, 4), port("scores", 1, 8400, 2)),
            List.of(port("a", 1, 300, 4), port("b", 1, 300, 4)),
            List.of(port("a", 1, 300, 6), port("b", 1), port("c", 1), port("d", 1)))) {
      assertRefused(List.of(image), outputs, TWO_CLASSES, ModelOptions.NONE)
          .hasMessageContaining("no known layout")
          .hasMessageContaining(outputs.get(1).toString());
    }
    assertRefused(
            List.of(image, port("anything", 1, 7)),
            List.of(port("o", 1, 300, 6)),
            TWO_CLASSES,
            ModelOptions.NONE)
        .hasMessageContaining("anything FLOAT[1,7]");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Port input, Port output, Map<String, String> metadata) {
    return assertRefused(List.of(input), List.of(output), metadata, ModelOptions.NONE);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      List<Port> inputs, List<Port> outputs, Map<String, String> metadata, ModelOptions options) {
    return assertThatThrownBy(() -> recogniseModel(inputs, outputs, metadata, options))
        .isInstanceOf(UnsupportedModelException.class);
  }

  private static ModelLayout recognise(Port input, Port output, Map<String, String> metadata)
      throws UnsupportedModelException {
    return recogniseModel(List.of(input), List.of(output), metadata, ModelOptions.NONE).layout();
  }

  private static RecognisedModel recogniseModel(
      List<Port> inputs, List<Port> outputs, Map<String, String> metadata, ModelOptions options)
      throws UnsupportedModelException {
    return LayoutRecognition.recognise(new ModelSignature(inputs, outputs, metadata), options);
  }

  private static ModelOptions options(List<String> labels, List<String> classes) {
    ModelOptions none = ModelOptions.NONE;
    return new ModelOptions(
        labels, classes, null, null, null, null, none.nmsIouE4(), none.provider(), false);
  }

  private static Port port(String name, long... shape) {
    return new Port(name, "FLOAT", Arrays.stream(shape).boxed().toList());
  }
}
