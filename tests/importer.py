#!/usr/bin/env python3
"""examples/from_torch.py: networks of torchvision and of its own, random ones, odd names, bad input.

usage: importer.py ROOT CXX [--all]

Skipped without python3-torch and python3-torchvision. --all: every model of torchvision that it can
import, which takes minutes.
"""
import contextlib
import io
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import warnings

ROOT, CXX = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
try:
    import torch
    import torchvision
    from torch import nn
except ImportError:
    print('Skipped: no python3-torch with python3-torchvision')
    sys.exit(77)
os.environ['CXX'] = CXX
warnings.filterwarnings('ignore')
sys.path.insert(0, str(ROOT / 'examples'))
from importer import check, command, emit, graph as graphs, torch_graph  # noqa: E402

SMALL = ['alexnet', 'squeezenet1_1', 'mobilenet_v2', 'mobilenet_v3_small', 'mnasnet0_5', 'googlenet',
         'shufflenet_v2_x0_5', 'regnet_y_400mf', 'resnet18', 'densenet121', 'efficientnet_b0']
# Those that it cannot import, and why.
CANNOT = {
    'swin_t': 'a function wrapped for torch.fx, and windows that join the batch',
    'swin_s': 'the same', 'swin_b': 'the same', 'swin_v2_t': 'the same', 'swin_v2_s': 'the same',
    'swin_v2_b': 'the same', 'maxvit_t': 'the same',
}
SIZES = {'inception_v3': 299}
failures = []


def header_of(net, inputs, name):
    graph = torch_graph.graph_of(net, inputs)
    rows = check.rows_of(net, inputs)
    graph.macs += check.total_macs(rows)
    graph = graphs.simplified(graph)
    text = command.header(graph, emit.identifier(name), f'from_torch.py {name}')
    return text, rows


def imports(name, net, inputs):
    """The header compiles and agrees with the module."""
    try:
        text, rows = header_of(net, inputs, name)
        said = check.check(text, emit.identifier(name), check.comparable(rows), 'modules')
        long = [line for line in text.splitlines() if len(line) > 100]
        if long:
            failures.append(f'{name}: a line of {len(long[0])} columns: {long[0].strip()}')
        return said
    except Exception as error:
        failures.append(f'{name}: {type(error).__name__}: {error}')
    return ''


def check_models(names):
    for name in names:
        if name in CANNOT:
            continue
        settings = {'init_weights': False} if name in ('googlenet', 'inception_v3') else {}
        size = SIZES.get(name, 224)
        net = getattr(torchvision.models, name)(weights=None, **settings)
        print(name, imports(name, net, [torch.rand(1, 3, size, size)]), flush=True)


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


def check_own():
    imports('shared', Shared(), [torch.rand(1, 10)])
    imports('siamese', Siamese(), [torch.rand(1, 1, 8, 8), torch.rand(1, 1, 8, 8)])
    imports('ladder', Ladder(), [torch.rand(1, 3, 8, 8)])
    imports('parts', Parts(), [torch.rand(1, 8, 6, 7)])
    imports('encoder', AttentionBlock(), [torch.rand(1, 5, 12)])
    imports('volume', nn.Sequential(nn.Conv3d(1, 4, (3, 5, 5), (1, 2, 2), (1, 2, 2)),
                                    nn.InstanceNorm3d(4, affine=True), nn.MaxPool3d(2),
                                    nn.ConvTranspose3d(4, 2, 2, 2)), [torch.rand(1, 1, 8, 16, 16)])
    imports('line', nn.Sequential(nn.Conv1d(4, 8, 5, padding='same'), nn.GLU(1), nn.AvgPool1d(2)),
            [torch.rand(1, 4, 20)])
    imports('spotter', Spotter(), [torch.rand(1, 20, 10)])


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


class Random(nn.Module):
    """Convolutions, norms, pools, skips, splits and concatenations by chance."""

    def __init__(self, seed):
        super().__init__()
        choose = random.Random(seed)
        self.steps, channels = [], 8
        for i in range(choose.randint(3, 8)):
            kind = choose.choice(['conv', 'norm', 'act', 'pool', 'skip', 'concat', 'split', 'gate'])
            if kind == 'conv':
                out, groups = choose.choice([4, 8, 12]), choose.choice([1, 2, 4])
                layer = nn.Conv2d(channels, out, choose.choice([1, 3, (3, 5)]), padding='same',
                                  groups=groups, bias=choose.random() < 0.5)
                channels = out
            elif kind == 'norm':
                layer = choose.choice([nn.BatchNorm2d(channels), nn.GroupNorm(2, channels),
                                       nn.InstanceNorm2d(channels, affine=True)])
            elif kind == 'act':
                layer = choose.choice([nn.ReLU(), nn.SiLU(), nn.GELU(), nn.Hardswish(), nn.Mish()])
            elif kind == 'pool':
                layer = choose.choice([nn.MaxPool2d(3, 1, 1), nn.AvgPool2d(3, 1, 1)])
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


def check_random(count):
    for seed in range(count):
        imports(f'random{seed}', Random(seed), [torch.rand(1, 8, 10, 12)])


def check_names():
    """Names from outside neither break the header nor get code into it."""
    net = nn.Sequential()
    for name in ('a b', 'end*/ // int x;', 'äß', '}; int evil = 1; //', '??/'):
        net.add_module(name, nn.Sequential(nn.Linear(4, 4), nn.ReLU()))
    imports('net "; int y = 1; //', net, [torch.rand(1, 4)])
    for name in ('class', 'quote"', 'line\nend'):  # torch.fx writes them into its code as they are
        odd = nn.Sequential()
        odd.add_module(name, nn.ReLU())
        try:
            header_of(odd, [torch.rand(1, 4)], 'odd')
            failures.append(f'{name!r}: imported')
        except graphs.Refusal as refusal:
            if 'torch.fx cannot trace it' not in str(refusal):
                failures.append(str(refusal))


def refused(words, sentence):
    """One line on the standard error, exit code 2, no file."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / 'net.hpp'
        result = subprocess.run([sys.executable, str(ROOT / 'examples' / 'from_torch.py'), *words,
                                 '--output', str(output)], capture_output=True, text=True)
        lines = [line for line in result.stderr.splitlines() if 'Warning' not in line]
        if result.returncode != 2 or len(lines) != 1 or sentence not in lines[0]:
            failures.append(f'{words}: exit code {result.returncode}, {result.stderr[-400:]!r}')
        if output.exists() or list(pathlib.Path(folder).iterdir()):
            failures.append(f'{words}: left a file')


NET_OF_README = """from torch import nn


class Net(nn.Sequential):
    def __init__(self, classes):
        super().__init__(nn.Conv2d(1, 8, (9, 4), 2), nn.ReLU(), nn.Flatten(),
                         nn.Linear(8 * 21 * 4, classes))
"""


def check_readme():
    """The commands of README.md's blocks of bash work as they stand, from the project's root."""
    blocks = re.findall(r'^```bash\n(.*?)^```$', (ROOT / 'README.md').read_text(), re.M | re.S)
    commands = [line for block in blocks for line in block.splitlines()]
    if not commands:
        failures.append('README.md has no block of bash')
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for each in ('examples', 'include'):
            (folder / each).symlink_to(ROOT / each)
        (folder / 'my_net.py').write_text(NET_OF_README)
        for command in commands:
            done = subprocess.run(command.replace('python3', sys.executable, 1), shell=True,
                                  cwd=folder, capture_output=True, text=True)
            if done.returncode != 0:
                failures.append(f'README.md: {command}: {done.stderr[-500:]}')


def check_refusals():
    refused(['no_such_module:Net', '--input', '3'], 'cannot import no_such_module')
    refused(['no_such_file.py:Net', '--input', '3'], 'no file no_such_file.py')
    refused(['torch.nn:Linear', '--input', '3'], 'torch.nn:Linear()')
    refused(['torch.nn:Flatten', '--input', '3xx'], '--input expects sizes such as 3x224x224')
    refused(['torchvision.models:swin_t', '--input', '3x224x224'], '--own-layers writes a stub')
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'net.py'
        path.write_text('from torch import nn\n\n\nclass Net(nn.Module):\n    def forward(self, x):\n'
                        '        return x if x.sum() > 0 else -x\n')
        refused([f'{path}:Net', '--input', '3'], 'torch.fx cannot trace it')


torch.manual_seed(0)
if '--all' in sys.argv:
    check_models([name for name in torchvision.models.list_models(torchvision.models)])
else:
    check_models(SMALL)
with contextlib.redirect_stdout(io.StringIO()):
    check_own()
    check_random(20)
    check_names()
    check_readme()
    check_refusals()
for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
