package io.hearthwatch.detect.onnx;

import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognises a model's layout from its shapes, types, names and metadata. Where two layouts would
 * fit, the number of class names decides, and a model that could still be either is refused.
 */
final class LayoutRecognition {
  private static final String NO_DETECTOR_TASK =
      "the model's metadata says that its task is '%s': export one for 'detect'";

  private final ModelSignature model;
  private final PictureInput picture;
  private final NamedClasses names;
  private final double nmsIou;
  private final List<String> warnings = new ArrayList<>();

  private LayoutRecognition(ModelSignature model, PictureInput picture, ModelOptions options)
      throws UnsupportedModelException {
    this.model = model;
    this.picture = picture;
    this.names = NamedClasses.of(model.metadata(), options);
    this.nmsIou = options.nmsIouE4() / 10_000.0;
  }

  /**
   * Recognises a model.
   *
   * @throws UnsupportedModelException when it fits no layout, with what it has and what would fit,
   *     or when its classes or its size cannot be known
   */
  static RecognisedModel recognise(ModelSignature model, ModelOptions options)
      throws UnsupportedModelException {
    String task = model.metadata().getOrDefault("task", "detect");
    if (!task.equals("detect")) {
      throw new UnsupportedModelException(NO_DETECTOR_TASK.formatted(task));
    }
    List<Port> pictures = PictureInput.candidates(model);
    if (pictures.size() != 1) {
      throw refused(model);
    }
    PictureInput picture = PictureInput.of(pictures.get(0), model.metadata(), options);
    return new LayoutRecognition(model, picture, options).recognise();
  }

  private RecognisedModel recognise() throws UnsupportedModelException {
    for (Port output : model.outputs()) {
      if (output.shape().isEmpty() || !output.allowsOne(0)) {
        throw refused(model);
      }
    }
    return switch (model.outputs().size()) {
      case 1 -> oneOutput(model.outputs().get(0));
      case 2 -> boxesAndLogits(model.outputs().get(0), model.outputs().get(1));
      case 3 -> labelsBoxesScores();
      default -> throw refused(model);
    };
  }

  private RecognisedModel oneOutput(Port output) throws UnsupportedModelException {
    if (!output.isFloatTensor(3) || model.inputs().size() != 1) {
      throw refused(model);
    }
    long rows = output.shape().get(1);
    long columns = output.shape().get(2);
    long anchors = YoloxLayout.anchors(picture.size());
    boolean hasGrid = anchors > 0;
    boolean endToEnd = "true".equalsIgnoreCase(model.metadata().get("end2end"));
    ModelLayout layout;
    if (endToEnd && columns == EndToEndLayout.COLUMNS) {
      layout = endToEnd();
    } else if (hasGrid && rows == 3 * anchors && columns > 5) {
      layout = yolo(columns, false, 5);
    } else if (hasGrid && rows == anchors && columns > 4) {
      layout = names.fit(columns - 4) ? yolo(columns, false, 4) : yolox(columns);
    } else if (columns == EndToEndLayout.COLUMNS && (rows > 0 || !couldNeedSuppression())) {
      layout = endToEnd();
    } else if (hasGrid && rows > 4 && columns == anchors) {
      layout = yolo(rows, true, 4);
    } else if (columns != EndToEndLayout.COLUMNS
        && names.fit(columns - 4)
        && (rows < 0 || rows > columns)) {
      layout = yolo(columns, false, 4);
    } else if (names.fit(rows - 4) && (columns < 0 || columns > rows)) {
      layout = yolo(rows, true, 4);
    } else {
      throw refused(model);
    }
    return new RecognisedModel(
        layout, picture.name(), List.of(), List.of(output.name()), List.copyOf(warnings));
  }

  /** Six columns are also a box with one or two classes' scores, with objectness or without. */
  private boolean couldNeedSuppression() {
    return names.fit(EndToEndLayout.COLUMNS - 5) || names.fit(EndToEndLayout.COLUMNS - 4);
  }

  private ModelLayout endToEnd() throws UnsupportedModelException {
    return new EndToEndLayout(
        picture.format(Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE),
        names.asNamed());
  }

  private ModelLayout yolo(long values, boolean anchorsLast, int firstScore)
      throws UnsupportedModelException {
    return new YoloLayout(
        picture.format(Placement.CENTRED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE),
        names.exactly(values - firstScore),
        anchorsLast,
        firstScore == 5,
        nmsIou);
  }

  private boolean isGrid(long rows) {
    long anchors = YoloxLayout.anchors(picture.size());
    return anchors > 0 && rows == anchors;
  }

  private ModelLayout yolox(long columns) throws UnsupportedModelException {
    return new YoloxLayout(
        picture.format(Placement.TOP_LEFT, ChannelOrder.BGR, Normalisation.RAW),
        names.exactly(columns - 5),
        nmsIou);
  }

  private RecognisedModel boxesAndLogits(Port first, Port second) throws UnsupportedModelException {
    if (!first.isFloatTensor(3) || !second.isFloatTensor(3)) {
      throw refused(model);
    }
    boolean byName = first.last() == 4 && second.last() == 4;
    boolean firstIsBoxes = byName ? named(first, "box") : first.last() == 4;
    Port boxes = firstIsBoxes ? first : second;
    Port logits = firstIsBoxes ? second : first;
    long columns = logits.last();
    // As many rows as a grid has cells are no queries: boxes that still need suppression.
    if (boxes.last() != 4
        || columns < 1
        || byName && named(first, "box") == named(second, "box")
        || isGrid(boxes.shape().get(1))) {
      throw refused(model);
    }
    // Without names, COCO's 80 or 91, and one more for no object.
    boolean noObject =
        names.known().isEmpty() ? columns == 81 || columns == 92 : names.fit(columns - 1);
    if (noObject && named(boxes, "dets")) {
      throw new UnsupportedModelException(
          "the model looks like an RF-DETR with %d score columns, of which one has no name; give a name for each (detect.labels), whichever is spare"
              .formatted(columns));
    }
    ModelClasses classes = names.exactly(noObject ? columns - 1 : columns);
    boolean imageNet = noObject || columns == 91 || named(boxes, "dets");
    if (picture.options().normalisation() == null) {
      warnings.add(
          "the file does not tell how pictures are normalised; assumed: "
              + (imageNet ? "imagenet" : "zero-to-one")
              + " (detect.normalisation)");
    }
    ModelLayout layout =
        new QueryLogitsLayout(
            picture.format(
                Placement.STRETCHED,
                ChannelOrder.RGB,
                imageNet ? Normalisation.IMAGENET : Normalisation.ZERO_TO_ONE),
            classes,
            noObject);
    return new RecognisedModel(
        layout,
        picture.name(),
        constants(),
        List.of(boxes.name(), logits.name()),
        List.copyOf(warnings));
  }

  private RecognisedModel labelsBoxesScores() throws UnsupportedModelException {
    Port labels = null;
    Port boxes = null;
    Port scores = null;
    for (Port output : model.outputs()) {
      if (output.isFloatTensor(3) && output.last() == 4) {
        boxes = output;
      } else if (output.isIntegerTensor(2) || named(output, "label") && output.isFloatTensor(2)) {
        labels = output;
      } else if (output.isFloatTensor(2)) {
        scores = output;
      }
    }
    List<ConstantInput> constants = constants();
    boolean sized = constants.stream().anyMatch(constant -> constant.shape().size() == 2);
    // Without a size to refer to, nothing tells in which unit the boxes are.
    if (labels == null || boxes == null || scores == null || !sized) {
      throw refused(model);
    }
    ModelLayout layout =
        new ScoredBoxesLayout(
            picture.format(Placement.STRETCHED, ChannelOrder.RGB, Normalisation.ZERO_TO_ONE),
            names.asNamed());
    return new RecognisedModel(
        layout,
        picture.name(),
        constants,
        List.of(labels.name(), boxes.name(), scores.name()),
        List.copyOf(warnings));
  }

  private List<ConstantInput> constants() throws UnsupportedModelException {
    List<ConstantInput> constants = new ArrayList<>();
    for (Port input : model.inputs()) {
      if (!input.name().equals(picture.name())) {
        constants.add(ConstantInput.of(input, picture.size()).orElseThrow(() -> refused(model)));
      }
    }
    return List.copyOf(constants);
  }

  private static boolean named(Port port, String part) {
    return port.name().toLowerCase(java.util.Locale.ROOT).contains(part);
  }

  private static UnsupportedModelException refused(ModelSignature model) {
    return new UnsupportedModelException(
        """
        the model is of no known layout: %s. One input must be a picture [1,3,height,width] or         [1,height,width,3] of FLOAT, FLOAT16 or UINT8, and the outputs one of these:         FLOAT[1,boxes,6] of rows x1,y1,x2,y2,confidence,class (end-to-end);         FLOAT[1,4+classes,anchors] or its transpose (YOLOv8, YOLO11, YOLO26);         FLOAT[1,anchors,5+classes] (YOLOX, not decoded in the model, strides 8, 16 and 32; or YOLOv5, decoded);         labels [1,boxes], boxes FLOAT[1,boxes,4] and scores FLOAT[1,boxes] with a second input [1,2] of the         picture's size (RT-DETR, D-FINE);         boxes FLOAT[1,queries,4] and logits FLOAT[1,queries,classes or classes+1] (DETR)"""
            .formatted(model));
  }
}
