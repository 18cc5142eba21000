package io.hearthwatch.torture.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.torture.history.CodedBox;
import io.hearthwatch.torture.history.CodedModel;
import io.hearthwatch.torture.history.CodedScene;
import io.hearthwatch.torture.history.FileContent;
import io.hearthwatch.torture.history.JobRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is painted is what the network reads, to the last digit. */
class ViewerTest {
  private static final Reading ANY = new Reading(null, "camera", 0, "file:///a", null, null, null);

  @TempDir private Path directory;

  @Test
  void whatIsPaintedIsWhatIsFound() throws Exception {
    Path model = CodedModel.copyTo(directory.resolve("coded.onnx"));
    DetectSettings settings =
        JobConfiguration.loadDetector(
            List.of(
                "--detect.model", model.toString(),
                "--detect.confidence", "0.5",
                "--detect.low-confidence", "0.5"));
    Viewer viewer = new Viewer(JobRules.under(directory));
    Random random = new Random(11);
    try (FrameAnalyzer analyzer =
        new OnnxFrameAnalyzerFactory(settings, CodedModel.sha256()).open()) {
      for (int i = 0; i < 300; i++) {
        FileContent file = FileContent.of(scene(random));
        Analysis analysis = analyzer.analyse(file.bytes());
        Sight sight = viewer.look(ANY, file);
        assertThat(sight.reason()).isNull();
        assertThat(
                analysis.detections().stream()
                    .map(
                        d ->
                            new Found(
                                d.classId(),
                                d.label(),
                                d.confidenceE4(),
                                d.left(),
                                d.top(),
                                d.right(),
                                d.bottom())))
            .as("scene %d: %s", i, file.scene())
            .isEqualTo(sight.found());
        assertThat(analysis.width()).isEqualTo(sight.width());
      }
    }
  }

  /** Any box, also such that reach over the picture, are empty, or nobody is sure of. */
  private static CodedScene scene(Random random) {
    List<CodedBox> boxes = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      boxes.add(
          new CodedBox(
              random.nextInt(CodedModel.CLASSES.size()),
              random.nextInt(10_501),
              random.nextInt(600),
              random.nextInt(600),
              random.nextInt(1000),
              random.nextInt(1000)));
    }
    return new CodedScene(boxes, 1 + random.nextInt(2), random.nextInt(256));
  }
}
