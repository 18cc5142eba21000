package io.hearthwatch.cache;

import java.io.Serializable;

/**
 * Where prepared frames are kept.
 *
 * @param directory path of a directory of its own on the local disk; made when it is not there
 * @param maxBytes bytes that its files may take, at least 1
 */
public record CacheSettings(String directory, long maxBytes) implements Serializable {}
