"""The demo detector's network: what is trained, and what is exported around it.

A plain convolutional pyramid down to a 32nd of the input and up again to an 8th. There every cell says
how much the centre of a person, a car or a dog lies in it, and where the four sides of that object's box
are. Heat maps instead of anchors and a pool instead of non-maximum suppression: CenterNet (Zhou et al.,
"Objects as Points", 2019); boxes learnt by all cells near a centre: TTFNet (Liu et al., 2019).
"""

import torch
from torch import nn
from torch.nn import functional as F

STRIDE = 8
BOXES = 100
CLASSES = ["person", "car", "dog"]


def conv(inputs, outputs, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.one = conv(channels, channels)
        self.two = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return F.relu(x + self.two(self.one(x)))


class Network(nn.Module):
    """Images [N,3,H,W] to heat (logits) [N,classes,H/8,W/8] and sides (in cells, > 0) [N,4,H/8,W/8]."""

    def __init__(self):
        super().__init__()
        self.to4 = nn.Sequential(conv(3, 16, 2), conv(16, 24, 2))
        self.to8 = nn.Sequential(conv(24, 48, 2), Residual(48))
        self.to16 = nn.Sequential(conv(48, 64, 2), Residual(64))
        self.to32 = nn.Sequential(conv(64, 80, 2), Residual(80))
        self.from32 = nn.Conv2d(80, 64, 1)
        self.at16 = conv(64, 64)
        self.from16 = nn.Conv2d(64, 48, 1)
        self.at8 = conv(48, 48)
        self.head = conv(48, 64)
        self.heat = nn.Conv2d(64, len(CLASSES), 1)
        self.sides = nn.Conv2d(64, 4, 1)
        # Starts as sure of nothing as most cells are empty.
        nn.init.constant_(self.heat.bias, -4.0)
        nn.init.constant_(self.sides.bias, 0.5)

    def forward(self, images):
        at8 = self.to8(self.to4(images))
        at16 = self.to16(at8)
        at32 = self.to32(at16)
        at16 = self.at16(at16 + F.interpolate(self.from32(at32), scale_factor=2.0))
        at8 = self.at8(at8 + F.interpolate(self.from16(at16), scale_factor=2.0))
        head = self.head(at8)
        return self.heat(head), torch.exp(self.sides(head).clamp(max=4.0))


def cells(height, width):
    """Centres of the cells in pixels, [1,1,height,width] each: x and y."""
    x = (torch.arange(width) + 0.5) * STRIDE
    y = (torch.arange(height) + 0.5) * STRIDE
    return x.view(1, 1, 1, -1).expand(1, 1, height, width), y.view(1, 1, -1, 1).expand(1, 1, height, width)


def boxes(sides):
    """Sides in cells to left, top, right, bottom in pixels, [N,4,h,w]."""
    x, y = cells(*sides.shape[2:])
    left, top, right, bottom = (sides * STRIDE).split(1, 1)
    return torch.cat([x - left, y - top, x + right, y + bottom], 1)


class Detector(nn.Module):
    """Images [N,3,S,S] to rows [N,100,6]: x1, y1, x2, y2 (pixels), confidence, class; falling confidence."""

    def __init__(self, network, size):
        super().__init__()
        self.network = network
        self.size = size

    def forward(self, images):
        heat, sides = self.network(images)
        heat = torch.sigmoid(heat)
        # A cell stays where none of its neighbours is hotter: one object, one box.
        peak = (F.max_pool2d(heat, 3, 1, 1) == heat).to(heat.dtype)
        count = (self.size // STRIDE) ** 2
        confidence, order = (heat * peak).view(-1, len(CLASSES) * count).topk(BOXES, 1)
        label = torch.div(order, count, rounding_mode="floor")
        cell = order - label * count
        box = boxes(sides).clamp(0, self.size).view(-1, 4, count)
        box = box.gather(2, cell.unsqueeze(1).expand(-1, 4, -1)).transpose(1, 2)
        return torch.cat([box, confidence.unsqueeze(2), label.unsqueeze(2).to(box.dtype)], 2)
