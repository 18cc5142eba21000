package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelLayoutTest {
  private static final Map<String, String> TWO_CLASSES = Map.of("names", "['person', 'car']");

  @Test
  void recognisesEndToEnd() throws Exception {
    ModelLayout layout =
        recognise(port("images", 1, 3, 480, 640), port("out", 1, 300, 6), TWO_CLASSES);
    assertThat(layout).isInstanceOf(EndToEndLayout.class);
    assertThat(layout.input())
        .isEqualTo(new InputFormat(640, 480, Placement.CENTRED, ChannelOrder.RGB, 255f));
    assertThat(layout.classNames()).containsExactly("person", "car");
  }

  @Test
  void recognisesYolox() throws Exception {
    ModelLayout layout =
        recognise(port("images", 1, 3, 416, 416), port("out", 1, 3549, 85), Map.of());
    assertThat(layout).isInstanceOf(YoloxLayout.class);
    assertThat(layout.input())
        .isEqualTo(new InputFormat(416, 416, Placement.TOP_LEFT, ChannelOrder.BGR, 1f));
    assertThat(layout.classNames()).isEqualTo(ClassNames.COCO);

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
        .hasMessageContaining("2 names, its output 10 classes");
  }

  @Test
  void refusesEverythingElseWithItsShapes() {
    Port image = port("images", 1, 3, 640, 640);
    assertRefused(image, port("output0", 1, 84, 8400), TWO_CLASSES)
        .hasMessageContaining("output0 FLOAT[1,84,8400]")
        .hasMessageContaining("FLOAT[1,boxes,6]")
        .hasMessageContaining("FLOAT[1,anchors,5+classes]");
    assertRefused(image, port("o", 4, 300, 6), TWO_CLASSES).hasMessageContaining("[4,300,6]");
    assertRefused(image, port("o", 300, 6), TWO_CLASSES).hasMessageContaining("[300,6]");
    assertRefused(port("i", 1, 1, 64, 64), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("[1,1,64,64]");
    assertRefused(port("i", 8, 3, 64, 64), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("[8,3,64,64]");
    assertRefused(
            new Port("i", "UINT8", List.of(1L, 3L, 64L, 64L)), port("o", 1, 300, 6), TWO_CLASSES)
        .hasMessageContaining("UINT8[1,3,64,64]");
    assertThatThrownBy(
            () ->
                ModelLayout.recognise(
                    new ModelSignature(
                        List.of(image),
                        List.of(port("boxes", 1, 300, 4), port("scores", 1, 300)),
                        TWO_CLASSES)))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("scores FLOAT[1,300]");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Port input, Port output, Map<String, String> metadata) {
    return assertThatThrownBy(() -> recognise(input, output, metadata))
        .isInstanceOf(UnsupportedModelException.class);
  }

  private static ModelLayout recognise(Port input, Port output, Map<String, String> metadata)
      throws UnsupportedModelException {
    return ModelLayout.recognise(new ModelSignature(List.of(input), List.of(output), metadata));
  }

  private static Port port(String name, long... shape) {
    return new Port(name, "FLOAT", Arrays.stream(shape).boxed().toList());
  }
}
