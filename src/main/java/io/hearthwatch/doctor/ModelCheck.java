package io.hearthwatch.doctor;

import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.UnavailableProviderException;
import io.hearthwatch.detect.onnx.UnsupportedModelException;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model, loaded as the job would.
 *
 * @param settings that name it
 */
public record ModelCheck(DetectSettings settings) implements Check {
  private static final String USABLE_GPU =
      "give every machine of the job the GPU build of ONNX Runtime, an NVIDIA driver, CUDA and"
          + " cuDNN; or set detect.provider to cpu";

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String remedy() {
    return "correct detect.model, or bring a model that fits: docs/models.md has the lines that export"
        + " one";
  }

  /** Some models are hundreds of megabytes, and are optimised while they are loaded. */
  @Override
  public Duration limit() {
    return Duration.ofMinutes(2);
  }

  @Override
  public List<Finding> run() throws IOException, UnsupportedModelException {
    ModelInspection model;
    try {
      model = ModelInspection.of(settings);
    } catch (UnavailableProviderException e) {
      return List.of(Finding.problem(name(), e.getMessage(), USABLE_GPU));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            name(),
            "%s: %s; %d x %d pixels, %s, on %s"
                .formatted(
                    model.path(),
                    model.layout(),
                    model.input().width(),
                    model.input().height(),
                    Count.of(model.classes().size(), "class", "classes"),
                    code(model.provider()))));
    ExecutionProvider wanted = settings.options().provider();
    if (model.provider() != wanted) {
      findings.add(
          Finding.fallback(
              name(),
              "runs on %s here instead of %s (detect.provider-fallback)"
                  .formatted(code(model.provider()), code(wanted)),
              USABLE_GPU));
    }
    String more = "./hearthwatch model inspect " + settings.model() + " tells more";
    model.warnings().forEach(warning -> findings.add(Finding.warning(name(), warning, more)));
    return findings;
  }

  private static String code(ExecutionProvider provider) {
    return provider.name().toLowerCase(Locale.ROOT);
  }
}
