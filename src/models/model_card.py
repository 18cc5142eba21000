"""Writes the demo detector's model card: what it is and how well it does, with the figures of the last training."""

TEXT = """\
# The demo's detector

*Written by `train_demo_model.py`; change `model_card.py`, not this page.*

`src/main/resources/io/hearthwatch/simulate/demo-detector.onnx` finds people, cars and dogs in the pictures of the
simulated cameras. It knows the simulator's painted world and nothing else: on photographs its answers mean nothing.
It was trained from scratch on scenes that `./hearthwatch scenes` renders: any place, hour and exposure of the
simulator, rain and haze, things that are no objects (bins, bicycles, laundry, cones ...), sensor noise, JPEG
quality 30 to 95. Places and figures are those of the demo's stories; colours, positions and everything else are random.

| | |
|---|---|
| input | `images` [N, 3, 320, 320], RGB, 0 to 1, letterboxed |
| output | `output0` [N, 100, 6]: x1, y1, x2, y2 in input pixels, confidence, class; falling confidence |
| classes | 0 person, 1 car, 2 dog (metadata `names`, `imgsz`, `stride`, as Ultralytics' exports have) |
| size | {parameters:,} parameters, {bytes:,} bytes, SHA-256 `{sha256}` |
| network | convolutions down to 1/32 and up to 1/8, heat maps of centres, boxes at the peaks; no anchors, no suppression of overlaps |
| licence | Apache-2.0, as everything here |

## How well it does

On {pictures:,} scenes of a seed that it has not seen. A detection is right when it is the first of its class to overlap
an object by an IoU of 0.5; precision and recall are at confidence {confidence}, the job's default.
Every object counts that shows at least 30 % of itself.

| class | objects | precision | recall | AP50 |
|---|---|---|---|---|
{rows}
| all | {objects} | {precision:.3f} | {recall:.3f} | **{mean:.3f}** (mAP50) |

`./hearthwatch model evaluate --model src/main/resources/io/hearthwatch/simulate/demo-detector.onnx --frames
target/scenes/test/images --labels target/scenes/test/labels` measures the same through the job's own code, and
`DemoDetectorTest` asks the same of the product's own decoding, letterbox and session, on scenes of another
seed and on all stories.

## Train it again

After a change of a figure, a backdrop or `RandomScenes`:

```
apt-get install python3-torch python3-onnx python3-pil python3-numpy     # Debian 12
/usr/bin/python3 src/models/train_demo_model.py
```

It renders {train:,} + {pictures:,} scenes into `target/scenes`, trains for about {minutes:.0f} minutes of two quiet cores (here:
{processor:.0f} s of processor time), judges, exports, and writes this page and its log, [train_demo_model.txt](train_demo_model.txt).
All seeds are fixed; other versions of the libraries or another kind of processor give other bytes.
"""


def write(path, quality, **facts):
    rows = "\n".join(
        f"| {c.name} | {c.objects} | {c.precision:.3f} | {c.recall:.3f} | {c.average_precision:.3f} |"
        for c in quality.classes
    )
    path.write_text(
        TEXT.format(
            rows=rows,
            objects=sum(c.objects for c in quality.classes),
            precision=quality.precision,
            recall=quality.recall,
            mean=quality.mean_average_precision,
            **facts,
        ),
        encoding="utf-8",
    )
