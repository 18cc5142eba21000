package io.hearthwatch.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Certificates for servers under test, made by the JDK's {@code keytool}. */
public final class Certificates {
  private Certificates() {}

  /**
   * Makes a key with a certificate that nobody but itself vouches for. The store serves as the
   * server's key store, and as the trust store of whoever is to trust it.
   *
   * @param store PKCS12 file that is made
   * @param names of the server, as in {@code dns:localhost,ip:127.0.0.1}
   */
  public static void selfSigned(Path store, String password, String names)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=server-under-test",
            "-ext",
            "san=" + names,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            password);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool failed: " + said);
    }
  }
}
