package io.hearthwatch.simulate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Runs the demo network on 640 by 360 JPEG files: letterbox by 2 by 2 means, grey 114 around it.
 */
final class DemoModel implements AutoCloseable {
  static final int SIZE = 320;
  private static final int PAD = 70;
  private static final String[] LABELS = {"person", "car", "dog"};

  private final OrtSession.SessionOptions options;
  private final OrtSession session;
  private final FloatBuffer input =
      ByteBuffer.allocateDirect(3 * SIZE * SIZE * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
  private long nanos;

  record Found(String label, float confidence, float left, float top, float right, float bottom) {}

  DemoModel() throws OrtException, IOException {
    options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = OrtEnvironment.getEnvironment().createSession(bytes(), options);
  }

  static byte[] bytes() throws IOException {
    try (InputStream in = SimulatedCamera.class.getResourceAsStream("demo-detector.onnx")) {
      return in.readAllBytes();
    }
  }

  OrtSession session() {
    return session;
  }

  /** Time spent in the network alone. */
  long nanos() {
    return nanos;
  }

  /** All rows with a confidence of at least the threshold, in pixels of the 640 by 360 frame. */
  List<Found> detect(byte[] jpeg, float threshold) throws OrtException, IOException {
    letterbox(ImageIO.read(new ByteArrayInputStream(jpeg)));
    List<Found> found = new ArrayList<>();
    for (float[] row : run()[0]) {
      if (row[4] >= threshold) {
        found.add(
            new Found(
                LABELS[Math.round(row[5])],
                row[4],
                row[0] * 2,
                (row[1] - PAD) * 2,
                row[2] * 2,
                (row[3] - PAD) * 2));
      }
    }
    return found;
  }

  /** The raw output for a picture of one colour. */
  float[][] plain(float red, float green, float blue) throws OrtException {
    float[] colour = {red, green, blue};
    for (int i = 0; i < 3 * SIZE * SIZE; i++) {
      input.put(i, colour[i / (SIZE * SIZE)]);
    }
    return run()[0];
  }

  private float[][][] run() throws OrtException {
    long before = System.nanoTime();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), input, new long[] {1, 3, SIZE, SIZE});
        OrtSession.Result result = session.run(Map.of("images", tensor))) {
      nanos += System.nanoTime() - before;
      return (float[][][]) result.get(0).getValue();
    }
  }

  private void letterbox(BufferedImage image) {
    int[] pixels = image.getRGB(0, 0, 640, 360, null, 0, 640);
    float[] plane = new float[SIZE * SIZE];
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(plane, 114 / 255f);
      int shift = 16 - 8 * channel;
      for (int y = 0; y < 180; y++) {
        for (int x = 0; x < SIZE; x++) {
          int at = 2 * y * 640 + 2 * x;
          int sum =
              (pixels[at] >> shift & 255)
                  + (pixels[at + 1] >> shift & 255)
                  + (pixels[at + 640] >> shift & 255)
                  + (pixels[at + 641] >> shift & 255);
          plane[(y + PAD) * SIZE + x] = sum / 1020f;
        }
      }
      input.put(channel * SIZE * SIZE, plane);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
