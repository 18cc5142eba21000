package io.hearthwatch.config;

import io.hearthwatch.admit.AdmissionSettings;
import io.hearthwatch.assess.RiskSettings;
import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.image.DecodeMode;
import io.hearthwatch.ingest.IngestSettings;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.Parallelism;
import io.hearthwatch.store.StoreSettings;
import io.hearthwatch.window.WindowSettings;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ReadableConfig;

/** Checked values to the settings of each stage. */
final class SettingsAssembly {
  /** Above every confidence, so that no detection reaches it. */
  private static final int NEVER_E4 = 10_001;

  private SettingsAssembly() {}

  static JobSettings assemble(ReadableConfig values, String password) {
    return new JobSettings(
        kafka(values),
        ingest(values),
        OverloadRules.settings(values),
        admission(values),
        fetch(values),
        detect(values),
        inHand(values),
        window(values),
        risk(values),
        store(values, password),
        parallelism(values),
        ResultOptions.VERSION.in(values),
        ConfigDigest.of(values));
  }

  private static KafkaSettings kafka(ReadableConfig values) {
    return new KafkaSettings(
        KafkaOptions.BOOTSTRAP_SERVERS.in(values),
        KafkaOptions.GROUP_ID.in(values),
        KafkaOptions.FRAMES_TOPIC.in(values),
        KafkaOptions.EVENTS_TOPIC.in(values),
        KafkaOptions.DEAD_LETTERS_TOPIC.in(values),
        KafkaOptions.PROPERTIES.in(values));
  }

  private static IngestSettings ingest(ReadableConfig values) {
    return new IngestSettings(
        IngestOptions.ALLOWED_ROOTS.in(values),
        IngestOptions.ACCEPT_GAP.in(values),
        Math.toIntExact(IngestOptions.MAX_RECORD_SIZE.in(values).getBytes()),
        listed(IngestOptions.CAMERAS, values));
  }

  private static AdmissionSettings admission(ReadableConfig values) {
    return new AdmissionSettings(
        WindowOptions.LENGTH.in(values),
        WindowOptions.ALLOWED_LATENESS.in(values),
        AdmitOptions.OUT_OF_ORDERNESS.in(values),
        AdmitOptions.CLOCK_TOLERANCE.in(values),
        AdmitOptions.MAX_AGE.in(values));
  }

  private static FetchSettings fetch(ReadableConfig values) {
    return new FetchSettings(
        FetchOptions.CAPACITY.in(values),
        FetchOptions.THREADS.in(values),
        FetchOptions.READ_AHEAD.in(values),
        FetchOptions.MAX_SIZE.in(values).getBytes(),
        FetchOptions.ATTEMPTS.in(values),
        FetchOptions.RETRY_DELAY.in(values),
        FetchOptions.TIMEOUT.in(values),
        Objects.requireNonNullElse(FetchOptions.INNER_HOSTS.in(values), List.of()));
  }

  static DetectSettings detect(ReadableConfig values) {
    return new DetectSettings(
        DetectOptions.MODEL.in(values),
        NumberRules.tenThousandths(DetectOptions.CONFIDENCE.in(values)),
        NumberRules.tenThousandths(DetectOptions.LOW_CONFIDENCE.in(values)),
        DetectOptions.INTRA_OP_THREADS.in(values),
        DetectOptions.MAX_PIXELS.in(values),
        model(values),
        DecodeMode.valueOf(DetectOptions.DECODE.in(values).toUpperCase(Locale.ROOT)),
        cache(values));
  }

  private static InHandSettings inHand(ReadableConfig values) {
    return new InHandSettings(
        InHandOptions.DIRECTORY.in(values),
        listed(InHandOptions.SKIP_OFFSETS, values).stream()
            .map(RecordRules::coordinates)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static ModelOptions model(ReadableConfig values) {
    String size = DetectOptions.INPUT_SIZE.in(values);
    return new ModelOptions(
        listed(DetectOptions.LABELS, values),
        listed(DetectOptions.CLASSES, values),
        size == null ? null : ModelRules.sizeOf(size),
        chosen(DetectOptions.RESIZE, DetectOptions.PLACEMENTS, values),
        chosen(DetectOptions.CHANNEL_ORDER, DetectOptions.CHANNEL_ORDERS, values),
        chosen(DetectOptions.NORMALISATION, DetectOptions.NORMALISATIONS, values),
        NumberRules.tenThousandths(DetectOptions.NMS_IOU.in(values)),
        chosen(DetectOptions.PROVIDER, DetectOptions.PROVIDERS, values),
        chosen(DetectOptions.PROVIDER_FALLBACK, DetectOptions.FALLBACKS, values));
  }

  private static List<String> listed(JobOption<List<String>> option, ReadableConfig values) {
    List<String> given = option.in(values);
    return given == null ? List.of() : given;
  }

  private static <T> T chosen(
      JobOption<String> option, Map<String, T> words, ReadableConfig values) {
    String word = option.in(values);
    return word == null ? null : words.get(word);
  }

  /** Null when nothing is to be kept. */
  private static CacheSettings cache(ReadableConfig values) {
    String directory = DetectOptions.CACHE.in(values);
    return directory == null
        ? null
        : new CacheSettings(directory, DetectOptions.CACHE_MAX_BYTES.in(values).getBytes());
  }

  private static WindowSettings window(ReadableConfig values) {
    String urgent = WindowOptions.URGENT_CONFIDENCE.in(values);
    return new WindowSettings(
        WindowOptions.LENGTH.in(values),
        WindowOptions.ALLOWED_LATENESS.in(values),
        AdmitOptions.MAX_AGE.in(values),
        WindowOptions.INTERIM_AFTER.in(values),
        NumberRules.tenThousandths(DetectOptions.CONFIDENCE.in(values)),
        urgent.equals(NumberRules.OFF)
            ? NEVER_E4
            : NumberRules.tenThousandths(Double.parseDouble(urgent)));
  }

  private static RiskSettings risk(ReadableConfig values) {
    return new RiskSettings(
        ZoneId.of(SiteOptions.TIME_ZONE.in(values)),
        LocalTime.parse(AssessOptions.NIGHT_START.in(values)),
        LocalTime.parse(AssessOptions.NIGHT_END.in(values)));
  }

  private static StoreSettings store(ReadableConfig values, String password) {
    return new StoreSettings(
        PostgresOptions.JDBC_URL.in(values),
        PostgresOptions.USER.in(values),
        password,
        StoreOptions.BATCH_SIZE.in(values),
        StoreOptions.BATCH_INTERVAL.in(values),
        StoreOptions.MAX_RETRIES.in(values));
  }

  private static Parallelism parallelism(ReadableConfig values) {
    return new Parallelism(
        ParallelismOptions.INGEST.in(values),
        ParallelismOptions.ADMIT.in(values),
        ParallelismOptions.DETECT.in(values),
        ParallelismOptions.ORDER.in(values),
        ParallelismOptions.WINDOW.in(values),
        ParallelismOptions.STORE.in(values));
  }
}
