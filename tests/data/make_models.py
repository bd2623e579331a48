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


MODELS = {
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
