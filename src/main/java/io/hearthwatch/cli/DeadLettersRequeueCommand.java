package io.hearthwatch.cli;

import io.hearthwatch.config.KafkaPropertiesFile;
import io.hearthwatch.deadletters.LetterFilter;
import io.hearthwatch.deadletters.LetterState;
import io.hearthwatch.deadletters.RequeueReport;
import io.hearthwatch.deadletters.Requeuing;
import io.hearthwatch.kafka.KafkaAccess;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code hearthwatch deadletters requeue}: sends rejected records again, or says which it would.
 */
@Command(
    name = "requeue",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Say which rejected records would be sent again, and with --apply send them: the same key"
            + " and value, into the same partition, with headers that name the record they repeat."
            + " However often that is done, a frame is analysed once.",
    footer = {
      "",
      "Mend the cause first: deadletters show tells what to do about each reason.",
      "  hearthwatch deadletters requeue --reason missing_file --camera porch \\",
      "      --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch \\",
      "      --bootstrap-servers localhost:9092 --apply"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:done; without --apply nothing was changed",
      "1:not all that were named can be requeued, it was stopped, or the work failed",
      ExitCode.WRONG_USAGE
    })
final class DeadLettersRequeueCommand implements Callable<Integer> {
  private static final String ANSWER_WITHIN_MILLIS = "20000";

  @Mixin private LetterChoice choice;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers to ask first. Needed with --apply.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further properties of the Kafka clients, such as those of TLS and SASL.")
  private String kafkaProperties;

  @Option(
      names = "--again",
      description =
          "Those too that were requeued and are not accounted for yet, as after a crash. Harmless:"
              + " what was not needed ends as duplicate.")
  private boolean again;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who asks for it. Default: ${DEFAULT-VALUE}.")
  private String by;

  @Option(names = "--apply", description = "Send. Without it nothing is changed.")
  private boolean apply;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException, InterruptedException {
    if (apply && bootstrapServers == null) {
      throw new ParameterException(spec.commandLine(), "--apply needs --bootstrap-servers");
    }
    RequeueReport all = new RequeueReport(new TreeMap<>(), new LinkedHashMap<>());
    boolean stopped;
    try (Connection connection = database.connect(spec);
        StopAtSignal signal = new StopAtSignal()) {
      Requeuing requeuing = new Requeuing(connection, by, again);
      Set<LetterState> states =
          again ? EnumSet.of(LetterState.OPEN, LetterState.REQUEUED) : EnumSet.of(LetterState.OPEN);
      var filters = choice.filters(spec, connection, states);
      if (apply) {
        send(requeuing, filters, signal, all);
      } else {
        for (LetterFilter filter : filters) {
          add(requeuing.dryRun(filter), all);
        }
      }
      stopped = apply && signal.requested();
    }
    print(all, stopped, spec.commandLine().getOut());
    return stopped || (choice.named() && !all.left().isEmpty()) ? ExitCode.FAILED : ExitCode.OK;
  }

  private void send(
      Requeuing requeuing, List<LetterFilter> filters, StopAtSignal signal, RequeueReport all)
      throws SQLException, IOException, InterruptedException {
    Map<String, String> properties = properties();
    KafkaAccess access = KafkaAccess.ofCommand(bootstrapServers, properties);
    try {
      // Before anything is noted as sent.
      access.greet();
      try (Producer<byte[], byte[]> producer = producer(properties)) {
        for (LetterFilter filter : filters) {
          add(requeuing.apply(filter, producer, signal::requested), all);
        }
      }
    } catch (KafkaException e) {
      throw access.explain(e);
    }
  }

  private static void add(RequeueReport part, RequeueReport all) {
    part.sent().forEach((reason, count) -> all.sent().merge(reason, count, Long::sum));
    part.left().forEach((why, count) -> all.left().merge(why, count, Long::sum));
  }

  private Map<String, String> properties() {
    if (kafkaProperties == null) {
      return Map.of();
    }
    try {
      return KafkaPropertiesFile.read(kafkaProperties).properties();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--kafka-properties: " + e.getMessage(), e);
    }
  }

  private Producer<byte[], byte[]> producer(Map<String, String> properties) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void print(RequeueReport report, boolean stopped, PrintWriter out) {
    report
        .sent()
        .forEach(
            (reason, count) ->
                out.printf(
                    "%s %s%s%n",
                    apply ? "sent again:" : "would be sent again:",
                    Count.of(count, "record"),
                    ", " + reason));
    report
        .left()
        .forEach((why, count) -> out.printf("left: %s, %s%n", Count.of(count, "record"), why));
    if (report.total() == 0) {
      out.println("nothing to send again");
    } else if (!apply) {
      out.println("dry run: --apply sends them");
    } else {
      out.println(
          (stopped ? "stopped; " : "")
              + "what becomes of them: deadletters list --all, once the job has read them");
    }
    out.flush();
  }
}
