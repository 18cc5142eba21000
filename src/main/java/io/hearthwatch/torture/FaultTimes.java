package io.hearthwatch.torture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How one strike went.
 *
 * @param strike as it is written in a schedule
 * @param faults the codes of its kinds
 * @param noticedMillis from the strike to the first thing that a person could have seen at Flink's
 *     page; null when there was nothing: the job rode it out
 * @param lastedMillis from the strike until it was put right
 * @param recoveredMillis from then until all tasks ran and a checkpoint was begun and completed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FaultTimes(
    String strike,
    List<String> faults,
    Long noticedMillis,
    long lastedMillis,
    long recoveredMillis) {}
