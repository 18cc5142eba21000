package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtException;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ExecutionProvider;
import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.image.InputFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job would make of a model: everything that is read from the file, said by a person or
 * taken from its family.
 *
 * @param path the file, absolute
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param bytes its size
 * @param inputs its inputs, in order
 * @param outputs its outputs, in order
 * @param layout what the outputs are taken to mean, in one line
 * @param input the tensor that a picture becomes
 * @param classes class names by number
 * @param detected names of the classes that leave the detector
 * @param provider what it really ran on
 * @param warnings what should be known, one sentence each
 */
public record ModelInspection(
    Path path,
    String sha256,
    long bytes,
    List<Tensor> inputs,
    List<Tensor> outputs,
    String layout,
    InputFormat input,
    List<String> classes,
    List<String> detected,
    ExecutionProvider provider,
    List<String> warnings) {

  private static final Logger LOG = LoggerFactory.getLogger(ModelInspection.class);

  /**
   * An input or output.
   *
   * @param type element type as ONNX Runtime calls it: {@code FLOAT}, {@code INT64}
   * @param shape sizes; -1 where a size is dynamic
   */
  public record Tensor(String name, String type, List<Long> shape) {}

  /**
   * Loads a model as a job would, and closes it again.
   *
   * @throws IOException when the file cannot be read
   * @throws UnsupportedModelException when ONNX Runtime cannot load it, or it is of no known layout
   * @throws UnavailableProviderException when what it should run on is not to be had
   */
  public static ModelInspection of(DetectSettings settings)
      throws IOException, UnsupportedModelException, UnavailableProviderException {
    ModelFile file = ModelFile.read(settings.model());
    try {
      return of(file, settings);
    } catch (OrtException e) {
      throw UnsupportedModelException.ofFile(file, e);
    } catch (UnsupportedModelException e) {
      throw new UnsupportedModelException(file.path() + " (detect.model): " + e.getMessage(), e);
    }
  }

  /**
   * Loads the settings' model on this machine's processor, whatever the job will run it on, where
   * ONNX Runtime is at hand: a job with a model that does not fit should not be submitted.
   *
   * @throws IOException when the file cannot be read
   * @throws UnsupportedModelException when it is no model, or of no known layout
   */
  public static void tryBeforeStart(DetectSettings settings)
      throws IOException, UnsupportedModelException {
    try {
      ModelInspection model = of(settings.onCpu());
      model.warnings().forEach(warning -> LOG.warn("{}: {}", model.path(), warning));
    } catch (LinkageError e) {
      LOG.warn(
          "The model is not tried before the start: ONNX Runtime cannot be used on this machine ({})",
          e.toString());
    } catch (UnavailableProviderException e) {
      throw new IllegalStateException("the processor is always there", e);
    }
  }

  private static ModelInspection of(ModelFile file, DetectSettings settings)
      throws OrtException, UnsupportedModelException, UnavailableProviderException {
    try (SessionLease lease =
        SessionRegistry.shared().acquire(file, settings.options(), settings.intraOpThreads())) {
      ModelSignature signature = ModelSignature.of(lease.session());
      RecognisedModel model = LayoutRecognition.recognise(signature, settings.options());
      List<String> warnings = new ArrayList<>(ModelWarnings.of(file));
      warnings.addAll(ModelWarnings.of(model));
      return new ModelInspection(
          file.path(),
          file.sha256(),
          file.bytes().length,
          tensors(signature.inputs()),
          tensors(signature.outputs()),
          model.layout().description(),
          model.layout().input(),
          model.layout().classes().names(),
          model.layout().classes().detected(),
          lease.provider(),
          List.copyOf(warnings));
    }
  }

  private static List<Tensor> tensors(List<Port> ports) {
    return ports.stream().map(port -> new Tensor(port.name(), port.type(), port.shape())).toList();
  }
}
