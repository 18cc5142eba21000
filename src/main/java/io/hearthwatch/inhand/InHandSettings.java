package io.hearthwatch.inhand;

import io.hearthwatch.domain.RecordCoordinates;
import java.io.Serializable;
import java.util.Set;

/**
 * What is done against a frame that ends the process.
 *
 * @param directory where each process writes down the frames in hand; null for the usual place
 * @param skipped records whose pictures are not touched
 */
public record InHandSettings(String directory, Set<RecordCoordinates> skipped)
    implements Serializable {

  /** Nothing is skipped, the usual place. */
  public static final InHandSettings USUAL = new InHandSettings(null, Set.of());
}
