package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any bytes are a reference or a rejection; nothing else comes out of the parser. */
class FrameReferenceParserFuzzTest {
  private final FrameReferenceParser parser =
      new FrameReferenceParser(new IngestSettings(List.of("file:///frames"), false, 65_536));

  @FuzzTest(maxDuration = "30s")
  void anyBytesAreReadOrRejected(byte[] value) {
    try {
      assertThat(parser.parse("a".getBytes(StandardCharsets.UTF_8), value).cameraId())
          .isEqualTo("a");
    } catch (InvalidReferenceException e) {
      assertThat(e.verdict().detail()).hasSizeLessThan(800).doesNotContain("\u0000");
    }
  }
}
