package io.hearthwatch.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** A generated password in a file that only its owner may read. */
final class PasswordFile {
  private static final int BYTES = 24;

  private PasswordFile() {}

  /**
   * Reads the password, generating it first where there is none.
   *
   * @return 32 letters, digits, - and _
   */
  static String of(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      DurableFile.write(
          file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    return Files.readString(file).strip();
  }
}
