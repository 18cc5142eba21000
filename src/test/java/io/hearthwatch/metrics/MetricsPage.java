package io.hearthwatch.metrics;

import java.util.Locale;

/** Renders {@code docs/metrics.md}: what is said here, and the metrics' own declarations. */
final class MetricsPage {
  private static final String HEAD =
      """
      <!-- Generated from JobMetric and MetricsPage; do not edit. Regenerate with
           mvn test -Dtest=MetricsPageTest -Dhearthwatch.regenerate=true -->

      # Metrics

      Every process answers `GET /metrics` for Prometheus: the demo on a free port of the loopback interface, `local` on one that stays the
      same from start to start, and both print it; on a cluster each job manager and task manager on the first free port of 9249 to 9260
      (`metrics.reporter.prometheus.port` in [config.yaml](../flink-conf/config.yaml)).

      ```yaml
      scrape_configs:
        - job_name: hearthwatch
          static_configs:
            - targets: ["localhost:9249", "localhost:9250"]
      rule_files:
        - flink-conf/alerts.yaml
      ```

      `MetricsITCase` reads the endpoint of a running job and finds every name that stands on this page and in
      [alerts.yaml](../flink-conf/alerts.yaml). What to do when an alert fires: [operations.md](operations.md#alerts).

      ## Who can read it

      There is no password, and metrics tell when something moves in front of your cameras. So the endpoint listens on 127.0.0.1;
      `metrics.reporter.prometheus.host` takes another address, which nobody but Prometheus should reach. Flink's own
      `PrometheusReporterFactory` gives the same names and values (a test compares them) and may be used instead, but in this
      version of Flink it binds every interface of the machine, and has no option for it; put a firewall in front.

      The reporter is `hearthwatch-metrics.jar`, in `target/lib` after a build. A cluster needs it in its `lib/`: Flink loads
      reporters before it knows a job. Where it is missing Flink logs a warning, and runs without endpoint.

      ## The job's own

      Labels beside those listed: `job_id`, `job_name`, `operator_name`, `subtask_index`, `tm_id` and others of Flink's. Sum over
      subtasks, or take the maximum; a quantile of several subtasks cannot be computed from theirs. Counters and quantiles begin anew with each
      start of a subtask, and Prometheus's `rate` and `increase` know that. A histogram has the quantiles 0.5, 0.75, 0.95,
      0.98, 0.99 and 0.999 of its last 1000 values under the label `quantile`, and the number of all values with `_count` behind
      its name. Those of the frame cache exist only where `detect.cache` is set.

      | metric | kind | operator | what it says |
      |---|---|---|---|
      """;

  private static final String TAIL =
      """

      **The books.** `ledgerRows` is part of the job's state. When the job is at rest its sums equal the ledger, also after failures,
      restores and at another parallelism. It counts rows, not offsets: a gap is one row. Rows that retention removes stay counted;
      a job that begins with empty state begins at 0, and so does one restored from a savepoint made before there were totals.

      ```
      sum by (outcome, reason) (flink_taskmanager_job_task_operator_outcome_reason_ledgerRows)
      ```

      ## Flink's

      Each operator has these under its `operator_name`; what a stage is called is in the table above and on Flink's page.

      | metric | what it says |
      |---|---|
      | `flink_taskmanager_job_task_operator_numRecordsIn`, `flink_taskmanager_job_task_operator_numRecordsOut` | what a stage took and gave, what it turned away included |
      | `flink_taskmanager_job_task_operator_numRecordsOutPerSecond` | with `operator_name="Account_for_admitted_frames"`: frames searched per second, and shed ones |
      | `flink_taskmanager_job_task_operator_pendingRecords` | records in Kafka behind the place that the job has read: the backlog of detection |
      | `flink_taskmanager_job_task_busyTimeMsPerSecond`, `flink_taskmanager_job_task_backPressuredTimeMsPerSecond`, `flink_taskmanager_job_task_idleTimeMsPerSecond` | what a task's thread does with its second. Inference has threads of its own: while it is the limit, its task is idle, and the tasks before it are back-pressured |
      | `flink_taskmanager_job_task_operator_numRecordsSend`, `flink_taskmanager_job_task_operator_numRecordsSendErrors` | what the writers of the topics sent, and could not |
      | `flink_jobmanager_job_numRestarts` | failures that the job came back from |
      | `flink_jobmanager_job_numberOfCompletedCheckpoints`, `flink_jobmanager_job_numberOfFailedCheckpoints`, `flink_jobmanager_job_lastCheckpointDuration` | checkpoints, and the last one's milliseconds |

      ## The process's

      | metric | what it says |
      |---|---|
      | `flink_taskmanager_Status_JVM_CPU_Load`, `flink_taskmanager_Status_JVM_CPU_Time` | share of the machine's processors that the JVM uses now, 0 to 1; processor time so far in nanoseconds |
      | `flink_taskmanager_Status_JVM_Memory_Heap_Used`, `flink_taskmanager_Status_JVM_Memory_Direct_MemoryUsed` | bytes of the heap, and of direct buffers |
      | `flink_taskmanager_Status_JVM_Threads_Count` | threads |
      | `hearthwatch_process_resident_bytes` | memory in use, with native libraries (ONNX Runtime, RocksDB, the picture decoder), which Flink cannot see; Linux only |
      | `hearthwatch_process_thread_blocks_total`, `hearthwatch_process_thread_blocked_seconds_total` | how often, and for how long altogether, threads were kept out of `synchronized` code: contention. Waiting in queues and for locks of `java.util.concurrent` is not in it |

      The `hearthwatch_process_` metrics are the product's reporter's; with Flink's own the alerts on them stay silent.

      ## Alerts

      [alerts.yaml](../flink-conf/alerts.yaml) has the rules, [alerts_test.yaml](../flink-conf/alerts_test.yaml) says what they do in given situations
      (`promtool test rules`). No language model takes part in this job yet, so there is no rule for its latency.
      """;

  private MetricsPage() {}

  /** The page, in Markdown, lines ended by a line feed. */
  static String render() {
    StringBuilder page = new StringBuilder(HEAD);
    for (JobMetric metric : JobMetric.values()) {
      String labels =
          metric.labels().isEmpty() ? "" : "; by `" + String.join("`, `", metric.labels()) + "`";
      page.append(
          "| `%s` | %s | `%s` | %s%s |\n"
              .formatted(
                  metric.prometheusName(),
                  metric.kind().name().toLowerCase(Locale.ROOT),
                  String.join("`, `", metric.operators()),
                  metric.meaning(),
                  labels));
    }
    return page.append(TAIL).toString();
  }
}
