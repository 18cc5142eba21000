package io.hearthwatch.window;

/**
 * One window in state: its contents, and which rows were written of it.
 *
 * @param contents what it saw
 * @param closed whether the camera's clock passed its end, and the closed row left
 * @param provisional whether its provisional row left: at most one
 * @param interimRevision revision of its last interim row; 0 when there is none
 */
public record WindowState(
    WindowContents contents, boolean closed, boolean provisional, long interimRevision) {

  /** A window that is open and of which nothing was written. */
  static WindowState open(WindowContents contents) {
    return new WindowState(contents, false, false, 0);
  }

  /** The same with other contents. */
  WindowState withContents(WindowContents now) {
    return new WindowState(now, closed, provisional, interimRevision);
  }

  /** The same after its closed row left. */
  WindowState afterClose() {
    return new WindowState(contents, true, provisional, interimRevision);
  }

  /** The same after its provisional row left. */
  WindowState afterProvisional() {
    return new WindowState(contents, closed, true, interimRevision);
  }

  /** The same after an interim row of its contents left. */
  WindowState afterInterim() {
    return new WindowState(contents, closed, provisional, contents.revision());
  }

  /** Whether silence has something to write: open, with frames that no interim row counted. */
  boolean unwritten() {
    return !closed && contents.revision() > interimRevision;
  }
}
