package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a backlog takes does not grow with it: memory and checkpoints are bounded, every reference
 * is accounted for. A small size of {@link BacklogMeasurement}, which also looks at speed; {@code
 * -Dhearthwatch.backlog.references=N} makes it larger.
 */
@Tag("story")
class BacklogITCase {
  private static final int REFERENCES =
      Integer.getInteger("hearthwatch.backlog.references", 60_000);
  private static final int CAMERAS = 20;

  @TempDir private Path dir;

  @Test
  void memoryAndCheckpointsDoNotGrowWithTheBacklog() throws Exception {
    BacklogRun run = new BacklogRun(dir);
    BacklogRun.Figures few = run.read(REFERENCES / 6, CAMERAS);
    BacklogRun.Figures many = run.read(REFERENCES, CAMERAS);
    System.out.println(few.text() + "\n" + many.text());

    assertThat(few.clean()).isTrue();
    assertThat(many.clean()).isTrue();
    assertThat(many.checkpoints()).isPositive();
    assertThat(many.largestBytes()).as("bytes of a checkpoint").isLessThan(50_000_000);
    assertThat(many.heapBytes() - few.heapBytes())
        .as("what six times as many references leave on the heap")
        .isLessThan(64L << 20);
  }
}
