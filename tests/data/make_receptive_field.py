#!/usr/bin/env python3
"""What the rows of a map see of the input's rows, measured by gradients.

    tests/data/make_receptive_field.py > tests/data/receptive_field.csv        (torch 1.13.1)

Weights are random and positive, so that no dependence cancels; max pools are average pools here,
whose windows are the same. size: the most rows that one output row depends on, from the first to
the last, among output rows that see no padding. stride and first_centre: of the line through the
centres, an average over 48 output rows.
"""
from fractions import Fraction

import torch
from torch import nn

SIZE = 192


class Join(nn.Module):
    def __init__(self, join, *branches):
        super().__init__()
        self.join = join
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return self.join([branch(x) for branch in self.branches])


def add(*branches):
    return Join(sum, *branches)


def cat(*branches):
    return Join(lambda parts: torch.cat(parts, 1), *branches)


def conv(kernel, cin=1, **settings):
    return nn.Conv2d(cin, 1, kernel, bias=False, **settings)


def transposed(kernel, **settings):
    return nn.ConvTranspose2d(1, 1, kernel, bias=False, **settings)


def pool(kernel, **settings):
    return nn.AvgPool2d(kernel, **settings)


def up(factor, mode='nearest'):
    return nn.Upsample(scale_factor=factor, mode=mode)


SKIP = nn.Identity()
NETS = {
    'conv5_stride2': nn.Sequential(conv(5, stride=2, padding=2), conv(3)),
    'conv4_same': nn.Sequential(conv(4, padding='same'), conv(2, padding='same')),
    'conv3_dilated_same': nn.Sequential(conv(3, padding='same', dilation=2), conv(4, dilation=3)),
    'pool_ceil': nn.Sequential(pool(3, stride=2, ceil_mode=True), conv(3, padding=1)),
    'zero_pad': nn.Sequential(nn.ZeroPad2d((0, 0, 3, 1)), conv(3), nn.ZeroPad2d((0, 0, -2, 0)), pool(2)),
    'transposed_2_2': transposed(2, stride=2),
    'transposed_3_2': transposed(3, stride=2, padding=1, output_padding=1),
    'transposed_4_2': nn.Sequential(conv(4, stride=2, padding=1), transposed(4, stride=2, padding=1)),
    'transposed_5_3': nn.Sequential(conv(3), transposed(5, stride=3), conv(2)),
    'transposed_3_1': nn.Sequential(transposed(3, padding=2), conv(3)),
    'transposed_twice': nn.Sequential(conv(3, stride=2, padding=1), conv(3, stride=2, padding=1),
                                      transposed(4, stride=2, padding=1), transposed(3, stride=2), conv(3)),
    'nearest_2': up(2),
    'nearest_2_conv': nn.Sequential(pool(2), up(2), conv(3)),
    'nearest_2_conv2': nn.Sequential(pool(2), up(2), conv(2)),
    'nearest_3_conv': nn.Sequential(conv(3), up(3), conv(3), conv(4)),
    'nearest_nested': nn.Sequential(pool(2), pool(2), up(2), conv(2), up(2), conv(2)),
    'bilinear_2': nn.Sequential(pool(2), up(2, 'bilinear'), conv(3)),
    'bilinear_4': up(4, 'bilinear'),
    'bicubic_2': nn.Sequential(up(2, 'bicubic'), conv(3)),
    'bilinear_half': nn.Sequential(up(0.5, 'bilinear'), conv(3)),
    'adaptive': nn.Sequential(nn.AdaptiveAvgPool2d(64), conv(3)),
    'inception': cat(conv(1), nn.Sequential(conv(1), conv(3, padding=1)), conv(5, padding=2),
                     nn.Sequential(pool(3, stride=1, padding=1), conv(1))),
    'misaligned': add(conv(2, padding='same'), conv(4, padding='same'), SKIP),
    'shifted': nn.Sequential(cat(nn.ZeroPad2d((0, 0, 4, -4)), conv(3, padding=1)), conv(3, cin=2)),
    'residual_stride': add(nn.Sequential(conv(3, stride=2, padding=1), conv(3, padding=1)),
                           conv(1, stride=2)),
    'aspp': nn.Sequential(pool(4), cat(conv(1), *(conv(3, padding=d, dilation=d) for d in (2, 4))),
                          conv(3, cin=3)),
    'unet': nn.Sequential(
        conv(3, padding=1), conv(3, padding=1),
        cat(SKIP, nn.Sequential(pool(2), conv(3, padding=1), conv(3, padding=1),
                                cat(SKIP, nn.Sequential(pool(2), conv(3, padding=1),
                                                        conv(3, padding=1), transposed(2, stride=2))),
                                conv(3, cin=2, padding=1), conv(3, padding=1),
                                transposed(2, stride=2))),
        conv(3, cin=2, padding=1), conv(3, padding=1)),
}


def seen(net):
    """For each output row, the first and the last input row that it depends on."""
    x = torch.rand(1, 1, SIZE, SIZE, dtype=torch.double, requires_grad=True)
    y = net(x)
    rows = []
    for row in range(y.shape[2]):
        gradient, = torch.autograd.grad(y[:, :, row].sum(), x, retain_graph=True)
        hit = gradient.abs().sum((0, 1, 3)).nonzero().flatten().tolist()
        rows.append((hit[0], hit[-1]) if hit else None)
    return rows


def main():
    torch.manual_seed(0)
    print('name,size,stride,first_centre')
    for name, net in NETS.items():
        net = net.double()
        for parameter in net.parameters():
            nn.init.uniform_(parameter, 0.5, 1)
        rows = [row and row + (number,) for number, row in enumerate(seen(net))]
        inner = [row for row in rows if row and row[0] > 0 and row[1] < SIZE - 1]
        size = max(last - first + 1 for first, last, _ in inner)
        # A line through two means over whole periods of the upsampled places.
        middle = len(inner) // 2
        span = min(48, len(inner) // 2 // 12 * 12)
        halves = inner[middle - span:middle], inner[middle:middle + span]
        centre = [Fraction(sum(first + last for first, last, _ in half), 2 * span) for half in halves]
        stride = (centre[1] - centre[0]) / span
        first_centre = centre[0] - stride * Fraction(sum(row[2] for row in halves[0]), span)
        print(name, size, stride, first_centre, sep=',')


main()
