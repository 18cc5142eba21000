package io.hearthwatch.kafka;

import java.nio.file.FileSystemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Where somebody said that Kafka is, and by which options: so that a failure of its clients can be
 * told as what is wrong with them. Never shows a property's value but those that name how a
 * connection is made.
 *
 * @param servers {@code host:port[,host:port…]}
 * @param properties of the clients
 * @param serversOption the option that names the servers
 * @param propertiesOption the option or options that give the clients' properties
 */
public record KafkaAccess(
    String servers, Map<String, String> properties, String serversOption, String propertiesOption) {
  static final String PROTOCOL = "security.protocol";
  private static final String MECHANISM = "sasl.mechanism";
  private static final String NOT_RESOLVED = "No resolvable bootstrap";
  private static final int ANSWER_WITHIN_MILLIS = 15_000;
  private static final List<String> LIMITS =
      List.of(
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);

  /**
   * As the commands have it that take {@code --bootstrap-servers} and {@code --kafka-properties}.
   */
  public static KafkaAccess ofCommand(String servers, Map<String, String> properties) {
    return new KafkaAccess(
        servers, properties, "--bootstrap-servers", "the file of --kafka-properties");
  }

  /** As a job's configuration has it. */
  public static KafkaAccess ofJob(KafkaSettings kafka) {
    return new KafkaAccess(
        kafka.bootstrapServers(),
        kafka.properties(),
        "kafka.bootstrap-servers",
        "kafka.properties.* or the file of kafka.properties-file");
  }

  /**
   * A client that asks before any work is begun: it gives up after a quarter of a minute, where the
   * clients' own default is a whole one. To be closed.
   *
   * @throws KafkaException if the properties do not do
   */
  public Admin admin() {
    Map<String, Object> config = new HashMap<>();
    config.putAll(properties);
    // One must not be shorter than the other, so whoever sets one decides about both.
    if (LIMITS.stream().noneMatch(config::containsKey)) {
      LIMITS.forEach(limit -> config.put(limit, ANSWER_WITHIN_MILLIS));
    }
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    return Admin.create(config);
  }

  /**
   * Returns if a client can be made: its properties do, and the host name of at least one of the
   * servers is known here. Nobody is asked.
   *
   * @throws KafkaException if not
   */
  public void requireClient() {
    admin().close();
  }

  /**
   * Returns when a server has answered one that may ask it.
   *
   * @throws KafkaException if none does, or the login is refused
   */
  public void greet() throws InterruptedException {
    try (Admin admin = admin()) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException(e.getCause());
    }
  }

  /** Why nobody can be asked yet; empty if at least one of the servers takes connections. */
  public Optional<String> unreachable() {
    Reach reach = Reach.of(servers);
    return reach.any()
        ? Optional.empty()
        : Optional.of("Kafka at %s: %s".formatted(servers, reach.words(this)));
  }

  /**
   * Whether the failure is that none of the servers' host names is known: a slip of the pen, or a
   * name service that is away.
   */
  public static boolean isUnknownHost(Throwable failure) {
    return isOfTheClient(failure) && detail(failure).contains(NOT_RESOLVED);
  }

  /** The failure in words, with itself as the cause; one that is in words already as it is. */
  public UnusableKafkaException explain(Throwable failure) {
    UnusableKafkaException explained = find(failure, UnusableKafkaException.class);
    return explained != null ? explained : new UnusableKafkaException(words(failure), failure);
  }

  /** Server, what is wrong, and what to set. */
  public String words(Throwable failure) {
    String detail = detail(failure);
    if (find(failure, SslAuthenticationException.class) != null) {
      return tls(detail);
    }
    if (find(failure, UnsupportedSaslMechanismException.class) != null
        || detail.contains("not enabled in the server")) {
      return "Kafka at %s does not take logins by %s (%s): set %s in %s"
          .formatted(servers, mechanism(), detail, MECHANISM, propertiesOption);
    }
    if (find(failure, SaslAuthenticationException.class) != null) {
      return ("Kafka at %s refuses the login by %s (%s): correct user name and password in"
              + " sasl.jaas.config, in %s; each mechanism has passwords of its own on the server")
          .formatted(servers, mechanism(), detail, propertiesOption);
    }
    if (find(failure, AuthorizationException.class) != null) {
      return ("Kafka at %s knows the user of %s, but does not allow it this (%s): an administrator of"
              + " Kafka gives the right by kafka-acls.sh; docs/security.md lists what is needed")
          .formatted(servers, propertiesOption, detail);
    }
    if (isOfTheClient(failure)) {
      return client(detail);
    }
    ApiException refused = find(failure, ApiException.class);
    if (refused != null && !(refused instanceof RetriableException)) {
      return "Kafka at %s refuses this: %s".formatted(servers, detail);
    }
    return "Kafka at %s does not answer: %s (%s)"
        .formatted(servers, Reach.of(servers).words(this), detail);
  }

  private String tls(String detail) {
    return "Kafka at %s: ".formatted(servers) + tlsWords(detail);
  }

  private String tlsWords(String detail) {
    if (detail.contains("certification path") || detail.contains("trust anchor")) {
      return ("its certificate comes from nobody that is trusted here (%s): set ssl.truststore.location"
              + " in %s to a store that holds the certificate of its authority, with"
              + " ssl.truststore.password and ssl.truststore.type as the store has them")
          .formatted(detail, propertiesOption);
    }
    if (detail.contains("subject alternative") || detail.contains("No name matching")) {
      return ("its certificate is for another name (%s): name the server as its certificate does, in"
              + " %s and in the brokers' advertised.listeners")
          .formatted(detail, serversOption);
    }
    if (detail.contains("SSL message")) {
      return "it does not speak TLS at this port (%s): set %s in %s as the port has it"
          .formatted(detail, PROTOCOL, propertiesOption);
    }
    if (detail.contains("certificate_required") || detail.contains("bad_certificate")) {
      return "it asks for a certificate of the client (%s): set ssl.keystore.location in %s"
          .formatted(detail, propertiesOption);
    }
    return "no TLS connection comes about (%s): correct the ssl.* in %s"
        .formatted(detail, propertiesOption);
  }

  private String client(String detail) {
    return detail.contains("bootstrap url") || detail.contains("bootstrap.servers")
        ? "Kafka at %s is not found (%s): no such host name here; correct %s, or the name service"
            .formatted(servers, detail, serversOption)
        : "the clients of Kafka at %s cannot be made (%s): correct %s"
            .formatted(servers, detail, propertiesOption);
  }

  /** Whether it was thrown before any server was asked. */
  private static boolean isOfTheClient(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof KafkaException
          && (message.startsWith("Failed to create new KafkaAdminClient")
              || message.startsWith("Failed to construct kafka"))) {
        return true;
      }
    }
    return false;
  }

  String protocol() {
    return properties.getOrDefault(PROTOCOL, "PLAINTEXT");
  }

  private String mechanism() {
    return properties.getOrDefault(MECHANISM, "GSSAPI");
  }

  private static <T> T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  /** What the innermost cause says that says anything. */
  private static String detail(Throwable failure) {
    String detail = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException file && file.getReason() == null) {
        detail = cause.getClass().getSimpleName() + " " + file.getFile();
      } else if (cause.getMessage() != null) {
        detail = cause.getMessage();
      }
    }
    return detail.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
