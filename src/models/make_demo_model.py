#!/usr/bin/env python3
"""Builds demo-detector.onnx: a network that recognises the simulator's world, and nothing else.

No training: every weight follows from palette.properties, which the renderer paints with. Each colour
is a slot that holds at most one object.

  1. chromaticity q = rgb / (r + g + b), so that shade, shadow and night do not matter;
  2. per slot the match 1 - |q - colour|^2 / reach^2, one 1x1 convolution over (q, |q|^2,
     whether the pixel is too dark to have a hue);
  3. a 3x3 mean and a threshold: what JPEG does to single pixels falls out;
  4. rows and columns with matching pixels, except those far from the slot's centre of mass: the box,
     widened by what an object has outside its colour (shoes, tyres);
  5. confidence = how well pixels match x how full the box is x how many pixels there are.

Input  images  [N,3,320,320] float, RGB, 0 to 1, letterboxed.
Output output0 [N,slots,6] float: x1, y1, x2, y2 in input pixels, confidence, class; falling confidence,
rows of zeros where a slot saw nothing.
"""

import argparse
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIZE = 320
OPSET = 13
IR_VERSION = 8
CLASSES = ["person", "car", "dog"]

REACH = 0.085  # Radius in chromaticity; the palette's neighbours are 0.17 apart.
STEEPNESS = 2.0  # Below 0.7 of the reach a pixel matches fully.
DARK = 0.20  # Sum of the channels under which hue is noise.
SPREAD = 2.7  # Standard deviations from the centre of mass; a full bar ends at 1.73.
MIN_PIXELS = 12.0
SHARP = 0.93  # Mean match of a large object: its rim never matches fully.
FEW_PIXELS = 14.0  # As many pixels as this halve the confidence.
# Per class: share of the box that a whole object's colour fills; what lies outside the colour at the left,
# top, right and bottom, as a share of the coloured size and in pixels.
SHAPES = {
    "person": (0.38, (0.02, 0.0, 0.02, 0.028), (0.6, 0.2, 0.9, 1.1)),
    "car": (0.42, (0.0, 0.005, 0.0, 0.18), (0.0, 0.4, 0.0, 0.0)),
    "dog": (0.34, (0.02, 0.015, 0.02, 0.015), (0.2, 0.0, 0.3, 0.3)),
}


def read_palette(path):
    """Slots in alphabetical order: (label, chromaticity)."""
    slots = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, _, value = line.partition("=")
        rgb = [int(part) for part in value.split(",")]
        label = name.strip().split(".")[0]
        if len(rgb) != 3 or label not in CLASSES:
            sys.exit(f"{path}: cannot use '{line}': want <{'|'.join(CLASSES)}>.<name> = red,green,blue")
        slots[name.strip()] = (label, np.array(rgb, dtype=np.float64) / sum(rgb))
    return [slots[name] for name in sorted(slots)]


class Graph:
    """Collects nodes and constants under readable names."""

    def __init__(self):
        self.nodes = []
        self.constants = {}

    def constant(self, name, value, dtype=np.float32):
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value, dtype=dtype), name)
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output


def match_pixels(g, slots):
    """[N,3,S,S] -> [N,K,S,S]: 0 to 1, how well each pixel is of each slot's colour."""
    colours = np.stack([chromaticity for _, chromaticity in slots])
    k = len(slots)
    g.node("Conv", ["images", g.constant("ones3", np.ones((1, 3, 1, 1)))], "sum")
    g.node("Add", ["sum", g.constant("epsilon", 1e-4)], "sum_safe")
    g.node("Div", ["images", "sum_safe"], "q")
    g.node("Mul", ["q", "q"], "q_squares")
    g.node("Conv", ["q_squares", "ones3"], "q_norm")
    g.node("Less", ["sum", g.constant("dark", DARK)], "too_dark")
    g.node("Cast", ["too_dark"], "darkness", to=TensorProto.FLOAT)
    g.node("Concat", ["q", "q_norm", "darkness"], "features", axis=1)
    # 1 - (|q|^2 - 2 q.c + |c|^2) / reach^2, and far below 0 where it is dark.
    weights = np.concatenate([2 * colours, -np.ones((k, 1)), -np.ones((k, 1))], axis=1) / REACH**2
    bias = 1 - (colours**2).sum(axis=1) / REACH**2
    g.node(
        "Conv",
        [
            "features",
            g.constant("colour_weights", (STEEPNESS * weights).reshape(k, 5, 1, 1)),
            g.constant("colour_bias", STEEPNESS * bias),
        ],
        "likeness",
    )
    g.constant("zero", 0.0)
    g.constant("one", 1.0)
    return g.node("Clip", ["likeness", "zero", "one"], "match")


def count(g, axis, others):
    """Matching pixels in each row or column: [N,K,S]."""
    return g.node("ReduceSum", ["mask", g.constant(f"{axis}_others", [others], np.int64)], f"{axis}_counts", keepdims=0)


def extent(g, axis, length):
    """First and last place along an axis with matching pixels near the centre of mass: [N,K,1] each."""
    counts = f"{axis}_counts"
    places = g.constant(f"{axis}_places", (np.arange(length) + 0.5).reshape(1, 1, length))
    g.node("Mul", [counts, places], f"{axis}_moments")
    g.node("ReduceSum", [f"{axis}_moments", "last_axis"], f"{axis}_moment", keepdims=1)
    g.node("Div", [f"{axis}_moment", "pixels_safe"], f"{axis}_centre")
    g.node("Sub", [places, f"{axis}_centre"], f"{axis}_away")
    g.node("Mul", [f"{axis}_away", f"{axis}_away"], f"{axis}_away2")
    g.node("Mul", [f"{axis}_away2", counts], f"{axis}_scatter")
    g.node("ReduceSum", [f"{axis}_scatter", "last_axis"], f"{axis}_scatter_sum", keepdims=1)
    g.node("Div", [f"{axis}_scatter_sum", "pixels_safe"], f"{axis}_variance")
    g.node("Mul", [f"{axis}_variance", g.constant("spread2", SPREAD**2)], f"{axis}_limit")
    g.node("LessOrEqual", [f"{axis}_away2", f"{axis}_limit"], f"{axis}_near")
    g.node("Greater", [counts, g.constant("half", 0.5)], f"{axis}_any")
    g.node("And", [f"{axis}_near", f"{axis}_any"], f"{axis}_inside")
    starts = g.constant(f"{axis}_starts", np.arange(length).reshape(1, 1, length))
    ends = g.constant(f"{axis}_ends", (np.arange(length) + 1).reshape(1, 1, length))
    g.node("Where", [f"{axis}_inside", starts, g.constant("size", float(SIZE))], f"{axis}_first_of")
    g.node("Where", [f"{axis}_inside", ends, "zero"], f"{axis}_last_of")
    g.node("ReduceMin", [f"{axis}_first_of"], f"{axis}_first", axes=[2], keepdims=1)
    g.node("ReduceMax", [f"{axis}_last_of"], f"{axis}_last", axes=[2], keepdims=1)
    g.node("Sub", [f"{axis}_last", f"{axis}_first"], f"{axis}_span_raw")
    return g.node("Max", [f"{axis}_span_raw", "one"], f"{axis}_span")


def widen(g, edge, of, span, share, pixels, sign):
    """Moves an edge outwards by a share of the span and some pixels, within the picture: [N,K,1]."""
    g.node("Mul", [span, g.constant(f"{edge}_share", sign * share)], f"{edge}_step")
    g.node("Add", [of, f"{edge}_step"], f"{edge}_scaled")
    g.node("Add", [f"{edge}_scaled", g.constant(f"{edge}_pixels", sign * pixels)], f"{edge}_free")
    return g.node("Clip", [f"{edge}_free", "zero", "size"], edge)


def build(slots):
    """The whole model."""
    k = len(slots)
    g = Graph()
    match_pixels(g, slots)
    g.node("AveragePool", ["match"], "mean", kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1)
    g.node("Greater", ["mean", g.constant("threshold", 0.36)], "mask_bool")
    g.node("Cast", ["mask_bool"], "mask", to=TensorProto.FLOAT)
    count(g, "y", 3)
    count(g, "x", 2)
    g.node("ReduceSum", ["y_counts", g.constant("last_axis", [2], np.int64)], "pixels", keepdims=1)
    g.node("Max", ["pixels", "one"], "pixels_safe")
    extent(g, "y", SIZE)
    extent(g, "x", SIZE)

    shares = np.array([SHAPES[label][1] for label, _ in slots]).reshape(1, k, 1, 4)
    pixels = np.array([SHAPES[label][2] for label, _ in slots]).reshape(1, k, 1, 4)
    for i, (edge, axis, end, sign) in enumerate(
        [("left", "x", "first", -1), ("top", "y", "first", -1), ("right", "x", "last", 1), ("bottom", "y", "last", 1)]
    ):
        widen(g, edge, f"{axis}_{end}", f"{axis}_span", shares[..., i], pixels[..., i], sign)

    # How well: mean match over the mask. How full: coloured share of the box against a whole object's.
    g.node("Mul", ["mean", "mask"], "mean_in_mask")
    g.node("ReduceSum", ["mean_in_mask", g.constant("plane", [2, 3], np.int64)], "quality_flat", keepdims=0)
    g.node("Unsqueeze", ["quality_flat", "last_axis"], "quality_sum")
    g.node("Div", ["quality_sum", "pixels_safe"], "quality_raw")
    g.node("Div", ["quality_raw", g.constant("sharp", SHARP)], "quality_free")
    g.node("Min", ["quality_free", "one"], "quality")
    g.node("Mul", ["x_span", "y_span"], "box_pixels")
    g.node("Div", ["pixels", "box_pixels"], "fill")
    full = np.array([SHAPES[label][0] for label, _ in slots]).reshape(1, k, 1)
    g.node("Div", ["fill", g.constant("full", full)], "fullness_raw")
    g.node("Min", ["fullness_raw", "one"], "fullness")
    g.node("Add", ["pixels", g.constant("few", FEW_PIXELS)], "pixels_and_few")
    g.node("Div", ["pixels", "pixels_and_few"], "plenty")
    g.node("Mul", ["quality", "fullness"], "confidence_part")
    g.node("Mul", ["confidence_part", "plenty"], "confidence_raw")
    g.node("GreaterOrEqual", ["pixels", g.constant("min_pixels", MIN_PIXELS)], "present_bool")
    g.node("Cast", ["present_bool"], "present", to=TensorProto.FLOAT)

    classes = np.array([CLASSES.index(label) for label, _ in slots]).reshape(1, k, 1)
    # The class, or 0 where nothing is; multiplying also repeats it for each picture.
    g.node("Mul", ["present", g.constant("classes", classes)], "class")
    g.node("Concat", ["left", "top", "right", "bottom", "confidence_raw", "class"], "rows_all", axis=2)
    g.node("Mul", ["rows_all", "present"], "rows")
    g.node("Mul", ["confidence_raw", "present"], "confidence")
    g.nodes.append(
        helper.make_node(
            "TopK", ["confidence", g.constant("k", [k], np.int64)], ["ranked", "order"], name="rank", axis=1
        )
    )
    g.node("Expand", ["order", g.constant("row", [1, 1, 6], np.int64)], "order6")
    g.node("GatherElements", ["rows", "order6"], "output0", axis=1)

    graph = helper.make_graph(
        g.nodes,
        "demo_detector",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("output0", TensorProto.FLOAT, ["batch", k, 6])],
        [g.constants[name] for name in sorted(g.constants)],
    )
    model = helper.make_model(
        graph, producer_name="hearthwatch", opset_imports=[helper.make_opsetid("", OPSET)]
    )
    model.ir_version = IR_VERSION
    model.doc_string = "Recognises the simulated world of Hearthwatch only."
    helper.set_model_props(
        model,
        {
            "description": "Hearthwatch demo detector: knows the simulator's palette, nothing else",
            "imgsz": f"[{SIZE}, {SIZE}]",
            "names": "{" + ", ".join(f"{i}: '{name}'" for i, name in enumerate(CLASSES)) + "}",
            "task": "detect",
        },
    )
    onnx.checker.check_model(model)
    return model


def main():
    here = pathlib.Path(__file__).resolve().parent
    resources = here.parent / "main" / "resources" / "io" / "hearthwatch" / "simulate"
    parser = argparse.ArgumentParser(description="Builds the demo detector from the simulator's palette.")
    parser.add_argument("--output", type=pathlib.Path, default=resources / "demo-detector.onnx")
    arguments = parser.parse_args()
    model = build(read_palette(resources / "palette.properties"))
    arguments.output.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{arguments.output}: {arguments.output.stat().st_size} bytes, {len(model.graph.node)} nodes")


if __name__ == "__main__":
    main()
