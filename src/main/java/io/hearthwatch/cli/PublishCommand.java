package io.hearthwatch.cli;

import io.hearthwatch.config.KafkaPropertiesFile;
import io.hearthwatch.kafka.KafkaAccess;
import io.hearthwatch.publish.FolderPublisher;
import io.hearthwatch.publish.LiveLine;
import io.hearthwatch.publish.PublishProgress;
import io.hearthwatch.publish.PublishSettings;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch publish}: what cameras upload into folders, as frame references in Kafka. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publish the pictures that cameras upload into folders, each once.",
      "",
      "Every sub-folder of DIR is a camera, with all folders inside it. See docs/publishing.md.",
      ""
    },
    footer = {
      "",
      "  hearthwatch publish --watch /cameras --state /var/lib/hearthwatch \\",
      "      --bootstrap-servers localhost:9092 --create-topic --partitions 4"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:all that was there is published (--once)",
      "1:it failed, or --once left a file out",
      ExitCode.WRONG_USAGE,
      "130, 143:ended by Ctrl-C or SIGTERM"
    })
public final class PublishCommand implements Callable<Integer> {
  private static final int BROKERS_DEFAULT = -1;
  private static final Duration BETWEEN_LOOK_UPS = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration SHUTDOWN = Duration.ofSeconds(25);

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source;

  private static final class Source {
    @Option(
        names = "--watch",
        paramLabel = "DIR",
        description = "Publish what is there and what comes, until Ctrl-C.")
    private Path watch;

    @Option(names = "--once", paramLabel = "DIR", description = "Publish what is there, and end.")
    private Path once;

    private Path directory() {
      return watch == null ? once : watch;
    }
  }

  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIR",
      description = "Where it is written down what was published; kept between runs. Required.")
  private Path state;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka brokers to ask first. Required.")
  private String bootstrapServers;

  @Option(
      names = "--topic",
      defaultValue = "frames",
      paramLabel = "NAME",
      description = "Topic of frame references. Default: ${DEFAULT-VALUE}.")
  private String topic;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further properties of the Kafka clients, such as those of TLS and SASL.")
  private Path kafkaProperties;

  @Option(
      names = "--create-topic",
      description = "Create the topic as the job needs it, if it does not exist.")
  private boolean createTopic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of a topic that is created, fixed for its life.")
  private Integer partitions;

  @Option(
      names = "--replication",
      paramLabel = "R",
      description = "Copies of each partition of a topic that is created. Default: the broker's.")
  private Integer replication;

  @Mixin private CameraFilesOptions files;

  @Mixin private TimeZoneOption timeZone;

  @Option(
      names = "--video-frames",
      paramLabel = "DIR",
      description =
          "Where pictures of videos go; the job must be allowed to read it. Default: 'frames' in"
              + " the state directory.")
  private Path videoFrames;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkOptions();
    LiveLine line =
        new LiveLine(
            spec.commandLine().getOut(),
            Boolean.getBoolean(DemoCommand.TERMINAL),
            Duration.ofSeconds(10));
    Map<String, String> properties = properties();
    PublishSettings settings =
        new PublishSettings(
            source.directory(),
            state,
            videoFrames == null ? state.resolve("frames") : videoFrames,
            files.settle(),
            timeZone.zone(),
            files.videoFps(),
            PublishSettings.AFTER_CRASH,
            bootstrapServers,
            properties,
            topic);
    PublishProgress end;
    FolderPublisher publisher = open(settings, line);
    try (Shutdown shutdown = new Shutdown(publisher)) {
      end = publish(publisher, settings, line);
    }
    return source.once != null && (end.problems() > 0 || end.waiting() > 0)
        ? ExitCode.FAILED
        : ExitCode.OK;
  }

  private void checkOptions() {
    if (!Files.isDirectory(source.directory())) {
      throw wrong("%s is not a directory that can be read".formatted(source.directory()));
    }
    if (!createTopic && (partitions != null || replication != null)) {
      throw wrong("--partitions and --replication go with --create-topic");
    }
    if (createTopic && partitions == null) {
      throw wrong(
          "--create-topic needs --partitions N: their number is fixed for the topic's life");
    }
    if ((partitions != null && partitions < 1) || (replication != null && replication < 1)) {
      throw wrong("--partitions and --replication must be at least 1");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Map<String, String> properties() {
    if (kafkaProperties == null) {
      return Map.of();
    }
    try {
      KafkaPropertiesFile file = KafkaPropertiesFile.read(kafkaProperties.toString());
      file.warning().ifPresent(warning -> spec.commandLine().getErr().println(warning));
      return file.properties();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--kafka-properties: " + e.getMessage(), e);
    }
  }

  private void createTopic(Map<String, String> properties) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      Topics.create(
          admin,
          List.of(Topics.frames(topic, partitions)),
          replication == null ? BROKERS_DEFAULT : replication);
    }
  }

  /**
   * A publisher that is to stay waits for its broker; one that ends gives up. A host that nobody
   * knew from the start is most likely written wrong; one that was known is away, as a broker is.
   */
  private FolderPublisher open(PublishSettings settings, LiveLine line)
      throws IOException, InterruptedException {
    KafkaAccess access = access(settings);
    requireClient(access);
    String meanwhile =
        source.once == null ? "waits for it" : "--once asks a while longer, then ends";
    access.unreachable().ifPresent(why -> line.say(why + "; " + meanwhile));
    String told = "";
    while (true) {
      try {
        access.greet();
        if (createTopic) {
          createTopic(settings.properties());
        }
        return FolderPublisher.open(settings, (subject, message) -> line.say(message));
      } catch (KafkaException e) {
        boolean unknownHost = KafkaAccess.isUnknownHost(e);
        if (source.once != null || !(unknownHost || e instanceof RetriableException)) {
          throw access.explain(e);
        }
        String words = access.words(e);
        if (!words.equals(told)) {
          line.say(words + "; keeps trying");
          told = words;
        }
        if (unknownHost) {
          // Nobody was asked who would have taken time to answer.
          TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOK_UPS.toNanos());
        }
      }
    }
  }

  private static void requireClient(KafkaAccess access) {
    try {
      access.requireClient();
    } catch (KafkaException e) {
      throw access.explain(e);
    }
  }

  private KafkaAccess access(PublishSettings settings) {
    return KafkaAccess.ofCommand(bootstrapServers, settings.properties());
  }

  private PublishProgress publish(
      FolderPublisher publisher, PublishSettings settings, LiveLine line)
      throws IOException, InterruptedException {
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    long begun = System.nanoTime();
    try (publisher) {
      var unused =
          ticker.scheduleWithFixedDelay(
              () -> line.show(text(publisher.progress(), begun)), 1, 1, TimeUnit.SECONDS);
      if (source.once != null) {
        publisher.publishOnce();
      } else {
        publisher.watch();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      line.breakOff();
      if (e.getCause() instanceof KafkaException refusal) {
        throw access(settings).explain(refusal);
      }
      throw e;
    } finally {
      ticker.shutdownNow();
    }
    PublishProgress end = publisher.progress();
    line.finish(text(end, begun));
    return end;
  }

  private static String text(PublishProgress progress, long begunNanos) {
    double minutes = Math.max((System.nanoTime() - begunNanos) / 60e9, 1.0 / 60);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "  %d published, %.0f/min, %s, %d waiting, %s",
            progress.published(),
            progress.published() / minutes,
            Count.of(progress.cameras(), "camera"),
            progress.waiting(),
            Count.of(progress.problems(), "problem")));
    if (progress.known() > 0) {
      text.append(", %d found in the topic".formatted(progress.known()));
    }
    if (progress.silence().compareTo(SILENCE) > 0) {
      text.append("; no answer from the broker for %d s".formatted(progress.silence().toSeconds()));
    }
    return text.toString();
  }

  /** Ends the publisher at Ctrl-C and SIGTERM, and holds the JVM until it has written down all. */
  private static final class Shutdown implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    Shutdown(FolderPublisher publisher) {
      hook =
          new Thread(
              () -> {
                publisher.stop();
                try {
                  if (!done.await(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("the publisher did not end in time; nothing is lost");
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "publish-shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
      done.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The hook is what ended the publisher.
        return;
      }
    }
  }
}
