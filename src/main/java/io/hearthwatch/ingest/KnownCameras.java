package io.hearthwatch.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cameras that are heard: ids, and patterns in which {@code *} stands for any number of
 * characters, none included.
 *
 * <p>Asked for every record before anything is kept of it, so that whoever may write to the topic
 * cannot make the job remember cameras without end. The time that it takes grows with the number of
 * patterns, not with that of ids. Immutable; safe to share between threads.
 */
public final class KnownCameras {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_*-]{1,64}");

  private final boolean all;
  private final Set<String> ids;
  private final List<CameraPattern> patterns;

  /**
   * @param written ids and patterns; none for every camera there is
   */
  public KnownCameras(Collection<String> written) {
    all = written.isEmpty();
    ids = written.stream().filter(text -> !text.contains("*")).collect(Collectors.toSet());
    patterns = written.stream().filter(text -> text.contains("*")).map(CameraPattern::new).toList();
  }

  /** Whether the text can be an id or a pattern of ids. */
  public static boolean wellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  /** Whether this camera is among them. */
  public boolean contains(String cameraId) {
    return all || ids.contains(cameraId) || patterns.stream().anyMatch(p -> p.matches(cameraId));
  }
}
