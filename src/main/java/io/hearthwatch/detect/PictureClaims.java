package io.hearthwatch.detect;

import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.PictureHeader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Compares a picture with what its reference says of it; a field that is not given claims nothing.
 */
final class PictureClaims {
  private PictureClaims() {}

  /** Checks the bytes against {@code sha256}. */
  static void checkBytes(FrameReference reference, byte[] picture) throws FrameRejectedException {
    if (reference.sha256() != null && !reference.sha256().equals(sha256(picture))) {
      throw new FrameRejectedException(
          Reason.CONTENT_MISMATCH,
          "the picture's SHA-256 is %s, the reference says %s"
              .formatted(sha256(picture), reference.sha256()));
    }
  }

  /**
   * Checks the size against {@code width} and {@code height}, which may be those of the upright
   * picture or, where it is stored turned, of what is stored.
   */
  static void checkSize(FrameReference reference, PictureHeader header)
      throws FrameRejectedException {
    if (!header.hasSize(reference.width(), reference.height())) {
      throw new FrameRejectedException(
          Reason.CONTENT_MISMATCH,
          "the picture has %d x %d pixels, the reference says %s x %s"
              .formatted(
                  header.width(),
                  header.height(),
                  claim(reference.width()),
                  claim(reference.height())),
          header.width(),
          header.height());
    }
  }

  private static String claim(Integer claimed) {
    return claimed == null ? "any" : claimed.toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
