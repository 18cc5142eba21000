package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class YoloxLayoutTest {
  private static final int COLUMNS = 7;
  // 64 x 32 pixels: grids of 8 x 4, 4 x 2 and 2 x 1 cells.
  private static final InputSize SIZE = new InputSize(32, 64);

  private final YoloxLayout layout;
  private final Letterbox letterbox;
  private final float[] output = new float[42 * COLUMNS];

  YoloxLayoutTest() throws Exception {
    layout =
        new YoloxLayout(
            new InputFormat(64, 32, Placement.TOP_LEFT, ChannelOrder.BGR, Normalisation.RAW),
            ModelClasses.of(List.of("person", "car"), List.of()),
            0.6);
    letterbox = Letterbox.fit(128, 64, layout.input());
  }

  @Test
  void countsAnchors() {
    assertThat(YoloxLayout.anchors(SIZE)).isEqualTo(42);
    assertThat(YoloxLayout.anchors(new InputSize(416, 416))).isEqualTo(3549);
    assertThat(YoloxLayout.anchors(new InputSize(640, 640))).isEqualTo(8400);
    assertThat(YoloxLayout.anchors(new InputSize(100, 64))).isEqualTo(-1);
  }

  @Test
  void findsTheCellOfAnAnchorInEveryGrid() throws Exception {
    float size = (float) Math.log(0.5);
    put(8 + 3, 0.5f, 0.5f, size, size, 0.9f, 0.9f, 0.1f);
    put(32 + 4 + 2, 0.25f, 0.5f, size, size, 0.8f, 0.1f, 0.9f);
    put(40 + 1, 0, 0.5f, size, size, 0.7f, 0.9f, 0.1f);
    List<Detection> found = decode(letterbox, 1000);
    assertThat(found).hasSize(3);
    // Cell (3,1) of stride 8: centre 28,12; half a cell wide; the frame is twice the input.
    assertBox(found.get(0), 0, 8100, 52, 20, 60, 28);
    assertBox(found.get(1), 1, 7200, 64, 40, 80, 56);
    assertBox(found.get(2), 0, 6300, 48, 16, 80, 48);
  }

  @Test
  void multipliesObjectnessAndClass() throws Exception {
    put(0, 0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0.2f);
    assertThat(decode(letterbox, 2500)).hasSize(1);
    assertThat(decode(letterbox, 2501)).isEmpty();
  }

  @Test
  void keepsTheBestOfOverlappingBoxesOfAClass() throws Exception {
    put(0, 0.5f, 0.5f, 1, 1, 0.8f, 1, 0);
    put(1, -0.5f, 0.5f, 1, 1, 0.9f, 1, 0);
    put(2, -1.5f, 0.5f, 1, 1, 0.7f, 0, 1);
    List<Detection> found = decode(letterbox, 1000);
    assertThat(found).extracting(Detection::classId).containsExactly(0, 1);
    assertThat(found.get(0).confidenceE4()).isEqualTo(9000);
  }

  private List<Detection> decode(Letterbox fitted, int lowThresholdE4) throws ModelOutputException {
    return layout.decode(new float[][] {output}, fitted, lowThresholdE4);
  }

  private void put(int anchor, float... values) {
    System.arraycopy(values, 0, output, anchor * COLUMNS, COLUMNS);
  }

  private static void assertBox(
      Detection box,
      int classId,
      int confidence,
      float left,
      float top,
      float right,
      float bottom) {
    Offset<Float> near = Offset.offset(0.001f);
    assertThat(box.classId()).isEqualTo(classId);
    assertThat(box.confidenceE4()).isEqualTo(confidence);
    assertThat(box.left()).isCloseTo(left, near);
    assertThat(box.top()).isCloseTo(top, near);
    assertThat(box.right()).isCloseTo(right, near);
    assertThat(box.bottom()).isCloseTo(bottom, near);
  }
}
