package io.hearthwatch.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The colours by which the inhabitants of the stories are told apart, read from {@code
 * palette.properties}. Immutable.
 */
final class Palette {
  private static final String RESOURCE = "palette.properties";

  private final Map<String, Integer> colours;

  private Palette(Map<String, Integer> colours) {
    this.colours = colours;
  }

  /** Reads the palette from the class path. */
  static Palette load() {
    Properties properties = new Properties();
    try (InputStream in = Palette.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            RESOURCE + " is missing beside " + Palette.class.getName() + ": rebuild the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read from the class path", e);
    }
    Map<String, Integer> colours = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      colours.put(name, parse(name, properties.getProperty(name)));
    }
    return new Palette(colours);
  }

  /** Names of all colours, {@code label.name}, in alphabetical order. */
  List<String> names() {
    return new ArrayList<>(colours.keySet());
  }

  /**
   * A colour as 0xRRGGBB.
   *
   * @throws IllegalArgumentException when the palette has none of that name
   */
  int rgb(String name) {
    Integer rgb = colours.get(name);
    if (rgb == null) {
      throw new IllegalArgumentException(
          RESOURCE + " has no colour " + name + "; it has " + colours.keySet());
    }
    return rgb;
  }

  private static int parse(String name, String text) {
    String[] parts = text.trim().split(",", -1);
    int rgb = 0;
    for (String part : parts) {
      int value;
      try {
        value = Integer.parseInt(part.trim());
      } catch (NumberFormatException e) {
        throw malformed(name, text, e);
      }
      if (value < 0 || value > 255) {
        throw malformed(name, text, null);
      }
      rgb = rgb << 8 | value;
    }
    if (parts.length != 3) {
      throw malformed(name, text, null);
    }
    return rgb;
  }

  private static IllegalStateException malformed(String name, String text, Throwable cause) {
    return new IllegalStateException(
        RESOURCE + ": " + name + " = " + text + " is not red,green,blue of 0 to 255 each", cause);
  }
}
