package io.hearthwatch.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar, and of the Java that runs it: both are wanted in a bug report. */
final class ProductVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Hearthwatch.class.getPackage().getImplementationVersion();
    return new String[] {
      "Hearthwatch " + Objects.requireNonNullElse(version, "(classes, not a jar)"),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
