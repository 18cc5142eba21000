package io.hearthwatch.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/**
 * A real S3 server in a process of its own, which checks signatures and keeps its objects in
 * memory.
 */
public final class S3Server implements AutoCloseable {
  /** Where the build puts the server. */
  private static final Path JAR = Path.of("target", "s3", "s3proxy.jar");

  private final Process process;
  private final Path directory;
  private final int port;

  /**
   * Somebody with buckets.
   *
   * @param accessKey who
   * @param secretKey signs
   * @param buckets that only this one may read
   */
  public record Account(String accessKey, String secretKey, List<String> buckets) {}

  private S3Server(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param directory where its configuration and its log go
   */
  public static S3Server start(Path directory, List<Account> accounts) throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: mvn pre-integration-test fetches it");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", JAR.toString()));
    for (Account account : accounts) {
      command.addAll(List.of("--properties", properties(directory, port, account).toString()));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    S3Server server = new S3Server(process, directory, port);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::listens);
    for (Account account : accounts) {
      for (String bucket : account.buckets()) {
        server.put(account, "/" + bucket, new byte[0]);
      }
    }
    return server;
  }

  private static Path properties(Path directory, int port, Account account) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=transient-nio2
            jclouds.identity=unused
            jclouds.credential=unused
            """
                .formatted(port, account.accessKey(), account.secretKey()));
    for (String bucket : account.buckets()) {
      text.append("s3proxy.bucket-locator.").append(bucket).append('=').append(bucket).append('\n');
    }
    return Files.writeString(directory.resolve(account.accessKey() + ".conf"), text);
  }

  private boolean listens() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the S3 server ended: " + Files.readString(directory.resolve("server.log")));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Stores an object.
   *
   * @param bucket one of the account's
   * @param key escaped as in a URI
   */
  public void store(Account account, String bucket, String key, byte[] bytes) throws IOException {
    put(account, "/" + bucket + "/" + key, bytes);
  }

  /** With the second version of AWS's signature, which is short. */
  private void put(Account account, String path, byte[] bytes) throws IOException {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint().resolve(path))
            .header("x-amz-date", date)
            .header(
                "Authorization",
                "AWS "
                    + account.accessKey()
                    + ":"
                    + signature(account, "PUT\n\n\n\nx-amz-date:" + date + "\n" + path))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("PUT " + path + ": " + response.statusCode() + response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String signature(Account account, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(account.secretKey().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA1", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
