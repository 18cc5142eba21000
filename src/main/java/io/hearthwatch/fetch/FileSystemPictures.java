package io.hearthwatch.fetch;

import io.hearthwatch.domain.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Reads pictures from whatever store Flink has a file system for: S3, HDFS, Azure, OSS and others,
 * by the plugins of the cluster. Credentials, endpoints and timeouts are the plugin's and stand in
 * Flink's configuration; the job never sees them.
 *
 * <p>Safe to share between threads.
 */
final class FileSystemPictures implements Pictures {
  /** How AWS's library words an answer of the store. */
  private static final Pattern STATUS =
      Pattern.compile("Status Code: (\\d{3})(?:; Error Code: (\\w+))?");

  private static final int MAX_CAUSES = 10;

  private final long maxBytes;

  private FileSystemPictures(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * A reader of one scheme's store.
   *
   * @param root any URI with the scheme
   * @param maxBytes largest picture
   * @throws IOException when Flink has no file system for it
   */
  static FileSystemPictures of(String root, long maxBytes) throws IOException {
    URI uri = URI.create(root + "/");
    try {
      FileSystem.getUnguardedFileSystem(uri);
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new IOException(
          "Flink has no file system for the allowed root "
              + root
              + ": put the plugin for "
              + uri.getScheme()
              + ": into the plugins directory of every machine (docs/stores.md)",
          e);
    }
    return new FileSystemPictures(maxBytes);
  }

  @Override
  public byte[] read(String uri) throws FetchFailedException {
    Path path = new Path(URI.create(uri));
    try (FSDataInputStream in = FileSystem.getUnguardedFileSystem(path.toUri()).open(path)) {
      byte[] bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
      if (bytes.length > maxBytes) {
        throw FetchFailedException.tooLarge(uri, maxBytes);
      }
      return bytes;
    } catch (IOException | RuntimeException e) {
      // A plugin's own exceptions are of classes that only its class loader knows, and some stores
      // report an absent object as something unspecific: so the store is asked what stands there.
      throw isAbsent(path, e) ? FetchFailedException.missing(uri) : unreadable(uri, e);
    }
  }

  private static boolean isAbsent(Path path, Exception failure) {
    if (cause(failure, FileNotFoundException.class)) {
      return !isDirectory(path);
    }
    try {
      FileSystem.getUnguardedFileSystem(path.toUri()).getFileStatus(path);
      return false;
    } catch (IOException | RuntimeException e) {
      return cause(e, FileNotFoundException.class);
    }
  }

  private static boolean isDirectory(Path path) {
    try {
      FileStatus status = FileSystem.getUnguardedFileSystem(path.toUri()).getFileStatus(path);
      return status.isDir();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static FetchFailedException unreadable(String uri, Exception failure) {
    StringBuilder why = new StringBuilder();
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      // The messages hold request ids, which differ from one attempt to the next.
      Matcher status = STATUS.matcher(String.valueOf(cause.getMessage()));
      if (status.find()) {
        why.append("the store answered ").append(status.group(1));
        boolean named = status.group(2) != null && !status.group(2).startsWith(status.group(1));
        why.append(named ? " " + status.group(2) : "");
        break;
      }
      if (cause.getCause() == null) {
        why.append(cause.getClass().getSimpleName());
      }
    }
    return new FetchFailedException(Reason.UNREADABLE_FILE, uri + " cannot be read: " + why, true);
  }

  private static boolean cause(Throwable failure, Class<? extends Throwable> type) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
