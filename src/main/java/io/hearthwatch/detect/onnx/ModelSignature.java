package io.hearthwatch.detect.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model says about itself.
 *
 * @param inputs its inputs, in order
 * @param outputs its outputs, in order
 * @param metadata its custom metadata; empty when it has none
 */
record ModelSignature(List<Port> inputs, List<Port> outputs, Map<String, String> metadata) {

  /**
   * One input or output.
   *
   * @param type element type, such as {@code FLOAT}; the value's kind when it is no tensor
   * @param shape sizes; -1 where a size is dynamic
   */
  record Port(String name, String type, List<Long> shape) {

    /** Whether it is a tensor of floats, single or half, with this many axes. */
    boolean isFloatTensor(int axes) {
      return (type.equals("FLOAT") || type.equals("FLOAT16")) && shape.size() == axes;
    }

    /** Whether it is a tensor of integers with this many axes. */
    boolean isIntegerTensor(int axes) {
      return (type.equals("INT64") || type.equals("INT32")) && shape.size() == axes;
    }

    /** The last axis' size; -1 where it is dynamic. */
    long last() {
      return shape.get(shape.size() - 1);
    }

    /** Whether this axis may be one: the batch axis of a single picture. */
    boolean allowsOne(int axis) {
      long size = shape.get(axis);
      return size == 1 || size < 0;
    }

    @Override
    public String toString() {
      return name
          + " "
          + type
          + shape.stream()
              .map(size -> size < 0 ? "?" : Long.toString(size))
              .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** Reads the signature of a loaded model. */
  static ModelSignature of(OrtSession session) throws OrtException {
    return new ModelSignature(
        ports(session.getInputInfo().values()),
        ports(session.getOutputInfo().values()),
        session.getMetadata().getCustomMetadata());
  }

  private static List<Port> ports(Collection<NodeInfo> nodes) {
    return nodes.stream().map(ModelSignature::port).toList();
  }

  private static Port port(NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor) {
      return new Port(
          node.getName(), tensor.type.name(), Arrays.stream(tensor.getShape()).boxed().toList());
    }
    return new Port(node.getName(), node.getInfo().getClass().getSimpleName(), List.of());
  }

  @Override
  public String toString() {
    return "inputs " + inputs + ", outputs " + outputs;
  }
}
