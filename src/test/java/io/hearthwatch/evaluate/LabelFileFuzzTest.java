package io.hearthwatch.evaluate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Any bytes lead to boxes with an area in the picture and to problems. As a plain test it runs its
 * seeds; it searches for others with {@code JAZZER_FUZZ=1 mvn test -Dtest=LabelFileFuzzTest
 * -Djazzer.hooks=true}.
 */
class LabelFileFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void anyBytes(byte[] file) {
    List<DataSetProblem> problems = new ArrayList<>();
    for (NormalisedBox object :
        LabelFile.read("a.txt", file, List.of("person", "car"), problems::add)) {
      LabelledBox box = object.in(1920, 1080);
      if (!(box.left() >= 0 && box.left() < box.right() && box.right() <= 1920)
          || !(box.top() >= 0 && box.top() < box.bottom() && box.bottom() <= 1080)) {
        throw new AssertionError(object + " has no area in the picture");
      }
    }
    for (DataSetProblem problem : problems) {
      if (problem.describe().lines().count() != 2) {
        throw new AssertionError("not two lines: " + problem.describe());
      }
    }
  }
}
