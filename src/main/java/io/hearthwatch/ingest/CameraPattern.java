package io.hearthwatch.ingest;

/**
 * Ids of cameras, as configurations write them: {@code *} stands for any number of characters, none
 * included; without one it is a single id.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class CameraPattern {
  private static final int LONGEST_ID = 64;
  private static final int NEVER = Integer.MAX_VALUE;

  private final String written;
  private final String[] pieces;

  /**
   * @param written well-formed as {@link KnownCameras#wellFormed} has it
   */
  public CameraPattern(String written) {
    this.written = written;
    this.pieces = written.split("\\*", -1);
  }

  /** Whether it is one camera's id. */
  public boolean isId() {
    return pieces.length == 1;
  }

  /** Whether it means every camera there can be. */
  public boolean isAll() {
    return written.chars().allMatch(letter -> letter == '*');
  }

  /**
   * Whether it means this camera.
   *
   * <p>Each piece is taken at the first place where it stands, which leaves the most to those that
   * follow; the last one must end the id.
   */
  public boolean matches(String id) {
    if (isId()) {
      return written.equals(id);
    }
    if (!id.startsWith(pieces[0])) {
      return false;
    }
    int from = pieces[0].length();
    for (int i = 1; i < pieces.length - 1; i++) {
      int at = id.indexOf(pieces[i], from);
      if (at < 0) {
        return false;
      }
      from = at + pieces[i].length();
    }
    String last = pieces[pieces.length - 1];
    return id.length() - last.length() >= from && id.endsWith(last);
  }

  /**
   * Whether it means every camera that the other means.
   *
   * <p>The other's stars stand for texts in which a letter may occur that this one does not have:
   * no pattern is long enough for all of them. So only stars of this one can take them in, and what
   * takes in the star itself takes in whatever it stands for.
   */
  public boolean covers(CameraPattern other) {
    return matches(other.written);
  }

  /** Whether there can be a camera that both mean. */
  public boolean meets(CameraPattern other) {
    if (isId() || other.isId()) {
      return isId() ? other.matches(written) : matches(other.written);
    }
    return shortestCommon(other.written) <= LONGEST_ID;
  }

  /** Length of the shortest text that both mean, by what is left of each. */
  private int shortestCommon(String other) {
    int[][] shortest = new int[written.length() + 1][other.length() + 1];
    for (int i = written.length(); i >= 0; i--) {
      for (int j = other.length(); j >= 0; j--) {
        shortest[i][j] = shortest(shortest, i, j, other);
      }
    }
    return shortest[0][0];
  }

  private int shortest(int[][] shortest, int i, int j, String other) {
    boolean ended = i == written.length();
    boolean otherEnded = j == other.length();
    if (ended && otherEnded) {
      return 0;
    }
    int found = NEVER;
    boolean star = !ended && written.charAt(i) == '*';
    boolean otherStar = !otherEnded && other.charAt(j) == '*';
    if (star) {
      found = Math.min(found, shortest[i + 1][j]);
    }
    if (otherStar) {
      found = Math.min(found, shortest[i][j + 1]);
    }
    if (star && !otherEnded && !otherStar) {
      found = Math.min(found, more(shortest[i][j + 1]));
    }
    if (otherStar && !ended && !star) {
      found = Math.min(found, more(shortest[i + 1][j]));
    }
    if (!ended && !otherEnded && !star && !otherStar && written.charAt(i) == other.charAt(j)) {
      found = Math.min(found, more(shortest[i + 1][j + 1]));
    }
    return found;
  }

  private static int more(int length) {
    return length == NEVER ? NEVER : length + 1;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return written;
  }
}
