package io.hearthwatch.testing;

import static org.awaitility.Awaitility.await;

import io.hearthwatch.local.EmbeddedBroker;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that speaks TLS only, asks for a login (SCRAM-SHA-512), and allows each user what it was
 * given and nothing else. Its certificate is for 127.0.0.1, and nobody but itself vouches for it.
 */
public final class SecuredKafka implements Closeable {
  private static final String SECRET = "not-to-be-told";

  private final Path store;
  private final EmbeddedBroker broker;
  private final Admin admin;

  private SecuredKafka(Path store, EmbeddedBroker broker) {
    this.store = store;
    this.broker = broker;
    Map<String, Object> config = new TreeMap<>(trusting());
    config.put("bootstrap.servers", broker.bootstrapServers());
    config.put("sasl.mechanism", "PLAIN");
    config.put("sasl.jaas.config", plain(""));
    this.admin = Admin.create(config);
  }

  /**
   * Starts it.
   *
   * @param directory of its own, for its data and certificate
   */
  public static SecuredKafka start(Path directory) throws IOException, InterruptedException {
    Path store = directory.resolve("broker.p12");
    Certificates.selfSigned(store, SECRET, "ip:127.0.0.1");
    String listener = "listener.name.client.";
    Map<String, String> settings = new TreeMap<>();
    settings.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT");
    for (String kind : List.of("keystore", "truststore")) {
      settings.put(listener + "ssl." + kind + ".location", store.toString());
      settings.put(listener + "ssl." + kind + ".password", SECRET);
      settings.put(listener + "ssl." + kind + ".type", "PKCS12");
    }
    settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    // The broker's own user, and this class's.
    settings.put(listener + "plain.sasl.jaas.config", plain(" user_broker=\"" + SECRET + "\""));
    settings.put(listener + "scram-sha-512.sasl.jaas.config", scram("", ""));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:broker;User:ANONYMOUS");
    return new SecuredKafka(store, EmbeddedBroker.start(directory.resolve("kafka"), settings));
  }

  /** {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** A client with every right; not to be closed. */
  public Admin admin() {
    return admin;
  }

  /** Creates or changes a user; returns when the broker knows it. */
  public void user(String name, String password) throws ExecutionException, InterruptedException {
    ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    admin
        .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, info, password)))
        .all()
        .get();
    Map<String, Object> config = new TreeMap<>(login(name, password));
    config.put("bootstrap.servers", bootstrapServers());
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (Admin user = Admin.create(config)) {
                return user.describeCluster().clusterId().get() != null;
              }
            });
  }

  /** Allows a user to do something with the topic or group of that very name. */
  public void allow(String user, ResourceType type, String name, AclOperation... operations)
      throws ExecutionException, InterruptedException {
    List<AclBinding> rules = new ArrayList<>();
    for (AclOperation operation : operations) {
      rules.add(
          new AclBinding(
              new ResourcePattern(type, name, PatternType.LITERAL),
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
    }
    admin.createAcls(rules).all().get();
  }

  /** What a client needs that logs in so. */
  public Map<String, String> login(String user, String password) {
    Map<String, String> properties = trusting();
    properties.put("sasl.mechanism", "SCRAM-SHA-512");
    properties.put("sasl.jaas.config", scram(user, password));
    return properties;
  }

  private Map<String, String> trusting() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("security.protocol", "SASL_SSL");
    properties.put("ssl.truststore.location", store.toString());
    properties.put("ssl.truststore.password", SECRET);
    properties.put("ssl.truststore.type", "PKCS12");
    return properties;
  }

  private static String scram(String user, String password) {
    return ("org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"%s\" password=\"%s\";")
        .formatted(user, password);
  }

  private static String plain(String users) {
    return ("org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"broker\" password=\"%s\"%s;")
        .formatted(SECRET, users);
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
  }
}
