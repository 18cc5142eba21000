package io.hearthwatch.image;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.leptonica.global.leptonica;

/**
 * The image library of this process.
 *
 * @param version its name and version
 * @param codecs the libraries that it decodes with, and their versions
 * @param formats what pictures may be, by {@link PictureFormat}
 */
public record ImageLibrary(String version, String codecs, List<String> formats) {

  /**
   * Loads the library.
   *
   * @throws LinkageError when it does not run on this machine
   */
  public static ImageLibrary load() {
    return new ImageLibrary(
        taken(leptonica.getLeptonicaVersion()),
        taken(leptonica.getImagelibVersions()).replace(" : ", ", ").strip(),
        Arrays.stream(PictureFormat.values()).map(Enum::name).toList());
  }

  /** The text, whose memory is given back. */
  private static String taken(BytePointer text) {
    try (text) {
      String copy = text.getString();
      leptonica.lept_free(text);
      return copy;
    }
  }
}
