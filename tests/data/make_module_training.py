#!/usr/bin/env python3
"""What PyTorch saves for the backward pass of each module of torch_modules.csv, in train mode.

usage: make_module_training.py > module_training.csv         (torch 1.13.1; reads torch_modules.csv)

The module's input is x * w, w a parameter of one number, so that it needs a gradient; a batch of 2.
saved_bytes: all tensors that autograd saves, each storage once, without parameters and buffers, x
among them. Rows with several inputs, integers or no batch are left out, and those that PyTorch
refuses in train mode.
"""
import csv
import pathlib
import sys

import torch
from torch import nn

BATCH = 2


def saved_bytes(module, shape):
    module.train()
    w = nn.Parameter(torch.ones(1))
    saved = {}
    own = {tensor.storage().data_ptr() for tensor in (*module.parameters(), *module.buffers(), w)}

    def pack(tensor):
        storage = tensor.storage()
        if storage.data_ptr() not in own:
            saved[storage.data_ptr()] = storage.nbytes()
        return tensor

    kept = []
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        x = torch.rand(BATCH, *shape)
        kept = [x, x * w]
        kept.append(module(kept[1]))
    return sum(saved.values())


torch.manual_seed(0)
here = pathlib.Path(__file__).parent
writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow(["test", "batch", "saved_bytes"])
for row in csv.DictReader(open(here / "torch_modules.csv")):
    single = row["call"] == "m(x0)" and ";" not in row["input"] and row["input"] != "scalar"
    if row["accepts"] != "1" or not single or row["input_batch_dim"] != "0":
        continue
    if "0" in row["input"].split("x") or row["kind"] in ("embedding", "mha", "transformer"):
        continue
    try:
        module = eval(row["module"])
        module.eval()
        size = [int(number) for number in row["input"].split("x")]
        module(torch.rand(BATCH, *size))  # lazy ones are built
        writer.writerow([row["test"], BATCH, saved_bytes(module, size)])
    except (AttributeError, RuntimeError, ValueError, TypeError):
        continue
