#!/usr/bin/env python3
"""What PyTorch says about single layers: shape, parameters, buffers and MACs, or that it refuses.
read: how many elements of the input the output depends on, by gradients, of the layers that may
leave some out.

    /usr/bin/python3 tests/data/make_torch_layers.py > tests/data/torch_layers.csv

Needs PyTorch (Debian's python3-torch, 1.13). Every row is a real module that ran in eval mode on a
batch of one; the MACs are counted from its weight. A setting that a row does not name is left to
its default, sizes that follow from the input (in_channels, ...) to the Lazy modules.

Not in the file, since PyTorch means something there that the library does not:
- the batch: axis 0 of Softmax and Flatten, LayerNorm over it, samples of two axes for the layers
  that take a map (an unbatched map to PyTorch);
- sizes of 0, which PyTorch lets out of AdaptiveAvgPool2d, Linear and ZeroPad2d;
- numbers of axes: ZeroPad2d takes any, Upsample's nearest has 1d and 3d forms, adaptive pooling to
  one number is a mean over the last two axes whatever the others are;
- LazyLinear on a map (the library asks for a Flatten) and align_corners=False with nearest (an
  error in PyTorch, where None is the default; the library's default);
- sizes that only memory or 32 bits limit.
Not in PyTorch 1.13: LayerNorm's bias.
"""
import random
import warnings

import torch
from torch import nn

REFUSED = (RuntimeError, ValueError, IndexError, ZeroDivisionError)
rng = random.Random(1998)


# The modules. A layer that is not here has PyTorch's name and settings.

def lazy(given, inferring, field, **fixed):
    return lambda settings, shape: (given if field in settings else inferring)(**settings, **fixed)


def depthwise(settings, shape):
    settings = dict(settings)
    channels = settings.pop('channels', shape[0])
    multiplier = settings.pop('depth_multiplier', 1)
    return nn.Conv2d(channels, channels * multiplier, groups=channels, **settings)


MODULES = {
    'Conv2d': lazy(nn.Conv2d, nn.LazyConv2d, 'in_channels'),
    'DepthwiseConv': depthwise,
    'PointwiseConv': lazy(nn.Conv2d, nn.LazyConv2d, 'in_channels', kernel_size=1),
    'ConvTranspose2d': lazy(nn.ConvTranspose2d, nn.LazyConvTranspose2d, 'in_channels'),
    'Linear': lazy(nn.Linear, nn.LazyLinear, 'in_features'),
    'BatchNorm2d': lazy(nn.BatchNorm2d, nn.LazyBatchNorm2d, 'num_features'),
    'BatchNorm1d': lazy(nn.BatchNorm1d, nn.LazyBatchNorm1d, 'num_features'),
    'LayerNorm': lambda settings, shape: nn.LayerNorm(**({'normalized_shape': ()} | settings)),
    'GroupNorm': lambda settings, shape: nn.GroupNorm(**({'num_channels': shape[0]} | settings)),
    'GlobalAvgPool': lambda settings, shape: nn.AdaptiveAvgPool2d(1),
}


# A row.

def text(value):
    if isinstance(value, tuple):
        return 'x'.join(map(text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def macs(module, given, out):
    if isinstance(module, nn.ConvTranspose2d):
        return given.numel() * module.weight[0].numel()
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        return out.numel() * module.weight[0].numel()
    return 0


MAY_LEAVE_SOME_OUT = (nn.Conv2d, nn.ConvTranspose2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d,
                      nn.ZeroPad2d, nn.Upsample)


@torch.enable_grad()
def read(module, shape):
    """The input's elements with a gradient. A max pool's are those of the same average pool."""
    if isinstance(module, nn.MaxPool2d) and module.dilation == 1:
        module = nn.AvgPool2d(module.kernel_size, module.stride, module.padding, module.ceil_mode)
    if not isinstance(module, MAY_LEAVE_SOME_OUT):
        return ''
    given = torch.rand(1, *shape, requires_grad=True)
    for weight in module.parameters():
        nn.init.ones_(weight)
    out = module(given)
    if 0 in out.shape:
        return ''
    out.backward(torch.rand_like(out) + 1)
    return int((given.grad != 0).sum())


def ask(layer, settings, shape):
    """Output shape, parameters, buffers, MACs and what is read."""
    given = torch.ones(1, *shape)
    try:
        if layer in MODULES:
            module = MODULES[layer](settings, shape).eval()
        else:
            module = getattr(nn, layer)(**settings).eval()
        out = module(given.clone())
    except REFUSED:
        return 'error', '', '', '', ''
    params = sum(tensor.numel() for tensor in module.parameters() if tensor.requires_grad)
    buffers = sum(tensor.numel() for name, tensor in module.named_buffers()
                  if name != 'num_batches_tracked')
    return (text(tuple(out.shape[1:])), params, buffers, macs(module, given, out),
            read(module, shape))


def row(layer, settings, shape):
    """A line of the file; None for an output with a size of 0."""
    answer = ask(layer, settings, shape)
    if '0' in answer[0].split('x'):
        return None
    pairs = ';'.join(f'{key}={text(value)}' for key, value in settings.items())
    return ','.join(map(str, (layer, pairs, text(shape), *answer)))


# Configurations at random: a function per layer, which gives settings and an input shape.

def chance(probability):
    return rng.random() < probability


def size(low, high):
    return rng.randint(low, high)


def pair(low, high):
    return size(low, high) if chance(0.5) else (size(low, high), size(low, high))


def boolean():
    return chance(0.5)


def real():
    return round(rng.uniform(0, 2), 2)


def near(value):
    """Mostly the value, sometimes a wrong one."""
    return value + 1 if chance(0.08) else value


def some(**settings):
    """Each of the settings or its default."""
    return {key: make() for key, make in settings.items() if chance(0.5)}


def image(channels, high=12):
    return (channels, size(1, high), size(1, high))


def sample(axes=(1, 2, 3, 4)):
    return tuple(size(1, 5) for _ in range(rng.choice(axes)))


def any_padding(high):
    return rng.choice(('same', 'same', 'valid')) if chance(0.25) else pair(0, high)


def channels():
    """Input channels, output channels and groups; the groups do not always divide both."""
    groups = rng.choice((1, 1, 2, 3, 4))
    return near(groups * size(1, 3)), near(groups * size(1, 3)), groups


def conv2d():
    inputs, outputs, groups = channels()
    settings = {} if chance(0.25) else {'in_channels': near(inputs)}
    settings |= {'out_channels': outputs, 'kernel_size': pair(1, 5)}
    settings |= some(padding=lambda: any_padding(3), dilation=lambda: pair(1, 3), bias=boolean)
    if settings.get('padding') != 'same' and chance(0.6) or chance(0.1):
        settings['stride'] = pair(1, 4)
    if groups > 1:
        settings['groups'] = groups
    return settings, image(inputs)


def depthwise_conv():
    inputs = size(1, 5)
    settings = {} if chance(0.3) else {'channels': near(inputs)}
    settings |= {'kernel_size': pair(1, 5)}
    settings |= some(stride=lambda: pair(1, 3), padding=lambda: any_padding(3),
                     dilation=lambda: pair(1, 2), depth_multiplier=lambda: size(1, 4), bias=boolean)
    return settings, image(inputs)


def pointwise_conv():
    inputs = size(1, 8)
    settings = {} if chance(0.3) else {'in_channels': near(inputs)}
    return settings | {'out_channels': size(1, 8)} | some(bias=boolean), image(inputs)


def conv_transpose2d():
    inputs, outputs, groups = channels()
    # Out of the Lazy module groups that do not divide the output channels come unchecked.
    infer = outputs % groups == 0 and chance(0.25)
    settings = {} if infer else {'in_channels': near(inputs)}
    settings |= {'out_channels': outputs, 'kernel_size': pair(1, 5)}
    settings |= some(stride=lambda: pair(1, 4), padding=lambda: pair(0, 3),
                     output_padding=lambda: pair(0, 2), dilation=lambda: pair(1, 3), bias=boolean)
    if groups > 1:
        settings['groups'] = groups
    return settings, image(inputs, 7)


def pool_settings():
    settings = {'kernel_size': pair(1, 5)} | some(stride=lambda: pair(1, 6))
    kernel = settings['kernel_size']
    if isinstance(kernel, int):
        kernel = (kernel, kernel)

    def padding():
        if chance(0.5):
            return near(size(0, min(kernel) // 2))
        return tuple(near(size(0, length // 2)) for length in kernel)

    return settings | some(padding=padding, ceil_mode=boolean)


def max_pool2d():
    return pool_settings() | some(dilation=lambda: pair(1, 3)), image(size(1, 3))


def avg_pool2d():
    return (pool_settings() | some(count_include_pad=boolean, divisor_override=lambda: size(1, 9)),
            image(size(1, 3), 9))


def adaptive_avg_pool2d():
    def length():
        return None if chance(0.25) else size(1, 9)

    return {'output_size': size(1, 9) if chance(0.3) else (length(), length())}, image(size(1, 4))


def global_avg_pool():
    return {}, image(size(1, 9))


def linear():
    shape = sample()
    settings = {} if len(shape) < 3 and chance(0.4) else {'in_features': near(shape[-1])}
    return settings | {'out_features': size(1, 9)} | some(bias=boolean), shape


def axis(rank):
    """An axis of a sample, or one that does not exist."""
    return rng.choice([i for i in range(-rank - 2, rank + 2) if i not in (0, -rank - 1)])


def flatten():
    shape = sample()
    return (some(start_dim=lambda: axis(len(shape)), end_dim=lambda: axis(len(shape))), shape)


def softmax():
    shape = sample()
    return {'dim': axis(len(shape))}, shape


def batch_norm2d():
    options = some(eps=real, momentum=real, affine=boolean, track_running_stats=boolean)
    inputs = size(1, 9)
    stateless = not options.get('affine', True) and not options.get('track_running_stats', True)
    settings = {} if chance(0.3) else {'num_features': inputs if stateless else near(inputs)}
    return settings | options, (inputs, size(2, 5), size(1, 5))


def batch_norm1d():
    settings, shape = batch_norm2d()
    return settings, shape[:size(1, 2) if settings.get('track_running_stats', True) else 2]


def layer_norm():
    shape = sample()
    normalized = tuple(map(near, shape[rng.randrange(len(shape)):]))
    if chance(0.1) and len(shape) < 4:
        normalized = (2, *shape)
    settings = {'normalized_shape': normalized[0] if len(normalized) == 1 else normalized}
    return settings | some(eps=real, elementwise_affine=boolean), shape


def group_norm():
    groups = size(1, 4)
    inputs = near(groups * size(1, 3))
    options = some(eps=real, affine=boolean)
    settings = {'num_groups': groups}
    if chance(0.7):
        settings['num_channels'] = near(inputs) if options.get('affine', True) else inputs
    return settings | options, (inputs, *(size(2, 5) for _ in range(size(1, 3))))


def local_response_norm():
    return {'size': size(1, 7)} | some(alpha=real, beta=real, k=real), sample((1, 2, 3, 3, 4))


def prelu():
    shape = sample()
    return some(num_parameters=lambda: near(shape[0]), init=real), shape


def dropout():
    return some(p=lambda: round(rng.uniform(-0.3, 1.3), 2), inplace=boolean), sample()


def activation(**settings):
    return lambda: (some(**settings), sample())


def zero_pad2d():
    channels, height, width = image(size(1, 3), 6)
    sides = tuple(size(-length // 2, 4) for length in (width, width, height, height))
    return {'padding': size(-2, 4) if chance(0.2) else sides}, (channels, height, width)


def upsample():
    def scale():
        return rng.choice((0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5, 0.6, 2 / 3, 0.7, 0.9, 1, 1.1, 1.2, 1.5,
                           1.7, 2, 2.5, 3, round(rng.uniform(0.05, 4), 3)))

    if chance(0.3):
        settings = {'size': pair(1, 12)}
    else:
        settings = {'scale_factor': scale() if chance(0.5) else (scale(), scale())}
    settings |= some(mode=lambda: rng.choice(('nearest', 'bilinear', 'bicubic')))
    if settings.get('mode', 'nearest') != 'nearest':
        settings |= some(align_corners=boolean)
    return settings, image(size(1, 3), 20)


# Layer -> how many rows of its configurations at random.
LAYERS = {
    'Conv2d': (conv2d, 100),
    'DepthwiseConv': (depthwise_conv, 50),
    'PointwiseConv': (pointwise_conv, 30),
    'ConvTranspose2d': (conv_transpose2d, 100),
    'MaxPool2d': (max_pool2d, 80),
    'AvgPool2d': (avg_pool2d, 60),
    'AdaptiveAvgPool2d': (adaptive_avg_pool2d, 40),
    'GlobalAvgPool': (global_avg_pool, 15),
    'Linear': (linear, 40),
    'Flatten': (flatten, 50),
    'BatchNorm2d': (batch_norm2d, 40),
    'LayerNorm': (layer_norm, 50),
    'GroupNorm': (group_norm, 40),
    'LocalResponseNorm': (local_response_norm, 40),
    'ReLU': (activation(inplace=boolean), 12),
    'ReLU6': (activation(inplace=boolean), 12),
    'LeakyReLU': (activation(negative_slope=real, inplace=boolean), 12),
    'PReLU': (prelu, 30),
    'ELU': (activation(alpha=real, inplace=boolean), 12),
    'Sigmoid': (activation(), 12),
    'Tanh': (activation(), 12),
    'SiLU': (activation(inplace=boolean), 12),
    'GELU': (activation(), 12),
    'Hardsigmoid': (activation(inplace=boolean), 12),
    'Hardswish': (activation(inplace=boolean), 12),
    'Softmax': (softmax, 40),
    'Dropout': (dropout, 20),
    'Identity': (activation(), 12),
    'ZeroPad2d': (zero_pad2d, 50),
    'Upsample': (upsample, 80),
    'BatchNorm1d': (batch_norm1d, 30),
}

# Odd corners by hand: most of what PyTorch refuses, and what it takes only just.
HUGE = 2**31 - 1
WINDOWS = [  # of every layer with a kernel
    ({'kernel_size': 0}, (2, 5, 5)),
    ({'kernel_size': (0, 2)}, (2, 5, 5)),
    ({'kernel_size': -1}, (2, 5, 5)),
    ({'kernel_size': 2, 'stride': 0}, (2, 5, 5)),
    ({'kernel_size': 2, 'stride': (1, 0)}, (2, 5, 5)),
    ({'kernel_size': 2, 'stride': -1}, (2, 5, 5)),
    ({'kernel_size': 2, 'padding': -1}, (2, 5, 5)),
    ({'kernel_size': 2, 'padding': (1, -1)}, (2, 5, 5)),
    ({'kernel_size': 2}, (2,)),
    ({'kernel_size': 2}, (1, 2, 5, 5)),
    ({'kernel_size': 1}, (2, 1, 1)),
    ({'kernel_size': (5, 3)}, (2, 5, 3)),
    ({'kernel_size': (6, 3)}, (2, 5, 3)),
    ({'kernel_size': (5, 4)}, (2, 5, 3)),
    ({'kernel_size': (7, 3), 'padding': (1, 0)}, (2, 5, 3)),
    ({'kernel_size': (8, 3), 'padding': (1, 0)}, (2, 5, 3)),
]
DILATED_WINDOWS = [
    ({'kernel_size': 2, 'dilation': 0}, (2, 5, 5)),
    ({'kernel_size': 1, 'dilation': 0}, (2, 5, 5)),
    ({'kernel_size': 2, 'dilation': (1, -1)}, (2, 5, 5)),
    ({'kernel_size': 3, 'dilation': 2}, (2, 5, 5)),
    ({'kernel_size': 3, 'dilation': (2, 3)}, (2, 5, 5)),
    ({'kernel_size': 3, 'dilation': (2, 3), 'padding': 1}, (2, 5, 5)),
    ({'kernel_size': 1, 'dilation': 9}, (2, 5, 5)),
]
SAME = [  # padding='same'
    ({'kernel_size': 2, 'padding': 'same'}, (2, 1, 1)),
    ({'kernel_size': 2, 'padding': 'same', 'dilation': 3}, (2, 1, 4)),
    ({'kernel_size': (4, 2), 'padding': 'same', 'dilation': (1, 5)}, (2, 3, 3)),
    ({'kernel_size': (7, 6), 'padding': 'same'}, (2, 2, 2)),
    ({'kernel_size': 1, 'padding': 'same'}, (2, 2, 2)),
    ({'kernel_size': 3, 'padding': 'same', 'stride': 1}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 'same', 'stride': 2}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 'same', 'stride': (1, 2)}, (2, 5, 5)),
    ({'kernel_size': 1, 'padding': 'same', 'stride': (2, 1)}, (2, 1, 1)),
    ({'kernel_size': 0, 'padding': 'same'}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 'same', 'dilation': 0}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 'valid', 'stride': 2}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 'valid'}, (2, 2, 3)),
]
POOLS = [
    ({'kernel_size': 2, 'padding': 1}, (2, 5, 5)),
    ({'kernel_size': 2, 'padding': 2}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 1}, (2, 5, 5)),
    ({'kernel_size': 3, 'padding': 2}, (2, 5, 5)),
    ({'kernel_size': (4, 3), 'padding': (2, 1)}, (2, 5, 5)),
    ({'kernel_size': (3, 4), 'padding': (2, 1)}, (2, 5, 5)),
    ({'kernel_size': 1, 'padding': 1}, (2, 5, 5)),
    ({'kernel_size': 2, 'stride': HUGE}, (2, 5, 5)),
    ({'kernel_size': 2, 'stride': HUGE, 'ceil_mode': True}, (2, 5, 5)),
    # The last window would start behind the input, in the padding; and just not.
    ({'kernel_size': 2, 'stride': 4, 'padding': 1, 'ceil_mode': True}, (1, 3, 3)),
    ({'kernel_size': 2, 'stride': 4, 'padding': 1, 'ceil_mode': True}, (1, 4, 5)),
    ({'kernel_size': 2, 'stride': 2, 'padding': 1, 'ceil_mode': True}, (1, 4, 5)),
    ({'kernel_size': 3, 'stride': 2, 'padding': 1, 'ceil_mode': True}, (1, 1, 2)),
    ({'kernel_size': 4, 'stride': 5, 'padding': 2, 'ceil_mode': True}, (1, 3, 8)),
    ({'kernel_size': 1, 'stride': 2, 'ceil_mode': True}, (1, 2, 4)),
    ({'kernel_size': 1, 'stride': 3, 'ceil_mode': True}, (1, 5, 6)),
    ({'kernel_size': 2, 'stride': 5, 'ceil_mode': True}, (1, 5, 6)),
    # A kernel larger than the padded input: a part of a step is enough.
    ({'kernel_size': 6, 'stride': 3, 'ceil_mode': True}, (1, 5, 5)),
    ({'kernel_size': 7, 'stride': 3, 'ceil_mode': True}, (1, 5, 5)),
    ({'kernel_size': 8, 'stride': 3, 'ceil_mode': True}, (1, 5, 5)),
    ({'kernel_size': 6, 'stride': 1, 'ceil_mode': True}, (1, 5, 5)),
    ({'kernel_size': (6, 2), 'stride': (2, 1), 'ceil_mode': True}, (1, 5, 5)),
    ({'kernel_size': 9, 'ceil_mode': True}, (1, 1, 1)),
    ({'kernel_size': 9, 'ceil_mode': False}, (1, 1, 1)),
]


def with_(common, corners):
    return [(common | settings, shape) for settings, shape in corners]


CORNERS = {
    'Conv2d': with_({'in_channels': 2, 'out_channels': 3}, WINDOWS + DILATED_WINDOWS + SAME)
    + with_({'out_channels': 4}, WINDOWS[:10] + SAME[4:8])
    + with_({'kernel_size': 1}, [
        ({'in_channels': 2, 'out_channels': 0}, (2, 5, 5)),
        ({'in_channels': 0, 'out_channels': 3}, (2, 5, 5)),
        ({'in_channels': -2, 'out_channels': 3}, (2, 5, 5)),
        ({'in_channels': 2, 'out_channels': -3}, (2, 5, 5)),
        ({'in_channels': 2, 'out_channels': 4}, (1, 5, 5)),
        ({'in_channels': 2, 'out_channels': 4, 'groups': 0}, (2, 5, 5)),
        ({'in_channels': 2, 'out_channels': 4, 'groups': -1}, (2, 5, 5)),
        ({'in_channels': 2, 'out_channels': 4, 'groups': 4}, (2, 5, 5)),
        ({'in_channels': 4, 'out_channels': 2, 'groups': 4}, (4, 5, 5)),
        ({'in_channels': 4, 'out_channels': 4, 'groups': 4}, (4, 5, 5)),
        ({'in_channels': 4, 'out_channels': 4, 'groups': 2}, (2, 5, 5)),
        ({'in_channels': 4, 'out_channels': 4, 'groups': 2}, (8, 5, 5)),
        ({'out_channels': 5, 'groups': 2}, (4, 5, 5)),
        ({'out_channels': 4, 'groups': 2}, (5, 5, 5)),
        ({'out_channels': 4, 'groups': 0}, (5, 5, 5)),
        ({'out_channels': 3, 'stride': HUGE}, (2, 5, 5)),
        ({'out_channels': 3, 'dilation': HUGE}, (2, 5, 5)),
    ]),
    'DepthwiseConv': with_({}, WINDOWS + DILATED_WINDOWS + SAME)
    + with_({'kernel_size': 3, 'padding': 1}, [
        ({'channels': 0}, (2, 5, 5)),
        ({'channels': -2}, (2, 5, 5)),
        ({'channels': 4}, (2, 5, 5)),
        ({'channels': 2}, (4, 5, 5)),
        ({'depth_multiplier': 0}, (2, 5, 5)),
        ({'depth_multiplier': -1}, (2, 5, 5)),
        ({'depth_multiplier': 3}, (1, 5, 5)),
    ]),
    'PointwiseConv': [
        ({'out_channels': 3}, (2,)),
        ({'out_channels': 3}, (2, 2, 2, 2)),
        ({'out_channels': 0}, (2, 2, 2)),
        ({'out_channels': -1}, (2, 2, 2)),
        ({'in_channels': 0, 'out_channels': 3}, (2, 2, 2)),
        ({'in_channels': 3, 'out_channels': 3}, (2, 2, 2)),
        ({'in_channels': 1, 'out_channels': 1}, (1, 1, 1)),
    ],
    'ConvTranspose2d': with_({'in_channels': 2, 'out_channels': 3}, WINDOWS + DILATED_WINDOWS)
    + with_({'out_channels': 4}, WINDOWS[:10])
    + with_({'in_channels': 2, 'out_channels': 4, 'kernel_size': 3}, [
        ({'out_channels': 0}, (2, 5, 5)),
        ({'out_channels': -4}, (2, 5, 5)),
        ({'in_channels': 0}, (2, 5, 5)),
        ({'in_channels': 3}, (2, 5, 5)),
        ({'groups': 0}, (2, 5, 5)),
        ({'groups': -1}, (2, 5, 5)),
        ({'groups': 4}, (2, 5, 5)),
        ({'out_channels': 3, 'groups': 2}, (2, 5, 5)),
        ({'groups': 2}, (4, 5, 5)),
        ({'output_padding': 1}, (2, 5, 5)),
        ({'output_padding': -1, 'stride': 2}, (2, 5, 5)),
        ({'output_padding': 1, 'stride': 2}, (2, 5, 5)),
        ({'output_padding': 2, 'stride': 2}, (2, 5, 5)),
        ({'output_padding': 2, 'stride': 2, 'dilation': 3}, (2, 5, 5)),
        ({'output_padding': 3, 'stride': 2, 'dilation': 3}, (2, 5, 5)),
        ({'output_padding': 2, 'stride': 3, 'dilation': 2}, (2, 5, 5)),
        ({'output_padding': (2, 1), 'stride': (3, 1), 'dilation': (1, 2)}, (2, 5, 5)),
        ({'output_padding': (2, 1), 'stride': (1, 3), 'dilation': (1, 2)}, (2, 5, 5)),
        ({'output_padding': (1, 0), 'stride': (2, 1)}, (2, 5, 5)),
        ({'output_padding': (0, 1), 'stride': (2, 1)}, (2, 5, 5)),
        ({'padding': 3}, (2, 5, 5)),
        ({'padding': 4}, (2, 5, 5)),
        ({'padding': 1}, (2, 1, 1)),
        ({'padding': (2, 1)}, (2, 2, 1)),
        ({'padding': 2, 'output_padding': 1, 'stride': 2}, (2, 1, 2)),
        ({'padding': 2, 'output_padding': 1, 'stride': 2}, (2, 2, 2)),
        ({'stride': HUGE}, (2, 1, 1)),
    ])
    + [({'out_channels': 5, 'kernel_size': 3, 'groups': 2}, (4, 5, 5))],
    'MaxPool2d': WINDOWS + DILATED_WINDOWS + POOLS + [
        ({'kernel_size': 2, 'padding': 2, 'dilation': 3}, (2, 5, 5)),
        ({'kernel_size': 3, 'padding': 2, 'dilation': 3}, (2, 5, 5)),
        ({'kernel_size': 3, 'padding': 1, 'dilation': 3}, (2, 5, 5)),
        ({'kernel_size': 3, 'padding': 1, 'dilation': 3, 'ceil_mode': True}, (2, 4, 4)),
        ({'kernel_size': 2, 'stride': 4, 'dilation': 3, 'ceil_mode': True}, (2, 3, 2)),
    ],
    'AvgPool2d': WINDOWS + POOLS + [
        ({'kernel_size': 2, 'divisor_override': 0}, (2, 5, 5)),
        ({'kernel_size': 2, 'divisor_override': -3}, (2, 5, 5)),
    ],
    'AdaptiveAvgPool2d': [
        ({'output_size': -1}, (2, 5, 5)),
        ({'output_size': (-1, None)}, (2, 5, 5)),
        ({'output_size': (None, None)}, (2, 5, 7)),
        ({'output_size': (None, 3)}, (2, 5, 7)),
        ({'output_size': (3, None)}, (2, 5, 7)),
        ({'output_size': 40}, (2, 5, 7)),
        ({'output_size': 2}, (2,)),
        ({'output_size': 2}, (1, 2, 5, 5)),
        ({'output_size': (1, 2)}, (2,)),
        ({'output_size': (2, 1)}, (1, 2, 5, 5)),
    ],
    'GlobalAvgPool': [({}, (1, 1, 1)), ({}, (40, 1, 1)), ({}, (1, 30, 1))],
    'Linear': [
        ({'in_features': 0, 'out_features': 3}, (3,)),
        ({'in_features': -3, 'out_features': 3}, (3,)),
        ({'in_features': 3, 'out_features': -3}, (3,)),
        ({'out_features': -3}, (3,)),
        ({'in_features': 12, 'out_features': 3}, (3, 4)),
        ({'in_features': 60, 'out_features': 3}, (3, 4, 5)),
        ({'in_features': 3, 'out_features': 3}, (3, 4, 5)),
        ({'in_features': 5, 'out_features': 3}, (3, 4, 5)),
        ({'in_features': 1, 'out_features': 1}, (1,)),
        ({'in_features': 1, 'out_features': 1}, (1, 1, 1, 1)),
        ({'in_features': 2048, 'out_features': 1000}, (2048,)),
    ],
    'Flatten': [
        ({'start_dim': 2, 'end_dim': 1}, (4, 2)),
        ({'end_dim': 0}, (4, 2)),
        ({'end_dim': -3}, (4, 2)),
        ({'start_dim': 2}, (4,)),
        ({'start_dim': 2, 'end_dim': 2}, (4, 2, 3)),
        ({'start_dim': -1}, (4, 2, 3)),
        ({'start_dim': -4, 'end_dim': 3}, (4, 2)),
    ],
    'BatchNorm1d': [
        ({'num_features': 3}, (3,)),
        ({'num_features': 3}, (3, 4)),
        ({'num_features': 3}, (3, 4, 4)),
        ({}, (3, 4, 4)),
        ({}, (3,)),
        ({'num_features': 0}, (3, 4)),
        ({'num_features': -3}, (3,)),
        ({'num_features': 3}, (4,)),
        ({'num_features': 4}, (3, 4)),
        ({'num_features': 3, 'affine': False}, (4, 2)),
        ({'num_features': 3, 'track_running_stats': False}, (4, 2)),
        ({'affine': False, 'track_running_stats': False}, (4, 2)),
    ],
    'BatchNorm2d': [
        ({'num_features': 3}, (3,)),
        ({'num_features': 3}, (3, 4)),
        ({'num_features': 3}, (3, 4, 4, 4)),
        ({}, (3, 4)),
        ({'num_features': 0}, (3, 4, 4)),
        ({'num_features': -3}, (3, 4, 4)),
        ({'num_features': 3}, (3, 1, 1)),
        ({'num_features': 3}, (4, 1, 1)),
        ({'num_features': 3, 'affine': False}, (4, 1, 2)),
        ({'num_features': 3, 'track_running_stats': False}, (4, 1, 2)),
        ({'affine': False, 'track_running_stats': False}, (4, 1, 2)),
    ],
    'LayerNorm': [
        ({}, (4,)),
        ({'normalized_shape': 0}, (4,)),
        ({'normalized_shape': -4}, (4,)),
        ({'normalized_shape': (2, 4)}, (4,)),
        ({'normalized_shape': (4, 4)}, (4,)),
        ({'normalized_shape': (3, 4)}, (4, 3)),
        ({'normalized_shape': 3}, (3, 4, 4)),
        ({'normalized_shape': (3, 4)}, (3, 4, 4)),
        ({'normalized_shape': 1}, (1,)),
        ({'normalized_shape': 3, 'elementwise_affine': False}, (4,)),
    ],
    'GroupNorm': [
        ({'num_groups': 0, 'num_channels': 4}, (4, 2)),
        ({'num_groups': -2, 'num_channels': 4}, (4, 2)),
        ({'num_groups': -2, 'affine': False}, (4, 2)),
        ({'num_groups': 2, 'num_channels': 0}, (4, 2)),
        ({'num_groups': 2, 'num_channels': -4}, (4, 2)),
        ({'num_groups': 4, 'num_channels': 2}, (4, 2)),
        ({'num_groups': 8}, (4, 2)),
        ({'num_groups': 3}, (4, 2)),
        ({'num_groups': 2, 'num_channels': 4}, (6, 2)),
        ({'num_groups': 2, 'num_channels': 4}, (4,)),
        ({'num_groups': 1}, (4,)),
        ({'num_groups': 4}, (4, 1, 2)),
        ({'num_groups': 2, 'num_channels': 4, 'affine': False}, (5, 2)),
    ],
    'LocalResponseNorm': [
        ({'size': 0}, (4, 2)),
        ({'size': -1}, (4, 2, 2)),
        ({'size': 2}, (4,)),
        ({'size': 2}, (1, 1)),
        ({'size': 20}, (3, 2, 2)),
    ],
    'PReLU': [
        ({'num_parameters': 0}, (4,)),
        ({'num_parameters': -1}, (4, 2)),
        ({'num_parameters': 2}, (4, 2)),
        ({'num_parameters': 5}, (4, 5, 5)),
        ({'num_parameters': 5}, (1, 5, 5)),
        ({'num_parameters': 3}, (3, 2, 2, 2)),
    ],
    'Softmax': [
        ({'dim': 2}, (4,)),
        ({'dim': -3}, (4,)),
        ({'dim': 1}, (1,)),
        ({'dim': -3}, (4, 2, 2)),
    ],
    'Dropout': [
        ({'p': -0.01}, (3,)),
        ({'p': 1.01}, (3,)),
        ({'p': 0}, (3,)),
        ({'p': 1}, (3, 2)),
    ],
    'ZeroPad2d': [
        ({'padding': -1}, (1, 2, 2)),
        ({'padding': -1}, (1, 1, 1)),
        ({'padding': -1}, (1, 3, 4)),
        ({'padding': (1, 2, 3, 4)}, (1, 3, 4)),
        ({'padding': (-2, -1, 0, 0)}, (1, 3, 4)),
        ({'padding': (-2, -3, 0, 0)}, (1, 3, 4)),
        ({'padding': (0, 0, -1, -1)}, (1, 3, 1)),
        ({'padding': (0, 0, -5, 0)}, (1, 3, 4)),
        ({'padding': (0, -5, 0, 0)}, (1, 3, 4)),
        ({'padding': (-3, 3, 2, -2)}, (1, 3, 4)),
        ({'padding': (-4, 3, 0, 0)}, (1, 3, 4)),
        ({'padding': (3, -4, 0, 0)}, (1, 3, 4)),
    ],
    'Upsample': [
        ({}, (1, 3, 3)),
        ({'mode': 'bilinear'}, (1, 3, 3)),
        ({'size': 2, 'scale_factor': 2}, (1, 3, 3)),
        ({'size': (2, 2), 'scale_factor': (2, 2), 'mode': 'bilinear'}, (1, 3, 3)),
        ({'size': 0}, (1, 3, 3)),
        ({'size': (2, 0)}, (1, 3, 3)),
        ({'size': -1, 'mode': 'bicubic'}, (1, 3, 3)),
        ({'scale_factor': 0}, (1, 3, 3)),
        ({'scale_factor': (0.0, 0.0)}, (1, 3, 3)),
        ({'scale_factor': (0.0, 2.0)}, (1, 3, 3)),
        ({'scale_factor': -1}, (1, 3, 3)),
        ({'scale_factor': (2, -0.5), 'mode': 'bilinear'}, (1, 3, 3)),
        ({'scale_factor': 0.3}, (1, 3, 3)),
        ({'scale_factor': 0.3, 'mode': 'bicubic'}, (1, 3, 4)),
        ({'scale_factor': 1 / 3}, (1, 3, 3)),
        ({'scale_factor': 0.1}, (1, 10, 20)),
        ({'scale_factor': 0.7}, (1, 10, 20)),
        ({'scale_factor': 1.1}, (1, 10, 20)),
        ({'scale_factor': 0.29}, (1, 100, 50)),
        ({'scale_factor': 0.57}, (1, 100, 50)),
        ({'scale_factor': 1.15}, (1, 100, 20)),
        ({'scale_factor': 2, 'align_corners': True}, (1, 3, 3)),
        ({'size': 2, 'mode': 'nearest', 'align_corners': True}, (1, 3, 3)),
        ({'size': 1, 'mode': 'bilinear', 'align_corners': True}, (1, 3, 3)),
        ({'scale_factor': 2, 'mode': 'bilinear'}, (3,)),
        ({'scale_factor': 2, 'mode': 'bilinear'}, (1, 3)),
        ({'scale_factor': 2, 'mode': 'bilinear'}, (1, 1, 3, 3)),
        ({'size': (2, 2), 'mode': 'bicubic'}, (1, 1, 3, 3)),
        ({'size': (2, 2)}, (1, 1, 3, 3)),
        ({'size': (2, 2)}, (1, 3)),
        ({'scale_factor': 2}, (3,)),
    ],
}

# PyTorch crops before it pads, so that no side may crop more than there is.
CORNERS.setdefault('ZeroPad2d', []).extend([
    ({'padding': (-5, 3, 0, 0)}, (1, 3, 4)),
    ({'padding': (3, -5, 0, 0)}, (1, 3, 4)),
    ({'padding': (0, 0, -7, 9)}, (1, 3, 4)),
])

# Where PyTorch and the library differ on purpose; these are left out:
# - BatchNorm without running statistics and GroupNorm refuse a single value per channel or group
#   only in a batch of one; the library counts per sample and takes it.
# - BatchNorm and GroupNorm without affine and statistics never look at the number of channels that
#   they were given; the library checks it.
# - A lazy ConvTranspose2d without bias skips the check that groups divide out_channels and gives
#   fewer channels than it was asked for; the library refuses it, as PyTorch does with a bias.


def main():
    warnings.simplefilter('ignore')
    print('layer,settings,input,output,params,buffers,macs,read')
    torch.manual_seed(1998)
    for layer, (configuration, number) in LAYERS.items():
        corners = CORNERS.get(layer, [])
        rows = dict.fromkeys(row(layer, *corner) for corner in corners)
        rows.pop(None, None)
        number += len(rows)
        while len(rows) < number:
            line = row(layer, *configuration())
            if line is not None:
                rows[line] = None
        print('\n'.join(rows))


if __name__ == '__main__':
    with torch.no_grad():
        main()
