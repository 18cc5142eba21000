package io.hearthwatch.fetch;

/**
 * A picture in memory, or the failure to get it; after use it must be released, so that the next
 * one may be read.
 *
 * @param bytes the picture; null when it failed
 * @param failure why there is none; null when there is
 * @param attempts how often it was asked for
 */
public record Fetched(byte[] bytes, FetchFailedException failure, int attempts) {}
