package io.hearthwatch.detect.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorScanTest {
  @TempDir private Path folder;

  @Test
  void findsTheOperatorsOfAGraph() throws Exception {
    assertThat(OperatorScan.operators(tiny())).containsExactly("Add", "Mul", "ReduceMean");
  }

  @Test
  void findsThemInRealModels() throws Exception {
    Path model = SharedData.require("models/yolo26n-320-int8.onnx");
    assertThat(OperatorScan.operators(Files.readAllBytes(model)))
        .contains("Conv", "QuantizeLinear", "DequantizeLinear")
        .doesNotContain("DynamicQuantizeLinear");
  }

  @Test
  void findsThemInBranchesOfBranches() {
    // model.graph.node.attribute.graph.node.attribute.graphs.node.operator
    byte[] inner = field(1, field(4, "ConvInteger".getBytes(UTF_8)));
    byte[] middle = field(1, field(5, field(11, inner)));
    byte[] model = field(7, field(1, field(5, field(6, middle))));
    assertThat(OperatorScan.operators(model)).containsExactly("ConvInteger");
    // model.functions.node.operator
    assertThat(OperatorScan.operators(field(25, field(7, field(4, "Relu".getBytes(UTF_8))))))
        .containsExactly("Relu");
  }

  /** Whatever a file holds, the scan ends and says something. */
  @Test
  void survivesDamage() throws Exception {
    byte[] model = tiny();
    Random random = new Random(3);
    for (int run = 0; run < 20_000; run++) {
      byte[] damaged = Arrays.copyOf(model, random.nextInt(model.length + 1));
      for (int edits = random.nextInt(6); edits > 0 && damaged.length > 0; edits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertThat(OperatorScan.operators(damaged)).doesNotContainNull();
    }
    byte[] deep = new byte[0];
    for (int level = 0; level < 5_000; level++) {
      deep = field(1, field(5, field(6, deep)));
      if (deep.length > 100_000) {
        break;
      }
    }
    assertThat(OperatorScan.operators(field(7, deep))).isEmpty();
  }

  private byte[] tiny() throws Exception {
    return Files.readAllBytes(
        TinyModel.write(folder.resolve("t.onnx"), 6, new float[6], new float[6], Map.of()));
  }

  private static byte[] field(int number, byte[] value) {
    return TinyModel.bytes(number, value);
  }
}
