package io.hearthwatch.image;

/** File formats that are understood. */
public enum PictureFormat {
  /** Baseline, extended or progressive JPEG. */
  JPEG,
  /** PNG of any colour type and bit depth. */
  PNG
}
