package io.hearthwatch.doctor;

import io.hearthwatch.detect.onnx.OnnxRuntime;
import java.io.IOException;
import java.util.List;

/** The inference library: that it loads, what it can run on, and that it does not report home. */
public record OnnxRuntimeCheck() implements Check {
  @Override
  public String name() {
    return "onnx-runtime";
  }

  @Override
  public String remedy() {
    return "build again by ./hearthwatch build; on a machine without glibc or of another processor"
        + " the native library does not load";
  }

  @Override
  public List<Finding> run() throws IOException {
    OnnxRuntime library = OnnxRuntime.load();
    String found = library.version() + ", runs on " + String.join(", ", library.providers());
    if (!library.uploader()) {
      return List.of(Finding.ok(name(), found + "; no telemetry in the library"));
    }
    return List.of(
        Finding.warning(
            name(),
            found + "; the library holds a telemetry uploader, which is switched off",
            "keep ORT_DISABLE_TELEMETRY=1 in the environment of every task manager, or use 1.28.0"));
  }
}
