package io.hearthwatch.local;

import io.hearthwatch.publish.FramePublisher;
import io.hearthwatch.text.Count;
import io.hearthwatch.watch.CameraFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody's own pictures, where they are. */
public final class FolderInput implements DemoInput {
  private final CameraFolders.Story story;

  private FolderInput(CameraFolders.Story story) {
    this.story = story;
  }

  /**
   * The pictures of a directory: every sub-folder is a camera.
   *
   * @throws UnusableFoldersException when it holds none, or their times cannot be told
   */
  public static FolderInput of(Path directory, CameraFolders.Options options) throws IOException {
    return new FolderInput(CameraFolders.read(directory, options));
  }

  @Override
  public List<String> notes() {
    return story.notes();
  }

  @Override
  public String description() {
    long cameras = story.frames().stream().map(CameraFrame::cameraId).distinct().count();
    return "%s, %s of %s"
        .formatted(Count.of(cameras, "camera"), Count.of(frames(), "frame"), story.root());
  }

  @Override
  public Path root() {
    return story.root();
  }

  @Override
  public long frames() {
    return story.frames().size();
  }

  @Override
  public void publishTo(FramePublisher publisher) throws IOException, InterruptedException {
    for (CameraFrame frame : story.frames()) {
      publisher.publish(frame);
    }
  }

  @Override
  public List<byte[]> pictures(int most) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    int step = (story.frames().size() + most - 1) / most;
    for (int i = 0; i < story.frames().size(); i += step) {
      pictures.add(Files.readAllBytes(story.frames().get(i).picture()));
    }
    return pictures;
  }
}
