#!/usr/bin/env python3
"""Writes tests/data/models/*.csv: a row per call of a module, as PyTorch runs it.

usage: make_models.py [NAME ...]      (needs python3-torch and python3-torchvision)

Columns: index; the module's name, class; its input and output without the batch; parameters (at the
first call) and buffers (without BatchNorm's counters); multiply-accumulates, without biases, products
of attention included; the call's number (0: never called). The files of models that are not in the
list below have the same columns and come from PyTorch too.
"""
import csv
import pathlib
import sys

import torch
import torchvision
from torch import nn

HERE = pathlib.Path(__file__).parent / "models"
COLUMNS = ["index", "qualified_name", "module_class", "input_shape", "output_shape", "params",
           "buffers", "macs", "call"]
LEAVES = ("MultiheadAttention", "ShiftedWindowAttention")


def text(tensor):
    while isinstance(tensor, (tuple, list)):
        tensor = tensor[0]
    return "x".join(str(size) for size in tensor.shape[1:])


def macs_of(module, inputs, output):
    kind = type(module).__name__
    while isinstance(output, (tuple, list)):
        output = output[0]
    if kind.startswith("ConvTranspose"):
        kernel = module.weight[0, 0].numel()
        return inputs[0][0].numel() * module.out_channels // module.groups * kernel
    if kind.startswith("Conv"):
        return output[0].numel() * module.weight[0].numel()
    if kind == "Linear":
        return output[0].numel() * module.in_features
    if kind == "MultiheadAttention":
        width, rows, keys = module.embed_dim, inputs[0].shape[1], inputs[1].shape[1]
        return 2 * rows * width * width + 2 * keys * width * width + 2 * rows * keys * width
    if kind == "ShiftedWindowAttention":
        _, height, width, channels = inputs[0].shape
        window = module.window_size[0]
        padded = -(-height // window) * window * -(-width // window) * window
        return padded * (4 * channels * channels + 2 * window * window * channels)
    return 0


def is_leaf(module):
    return type(module).__name__ in LEAVES or not any(True for _ in module.children())


def rows_of(model, inputs):
    rows, calls, hooks = [], {}, []
    named, skipped = [], ()
    for name, module in model.named_modules():
        if skipped and name.startswith(skipped):
            continue
        if is_leaf(module):
            named.append((name, module))
            skipped += (name + ".",)

    def hook(name, module):
        def run(_, given, output):
            if not given:  # called by keywords: self-attention
                given = (output[0], output[0])
            calls[name] = calls.get(name, 0) + 1
            first = calls[name] == 1
            buffers = sum(buffer.numel() for key, buffer in module.named_buffers()
                          if not key.endswith("num_batches_tracked"))
            params = sum(param.numel() for param in module.parameters())
            rows.append([name, type(module).__name__, text(given), text(output),
                         params if first else 0, buffers if first else 0,
                         macs_of(module, given, output), calls[name]])
        return run

    for name, module in named:
        hooks.append(module.register_forward_hook(hook(name, module)))
    with torch.no_grad():
        model.eval()(*inputs)
    for name, module in named:
        if name not in calls and any(True for _ in module.parameters()):
            rows.append([name, type(module).__name__, "", "",
                         sum(param.numel() for param in module.parameters()),
                         sum(buffer.numel() for key, buffer in module.named_buffers()
                             if not key.endswith("num_batches_tracked")), 0, 0])
    leaves = {id(param) for _, module in named for param in module.parameters()}
    for name, param in model.named_parameters():
        if id(param) not in leaves:
            shape = "x".join(str(size) for size in param.shape)
            rows.append([name, "(Parameter)", "", shape, param.numel(), 0, 0, 0])
    return rows


def image(size):
    return [torch.zeros(1, 3, size, size)]


def classifier(name, size=224, **settings):
    return lambda: (getattr(torchvision.models, name)(weights=None, **settings), image(size))


class Chomp(nn.Module):
    """Cuts what padding put at the end, so that a convolution is causal."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, x):
        return x[:, :, :-self.size].contiguous()


class TemporalBlock(nn.Module):
    """Bai, Kolter, Koltun 2018, arXiv:1803.01271, Figure 1b, without weight normalisation."""

    def __init__(self, inner, outer, kernel, dilation):
        super().__init__()
        pad = (kernel - 1) * dilation
        self.net = nn.Sequential(
            nn.Conv1d(inner, outer, kernel, padding=pad, dilation=dilation), Chomp(pad), nn.ReLU(),
            nn.Dropout(0.2),
            nn.Conv1d(outer, outer, kernel, padding=pad, dilation=dilation), Chomp(pad), nn.ReLU(),
            nn.Dropout(0.2))
        self.downsample = nn.Conv1d(inner, outer, 1) if inner != outer else None
        self.relu = nn.ReLU()

    def forward(self, x):
        out = self.net(x)
        return self.relu(out + (x if self.downsample is None else self.downsample(x)))


class Tcn(nn.Module):
    """Of sequential MNIST: eight levels of 25 channels, kernel 7."""

    def __init__(self):
        super().__init__()
        self.levels = nn.Sequential(*[TemporalBlock(25 if i else 1, 25, 7, 2 ** i)
                                      for i in range(8)])
        self.linear = nn.Linear(25, 10)

    def forward(self, x):
        return self.linear(self.levels(x)[:, :, -1])


def double(inner, outer):
    return nn.Sequential(nn.Conv2d(inner, outer, 3), nn.ReLU(), nn.Conv2d(outer, outer, 3),
                         nn.ReLU())


class UNet(nn.Module):
    """Ronneberger, Fischer, Brox 2015, arXiv:1505.04597, Figure 1: no padding, skips are cropped."""

    def __init__(self):
        super().__init__()
        widths = (64, 128, 256, 512, 1024)
        self.down = nn.ModuleList(double(inner, outer)
                                  for inner, outer in zip((1,) + widths, widths))
        self.pool = nn.MaxPool2d(2)
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 * width, width, 2, 2)
                                for width in widths[-2::-1])
        self.merge = nn.ModuleList(double(2 * width, width) for width in widths[-2::-1])
        self.head = nn.Conv2d(64, 2, 1)

    def forward(self, x):
        skips = []
        for i, block in enumerate(self.down):
            x = block(self.pool(x) if i else x)
            skips.append(x)
        for up, merge, skip in zip(self.up, self.merge, skips[-2::-1]):
            x = up(x)
            by = (skip.shape[2] - x.shape[2]) // 2
            x = merge(torch.cat([skip[:, :, by:by + x.shape[2], by:by + x.shape[3]], x], 1))
        return self.head(x)


def dcgan_generator():
    """Radford, Metz, Chintala 2016, arXiv:1511.06434, as in PyTorch's examples, 64 channels."""
    layers, inner = [], 100
    for i, outer in enumerate((512, 256, 128, 64)):
        layers += [nn.ConvTranspose2d(inner, outer, 4, 2 if i else 1, 1 if i else 0, bias=False),
                   nn.BatchNorm2d(outer), nn.ReLU()]
        inner = outer
    return nn.Sequential(*layers, nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh())


def dcgan_discriminator():
    layers = [nn.Conv2d(3, 64, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
    for inner in (64, 128, 256):
        layers += [nn.Conv2d(inner, 2 * inner, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * inner),
                   nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Conv2d(512, 1, 4, bias=False), nn.Sigmoid())


def deeplab():
    net = torchvision.models.segmentation.deeplabv3_resnet50(weights=None, weights_backbone=None)

    class Out(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net

        def forward(self, x):
            return self.net(x)["out"]
    return Out(), image(256)


MODELS = {
    "tcn": lambda: (Tcn(), [torch.zeros(1, 1, 784)]),
    "unet": lambda: (UNet(), [torch.zeros(1, 1, 572, 572)]),
    "dcgan_generator": lambda: (dcgan_generator(), [torch.zeros(1, 100, 1, 1)]),
    "dcgan_discriminator": lambda: (dcgan_discriminator(), [torch.zeros(1, 3, 64, 64)]),
    "deeplabv3_resnet50": deeplab,
    **{name: classifier(name) for name in (
        "mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3",
        "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0",
        "mobilenet_v3_small", "regnet_x_400mf", "regnet_x_8gf", "regnet_y_400mf",
        "resnext50_32x4d", "resnext101_32x8d", "wide_resnet50_2", "convnext_tiny", "vit_b_16",
        "swin_t")},
    "inception_v3": classifier("inception_v3", 299, aux_logits=False, init_weights=False),
    "efficientnet_v2_s": classifier("efficientnet_v2_s", 384),
    **{f"efficientnet_b{i}": classifier(f"efficientnet_b{i}", size)
       for i, size in ((1, 240), (2, 288), (3, 300))},
}


def write(name):
    model, inputs = MODELS[name]()
    with open(HERE / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for index, row in enumerate(rows_of(model, inputs)):
            writer.writerow([index, *row])


for chosen in sys.argv[1:] or MODELS:
    write(chosen)
