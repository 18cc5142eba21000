package io.hearthwatch.cli;

import io.hearthwatch.job.CodeVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar, and of the Java that runs it: both are wanted in a bug report. */
final class ProductVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "Hearthwatch " + CodeVersion.current(),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
