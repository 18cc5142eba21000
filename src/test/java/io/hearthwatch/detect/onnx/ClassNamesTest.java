package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.detect.CocoClasses;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{0: 'person', 1: 'traffic light'}",
        "{0:'person',1:'traffic light',}",
        " { 1 : \"traffic light\" , 0 : \"person\" } ",
        "{\"0\": \"person\", \"1\": \"traffic light\"}",
        "['person', 'traffic light']",
        "[\"person\",\"traffic light\",]",
        "{0: 'per\\x73on', 1: 'traffic\\u0020light'}"
      })
  void readsWhatExportersWrite(String names) throws Exception {
    assertThat(ClassNames.parse(names)).containsExactly("person", "traffic light");
  }

  @Test
  void readsNamesFullOfPunctuation() throws Exception {
    assertThat(ClassNames.parse("{0: \"dog's\", 1: 'a, {b}: c', 2: 'q\\'\"\\\\', 3: 'é'}"))
        .containsExactly("dog's", "a, {b}: c", "q'\"\\", "é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "person",
        "{",
        "{0",
        "{0:",
        "{0: 'person'",
        "{0: 'person}",
        "{0: person}",
        "{'a': 'b'}",
        "{0: 'a' 1: 'b'}",
        "{0: 'a'} x",
        "['a' 'b']",
        "{-1: 'a'}",
        "{99999999999: 'a'}",
        "{0: 'a\\q'}",
        "{0: '\\u12'}",
        "{0: 'a\\"
      })
  void refusesEverythingElse(String names) {
    assertThatThrownBy(() -> ClassNames.parse(names))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("'names' is not a dictionary or list of names")
        .hasMessageContaining("at character");
  }

  @Test
  void refusesHolesRepetitionsAndNothing() {
    assertThatThrownBy(() -> ClassNames.parse("{0: 'a', 2: 'c'}"))
        .hasMessageContaining("not class 1");
    assertThatThrownBy(() -> ClassNames.parse("{0: 'a', 0: 'b'}"))
        .hasMessageContaining("class 0 twice");
    assertThatThrownBy(() -> ClassNames.parse("{}")).hasMessageContaining("empty");
  }

  @Test
  void knowsCoco() {
    assertThat(CocoClasses.NAMES).hasSize(80).doesNotHaveDuplicates().startsWith("person");
    assertThat(CocoClasses.NAMES.get(79)).isEqualTo("toothbrush");
  }

  @Test
  void neverFailsOtherwise() {
    Random random = new Random(10);
    String alphabet = "{}[]:,'\"\\ 0123ab\u0000é";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder names = new StringBuilder(random.nextBoolean() ? "{0: 'a'" : "[");
      for (int length = random.nextInt(12); length > 0; length--) {
        names.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(ClassNames.parse(names.toString())).isNotEmpty();
      } catch (UnsupportedModelException e) {
        assertThat(e).hasMessageContaining("'names'");
      }
    }
  }
}
