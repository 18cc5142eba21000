package io.hearthwatch.inhand;

/**
 * A frame that a dead process had in hand.
 *
 * @param frame the frame
 * @param deaths at how many deaths on this machine it was, this one included
 */
public record LeftInHand(FrameInHand frame, int deaths) {

  /** What it means and what to do, for whoever reads the log. */
  public String message() {
    return ("%s of camera %s, %s, was in hand when the process that searched it died (in hand at %d"
            + " %s on this machine). %s If it is what ends the process, skip it: add"
            + " --detect.skip-offsets %s and start again from the last checkpoint"
            + " (docs/troubleshooting.md)")
        .formatted(
            frame.coordinates(),
            frame.cameraId(),
            frame.uri(),
            deaths,
            deaths == 1 ? "death" : "deaths",
            deaths == 1
                ? "Once may be chance: a kill or a lack of memory leaves the same mark."
                : "A frame that is there again and again is likely the cause.",
            frame.coordinates());
  }
}
