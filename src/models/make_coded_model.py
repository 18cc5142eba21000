#!/usr/bin/env python3
"""Builds the network of the torture command: a detector whose answers are painted into the picture.

A picture is 64 x 64 pixels (or a whole multiple, scaled down to that) in cells of 8 x 8: one row of cells
for each of eight boxes, and in it six cells: left, top, right, bottom, confidence, class. A cell's number
is 256 * red + green. Edges are eighths of a pixel, the confidence is in ten-thousandths. Blue means nothing.
Whoever painted a picture knows to the last digit what a job must find in it.
"""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper, numpy_helper

OPSET = 13
IR_VERSION = 8
SIZE = 64
CELL = 8
ROWS = 8
COLUMNS = 6
TARGET = pathlib.Path(__file__).parents[1] / "main/resources/io/hearthwatch/torture/history/coded-scenes.onnx"
CLASSES = ["person", "car", "truck", "bus", "motorcycle", "bicycle", "dog", "cat", "bird", "horse", "sheep", "cow", "chair", "umbrella"]


def constant(name, values, kind=np.float32):
    return numpy_helper.from_array(np.array(values, dtype=kind), name)


def model():
    middle = CELL // 2
    constants = [
        constant("starts", [0, middle, middle], np.int64),
        constant("ends", [3, SIZE, COLUMNS * CELL], np.int64),
        constant("axes", [1, 2, 3], np.int64),
        constant("steps", [1, CELL, CELL], np.int64),
        constant("full", [255]),
        constant("weights", np.reshape([256, 1, 0], (1, 3, 1, 1))),
        constant("channels", [1], np.int64),
        constant("units", [0.125, 0.125, 0.125, 0.125, 0.0001, 1]),
    ]
    nodes = [
        helper.make_node("Slice", ["images", "starts", "ends", "axes", "steps"], ["cells"]),
        helper.make_node("Mul", ["cells", "full"], ["nearly"]),
        helper.make_node("Round", ["nearly"], ["bytes"]),
        helper.make_node("Mul", ["bytes", "weights"], ["parts"]),
        helper.make_node("ReduceSum", ["parts", "channels"], ["numbers"], keepdims=0),
        helper.make_node("Mul", ["numbers", "units"], ["output0"]),
    ]
    graph = helper.make_graph(
        nodes,
        "coded-scenes",
        [helper.make_tensor_value_info("images", T.FLOAT, (1, 3, SIZE, SIZE))],
        [helper.make_tensor_value_info("output0", T.FLOAT, (1, ROWS, COLUMNS))],
        constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    made.ir_version = IR_VERSION
    made.producer_name = "hearthwatch"
    names = ", ".join(f"{number}: '{name}'" for number, name in enumerate(CLASSES))
    helper.set_model_props(made, {"names": "{" + names + "}", "end2end": "true", "task": "detect"})
    onnx.checker.check_model(made)
    return made


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model(), TARGET)
