package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class OperatorScanFuzzTest {

  /** Any bytes lead to a set of names, never to an exception or an endless walk. */
  @FuzzTest(maxDuration = "30s")
  void everyFileCanBeScanned(byte[] file) {
    assertThat(OperatorScan.operators(file)).isNotNull();
  }
}
