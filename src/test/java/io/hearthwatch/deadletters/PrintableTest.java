package io.hearthwatch.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void nothingThatATerminalObeysComesThrough() {
    assertThat(Printable.text("a\u001b[2Jb\u0000\n\u202e\u009b31m é 你 😀"))
        .isEqualTo("a\\u001b[2Jb\\u0000\\u000a\\u202e\\u009b31m é 你 😀");
    assertThat(Printable.text(new String(Character.toChars(0xE0001))))
        .as("an invisible tag")
        .isEqualTo("\\U000e0001");
    assertThat(Printable.text("\ud800")).isEqualTo("\\ud800");
    assertThat(Printable.text(null)).isNull();
  }

  @Test
  void cutsByCharactersNotByHalvesOfThem() {
    assertThat(Printable.cut("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(Printable.cut("😀😀😀😀", 3)).isEqualTo("😀😀…");
  }

  @Test
  void bytesAreTextOrHexadecimal() {
    assertThat(Printable.bytes(null)).isEqualTo("none");
    assertThat(Printable.bytes(new byte[0])).isEmpty();
    assertThat(Printable.bytes("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("{\"a\":1}");
    assertThat(Printable.bytes(new byte[] {(byte) 0xff, 0, (byte) 0xfe})).isEqualTo("hex ff00fe");
    assertThat(Printable.bytes("x".repeat(5000).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("x".repeat(2048) + " … of 5000 bytes");
    assertThat(Printable.bytes(("x" + "é".repeat(2000)).getBytes(StandardCharsets.UTF_8)))
        .as("cut within a character")
        .isEqualTo("x" + "é".repeat(1023) + " … of 4001 bytes");
  }
}
