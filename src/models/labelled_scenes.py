"""Pictures and boxes that `hearthwatch scenes` wrote, as arrays; and what a network should say of them."""

import numpy as np
from PIL import Image

from demo_network import CLASSES, STRIDE

WIDTH, HEIGHT = 320, 180  # Half of a frame, as the letterbox makes it.
GREY = 114
SPREAD = 0.54 / 6  # Share of an object's width or height that is the deviation of its heat.


def load(folder):
    """All pictures, uint8 [N,180,320,3], and per picture its objects, float [M,5]: class, x1, y1, x2, y2."""
    paths = sorted((folder / "images").glob("*.jpg"))
    pictures = np.empty((len(paths), HEIGHT, WIDTH, 3), np.uint8)
    objects = []
    for i, path in enumerate(paths):
        frame = np.asarray(Image.open(path).convert("RGB"), np.uint16)
        sums = frame.reshape(HEIGHT, 2, WIDTH, 2, 3).sum((1, 3))
        pictures[i] = (sums + 2) // 4
        label = folder / "labels" / (path.stem + ".txt")
        rows = np.loadtxt(label, ndmin=2) if label.stat().st_size else np.empty((0, 5))
        centre, half = rows[:, 1:3], rows[:, 3:5] / 2
        corners = np.concatenate([centre - half, centre + half], 1) * [WIDTH, HEIGHT, WIDTH, HEIGHT]
        objects.append(np.concatenate([rows[:, :1], corners], 1).astype(np.float32))
    return pictures, objects


def place(picture, objects, rows, left, top):
    """The picture on a grey sheet of so many rows, shifted; what leaves the sheet is cut off."""
    sheet = np.full((rows, WIDTH, 3), GREY, np.uint8)
    x, y = max(0, left), max(0, top)
    part = picture[y - top : rows - top, x - left : WIDTH - left]
    sheet[y : y + part.shape[0], x : x + part.shape[1]] = part
    moved = objects + np.array([0, left, top, left, top], np.float32)
    moved[:, [1, 3]] = moved[:, [1, 3]].clip(0, WIDTH)
    return sheet, moved[moved[:, 3] - moved[:, 1] >= 3]


def augmented(picture, objects, rows, random):
    """Mirrored or not, shifted a little, under another light; as the network's input and its objects."""
    objects = objects.copy()
    if random.random() < 0.5:
        picture = picture[:, ::-1]
        objects[:, [1, 3]] = WIDTH - objects[:, [3, 1]]
    middle = (rows - HEIGHT) // 2
    sheet, objects = place(
        picture, objects, rows, int(random.integers(-8, 9)), middle + int(random.integers(-5, 6))
    )
    light = random.uniform(0.85, 1.15) * random.uniform(0.94, 1.06, 3)
    return np.minimum(sheet * (light / 255).astype(np.float32), 1).astype(np.float32), objects


def targets(batch, rows):
    """Heat [N,classes,h,w], box in pixels [N,4,h,w] and its weight [N,1,h,w] for each picture's objects."""
    high, wide = rows // STRIDE, WIDTH // STRIDE
    heat = np.zeros((len(batch), len(CLASSES), high, wide), np.float32)
    box = np.zeros((len(batch), 4, high, wide), np.float32)
    weight = np.zeros((len(batch), 1, high, wide), np.float32)
    x, y = np.arange(wide) + 0.5, np.arange(high)[:, None] + 0.5
    for n, objects in enumerate(batch):
        # Large ones first: of two objects in a cell the smaller has no other cell.
        for row in sorted(objects, key=lambda o: (o[1] - o[3]) * (o[4] - o[2])):
            label, corners = int(row[0]), row[1:] / STRIDE
            centre_x, centre_y = (corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2
            across = max((corners[2] - corners[0]) * SPREAD, 0.3)
            down = max((corners[3] - corners[1]) * SPREAD, 0.3)
            hill = np.exp(-((x - centre_x) ** 2) / 2 / across**2 - (y - centre_y) ** 2 / 2 / down**2)
            top = min(int(centre_y), high - 1), min(int(centre_x), wide - 1)
            hill[top] = 1
            heat[n, label] = np.maximum(heat[n, label], hill)
            near = hill > 0.05
            box[n, :, near] = row[1:]
            weight[n, 0, near] = hill[near] / hill[near].sum()
    return heat, box, weight
