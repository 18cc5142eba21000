package io.hearthwatch.torture.model;

/**
 * What a record says.
 *
 * @param reason why it is no reference; null when it is one, and then the others count
 * @param camera camera id
 * @param capturedMicros capture time
 * @param uri canonical
 * @param sha256 what it claims of its file, in lower case; null for nothing
 * @param width the same in pixels; null for nothing
 * @param height the same in pixels; null for nothing
 */
public record Reading(
    String reason,
    String camera,
    long capturedMicros,
    String uri,
    String sha256,
    Integer width,
    Integer height) {

  static Reading refused(String reason) {
    return new Reading(reason, null, 0, null, null, null, null);
  }
}
