package io.hearthwatch.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the running code, as the build wrote it into the jar. */
public final class CodeVersion {
  private static final String RESOURCE = "/io/hearthwatch/build.properties";

  private CodeVersion() {}

  /** For example {@code 0.1.0}. */
  public static String current() {
    Properties build = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream(RESOURCE)) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
