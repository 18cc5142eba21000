package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Path;

/** Data that another major version of Postgres wrote than the one that comes with the product. */
public final class OtherMajorException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String found;
  private final int shipped;

  OtherMajorException(Path data, String found, int shipped) {
    super(
        "the database in %s was written by Postgres %s, and this version of Hearthwatch brings Postgres %d, which cannot read it"
            .formatted(data, found, shipped));
    this.found = found;
    this.shipped = shipped;
  }

  /** The version that wrote it, such as {@code 17}. */
  public String found() {
    return found;
  }

  /** The version that comes with the product. */
  public int shipped() {
    return shipped;
  }
}
