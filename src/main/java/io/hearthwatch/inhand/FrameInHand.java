package io.hearthwatch.inhand;

import io.hearthwatch.domain.RecordCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A frame that is being searched.
 *
 * @param coordinates its record
 * @param cameraId its camera
 * @param uri its picture; cut where it is longer than a mark holds
 */
public record FrameInHand(RecordCoordinates coordinates, String cameraId, String uri) {

  /** One line each; none of these can hold a line feed, and what may be cut stands last. */
  byte[] encode(int mostBytes) {
    byte[] text =
        String.join(
                "\n",
                coordinates.topic(),
                Integer.toString(coordinates.partition()),
                Long.toString(coordinates.offset()),
                cameraId,
                uri)
            .getBytes(StandardCharsets.UTF_8);
    return text.length <= mostBytes ? text : Arrays.copyOf(text, mostBytes);
  }

  /**
   * The frame that was written.
   *
   * @throws IllegalArgumentException when it was not written whole
   */
  static FrameInHand decode(byte[] text) {
    String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 5) {
      throw new IllegalArgumentException("it has " + lines.length + " lines");
    }
    return new FrameInHand(
        new RecordCoordinates(lines[0], Integer.parseInt(lines[1]), Long.parseLong(lines[2])),
        lines[3],
        lines[4]);
  }
}
