package io.hearthwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFolderTest {
  private static final List<String> CLASSES = List.of("person", "car");

  @TempDir private Path root;

  @Test
  void pairsByPathAtAnyDepth() throws Exception {
    write("images/val/night/a.b.jpg", "");
    write("labels/val/night/a.b.txt", "0 0.5 0.5 0.1 0.1\n");
    write("images/c.PNG", "");
    write("labels/c.txt", "");
    write("labels/classes.txt", "person\ncar\n");
    write("images/notes.md", "");

    for (LabelledFolder.Options options :
        List.of(options("images", "labels"), options("images/", "images/../labels"))) {
      assertThat(LabelledFolder.read(options))
          .extracting(LabelledFrame::name, frame -> frame.objects().size())
          .containsExactly(tuple("c", 0), tuple("val/night/a.b", 1));
    }
  }

  @Test
  void theFolderAboveImagesAndLabelsServesForBoth() throws Exception {
    write("images/val/a.jpg", "");
    write("labels/val/a.txt", "1 0.5 0.5 0.1 0.1\n");
    write("data.yaml", "names: [person, car]\n");

    assertThat(LabelledFolder.read(options("", "")))
        .extracting(LabelledFrame::name, frame -> frame.objects().get(0).label())
        .containsExactly(tuple("images/val/a", "car"));
  }

  @Test
  void listsEveryProblemAtOnce() throws Exception {
    write("images/a.jpg", "");
    write("images/a.png", "");
    write("images/b.jpg", "");
    write("labels/a.txt", "0 0.5 0.5\n5 0.5 0.5 0.1 0.1\n");
    write("labels/orphan.txt", "");
    for (int i = 1; i <= 4; i++) {
      write("images/many/" + i + ".jpg", "");
    }

    assertThat(problems(options("images", "labels")))
        .extracting(DataSetProblem::describe)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("a.png: has the same name as a.jpg"),
            text -> assertThat(text).contains("labels/a.txt:1: has 3 values"),
            text -> assertThat(text).contains("labels/a.txt:2: class 5 is not known"),
            text ->
                assertThat(text).contains("images/b: no label file", "--missing-labels-are-empty"),
            text ->
                assertThat(text)
                    .contains("images/many: no label file, 4 times, from many/1 to many/4"),
            text -> assertThat(text).contains("labels/orphan: a label file without a picture"));
  }

  @Test
  void missingFilesMayBeTakenForEmpty() throws Exception {
    write("images/a.jpg", "");
    Files.createDirectory(root.resolve("labels"));

    assertThat(
            LabelledFolder.read(
                new LabelledFolder.Options(
                    root.resolve("images"), root.resolve("labels"), CLASSES, null, true)))
        .extracting(frame -> frame.objects().size())
        .containsExactly(0);
  }

  @Test
  void aGlobTakesSomeOfThePictures() throws Exception {
    write("images/front/a.jpg", "");
    write("labels/front/a.txt", "");
    write("images/back/b.jpg", "");
    write("labels/back/b.txt", "");

    assertThat(LabelledFolder.read(only("front/**")))
        .extracting(LabelledFrame::name)
        .containsExactly("front/a");
    assertThat(problems(only("side/**")))
        .extracting(DataSetProblem::message)
        .containsExactly("holds no picture whose path fits side/**");
  }

  @Test
  void labelsAndModelMustSpeakOfTheSameClasses() throws Exception {
    write("images/a.jpg", "");
    write("labels/a.txt", "0 0.5 0.5 0.1 0.1\n1 0.5 0.5 0.2 0.2\n");
    List<LabelledFrame> frames = LabelledFolder.read(options("images", "labels"));
    Path labels = root.resolve("labels");

    ClassCheck.require(labels, frames, List.of("car", "person"), Set.of());
    ClassCheck.require(labels, frames, List.of("person"), Set.of("person"));
    assertThat(
            catchThrowableOfType(
                    InvalidDataSetException.class,
                    () -> ClassCheck.require(labels, frames, List.of("Person", "car"), Set.of()))
                .problems())
        .extracting(DataSetProblem::message)
        .containsExactly("the model does not know the labelled class `person`: it has Person, car");
    assertThat(
            catchThrowableOfType(
                    InvalidDataSetException.class,
                    () -> ClassCheck.require(labels, frames, List.of("dog"), Set.of("dog")))
                .problems())
        .extracting(DataSetProblem::message)
        .containsExactly("no object of dog is labelled in the 1 frame");
  }

  private static List<DataSetProblem> problems(LabelledFolder.Options options) {
    return catchThrowableOfType(InvalidDataSetException.class, () -> LabelledFolder.read(options))
        .problems();
  }

  private LabelledFolder.Options options(String pictures, String labels) {
    return new LabelledFolder.Options(
        root.resolve(pictures), root.resolve(labels), CLASSES, null, false);
  }

  private LabelledFolder.Options only(String glob) {
    return new LabelledFolder.Options(
        root.resolve("images"), root.resolve("labels"), CLASSES, glob, false);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
