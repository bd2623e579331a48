#!/usr/bin/env python3
"""examples/from_torch.py: networks of torchvision and of its own, random ones, odd names, bad input.

usage: from_torch.py ROOT CXX [--all]

Skipped without python3-torch and python3-torchvision. --all: every model of torchvision, which takes
half an hour; the message of those that cannot be imported is compared.
"""
import contextlib
import inspect
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

ROOT, CXX = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
try:
    import torch
    import torchvision
    from torch import nn  # noqa: F401
except ImportError:
    print('Skipped: no python3-torch with python3-torchvision')
    sys.exit(77)
os.environ['CXX'] = CXX
warnings.filterwarnings('ignore')
sys.path.insert(0, str(ROOT / 'examples'))
sys.path.insert(0, str(ROOT / 'tests'))
from importer_networks import AttentionBlock, Ladder, Parts, Random, Shared, Siamese, Spotter  # noqa: E402
from importer_checks import Checks  # noqa: E402
from importer import check, command, graph as graphs, torch_graph  # noqa: E402
from importer.text import identifier  # noqa: E402

SMALL = ['alexnet', 'squeezenet1_1', 'mobilenet_v2', 'mobilenet_v3_small', 'mnasnet0_5', 'googlenet',
         'shufflenet_v2_x0_5', 'regnet_y_400mf', 'resnet18', 'densenet121', 'efficientnet_b0']
# Those of torchvision 0.14 that it cannot import, and why: boxes are selected by the values of tensors;
# two images are joined along the batch; heads are joined with the batch of a convolution; a part of a
# tensor is written. SwinV2 needs --own-layers for the index of a table.
CANNOT = {'rcnn': 'This function expects rel_codes of type torch.Tensor', 'fcos': 'no operation gt',
          'ssd': 'no operation gt', 'retinanet': 'no operation gt', 'raft': 'works along the batch',
          'mvit_v1': 'the batch is not the first axis', 'mvit_v2': 'it writes into a part of a tensor'}
failures = []
checks = Checks(failures, 'modules')


def header_of(net, inputs, name, own_layers=False):
    graph = torch_graph.graph_of(net, inputs, own_layers)
    rows = check.rows_of(net, inputs)
    graph.macs += check.total_macs(rows)
    graph = graphs.simplified(graph)
    text = command.header(graph, identifier(name), f'from_torch.py {name}')
    return text, check.comparable(rows)


def imports(name, net, inputs, own_layers=False):
    """The header compiles and agrees with the module; at the next run of the checks."""
    try:
        checks.add(name, identifier(name), *header_of(net, inputs, name, own_layers))
    except Exception as error:
        failures.append(f'{name}: {type(error).__name__}: {error}')


def settings_of(make):
    """Nothing is fetched, and no weights are made that take long."""
    settings = {name: None for name in ('weights', 'weights_backbone')
                if name in inspect.signature(make).parameters}
    if make.__name__ in ('googlenet', 'inception_v3'):
        settings['init_weights'] = False
    return settings


def inputs_of(name, make):
    if name.startswith('raft'):
        return [torch.rand(1, 3, 128, 128)] * 2
    if '.video' in make.__module__:
        return [torch.rand(1, 3, *((16, 224, 224) if name in ('s3d', 'mvit_v1_b', 'mvit_v2_s')
                                   else (8, 112, 112)))]
    return [torch.rand(1, 3, *((299, 299) if 'inception' in name else (224, 224)))]


def check_models(names):
    for name in names:
        make = torchvision.models.get_model_builder(name)
        inputs = inputs_of(name, make)
        reason = next((reason for part, reason in CANNOT.items() if part in name), None)
        if reason is None:
            net, own = make(**settings_of(make)), name.startswith('swin_v2')
            imports(name, net, inputs, own)
            checks.run()
            print(name, flush=True)
            continue
        try:
            header_of(make(**settings_of(make)), inputs, name)
            failures.append(f'{name}: imported')
        except graphs.Refusal as refusal:
            print(f'{name} cannot be imported: {refusal}', flush=True)
            if reason not in str(refusal):
                failures.append(f'{name}: {refusal}')


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


def check_random(count):
    for seed in range(count):
        imports(f'random{seed}', Random(seed), [torch.rand(1, 8, 10, 12)])


def check_names():
    """Names from outside neither break the header nor get code into it."""
    net = nn.Sequential()
    for name in ('a b', 'end*/ // int x;', 'äß', '}; int evil = 1; //', '??/', 'class', 'quote"',
                 'line\nend'):
        net.add_module(name, nn.Sequential(nn.Linear(4, 4), nn.ReLU()))
    imports('net "; int y = 1; //', net, [torch.rand(1, 4)])


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
    commands = [line for block in blocks for line in block.splitlines() if 'from_torch' in line]
    if not commands:
        failures.append('README.md has no command with from_torch.py')
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for each in ('examples', 'include'):
            (folder / each).symlink_to(ROOT / each)
        (folder / 'my_net.py').write_text(NET_OF_README)
        for line in commands:
            done = subprocess.run(line.replace('python3', sys.executable, 1), shell=True,
                                  cwd=folder, capture_output=True, text=True)
            if done.returncode != 0:
                failures.append(f'README.md: {line}: {done.stderr[-500:]}')


def check_refusals():
    refused(['no_such_module:Net', '--input', '3'], 'cannot import no_such_module')
    refused(['no_such_file.py:Net', '--input', '3'], 'no file no_such_file.py')
    refused(['torch.nn:Linear', '--input', '3'], 'torch.nn:Linear()')
    refused(['torch.nn:Flatten', '--input', '3xx'], '--input expects sizes such as 3x224x224')
    refused(['torch.nn:Identity', '--input', '3'], 'its output is its input')
    refused(['torch.nn:ReLU', '--input', '3', '--input', '3'], '--input gives 1 shapes more')
    refused(['torch.nn:Linear', '--args', '3, 4', '--input', '5'], 'mat1 and mat2 shapes')
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'net.py'
        path.write_text('from torch import nn\n\n\nclass Net(nn.Module):\n    def forward(self, x):\n'
                        '        return x if x.sum() > 0 else -x\n')
        refused([f'{path}:Net', '--input', '3'], 'net.py:6): it branches on the values of a tensor')
        path.write_text('from torch import nn\n\n\nclass Net(nn.Module):\n    def forward(self, x):\n'
                        '        return x.cumsum(1)\n')
        refused([f'{path}:Net', '--input', '3'],
                'net.py:6): ctnn has no operation cumsum; --own-layers writes a stub')


torch.manual_seed(0)
if '--all' in sys.argv:
    check_models(torchvision.models.list_models())
else:
    check_models(SMALL)
with contextlib.redirect_stdout(io.StringIO()):
    check_own()
    check_random(100)
    check_names()
    checks.run(10)
    check_readme()
    check_refusals()
for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
