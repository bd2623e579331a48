"""Networks that the tests of the importers import."""
import random

import torch
from torch import nn


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Linear(10, 10)
        self.other = nn.Linear(10, 10, bias=False)
        self.other.weight = self.one.weight

    def forward(self, x):
        return self.other(self.one(self.one(x)))


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.branch = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten())
        self.head = nn.Bilinear(144, 144, 2)

    def forward(self, a, b):
        return self.head(self.branch(a), self.branch(b))


class Ladder(nn.Module):
    """Tensors that are used in several places, and two outputs."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.c, self.d = nn.Conv2d(8, 4, 1), nn.Conv2d(12, 5, 1)

    def forward(self, x):
        a = self.a(x)
        b = self.b(a)
        c = self.c(torch.cat([a, b], 1))
        return {'small': self.d(torch.cat([c, a, b], 1)), 'sum': a + b + c}


class Parts(nn.Module):
    """Slices, splits, views, a mean and parameters of its own."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1, 8, 1, 1))

    def forward(self, x):
        one, other = x.chunk(2, dim=1)
        y = torch.cat([one[:, :, 1:-1, 2:], other[:, :, 1:-1, :-2]], 1) * self.scale
        first, second, third = torch.split(y, [2, 3, 3], dim=1)
        y = torch.cat([first, third, second], dim=1)
        tokens = y.flatten(2).transpose(1, 2)
        return torch.matmul(tokens, tokens.transpose(1, 2)).softmax(-1).mean(1)


class Spotter(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(10, 6, 2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(12, 3)

    def forward(self, x):
        return self.fc(self.gru(x)[0][:, -1])


class AttentionBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(12)
        self.attention = nn.MultiheadAttention(12, 3, batch_first=True)

    def forward(self, x):
        y = self.norm(x)
        return x + self.attention(y, y, y, need_weights=False)[0]


class Attention(nn.Module):
    """Of the positions of a map, in two heads, written out."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.GroupNorm(1, channels)
        self.qkv = nn.Linear(channels, 3 * channels, bias=False)
        self.out = nn.Linear(channels, channels)

    def forward(self, x):
        n, c, h, w = x.shape
        tokens = self.norm(x).flatten(2).transpose(1, 2)
        q, k, v = self.qkv(tokens).reshape(n, h * w, 3, 2, c // 2).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-2, -1) * (c // 2) ** -0.5).softmax(dim=-1)
        y = self.out((weights @ v).transpose(1, 2).reshape(n, h * w, c))
        return x + y.transpose(1, 2).reshape(n, c, h, w)


class Random(nn.Module):
    """Convolutions, norms, pools, skips, splits, concatenations and attention by chance."""

    def __init__(self, seed, padding='same'):
        super().__init__()
        choose = random.Random(seed)
        self.steps, channels = [], 8
        for i in range(choose.randint(3, 8)):
            kind = choose.choice(['conv', 'norm', 'act', 'pool', 'skip', 'concat', 'split', 'gate',
                                  'attention'])
            if kind == 'conv':
                out, groups = choose.choice([4, 8, 12]), choose.choice([1, 2, 4])
                kernel = choose.choice([1, 3, (3, 5)])
                ends = {1: 0, 3: 1, (3, 5): (1, 2)}[kernel]
                layer = nn.Conv2d(channels, out, kernel, padding=padding or ends, groups=groups, bias=choose.random() < 0.5)
                channels = out
            elif kind == 'norm':
                layer = choose.choice([nn.BatchNorm2d(channels), nn.GroupNorm(2, channels),
                                       nn.InstanceNorm2d(channels, affine=True)])
            elif kind == 'act':
                layer = choose.choice([nn.ReLU(), nn.SiLU(), nn.GELU(), nn.Hardswish(), nn.Mish()])
            elif kind == 'pool':
                layer = choose.choice([nn.MaxPool2d(3, 1, 1), nn.AvgPool2d(3, 1, 1)])
            elif kind == 'attention':
                layer = Attention(channels)
            else:
                layer = nn.Conv2d(channels // 2 if kind == 'split' else channels,
                                  channels // 2 if kind == 'split' else channels, 3, padding=1)
            self.add_module(f'step{i}', layer)
            self.steps.append((kind, layer))
            channels *= 2 if kind == 'concat' else 1
        self.tail = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 3))

    def forward(self, x):
        for kind, layer in self.steps:
            if kind == 'skip':
                x = x + layer(x)
            elif kind == 'concat':
                x = torch.cat([layer(x), x], 1)
            elif kind == 'split':
                one, other = x.chunk(2, 1)
                x = torch.cat([layer(one), other], 1)
            elif kind == 'gate':
                x = x * torch.sigmoid(layer(x))
            else:
                x = layer(x)
        return self.tail(x)
