#!/usr/bin/env python3
"""What PyTorch makes of layers that move data, with random settings.

    tests/data/make_moves.py > tests/data/moves.csv        (torch 1.13.1)

Inputs and outputs are shapes of one sample; PyTorch gets a batch of one. output: empty where PyTorch
refuses, where nothing is left, and where the batch does not stay the first axis. settings:

    slice            dim start stop step; - is left out
    chunk            chunks index dim
    permute          dims
    transpose        dim0 dim1
    reshape          sizes
    unflatten        dim and sizes
    flatten          start_dim end_dim
    channel_shuffle, pixel_shuffle, pixel_unshuffle
                     groups, or the factor
    mean             keepdim (0 or 1) and dims
"""
import random

import torch
from torch import nn


def sliced(x, dim, start, stop, step):
    index = [slice(None)] * x.dim()
    if not -x.dim() <= dim < x.dim():
        raise IndexError
    index[dim] = slice(start, stop, step)
    return x[tuple(index)]


def permuted(x, *dims):
    if len(dims) != x.dim() or dims[0] not in (0, -x.dim()):
        raise IndexError
    return x.permute(*dims)


LAYERS = {
    'slice': sliced,
    'chunk': lambda x, chunks, index, dim: x.chunk(chunks, dim)[index],
    'permute': permuted,
    'transpose': lambda x, dim0, dim1: x.transpose(dim0, dim1),
    'reshape': lambda x, *sizes: x.reshape(1, *sizes),
    'unflatten': lambda x, dim, *sizes: nn.Unflatten(dim, sizes)(x),
    'flatten': lambda x, first, last: nn.Flatten(first, last)(x),
    'channel_shuffle': lambda x, groups: nn.ChannelShuffle(groups)(x),
    'pixel_shuffle': lambda x, factor: nn.PixelShuffle(factor)(x),
    'pixel_unshuffle': lambda x, factor: nn.PixelUnshuffle(factor)(x),
    'mean': lambda x, keepdim, *dims: x.mean(dims, keepdim=bool(keepdim)),
}
# Settings that name axes; those that name the batch are left out, which no layer of ctnn changes.
DIMS = {'slice': slice(0, 1), 'chunk': slice(2, 3), 'transpose': slice(0, 2),
        'unflatten': slice(0, 1), 'flatten': slice(0, 2), 'mean': slice(1, None)}


def result(layer, shape, settings):
    if any(dim in (0, -len(shape) - 1) for dim in settings[DIMS.get(layer, slice(0, 0))]):
        return None
    try:
        out = LAYERS[layer](torch.zeros(1, *shape), *settings)
    except (RuntimeError, IndexError, ValueError, TypeError):
        return None
    if out.dim() < 2 or out.numel() == 0 or out.shape[0] != 1:
        return None
    return out.shape[1:]


def some_settings(layer, shape):
    dim = lambda: random.randint(-len(shape) - 1, len(shape) + 1)
    if layer == 'slice':
        bound = lambda: random.choice([None, random.randint(-9, 9)])
        return dim(), random.choice([0, random.randint(-9, 9)]), bound(), random.choice([1, 1, 2, 3])
    if layer == 'chunk':
        return random.randint(1, 5), random.randint(0, 4), dim()
    if layer == 'permute':
        dims = list(range(1, len(shape) + 1))
        random.shuffle(dims)
        dims = [d - random.choice([0, 0, len(shape) + 1]) for d in [0] + dims]
        if random.random() < 0.3:
            dims[random.randrange(len(dims))] = dim()
        return tuple(dims[:random.choice([5, 5, 5, 2])])
    if layer in ('transpose', 'flatten'):
        return dim(), dim()
    if layer in ('reshape', 'unflatten'):
        axis = random.randint(0, len(shape) - 1)
        rest = torch.Size(shape).numel() if layer == 'reshape' else shape[axis]
        sizes = []
        for _ in range(random.randint(0, 2)):
            divisors = [d for d in range(1, rest + 1) if rest % d == 0]
            sizes.append(random.choice(divisors))
            rest //= sizes[-1]
        sizes.append(rest)
        if random.random() < 0.5:
            sizes[random.randrange(len(sizes))] = random.choice([-1, -1, random.randint(0, 4)])
        if layer == 'reshape':
            return tuple(sizes)
        return (random.choice([axis + 1, axis - len(shape), dim()]), *sizes[:5 - len(shape)])
    if layer == 'mean':
        dims = [dim() if random.random() < 0.1 else random.randint(1, len(shape))
                for _ in range(random.randint(1, 3))]
        return (random.randint(0, 1), *dims)
    return (random.choice([-1, 1, 2, 2, 2, 3, 4]),)


def some_shape(layer):
    rank = random.choice([3, 3, 4]) if 'pixel' in layer else random.randint(1, 4)
    if layer == 'channel_shuffle':
        rank = random.randint(2, 4)
    sizes = [4, 8, 9, 12, 16, 6] if 'shuffle' in layer else [1, 2, 3, 4, 6, 7, 8]
    return tuple(random.choice(sizes) for _ in range(rank))


def text(shape):
    return 'x'.join(map(str, shape))


def main():
    random.seed(13)
    print('layer,input,settings,output')
    for layer in LAYERS:
        kept = {True: 0, False: 0}
        while min(kept.values()) < 15:
            shape = some_shape(layer)
            settings = some_settings(layer, shape)
            out = result(layer, shape, settings)
            if kept[out is None] > 30:
                continue
            kept[out is None] += 1
            numbers = ' '.join('-' if number is None else str(number) for number in settings)
            print(layer, text(shape), numbers, text(out) if out is not None else '', sep=',')


main()
