package io.hearthwatch.deadletters;

import java.util.Map;

/**
 * What sending again did, or would do.
 *
 * @param sent how many records by reason
 * @param left how many not, by why
 */
public record RequeueReport(Map<String, Long> sent, Map<String, Long> left) {

  /** All that were sent, or would be. */
  public long total() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }
}
