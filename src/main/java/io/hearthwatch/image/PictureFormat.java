package io.hearthwatch.image;

/** File formats that are understood. */
public enum PictureFormat {
  /** Baseline, extended or progressive JPEG: grey, colour, or four inks. */
  JPEG,
  /** PNG of any colour type and bit depth. */
  PNG,
  /** Still WebP, lossy or lossless. */
  WEBP
}
