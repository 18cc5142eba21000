package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LetterboxTest {
  private static final InputFormat CENTRED = input(640, 640, Placement.CENTRED);
  private static final InputFormat TOP_LEFT = input(416, 416, Placement.TOP_LEFT);

  private static InputFormat input(int width, int height, Placement placement) {
    return new InputFormat(width, height, placement, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
  }

  @Test
  void centresWithTheOddPixelRightAndBelow() {
    assertThat(Letterbox.fit(640, 360, CENTRED))
        .isEqualTo(new Letterbox(640, 360, 1, 1, 640, 360, 0, 140));
    assertThat(Letterbox.fit(640, 361, CENTRED).top()).isEqualTo(139);
    assertThat(Letterbox.fit(361, 640, CENTRED).left()).isEqualTo(139);
    assertThat(Letterbox.fit(1920, 1080, CENTRED).height()).isEqualTo(360);
  }

  @Test
  void roundsTheScaledSizeHalvesUp() {
    assertThat(Letterbox.fit(457, 640, input(320, 320, Placement.CENTRED)).width()).isEqualTo(229);
    assertThat(Letterbox.fit(640, 426, TOP_LEFT).height()).isEqualTo(277);
  }

  @Test
  void putsThePictureAtTheTopLeft() {
    assertThat(Letterbox.fit(640, 360, TOP_LEFT))
        .isEqualTo(new Letterbox(640, 360, 0.65, 0.65, 416, 234, 0, 0));
  }

  @Test
  void keepsAtLeastOnePixelOfAnExtremePicture() {
    Letterbox letterbox = Letterbox.fit(10_000, 1, CENTRED);
    assertThat(letterbox.width()).isEqualTo(640);
    assertThat(letterbox.height()).isEqualTo(1);
  }

  @Test
  void mapsBoxesBackToWhereTheyCameFrom() {
    Random random = new Random(6);
    for (int i = 0; i < 10_000; i++) {
      int width = 1 + random.nextInt(4000);
      int height = 1 + random.nextInt(4000);
      Placement placement = Placement.values()[random.nextInt(3)];
      InputFormat input =
          input(32 * (1 + random.nextInt(30)), 32 * (1 + random.nextInt(30)), placement);
      Letterbox letterbox = Letterbox.fit(width, height, input);
      assertThat(letterbox.left() + letterbox.width()).isLessThanOrEqualTo(input.width());
      assertThat(letterbox.top() + letterbox.height()).isLessThanOrEqualTo(input.height());

      float[] frame = {
        random.nextFloat() * width / 2,
        random.nextFloat() * height / 2,
        width / 2f + (0.01f + 0.99f * random.nextFloat()) * width / 2,
        height / 2f + (0.01f + 0.99f * random.nextFloat()) * height / 2
      };
      float[] box = new float[4];
      for (int edge = 0; edge < 4; edge++) {
        int offset = edge % 2 == 0 ? letterbox.left() : letterbox.top();
        box[edge] = (float) (frame[edge] * scale(letterbox, edge) + offset);
      }
      assertThat(letterbox.toFrame(box)).isTrue();
      for (int edge = 0; edge < 4; edge++) {
        assertThat(box[edge])
            .isCloseTo(frame[edge], within((float) (1e-3 / scale(letterbox, edge))));
      }
    }
  }

  private static double scale(Letterbox letterbox, int edge) {
    return edge % 2 == 0 ? letterbox.scaleX() : letterbox.scaleY();
  }

  @Test
  void stretchesEachSideByItself() {
    assertThat(Letterbox.fit(1280, 320, input(640, 640, Placement.STRETCHED)))
        .isEqualTo(new Letterbox(1280, 320, 0.5, 2, 640, 640, 0, 0));
  }

  @Test
  void clipsToTheFrameAndDropsWhatLiesOutside() {
    Letterbox letterbox = Letterbox.fit(640, 360, CENTRED);
    float[] over = {-5, 100, 700, 1000};
    assertThat(letterbox.toFrame(over)).isTrue();
    assertThat(over).containsExactly(0, 0, 640, 360);

    assertThat(letterbox.toFrame(new float[] {10, 20, 50, 139})).as("in the padding").isFalse();
    assertThat(letterbox.toFrame(new float[] {10, 20, 50, 140})).as("touching").isFalse();
    assertThat(letterbox.toFrame(new float[] {50, 200, 10, 210})).as("turned over").isFalse();
    assertThat(letterbox.toFrame(new float[] {50, 200, 50, 210})).as("no width").isFalse();
  }
}
