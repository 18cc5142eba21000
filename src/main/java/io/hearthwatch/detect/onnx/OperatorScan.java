package io.hearthwatch.detect.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the operators that an ONNX file's graphs consist of, without reading anything else of it.
 *
 * <p>ONNX is a protobuf format: fields of tag, wire type and value; the field numbers are those of
 * onnx.proto3 (model 7 graph and 25 functions; graph 1 node; function 7 node; node 4 operator and 5
 * attribute; attribute 6 graph and 11 graphs). What cannot be followed is skipped: whether a file
 * is a valid model is ONNX Runtime's to say.
 */
final class OperatorScan {
  private static final int GRAPH_OF_MODEL = 7;
  private static final int FUNCTION_OF_MODEL = 25;
  private static final int NODE_OF_GRAPH = 1;
  private static final int NODE_OF_FUNCTION = 7;
  private static final int OPERATOR_OF_NODE = 4;
  private static final int ATTRIBUTE_OF_NODE = 5;
  private static final int GRAPH_OF_ATTRIBUTE = 6;
  private static final int GRAPHS_OF_ATTRIBUTE = 11;

  /** Graphs within graphs; real models have two or three. */
  private static final int DEEPEST = 32;

  private static final int LONGEST_NAME = 256;

  private enum Message {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE
  }

  private final byte[] bytes;
  private final Set<String> operators = new TreeSet<>();

  private OperatorScan(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The operators by name; for bytes that are no model, whichever look like one's.
   *
   * @param model the file's bytes, whatever they are
   */
  static Set<String> operators(byte[] model) {
    OperatorScan scan = new OperatorScan(model);
    scan.read(Message.MODEL, 0, model.length, 0);
    return scan.operators;
  }

  private void read(Message message, int start, int end, int depth) {
    ProtobufFields fields = new ProtobufFields(bytes, start, end);
    while (depth <= DEEPEST && fields.next()) {
      if (fields.hasBytes()) {
        take(message, fields, depth);
      }
    }
  }

  private void take(Message message, ProtobufFields field, int depth) {
    int number = field.number();
    Message inner =
        switch (message) {
          case MODEL ->
              number == GRAPH_OF_MODEL
                  ? Message.GRAPH
                  : number == FUNCTION_OF_MODEL ? Message.FUNCTION : null;
          case GRAPH -> number == NODE_OF_GRAPH ? Message.NODE : null;
          case FUNCTION -> number == NODE_OF_FUNCTION ? Message.NODE : null;
          case NODE -> number == ATTRIBUTE_OF_NODE ? Message.ATTRIBUTE : null;
          case ATTRIBUTE ->
              number == GRAPH_OF_ATTRIBUTE || number == GRAPHS_OF_ATTRIBUTE ? Message.GRAPH : null;
        };
    if (inner != null) {
      read(inner, field.start(), field.end(), depth + 1);
    } else if (message == Message.NODE && number == OPERATOR_OF_NODE) {
      int length = Math.min(field.end() - field.start(), LONGEST_NAME);
      operators.add(new String(bytes, field.start(), length, StandardCharsets.UTF_8));
    }
  }
}
