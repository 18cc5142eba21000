"""Average precision at an IoU of 0.5, and precision and recall at the product's confidence."""

import dataclasses

import numpy as np
import torch

import labelled_scenes as scenes
from demo_network import CLASSES

CONFIDENCE = 0.5  # detect.confidence of the product
IOU = 0.5
LEAST = 0.01  # Less sure rows add nothing to the curve.


def overlaps(box, others):
    """IoU of one box with each of the others."""
    inner = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2])
    shared = inner.clip(0).prod(1)
    areas = (others[:, 2:] - others[:, :2]).prod(1)
    return shared / ((box[2:] - box[:2]).prod() + areas - shared)


def matches(rows, objects):
    """Whether each row, by falling confidence, is the first to hit an object of its class."""
    open_objects = np.ones(len(objects), bool)
    hits = np.zeros(len(rows), bool)
    for i, row in enumerate(rows):
        iou = overlaps(row[:4], objects[:, 1:]) * (open_objects & (objects[:, 0] == row[5])) if len(objects) else [0]
        best = int(np.argmax(iou))
        if iou[best] >= IOU:
            open_objects[best] = False
            hits[i] = True
    return hits


def average_precision(confidence, hits, total):
    """Area under the precision-recall curve, precision made monotonic."""
    order = np.argsort(-confidence, kind="stable")
    right = np.cumsum(hits[order])
    precision = np.maximum.accumulate((right / np.arange(1, len(right) + 1))[::-1])[::-1]
    return float((precision * hits[order]).sum() / total)


@dataclasses.dataclass(frozen=True)
class ClassQuality:
    name: str
    objects: int
    found: int
    right: int
    average_precision: float

    @property
    def precision(self):
        return self.right / max(1, self.found)

    @property
    def recall(self):
        return self.right / max(1, self.objects)


@dataclasses.dataclass(frozen=True)
class Quality:
    classes: list

    @property
    def precision(self):
        return sum(c.right for c in self.classes) / max(1, sum(c.found for c in self.classes))

    @property
    def recall(self):
        return sum(c.right for c in self.classes) / max(1, sum(c.objects for c in self.classes))

    @property
    def mean_average_precision(self):
        return sum(c.average_precision for c in self.classes) / len(self.classes)


def calibration(confidence, hits):
    """Factor and shift of the logits after which a confidence is the share that is right at it (Platt, 1999)."""
    logits = np.log(confidence / (1 - confidence)).astype(np.float64)
    inputs = np.stack([logits, np.ones_like(logits)], 1)
    factors = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-inputs @ factors))
        curvature = (inputs * (p * (1 - p))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        factors -= np.linalg.solve(curvature, inputs.T @ (p - hits))
    return factors


def search(detector, pictures, objects):
    """All rows found in pictures at the middle of the letterbox, [M,6], and which of them are right, [M]."""
    top = (detector.size - scenes.HEIGHT) // 2
    rows, hits = [], []
    for picture, own in zip(pictures, objects):
        sheet, moved = scenes.place(picture, own, detector.size, 0, top)
        with torch.no_grad():
            found = detector(torch.from_numpy(sheet).permute(2, 0, 1)[None].float() / 255)[0].numpy()
        found = found[found[:, 4] >= LEAST]
        rows.append(found)
        hits.append(matches(found, moved))
    return np.concatenate(rows), np.concatenate(hits)


def evaluate(detector, pictures, objects):
    """Judges what is exported."""
    rows, hits = search(detector, pictures, objects)
    truth = np.concatenate(objects)
    classes = []
    for label, name in enumerate(CLASSES):
        own = rows[:, 5] == label
        sure = own & (rows[:, 4] >= CONFIDENCE)
        total = int((truth[:, 0] == label).sum())
        area = average_precision(rows[own, 4], hits[own], total)
        classes.append(ClassQuality(name, total, int(sure.sum()), int(hits[sure].sum()), area))
    return Quality(classes)
