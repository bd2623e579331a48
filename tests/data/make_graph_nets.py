#!/usr/bin/env python3
"""Networks that are no trees, as PyTorch runs them.

    tests/data/make_graph_nets.py > tests/data/graph_nets.csv        (torch 1.13.1)

name, the shapes of the inputs and outputs (of one sample, in order), parameters (each once), and MACs
of all calls of convolutions, linear layers and matrix products. The networks are written as
modules of PyTorch: a YOLOv2 passthrough (arXiv:1612.08242), YOLOv3-tiny's two heads (Darknet), a feature
pyramid whose levels share RetinaNet's heads (arXiv:1708.02002), HRNet's exchange unit
(arXiv:1902.09212), a Siamese network, a Transformer encoder's block with a class token and position
embeddings, ShuffleNetV2's units (arXiv:1807.11164), and U-Net with its crops (arXiv:1505.04597).
"""
import torch
import torch.nn.functional as F
import torchvision
from torch import nn


class Macs:
    """Counts in every call; products of two tensors are counted by `product`."""
    def __init__(self, net):
        self.count = 0
        for module in net.modules():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
                module.register_forward_hook(self.add)

    def add(self, module, inputs, output):
        if isinstance(module, nn.Linear):
            self.count += output.numel() * module.in_features
        elif isinstance(module, nn.ConvTranspose2d):
            self.count += inputs[0].numel() // inputs[0].shape[1] * module.weight.numel()
        else:
            self.count += output.numel() // output.shape[1] * module.weight.numel()


def product(macs, one, other):
    out = one @ other
    macs.count += out.numel() * one.shape[-1]
    return out


def conv_bn(inputs, outputs, kernel, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
                         nn.BatchNorm2d(outputs), nn.LeakyReLU(0.1))


class Passthrough(nn.Module):
    def __init__(self):
        super().__init__()
        self.fine = conv_bn(256, 512, 3)
        self.coarse = nn.Sequential(nn.MaxPool2d(2), conv_bn(512, 1024, 3))
        self.bridge = conv_bn(512, 64, 1)
        self.head = nn.Sequential(conv_bn(1280, 1024, 3), nn.Conv2d(1024, 425, 1))

    def forward(self, x, macs):
        fine = self.fine(x)
        return self.head(torch.cat([F.pixel_unshuffle(self.bridge(fine), 2), self.coarse(fine)], 1))


class TinyYolo(nn.Module):
    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for outputs in (16, 32, 64, 128):
            layers += [conv_bn(channels, outputs, 3), nn.MaxPool2d(2)]
            channels = outputs
        self.stem = nn.Sequential(*layers, conv_bn(128, 256, 3))
        self.neck = nn.Sequential(nn.MaxPool2d(2), conv_bn(256, 512, 3), nn.ZeroPad2d((0, 1, 0, 1)),
                                  nn.MaxPool2d(2, 1), conv_bn(512, 1024, 3), conv_bn(1024, 256, 1))
        self.large = nn.Sequential(conv_bn(256, 512, 3), nn.Conv2d(512, 255, 1))
        self.up = nn.Sequential(conv_bn(256, 128, 1), nn.Upsample(scale_factor=2))
        self.small = nn.Sequential(conv_bn(384, 256, 3), nn.Conv2d(256, 255, 1))

    def forward(self, x, macs):
        fine = self.stem(x)
        neck = self.neck(fine)
        large = self.large(neck)
        return large, self.small(torch.cat([self.up(neck), fine], 1))


class Pyramid(nn.Module):
    """Three levels on a small backbone."""
    def __init__(self):
        super().__init__()
        self.c3 = nn.Conv2d(3, 64, 3, 8, 1)
        self.c4 = nn.Conv2d(64, 128, 3, 2, 1)
        self.c5 = nn.Conv2d(128, 256, 3, 2, 1)
        self.lateral = nn.ModuleList([nn.Conv2d(c, 256, 1) for c in (64, 128, 256)])
        self.smooth = nn.ModuleList([nn.Conv2d(256, 256, 3, 1, 1) for _ in range(3)])
        tower = lambda: [m for _ in range(4) for m in (nn.Conv2d(256, 256, 3, 1, 1), nn.ReLU())]
        self.classes = nn.Sequential(*tower(), nn.Conv2d(256, 720, 3, 1, 1))
        self.boxes = nn.Sequential(*tower(), nn.Conv2d(256, 36, 3, 1, 1))

    def forward(self, x, macs):
        c3 = self.c3(x)
        c4 = self.c4(c3)
        c5 = self.c5(c4)
        m5 = self.lateral[2](c5)
        m4 = self.lateral[1](c4) + F.interpolate(m5, scale_factor=2)
        m3 = self.lateral[0](c3) + F.interpolate(m4, scale_factor=2)
        outputs = []
        for smooth, merged in zip(self.smooth, (m3, m4, m5)):
            level = smooth(merged)
            outputs += [self.classes(level), self.boxes(level)]
        return outputs


class Exchange(nn.Module):
    """Three resolutions of 32, 64 and 128 channels; each becomes the sum of all."""
    def __init__(self):
        super().__init__()
        widths = (32, 64, 128)
        self.start = nn.ModuleList([nn.Conv2d(3, c, 3, 4 << i, 1) for i, c in enumerate(widths)])
        self.paths = nn.ModuleList()
        for to, out in enumerate(widths):
            for source, channels in enumerate(widths):
                if source == to:
                    path = nn.Identity()
                elif source > to:
                    path = nn.Sequential(nn.Conv2d(channels, out, 1, bias=False),
                                         nn.BatchNorm2d(out),
                                         nn.Upsample(scale_factor=1 << (source - to)))
                else:
                    steps = []
                    for step in range(to - source):
                        outputs = out if step == to - source - 1 else channels
                        steps += [nn.Conv2d(channels, outputs, 3, 2, 1, bias=False),
                                  nn.BatchNorm2d(outputs)]
                        if outputs != out:
                            steps.append(nn.ReLU())
                    path = nn.Sequential(*steps)
                self.paths.append(path)

    def forward(self, x, macs):
        maps = [start(x) for start in self.start]
        return [F.relu(sum(self.paths[3 * to + source](maps[source]) for source in range(3)))
                for to in range(3)]


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.tower = nn.Sequential(nn.Conv2d(1, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                                   nn.Linear(16 * 12 * 12, 64))
        self.head = nn.Linear(128, 2)

    def forward(self, one, other, macs):
        return self.head(torch.cat([self.tower(one), self.tower(other)], 1))


class Block(nn.Module):
    """49 patches of 64 numbers and a class token, 4 heads of 16."""
    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 64, 4, 4)
        self.token = nn.Parameter(torch.zeros(1, 1, 64))
        self.positions = nn.Parameter(torch.zeros(1, 50, 64))
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(64) for _ in range(3))
        self.q, self.k, self.v, self.out = (nn.Linear(64, 64) for _ in range(4))
        self.mlp = nn.Sequential(nn.Linear(64, 256), nn.GELU(), nn.Linear(256, 64))
        self.head = nn.Linear(64, 10)

    def forward(self, x, macs):
        x = torch.cat([self.token, self.patches(x).flatten(2).transpose(1, 2)], 1) + self.positions
        n = self.norm1(x)
        heads = lambda y: y.reshape(1, 50, 4, 16).transpose(1, 2)
        q, k, v = heads(self.q(n)), heads(self.k(n)), heads(self.v(n))
        scores = product(macs, q, k.transpose(2, 3)).softmax(-1)
        mixed = product(macs, scores, v).transpose(1, 2).reshape(1, 50, 64)
        x = x + self.out(mixed)
        x = x + self.mlp(self.norm2(x))
        return self.head(self.norm3(x)[:, 0])


class Shuffle(nn.Module):
    def __init__(self):
        super().__init__()
        self.stage = torchvision.models.shufflenet_v2_x1_0().stage2

    def forward(self, x, macs):
        return self.stage(x)


class UNet(nn.Module):
    """Two levels of the paper's four."""
    def __init__(self):
        super().__init__()
        pair = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3), nn.ReLU(), nn.Conv2d(o, o, 3), nn.ReLU())
        self.down = nn.ModuleList([pair(1, 64), pair(64, 128)])
        self.bottom = pair(128, 256)
        self.up = nn.ModuleList([nn.ConvTranspose2d(256, 128, 2, 2), nn.ConvTranspose2d(128, 64, 2, 2)])
        self.merge = nn.ModuleList([pair(256, 128), pair(128, 64)])
        self.head = nn.Conv2d(64, 2, 1)

    def forward(self, x, macs):
        skips = []
        for down in self.down:
            x = down(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        x = self.bottom(x)
        for up, merge in zip(self.up, self.merge):
            x = up(x)
            skip = skips.pop()
            crop = (skip.shape[2] - x.shape[2]) // 2
            x = merge(torch.cat([skip[:, :, crop:-crop, crop:-crop], x], 1))
        return self.head(x)


NETS = {
    'passthrough': (Passthrough(), [(256, 26, 26)]),
    'tiny_yolo': (TinyYolo(), [(3, 416, 416)]),
    'pyramid': (Pyramid(), [(3, 256, 256)]),
    'exchange': (Exchange(), [(3, 128, 128)]),
    'siamese': (Siamese(), [(1, 28, 28), (1, 28, 28)]),
    'transformer_block': (Block(), [(3, 28, 28)]),
    'shuffle': (Shuffle(), [(24, 56, 56)]),
    'unet': (UNet(), [(1, 140, 140)]),
}


def text(shapes):
    return ' '.join('x'.join(map(str, shape)) for shape in shapes)


def main():
    print('name,inputs,outputs,params,macs')
    for name, (net, inputs) in NETS.items():
        net.eval()
        macs = Macs(net)
        with torch.no_grad():
            outputs = net(*(torch.zeros(1, *shape) for shape in inputs), macs)
        outputs = [outputs] if torch.is_tensor(outputs) else outputs
        params = sum(p.numel() for p in net.parameters())
        print(name, text(inputs), text([o.shape[1:] for o in outputs]), params, macs.count, sep=',')


main()
