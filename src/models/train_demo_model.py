#!/usr/bin/env python3
"""Trains the demo's detector on scenes of the simulator and exports demo-detector.onnx.

    apt-get install python3-torch python3-onnx python3-pil python3-numpy
    /usr/bin/python3 src/models/train_demo_model.py

Renders what it learns from and what it is judged by with `hearthwatch scenes`, with different seeds; about
ten minutes of training on two cores. Everything is seeded: the same machine and libraries give the same network.
"""

import argparse
import hashlib
import pathlib
import subprocess
import sys
import time

import numpy as np
import onnx
import torch
from torch.nn import functional as F

import labelled_scenes as scenes
import model_card
from demo_network import BOXES, CLASSES, Detector, Network, boxes
from detection_quality import CONFIDENCE, IOU, calibration, evaluate, search

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODEL = ROOT / "src/main/resources/io/hearthwatch/simulate/demo-detector.onnx"
SIZE = 320
STRIP = 192  # Rows of most batches: the picture alone, without the letterbox's grey.
SQUARE_EVERY = 8  # Every so manieth batch is a whole square, so that grey is known too.
BATCH = 32
AVERAGING = 0.995
CALIBRATION = 600  # Pictures of their own: of those it learnt from a network is too sure.
MAX_BYTES = 2_000_000


def render(directory, count, seed):
    """Renders a folder of scenes unless it is there."""
    if not directory.exists():
        command = [ROOT / "hearthwatch", "scenes", "--output", directory, "--count", str(count), "--seed", str(seed)]
        subprocess.run(command, check=True)
    return scenes.load(directory)


def heat_loss(logits, heat):
    """CenterNet's focal loss: full weight on centres, less the nearer to one elsewhere."""
    centre = (heat == 1).float()
    sure, unsure = F.logsigmoid(logits), F.logsigmoid(-logits)
    p = torch.sigmoid(logits)
    loss = -centre * (1 - p) ** 2 * sure - (1 - centre) * (1 - heat) ** 4 * p**2 * unsure
    return loss.sum() / centre.sum().clamp(min=1)


def box_loss(sides, box, weight):
    """1 - generalised IoU, averaged over objects."""
    found = boxes(sides)
    area = (box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1])
    own = (found[:, 2] - found[:, 0]) * (found[:, 3] - found[:, 1])
    inner = (torch.minimum(found[:, 2:], box[:, 2:]) - torch.maximum(found[:, :2], box[:, :2])).clamp(min=0)
    outer = torch.maximum(found[:, 2:], box[:, 2:]) - torch.minimum(found[:, :2], box[:, :2])
    shared, hull = inner[:, 0] * inner[:, 1], (outer[:, 0] * outer[:, 1]).clamp(min=1e-3)
    union = (area + own - shared).clamp(min=1e-3)
    loss = 1 - shared / union + (hull - union) / hull
    return (loss * weight[:, 0]).sum() / weight.sum().clamp(min=1)


def batch_of(pictures, objects, chosen, rows, random):
    pairs = [scenes.augmented(pictures[i], objects[i], rows, random) for i in chosen]
    images = torch.from_numpy(np.stack([p for p, _ in pairs])).permute(0, 3, 1, 2)
    return images.contiguous(memory_format=torch.channels_last), [
        torch.from_numpy(t) for t in scenes.targets([o for _, o in pairs], rows)
    ]


def train(pictures, objects, steps, rate, say):
    """The average of the network's last states, and the seconds of processor time that it took."""
    network = Network().to(memory_format=torch.channels_last)
    average = Network()
    average.load_state_dict(network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    random = np.random.default_rng(1)
    queue = np.empty(0, np.int64)
    sums, began, cpu = np.zeros(2), time.time(), time.process_time()
    for step in range(1, steps + 1):
        if len(queue) < BATCH:
            queue = np.concatenate([queue, random.permutation(len(pictures))])
        chosen, queue = queue[:BATCH], queue[BATCH:]
        rows = SIZE if step % SQUARE_EVERY == 0 else STRIP
        images, (heat, box, weight) = batch_of(pictures, objects, chosen, rows, random)
        logits, sides = network(images)
        losses = heat_loss(logits, heat), box_loss(sides, box, weight)
        optimiser.zero_grad()
        (losses[0] + 3 * losses[1]).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 10)
        optimiser.step()
        schedule.step()
        keep = min(AVERAGING, step / (step + 10))
        with torch.no_grad():
            for mean, now in zip(average.state_dict().values(), network.state_dict().values()):
                mean.copy_(keep * mean + (1 - keep) * now if mean.is_floating_point() else now)
        sums += [loss.item() for loss in losses]
        if step % 100 == 0:
            say(
                f"step {step:5d}  heat {sums[0] / 100:.3f}  box {sums[1] / 100:.3f}"
                f"  {time.time() - began:.0f} s, {time.process_time() - cpu:.0f} s of processor"
            )
            sums[:] = 0
    return average, time.process_time() - cpu


def calibrate(network, pictures, objects):
    """Makes confidences what they say: focal loss leaves a network less sure than it may be. Their order stays."""
    rows, hits = search(Detector(network, SIZE).eval(), pictures, objects)
    factor, shift = calibration(rows[:, 4], hits)
    with torch.no_grad():
        network.heat.weight *= factor
        network.heat.bias.mul_(factor).add_(shift)
    return factor, shift


def export(detector, path):
    """Writes the ONNX file with the metadata that Ultralytics' exports have."""
    torch.onnx.export(
        detector,
        torch.zeros(1, 3, SIZE, SIZE),
        str(path),
        opset_version=13,
        input_names=["images"],
        output_names=["output0"],
        dynamic_axes={"images": {0: "batch"}, "output0": {0: "batch"}},
    )
    model = onnx.load(str(path))
    # Tracing leaves the output's other sizes open.
    shape = model.graph.output[0].type.tensor_type.shape.dim
    shape[1].dim_value, shape[2].dim_value = BOXES, 6
    model.doc_string = "Recognises the simulated world of Hearthwatch only."
    properties = {
        "description": "Hearthwatch demo detector: knows the simulator's world, nothing else",
        "license": "Apache-2.0",
        "imgsz": f"[{SIZE}, {SIZE}]",
        "names": "{" + ", ".join(f"{i}: '{name}'" for i, name in enumerate(CLASSES)) + "}",
        "stride": "32",
        "task": "detect",
    }
    onnx.helper.set_model_props(model, properties)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))
    if path.stat().st_size > MAX_BYTES:
        sys.exit(f"{path} has {path.stat().st_size} bytes, more than {MAX_BYTES}")


def report(quality, pictures, say):
    say(f"{pictures} unseen pictures, confidence {CONFIDENCE}, IoU {IOU}")
    for c in quality.classes:
        say(
            f"  {c.name:6s} {c.objects:5d} objects  precision {c.precision:.3f}  recall {c.recall:.3f}"
            f"  AP50 {c.average_precision:.3f}"
        )
    say(f"  mAP50 {quality.mean_average_precision:.3f}")


def main():
    parser = argparse.ArgumentParser(description="Trains the demo detector on rendered scenes.")
    parser.add_argument("--scenes", type=pathlib.Path, default=ROOT / "target/scenes", help="folder for pictures")
    parser.add_argument("--train", type=int, default=6000, help="pictures to learn from")
    parser.add_argument("--test", type=int, default=600, help="unseen pictures to be judged by")
    parser.add_argument("--steps", type=int, default=1600, help=f"batches of {BATCH}")
    parser.add_argument("--rate", type=float, default=3e-3, help="highest learning rate")
    parser.add_argument("--kept", action="store_true", help="judge and export the last training's network")
    parser.add_argument("--model", type=pathlib.Path, default=MODEL, help="ONNX file to write")
    parser.add_argument("--card", type=pathlib.Path, default=HERE / "demo-detector.md", help="model card to write")
    parser.add_argument("--log", type=pathlib.Path, default=HERE / "train_demo_model.txt", help="log to write")
    arguments = parser.parse_args()
    lines = []

    def say(text):
        print(text, flush=True)
        lines.append(text)

    torch.manual_seed(1)
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    kept = arguments.scenes / "network.pt"
    if not arguments.kept:
        versions = f"PyTorch {torch.__version__}, ONNX {onnx.__version__}"
        say(f"{versions}, 2 threads, seed 1, {arguments.train} pictures, {arguments.steps} steps of {BATCH}")
        pictures, objects = render(arguments.scenes / "train", arguments.train, 1)
        network, processor = train(pictures, objects, arguments.steps, arguments.rate, say)
        torch.save({"state": network.state_dict(), "lines": lines, "processor": processor}, kept)
    training = torch.load(kept)
    lines[:] = training["lines"]
    network = Network().eval()
    network.load_state_dict(training["state"])
    factor, shift = calibrate(network, *render(arguments.scenes / "calibration", CALIBRATION, 3))
    say(f"confidences calibrated on {CALIBRATION} other pictures: logits x {factor:.3f} + {shift:.3f}")
    detector = Detector(network, SIZE).eval()

    pictures, objects = render(arguments.scenes / "test", arguments.test, 2)
    quality = evaluate(detector, pictures, objects)
    report(quality, len(pictures), say)
    export(detector, arguments.model)
    exported = arguments.model.read_bytes()
    sha256 = hashlib.sha256(exported).hexdigest()
    say(f"{arguments.model.name}: {len(exported)} bytes, SHA-256 {sha256}")
    arguments.log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    model_card.write(
        arguments.card,
        quality,
        parameters=sum(p.numel() for p in network.parameters()),
        bytes=len(exported),
        sha256=sha256,
        confidence=CONFIDENCE,
        pictures=len(pictures),
        train=arguments.train,
        processor=training["processor"],
        minutes=training["processor"] / 120,
    )


if __name__ == "__main__":
    main()
