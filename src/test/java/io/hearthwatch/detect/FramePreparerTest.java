package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.Axes;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.image.ElementType;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Pictures;
import io.hearthwatch.image.Placement;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePreparerTest {
  private static final InputFormat CENTRED =
      new InputFormat(64, 64, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
  private static final InputFormat TOP_LEFT =
      new InputFormat(64, 64, Placement.TOP_LEFT, ChannelOrder.BGR, Normalisation.RAW);

  @TempDir Path directory;

  private FramePreparer open(InputFormat input, DecodeMode mode, boolean cached) throws Exception {
    CacheSettings cache = cached ? new CacheSettings(directory.toString(), 1L << 30) : null;
    return new FramePreparer(
        input,
        new DetectSettings("unused", 5000, 1000, 1, 10_000_000, ModelOptions.NONE, mode, cache));
  }

  private static List<byte[]> pictures() {
    byte[] jpeg = Pictures.jpeg(Pictures.scene(320, 200, 1));
    return List.of(
        jpeg,
        Pictures.turnedJpeg(jpeg, 6),
        Pictures.jpeg(Pictures.scene(320, 200, 2)),
        Pictures.png(Pictures.scene(50, 90, 3)),
        Pictures.webp(Pictures.scene(50, 90, 4), false),
        jpeg);
  }

  private static float[] copy(ByteBuffer tensor) {
    float[] values = new float[tensor.capacity() / Float.BYTES];
    tensor.asFloatBuffer().get(0, values);
    return values;
  }

  @Test
  void theSameComesOutOfTheCache() throws Exception {
    InputFormat stretched =
        new InputFormat(
            64,
            64,
            Placement.STRETCHED,
            ChannelOrder.RGB,
            Normalisation.RAW,
            ElementType.UINT8,
            Axes.CHANNELS_LAST);
    for (InputFormat input : List.of(CENTRED, TOP_LEFT, stretched)) {
      for (DecodeMode mode : DecodeMode.values()) {
        try (FramePreparer plain = open(input, mode, false);
            FramePreparer cached = open(input, mode, true)) {
          for (int pass = 0; pass < 3; pass++) {
            for (byte[] picture : pictures()) {
              Letterbox wanted = plain.prepare(picture, SizeCheck.ANY);
              assertThat(cached.prepare(picture, SizeCheck.ANY)).isEqualTo(wanted);
              assertThat(cached.tensor()).isEqualTo(plain.tensor());
            }
          }
        }
      }
    }
    // Five pictures of two sizes: two inputs share samples, and only reduced ones differ by mode.
    assertThat(entries()).hasSize(2 * (5 + 3));
  }

  @Test
  void aDamagedEntryIsDecodedAnew() throws Exception {
    byte[] picture = pictures().get(0);
    try (FramePreparer plain = open(CENTRED, DecodeMode.FAST, false);
        FramePreparer cached = open(CENTRED, DecodeMode.FAST, true)) {
      plain.prepare(picture, SizeCheck.ANY);
      cached.prepare(picture, SizeCheck.ANY);
      Path entry = entries().get(0);
      byte[] whole = Files.readAllBytes(entry);
      Files.write(entry, Arrays.copyOf(whole, whole.length / 2));
      cached.prepare(picture, SizeCheck.ANY);
      assertThat(copy(cached.tensor())).isEqualTo(copy(plain.tensor()));
      assertThat(entry).hasBinaryContent(whole);
    }
  }

  @Test
  void aPictureThatIsRefusedIsRefusedAgain() throws Exception {
    byte[] picture = pictures().get(0);
    byte[] cut = Arrays.copyOf(picture, picture.length - 5);
    FrameRejectedException no = new FrameRejectedException(Reason.CONTENT_MISMATCH, "no");
    try (FramePreparer cached = open(CENTRED, DecodeMode.FAST, true)) {
      cached.prepare(picture, SizeCheck.ANY);
      for (int pass = 0; pass < 2; pass++) {
        assertThatThrownBy(() -> cached.prepare(cut, SizeCheck.ANY))
            .isInstanceOf(FrameRejectedException.class)
            .hasMessageContaining("is cut off");
        assertThatThrownBy(
                () ->
                    cached.prepare(
                        picture,
                        header -> {
                          throw no;
                        }))
            .isSameAs(no);
      }
    }
    assertThat(entries()).hasSize(1);
  }

  /**
   * The samples that a picture leads to. When these change, so do results, and entries of caches
   * that were written before are wrong: raise the version of {@code FrameKey}.
   */
  @Test
  void theSamplesStayWhatTheyWere() throws Exception {
    MessageDigest sum = MessageDigest.getInstance("SHA-256");
    for (DecodeMode mode : DecodeMode.values()) {
      try (FramePreparer preparer = open(TOP_LEFT, mode, false)) {
        for (byte[] picture : pictures()) {
          preparer.prepare(picture, SizeCheck.ANY);
          for (float value : copy(preparer.tensor())) {
            sum.update((byte) (int) value);
          }
        }
      }
    }
    assertThat(HexFormat.of().formatHex(sum.digest()))
        .isEqualTo("c7b1e826c999bbb56ca87a9856ca869089aec976c8d4b56e66e471f76b2cbc51");
  }

  /** A picture has 2 MP: 8 MB decoded, 1.2 MB letterboxed. */
  @Test
  void allocatesLittleForAFrame() throws Exception {
    byte[] picture = Pictures.jpeg(Pictures.scene(1920, 1080, 1));
    InputFormat input =
        new InputFormat(640, 640, Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (boolean cached : new boolean[] {false, true}) {
      try (FramePreparer preparer = open(input, DecodeMode.EXACT, cached)) {
        preparer.prepare(picture, SizeCheck.ANY);
        preparer.prepare(picture, SizeCheck.ANY);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10; i++) {
          preparer.prepare(picture, SizeCheck.ANY);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 10)
            .as(cached ? "from the cache" : "decoded")
            .isLessThan(32 << 10);
      }
    }
  }

  private List<Path> entries() throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
