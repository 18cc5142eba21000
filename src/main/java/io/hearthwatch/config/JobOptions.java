package io.hearthwatch.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every option there is. */
public final class JobOptions {
  /** In the order of the stages, as on the generated page. */
  public static final List<JobOption<?>> ALL =
      List.of(
          KafkaOptions.BOOTSTRAP_SERVERS,
          KafkaOptions.GROUP_ID,
          KafkaOptions.FRAMES_TOPIC,
          KafkaOptions.EVENTS_TOPIC,
          KafkaOptions.DEAD_LETTERS_TOPIC,
          KafkaOptions.PROPERTIES,
          KafkaOptions.PROPERTIES_FILE,
          IngestOptions.ALLOWED_ROOTS,
          IngestOptions.ACCEPT_GAP,
          IngestOptions.MAX_RECORD_SIZE,
          IngestOptions.CAMERAS,
          ParallelismOptions.INGEST,
          OverloadOptions.POLICY,
          OverloadOptions.FRAMES_PER_SECOND,
          OverloadOptions.PARTITIONS,
          OverloadOptions.SHED_AFTER,
          OverloadOptions.LOW_PRIORITY,
          OverloadOptions.HIGH_PRIORITY,
          AdmitOptions.OUT_OF_ORDERNESS,
          AdmitOptions.CLOCK_TOLERANCE,
          AdmitOptions.MAX_AGE,
          ParallelismOptions.ADMIT,
          FetchOptions.CAPACITY,
          FetchOptions.THREADS,
          FetchOptions.READ_AHEAD,
          FetchOptions.MAX_SIZE,
          FetchOptions.ATTEMPTS,
          FetchOptions.RETRY_DELAY,
          FetchOptions.TIMEOUT,
          FetchOptions.INNER_HOSTS,
          DetectOptions.MODEL,
          DetectOptions.CONFIDENCE,
          DetectOptions.LOW_CONFIDENCE,
          DetectOptions.INTRA_OP_THREADS,
          DetectOptions.MAX_PIXELS,
          DetectOptions.DECODE,
          DetectOptions.CACHE,
          DetectOptions.CACHE_MAX_BYTES,
          DetectOptions.LABELS,
          DetectOptions.CLASSES,
          DetectOptions.INPUT_SIZE,
          DetectOptions.RESIZE,
          DetectOptions.CHANNEL_ORDER,
          DetectOptions.NORMALISATION,
          DetectOptions.NMS_IOU,
          DetectOptions.PROVIDER,
          DetectOptions.PROVIDER_FALLBACK,
          InHandOptions.SKIP_OFFSETS,
          InHandOptions.DIRECTORY,
          ParallelismOptions.DETECT,
          ParallelismOptions.ORDER,
          WindowOptions.LENGTH,
          WindowOptions.ALLOWED_LATENESS,
          WindowOptions.INTERIM_AFTER,
          WindowOptions.URGENT_CONFIDENCE,
          ParallelismOptions.WINDOW,
          AssessOptions.NIGHT_START,
          AssessOptions.NIGHT_END,
          SiteOptions.TIME_ZONE,
          PostgresOptions.JDBC_URL,
          PostgresOptions.USER,
          PostgresOptions.PASSWORD_FILE,
          StoreOptions.BATCH_SIZE,
          StoreOptions.BATCH_INTERVAL,
          StoreOptions.MAX_RETRIES,
          ParallelismOptions.STORE,
          ResultOptions.VERSION);

  /** The same by key. */
  public static final Map<String, JobOption<?>> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(JobOption::key, Function.identity()));

  private JobOptions() {}

  /** Whether options lie under this key. */
  static boolean isSection(String key) {
    return KafkaProperties.PREFIX.equals(key + ".")
        || BY_KEY.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
  }
}
