package io.hearthwatch.doctor;

import io.hearthwatch.image.ImageLibrary;
import java.util.List;

/** The picture decoder: that it loads, and what it can read. */
public record DecoderCheck() implements Check {
  @Override
  public String name() {
    return "decoder";
  }

  @Override
  public String remedy() {
    return "build again by ./hearthwatch build on this machine; the native library is unpacked below"
        + " target/ or the temporary directory, which must allow to run what lies there";
  }

  @Override
  public List<Finding> run() {
    ImageLibrary library = ImageLibrary.load();
    return List.of(
        Finding.ok(
            name(),
            "%s with %s; reads %s"
                .formatted(
                    library.version(), library.codecs(), String.join(", ", library.formats()))));
  }
}
