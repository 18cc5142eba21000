#!/usr/bin/env python3
"""Builds the models with which tests show that every layout is read right: one file for each layout.

None of them detects anything. Each takes the mean m of the tensor's first channel and gives
base + gain * m, so that a plainly coloured picture has a known answer, and a wrong channel order,
normalisation, axis or element type another one. Inputs are 32 x 32; 21 anchors.

The picture they are made for is (red, green, blue) = (51, 102, 204): m is 0.2 for RGB from 0 to 1,
51 for bytes, (0.2 - 0.485) / 0.229 with ImageNet's normalisation.
"""

import math
import pathlib

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper, numpy_helper

OPSET = 13
IR_VERSION = 8
SIZE = 32
ANCHORS = 21
TARGET = pathlib.Path(__file__).parents[1] / "test/resources/io/hearthwatch/detect/onnx/models"
NAMES = {"names": "{0: 'person', 1: 'car'}"}
# Centre, size, scores of person and car. The second overlaps the first and is weaker.
PERSON = (16, 16, 16, 16)
CAR = (28, 28, 8, 8)


class Model:
    """A graph that begins with the mean of the picture's first channel."""

    def __init__(self, name, element=T.FLOAT, shape=(1, 3, SIZE, SIZE), quantised=False):
        self.name = name
        self.nodes = []
        self.constants = []
        self.inputs = [helper.make_tensor_value_info("images", element, shape)]
        self.outputs = []
        source = "images"
        if quantised:
            self.node("DynamicQuantizeLinear", ["images"], ["bytes", "scale", "zero"])
            source = self.node("DequantizeLinear", ["bytes", "scale", "zero"], ["restored"])
        if element != T.FLOAT:
            source = self.node("Cast", [source], ["floats"], to=T.FLOAT)
        axis = 1 if shape[1] == 3 else 3
        index = self.constant("first", np.array(0, dtype=np.int64))
        self.node("Gather", [source, index], ["channel"], axis=axis)
        self.node("ReduceMean", ["channel"], ["mean"], keepdims=0)

    def node(self, kind, inputs, outputs, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, outputs, **attributes))
        return outputs[0]

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def affine(self, output, base, gain, element=T.FLOAT, declared=None):
        """Gives base + gain * mean under this name."""
        base = np.asarray(base, dtype=np.float32)
        self.constant(output + "_base", base)
        self.constant(output + "_gain", np.asarray(gain, dtype=np.float32))
        self.node("Mul", [output + "_gain", "mean"], [output + "_part"])
        if element == T.FLOAT:
            self.node("Add", [output + "_base", output + "_part"], [output])
        else:
            self.node("Add", [output + "_base", output + "_part"], [output + "_float"])
            self.node("Cast", [output + "_float"], [output], to=element)
        self.output(output, element, declared or base.shape)

    def output(self, name, element, shape):
        self.outputs.append(helper.make_tensor_value_info(name, element, shape))

    def save(self, metadata=None):
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR_VERSION
        model.producer_name = "hearthwatch"
        helper.set_model_props(model, metadata or {})
        onnx.checker.check_model(model)
        onnx.save(model, TARGET / f"{self.name}.onnx")


def candidates(gain, objectness=False, anchors=ANCHORS):
    """Rows of a YOLO output, base and gain: a person, the same again weaker, a car."""
    first = 5 if objectness else 4
    base = np.zeros((1, anchors, first + 2), dtype=np.float32)
    slope = np.zeros_like(base)
    for row, (box, person, car) in enumerate([(PERSON, 4 * gain, 0.1), (PERSON, 3.6 * gain, 0.1), (CAR, 0, 0.75)]):
        base[0, row, :4] = box
        base[0, row, first + 1] = car
        slope[0, row, first] = person
    base[0, 1, 0] += 1
    if objectness:
        base[0, :3, 4] = 0.5
    return base, slope


def swapped(arrays):
    return [np.ascontiguousarray(array.transpose(0, 2, 1)) for array in arrays]


def yolo():
    model = Model("yolo-anchors-last")
    model.affine("output0", *swapped(candidates(1)))
    model.save(NAMES)

    model = Model("yolo-bytes-channels-last", T.UINT8, (1, SIZE, SIZE, 3))
    model.affine("output0", *candidates(1 / 255))
    model.save(NAMES)

    model = Model("yolo-halves", T.FLOAT16)
    model.affine("output0", *swapped(candidates(1)), element=T.FLOAT16)
    model.save(NAMES)

    model = Model("yolo-dynamic", shape=("batch", 3, "height", "width"))
    model.affine("output0", *swapped(candidates(1)), declared=("batch", 6, "anchors"))
    model.save({**NAMES, "imgsz": f"[{SIZE}, {SIZE}]"})

    model = Model("yolov5")
    model.affine("output0", *candidates(1, objectness=True, anchors=3 * ANCHORS))
    model.save(NAMES)

    model = Model("yolo-unnamed")
    model.affine("output0", *swapped(candidates(1)))
    model.save()


def detr():
    model = Model("detr-scored-boxes", shape=("N", 3, SIZE, SIZE))
    model.inputs.append(helper.make_tensor_value_info("orig_target_sizes", T.INT64, ("N", 2)))
    model.constant("numbers", np.array([[1, 0, 0]], dtype=np.int64))
    model.node("Identity", ["numbers"], ["labels"])
    model.output("labels", T.INT64, ("N", 3))
    shares = np.array([[[0.75, 0.75, 1, 1], [0.25, 0.25, 0.75, 0.75], [0, 0, 1, 1]]], dtype=np.float32)
    model.constant("shares", shares)
    model.constant("twice", np.array([1, 2], dtype=np.int64))
    model.constant("middle", np.array([1], dtype=np.int64))
    model.node("Cast", ["orig_target_sizes"], ["sizes"], to=T.FLOAT)
    model.node("Tile", ["sizes", "twice"], ["edges"])
    model.node("Unsqueeze", ["edges", "middle"], ["factors"])
    model.node("Mul", ["shares", "factors"], ["boxes"])
    model.output("boxes", T.FLOAT, ("N", 3, 4))
    model.affine("scores", [[0.75, 0, 0.01]], [[0, 4, 0]], declared=("N", 3))
    model.save(NAMES)

    boxes = [[[0.5, 0.5, 0.5, 0.5], [0.875, 0.875, 0.25, 0.25], [0.5, 0.5, 1, 1]]]
    still = np.zeros((1, 3, 4))
    low = -9.0
    model = Model("detr-sigmoid")
    base = [[[math.log(4) - 0.2, low], [low, math.log(3)], [low, low]]]
    model.affine("logits", base, [[[1, 0], [0, 0], [0, 0]]])
    model.affine("pred_boxes", boxes, still)
    model.save(NAMES)

    model = Model("detr-softmax")
    mean = (0.2 - 0.485) / 0.229
    base = [[[math.log(8) - mean, 0, 0], [0, math.log(6), 0], [0, 0, 9]]]
    model.affine("logits", base, [[[1, 0, 0], [0, 0, 0], [0, 0, 0]]])
    model.affine("pred_boxes", boxes, still)
    model.save(NAMES)


def odd():
    model = Model("dynamically-quantised", quantised=True)
    model.affine("output0", [[[8, 8, 24, 24, 0.9, 0]]], [[[0, 0, 0, 0, 0, 0]]])
    model.save(NAMES)


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    yolo()
    detr()
    odd()
