package io.hearthwatch.fetch;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How the pictures are read, per subtask.
 *
 * @param capacity references in hand at once, waiting for retries included
 * @param threads reads under way at once
 * @param readAhead pictures held in memory, read but not yet analysed
 * @param maxBytes largest picture in bytes
 * @param attempts how often a picture that is not there is asked for, first time included
 * @param retryDelay wait before the second attempt; doubles with each further one
 * @param timeout longest time one attempt may take over the web, from the request to the last byte
 * @param innerHosts names of web servers that may stand at an inner address
 */
public record FetchSettings(
    int capacity,
    int threads,
    int readAhead,
    long maxBytes,
    int attempts,
    Duration retryDelay,
    Duration timeout,
    List<String> innerHosts)
    implements Serializable {}
