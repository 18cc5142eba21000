package io.hearthwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelNamesTest {
  @TempDir private Path root;

  @Test
  void readsLinesListsAndMaps() throws Exception {
    assertThat(LabelNames.read(write("classes.txt", "person\r\n traffic light \n\n")))
        .containsExactly("person", "traffic light");
    assertThat(LabelNames.read(write("a.yaml", "path: x\nnames: [person, car]\n")))
        .containsExactly("person", "car");
    assertThat(LabelNames.read(write("b.yml", "names:\n  1: car\n  0: person\nnc: 2\n")))
        .containsExactly("person", "car");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          n.txt  | ''                       | names no classes
          n.txt  | 'person~~car'            | has no name for class 1
          n.txt  | 'person~car~person'      | names classes 0 and 2 both `person`
          n.yaml | 'classes: [a]'           | has no `names`
          n.yaml | 'names: {0: a, 2: b}'    | has 2 names, but none for class 1
          n.yaml | 'names: {zero: a}'       | `zero` among `names`
          n.yaml | 'names: [a'              | is not YAML
          n.yaml | 'names: []'              | names no classes
          """)
  void saysWhatIsWrong(String file, String text, String message) throws Exception {
    Path names = write(file, text.replace('~', '\n'));

    assertThatThrownBy(() -> LabelNames.read(names))
        .isInstanceOf(InvalidDataSetException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(message)
        .hasMessageContaining("Write one name a line");
  }

  @Test
  void isFoundBesideTheLabelsOrAboveThem() throws Exception {
    Path labels = Files.createDirectories(root.resolve("set/labels"));
    assertThat(LabelNames.find(labels)).isEmpty();

    Path above = write("set/data.yaml", "names: [a]");
    assertThat(LabelNames.find(labels)).contains(above.toAbsolutePath());

    Path beside = write("set/labels/classes.txt", "a");
    assertThat(LabelNames.find(labels)).contains(beside.toAbsolutePath());
  }

  private Path write(String path, String text) throws IOException {
    return Files.writeString(root.resolve(path), text);
  }
}
