#!/usr/bin/env python3
"""examples/from_onnx.py: operators in all opsets, real files, exports of PyTorch, odd names, bad input.

usage: from_onnx.py ROOT CXX

Skipped without python3-onnx. Where PyTorch and torchvision are installed, networks that they export
are compared with what from_torch.py makes of the same module.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

ROOT, CXX = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
try:
    import numpy
    from onnx import TensorProto, helper, numpy_helper
except ImportError:
    print('Skipped: no python3-onnx')
    sys.exit(77)
os.environ['CXX'] = CXX
warnings.filterwarnings('ignore')
sys.path.insert(0, str(ROOT / 'examples'))
sys.path.insert(0, str(ROOT / 'tests'))
from importer_checks import Checks  # noqa: E402
from importer import check, command, graph as graphs, onnx_graph  # noqa: E402
from importer.text import identifier  # noqa: E402

REAL_FILES = ROOT.parent / 'shared' / 'oracle' / 'onnx'
failures = []
checks = Checks(failures, 'nodes')
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def weight(name, *shape):
    return numpy_helper.from_array(numpy.zeros(shape, numpy.float32), name)


def numbers(name, *values):
    return numpy_helper.from_array(numpy.array(values, numpy.int64), name)


def scalar(name, value):
    return numpy_helper.from_array(numpy.array(value, numpy.float32), name)


def network(nodes, inputs, initializers=(), opset=13, outputs=('y',), kind=FLOAT):
    """A file of nodes; inputs are shapes, named x, x1, x2 ..."""
    values = [helper.make_tensor_value_info('x' + (str(i) if i else ''), kind, shape)
              for i, shape in enumerate(inputs)]
    graph = helper.make_graph(nodes, 'test', values, [
        helper.make_tensor_value_info(name, FLOAT, None) for name in outputs], list(initializers))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid('', opset)])


def node(kind, inputs='x', output='y', name='', **attributes):
    return helper.make_node(kind, inputs.split(), output.split(), name=name, **attributes)


def saved(model, folder):
    path = pathlib.Path(folder) / 'net.onnx'
    path.write_bytes(model.SerializeToString())
    return str(path)


def header_of(path, inputs=(), own_layers=False, name='net'):
    graph, rows = onnx_graph.graph_of(path, inputs, own_layers)
    return command.header(graph, name, 'from_onnx.py net.onnx'), rows, graph


def imports(what, path, expected=''):
    """The header compiles, has the expected text, and agrees with ONNX's shape inference."""
    try:
        name = f'net{len(checks.waiting)}'
        text, rows, graph = header_of(path, name=name)
    except Exception as error:
        failures.append(f'{what}: {type(error).__name__}: {error}')
        return None
    if expected not in text.replace(f'{name}{{', 'net{'):
        failures.append(f'{what}: no {expected!r} in\n{text}')
    checks.add(what, name, text, rows)
    return graph


# (what, the model, what its header has)

def windows():
    """Convolutions and pools: sizes, ends that differ, ONNX's automatic padding."""
    image, kernel = [(1, 3, 15, 18)], weight('w', 6, 3, 3, 5)
    yield 'Conv', network([node('Conv', 'x w', strides=[2, 1], pads=[1, 2, 1, 2])], image, [kernel]), \
        'Conv2d{.in_channels = 3'
    for auto in ('SAME_UPPER', 'SAME_LOWER', 'VALID'):
        yield f'Conv {auto}', network([node('Conv', 'x w', auto_pad=auto, strides=[2, 2])], image,
                                      [kernel]), 'Conv2d{'
    yield 'Conv with ends that differ', network([node('Conv', 'x w', pads=[0, 1, 2, 3])], image,
                                                [kernel]), '.padding = {0, 2, 1, 3}'
    yield 'Conv with a bias and groups', network(
        [node('Conv', 'x w b', group=2, dilations=[2, 2])], [(1, 4, 12, 12)],
        [weight('w', 6, 2, 3, 3), weight('b', 6)]), '.groups = 2'
    yield 'Conv, depthwise', network([node('Conv', 'x w', group=4)], [(1, 4, 12, 12)],
                                     [weight('w', 8, 1, 3, 3)]), '.depth_multiplier = 2'
    yield 'Conv of a line', network([node('Conv', 'x w', pads=[1, 2])], [(1, 4, 20)],
                                    [weight('w', 6, 4, 3)]), '.padding = {1, 2}'
    yield 'Conv of a volume', network([node('Conv', 'x w')], [(1, 2, 8, 9, 10)],
                                      [weight('w', 4, 2, 3, 3, 3)]), 'Conv3d{'
    for settings in ({}, {'output_padding': [1, 1], 'strides': [2, 2], 'pads': [1, 1, 1, 1]},
                     {'output_shape': [16, 18], 'strides': [2, 2]}, {'group': 2}):
        yield f'ConvTranspose {settings}', network(
            [node('ConvTranspose', 'x w', **settings)], [(1, 4, 8, 9)],
            [weight('w', 4, 3, 3, 3)]), 'ConvTranspose2d{.in_channels = 4'
    for kind, name in (('MaxPool', 'MaxPool2d'), ('AveragePool', 'AvgPool2d')):
        for settings in ({}, {'strides': [2, 2]}, {'strides': [3, 2], 'pads': [1, 1, 1, 1]},
                         {'strides': [2, 2], 'ceil_mode': 1}, {'auto_pad': 'SAME_UPPER'},
                         {'strides': [2, 2], 'pads': [0, 0, 1, 1]}, {'strides': [3, 3]}):
            yield f'{kind} {settings}', network([node(kind, kernel_shape=[3, 3], **settings)], image,
                                                (), 11), name
    yield 'GlobalAveragePool', network([node('GlobalAveragePool')], image), 'AdaptiveAvgPool2d{1}'
    yield 'GlobalMaxPool', network([node('GlobalMaxPool')], image), 'AdaptiveMaxPool2d{1}'


def products():
    yield 'Gemm', network([node('Gemm', 'x w b')], [(1, 8)], [weight('w', 8, 5), weight('b', 5)]), \
        'Linear{.in_features = 8, .out_features = 5}'
    yield 'Gemm, transposed', network([node('Gemm', 'x w', transB=1)], [(1, 8)],
                                      [weight('w', 5, 8)], 11), '.bias = false'
    yield 'MatMul and Add', network([node('MatMul', 'x w', 'z'), node('Add', 'z b')], [(1, 7, 8)],
                                    [weight('w', 8, 5), weight('b', 5)]), \
        'Linear{.in_features = 8, .out_features = 5}'
    yield 'MatMul of two', network([node('Transpose', 'x', 'z', perm=[0, 2, 1]),
                                    node('MatMul', 'x z')], [(1, 7, 8)]), 'MatMul{skip'
    yield 'tied weights', network([node('MatMul', 'x w', 'z'), node('Transpose', 'w', 't', perm=[1, 0]),
                                   node('MatMul', 'z t')], [(1, 7, 8)], [weight('w', 8, 700)]), \
        'Shared{"w", Linear{'


def joins():
    image = [(1, 4, 5, 6)]
    yield 'Add of a tensor to itself', network([node('Add', 'x x')], image), 'Add{skip, skip}'
    yield 'Add of a parameter', network([node('Add', 'x w')], image, [weight('w', 4, 1, 1)]), \
        'Add{skip, Parameter{4, 1, 1}}'
    yield 'Mul with a number', network([node('Mul', 'x s', 'z'), node('Relu', 'z')], image,
                                       [scalar('s', 0.5)]), 'Mul with a number (1)'
    yield 'Sum of three', network([node('Relu', 'x', 'a'), node('Sigmoid', 'x', 'b'),
                                   node('Sum', 'a b x')], image), 'Add{Named{"a", ReLU{}}, Named{"b", Sigmoid{}}, skip}'
    yield 'Concat', network([node('Relu', 'x', 'a'), node('Concat', 'a x', axis=1)], image), \
        'Concat{Named{"a", ReLU{}}, skip}'
    yield 'Concat of the last axis', network([node('Concat', 'x x', axis=-1)], image), '.along(3)'
    yield 'two inputs', network([node('Add', 'x x1')], image * 2), 'Input{1}'
    yield 'Swish', network([node('Sigmoid', 'x', 'a'), node('Mul', 'x a')], image), 'SiLU{}'
    yield 'a gate that is no Swish', network(
        [node('Sigmoid', 'x', 'a'), node('Mul', 'x a', 'z'), node('Add', 'z a')], image), 'Multiply{'
    yield 'two Swishes', network(
        [node('Sigmoid', 'x', 'a'), node('Mul', 'x a', 'z'), node('Sigmoid', 'z', 'b'),
         node('Mul', 'z b')], image), 'SiLU{}'
    yield 'GELU', network([node('Div', 'x r', 'a'), node('Erf', 'a', 'b'), node('Add', 'b o', 'c'),
                           node('Mul', 'x c', 'd'), node('Mul', 'd h')], image,
                          [scalar('r', 1.4142), scalar('o', 1), scalar('h', 0.5)]), 'GELU{}'


def normalizations():
    image = [(1, 4, 5, 6)]
    vectors = [weight(name, 4) for name in 'sbmv']
    yield 'BatchNormalization', network([node('BatchNormalization', 'x s b m v')], image, vectors), \
        'BatchNorm2d{4}'
    yield 'InstanceNormalization', network([node('InstanceNormalization', 'x s b')], image,
                                           vectors[:2]), '.affine = true'
    yield 'LRN', network([node('LRN', size=5)], image), 'LocalResponseNorm{5}'
    yield 'LayerNormalization', network([node('LayerNormalization', 'x s b', axis=-1)], [(1, 3, 4)],
                                        vectors[:2], 17), 'LayerNorm{4}'
    parts = [node('ReduceMean', 'x', 'm', axes=[-1]), node('Sub', 'x m', 'd'),
             node('Pow', 'd two', 'q'), node('ReduceMean', 'q', 'v', axes=[-1]),
             node('Add', 'v e', 'w'), node('Sqrt', 'w', 'r'), node('Div', 'd r', 'n'),
             node('Mul', 'n s', 'k'), node('Add', 'k b')]
    yield 'LayerNorm in parts', network(parts, [(1, 3, 4)], [*vectors[:2], scalar('two', 2),
                                                             scalar('e', 1e-5)]), 'LayerNorm{4}'
    for kind, name in (('Relu', 'ReLU'), ('Sigmoid', 'Sigmoid'), ('Tanh', 'Tanh'), ('Elu', 'ELU'),
                       ('Selu', 'SELU'), ('Softplus', 'Softplus'), ('Softsign', 'Softsign'),
                       ('LeakyRelu', 'LeakyReLU'), ('HardSigmoid', 'Hardsigmoid'),
                       ('HardSwish', 'Hardswish'), ('Celu', 'CELU')):
        yield kind, network([node(kind)], image, (), 14), f'{name}{{}}'
    yield 'PRelu', network([node('PRelu', 'x s')], image, [weight('s', 4, 1, 1)]), 'PReLU{4}'
    yield 'Clip of opset 7', network([node('Clip', min=0.0, max=6.0)], image, (), 7), 'ReLU6{}'
    yield 'Clip of opset 11', network([node('Clip', 'x l h')], image, [scalar('l', -1),
                                                                       scalar('h', 1)], 11), \
        'Hardtanh{.min_val = -1.0, .max_val = 1.0}'
    for opset, axis in ((12, 1), (13, -1), (13, 1)):
        yield f'Softmax of opset {opset}', network([node('Softmax', axis=axis)], [(1, 9)], (), opset), \
            'Softmax{1}'
    yield 'Softmax of channels', network([node('Softmax', axis=1)], image), 'Softmax{1}'
    yield 'Dropout of opset 7', network([node('Dropout', ratio=0.5)], image, (), 7), 'Dropout{}'


def reshapes():
    image = [(1, 4, 5, 6)]
    yield 'Flatten', network([node('Flatten')], image), 'Flatten{}'
    yield 'Reshape', network([node('Reshape', 'x s')], image, [numbers('s', 0, 2, -1, 6)]), \
        'Reshape{{2, 10, 6}}'
    yield 'a computed Reshape', network(
        [node('Shape', 'x', 's'), node('Gather', 's zero', 'n', axis=0),
         node('Unsqueeze', 'n', 'u', axes=[0]), node('Concat', 'u m', 'sizes', axis=0),
         node('Reshape', 'x sizes')], image, [
             numpy_helper.from_array(numpy.array(0), 'zero'), numbers('m', -1)], 11), 'Flatten{}'
    yield 'Transpose', network([node('Transpose', perm=[0, 2, 3, 1])], image), 'Permute{{0, 2, 3, 1}}'
    yield 'Transpose of two', network([node('Transpose', perm=[0, 1, 3, 2])], image), 'Transpose{2, 3}'
    yield 'a batch that moves and comes back', network(
        [node('Transpose', 'x', 'a', perm=[1, 0, 2]), node('MatMul', 'a w', 'b'),
         node('Transpose', 'b', perm=[1, 0, 2])], [(1, 7, 8)], [weight('w', 8, 3)]), \
        'net{\n    Named{"b", Linear{.in_features = 8, .out_features = 3, .bias = false}},\n};'
    yield 'Squeeze', network([node('GlobalAveragePool', 'x', 'p'), node('Squeeze', 'p', axes=[2, 3])],
                             image, (), 11), 'Flatten{}'
    yield 'Slice of opset 9', network([node('Slice', axes=[2], starts=[1], ends=[-1])], image, (), 9), \
        'Slice{.dim = 2, .start = 1, .stop = 4}'
    yield 'Slice of opset 13', network([node('Slice', 'x a b c d')], image, [
        numbers('a', 0), numbers('b', 6), numbers('c', 3), numbers('d', 2)]), \
        'Slice{.dim = 3, .step = 2}'
    yield 'Split', network([node('Split', 'x', 'a b', axis=1), node('Concat', 'b a', axis=1)], image,
                           (), 11), 'Slice{.dim = 1, .start = 2}'
    yield 'Gather of one position', network([node('Gather', 'x i', axis=1)], image, [
        numpy_helper.from_array(numpy.array(2), 'i')]), 'Slice{.dim = 1, .start = 2, .stop = 3}'
    yield 'Embedding', network([node('Gather', 'w x', axis=0)], [(1, 9)], [weight('w', 50, 4)],
                               kind=INT64), 'Embedding{.num_embeddings = 50, .embedding_dim = 4}'
    yield 'Pad of opset 9', network([node('Pad', pads=[0, 0, 1, 2, 0, 0, 3, 4])], image, (), 9), \
        'ZeroPad2d{{2, 4, 1, 3}}'
    yield 'Pad by reflection', network([node('Pad', 'x p', mode='reflect')], image,
                                       [numbers('p', 0, 0, 1, 1, 0, 0, 1, 1)]), 'ReflectionPad2d{1}'
    yield 'Upsample', network([node('Upsample', 'x s')], image, [numpy_helper.from_array(
        numpy.array([1, 1, 2, 2], numpy.float32), 's')], 9), 'Upsample{.scale_factor = 2}'
    yield 'Resize', network([helper.make_node(
        'Resize', ['x', '', '', 'sizes'], ['y'], mode='linear')], image, [
            numbers('sizes', 1, 4, 7, 8)]), '.mode = InterpolationMode::bilinear'
    yield 'DepthToSpace', network([node('DepthToSpace', blocksize=2)], image), 'PixelShuffle{2}'
    yield 'SpaceToDepth', network([node('SpaceToDepth', blocksize=2)], [(1, 3, 4, 6)]), \
        'PixelUnshuffle{2}'
    yield 'ReduceMean', network([node('ReduceMean', axes=[2, 3], keepdims=0)], image), 'Mean{{2, 3}}'
    for kind, gates in (('LSTM', 4), ('GRU', 3), ('RNN', 1)):
        yield kind, network(
            [node('Transpose', 'x', 's', perm=[1, 0, 2]), node(kind, 's w r b', 'h', hidden_size=6),
             node('Squeeze', 'h', 'q', axes=[1]), node('Transpose', 'q', perm=[1, 0, 2])],
            [(1, 9, 5)], [weight('w', 1, 6 * gates, 5), weight('r', 1, 6 * gates, 6),
                          weight('b', 1, 12 * gates)], 11), \
            f'net{{Named{{"h", {kind}{{.input_size = 5, .hidden_size = 6}}}}}};'


def check_operators():
    cases = [case for group in (windows, products, joins, normalizations, reshapes)
             for case in group()]

    with tempfile.TemporaryDirectory() as folder:
        for what, model, expected in cases:
            imports(what, saved(model, folder), expected)
    print(f'{checks.run()} operators')


def check_real_files():
    """Seven files of ONNX's own tests, where they are."""
    files = sorted(REAL_FILES.glob('*.onnx'))
    if not files:
        print(f'no files in {REAL_FILES}: they are not compared')
    for path in files:
        imports(path.name, str(path))
    print(f'{checks.run(1)} real files')


def check_exports():
    """What PyTorch exports has the parameters and MACs that from_torch.py finds."""
    try:
        import torch
        import torchvision
    except ImportError:
        print('no PyTorch with torchvision: its exports are not compared')
        return
    from importer import torch_graph
    from importer_networks import AttentionBlock, Parts, Random
    torch.manual_seed(0)
    names = ['squeezenet1_0', 'squeezenet1_1', 'mobilenet_v2', 'mobilenet_v3_small', 'mnasnet0_5',
             'mobilenet_v3_large', 'shufflenet_v2_x0_5', 'resnet18', 'regnet_y_400mf',
             'regnet_x_400mf', 'densenet121']
    nets = [(name, getattr(torchvision.models, name)(weights=None), (3, 224, 224)) for name in names]
    nets += [(f'random{seed}', Random(seed, padding=None), (8, 10, 12)) for seed in range(15)]
    nets += [('attention', AttentionBlock(), (5, 12)), ('parts', Parts(), (8, 6, 7))]
    for number, (name, net, shape) in enumerate(nets):
        example = torch.rand(1, *shape)
        graph = torch_graph.graph_of(net, [example])
        macs = graph.macs + check.total_macs(check.rows_of(net, [example]))
        opset = 14 if name.startswith(('random', 'mobilenet_v3')) else 11 + number % 6
        with tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder) / 'net.onnx')
            # As it is trained: else normalizations are folded into convolutions.
            torch.onnx.export(net, example, path, opset_version=opset, do_constant_folding=False,
                              training=torch.onnx.TrainingMode.TRAINING)
            from_onnx = imports(f'{name}, opset {opset}', path)
        if from_onnx is None:
            continue
        is_attention = name == 'attention'  # its products are in no module's rows
        if from_onnx.params != graph.params or (from_onnx.macs != macs and not is_attention):
            failures.append(f'{name}: {from_onnx.params} parameters and {from_onnx.macs} MACs from '
                            f'ONNX, {graph.params} and {macs} from PyTorch')
    print(f'{checks.run(4)} exports of PyTorch')


def check_readme():
    """README.md's command works as it stands, from the project's root."""
    commands = re.findall(r'^python3 (examples/from_onnx.py (\S+) .*)$', (ROOT / 'README.md').read_text(),
                          re.M)
    if not commands:
        failures.append('README.md has no command with from_onnx.py')
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for each in ('examples', 'include'):
            (folder / each).symlink_to(ROOT / each)
        for command_line, name in commands:
            path = saved(network([node('Conv', 'x w', 'z', strides=[2, 2]), node('Relu', 'z')],
                                 [(1, 1, 49, 10)], [weight('w', 8, 1, 5, 3)]), folder)
            pathlib.Path(path).rename(folder / name)
            done = subprocess.run(f'{sys.executable} {command_line}', shell=True, cwd=folder,
                                  capture_output=True, text=True)
            if done.returncode != 0:
                failures.append(f'README.md: {command_line}: {done.stderr[-500:]}')


def check_report():
    """Options of zoo's print reports."""
    with tempfile.TemporaryDirectory() as folder:
        path = saved(network([node('Conv', 'x w', name='first')], [(1, 3, 8, 8)],
                             [weight('w', 4, 3, 3, 3)]), folder)
        program = [sys.executable, str(ROOT / 'examples' / 'from_onnx.py'), path]
        done = subprocess.run([*program, '--format', 'csv'], capture_output=True, text=True)
        if done.returncode == 2 and 'a report needs fmt' in done.stderr:
            print('no fmt: reports are not looked at')
        elif done.returncode != 0 or '\n0,first,Conv2d,-1,3x8x8,4x6x6,' not in done.stdout:
            failures.append(f'a report: {done.returncode} {done.stdout} {done.stderr}')
        else:
            plan = subprocess.run([*program, '--memory', 'tflm'], capture_output=True, text=True)
            if 'first_used=1 last_used=1 first Conv2d\n' not in plan.stdout:
                failures.append(f'a plan: {plan.returncode} {plan.stdout} {plan.stderr}')


def refused(model, sentence, *words):
    """One line on the standard error, exit code 2, no file."""
    with tempfile.TemporaryDirectory() as folder:
        path = model if isinstance(model, str) else saved(model, folder)
        output = pathlib.Path(folder) / 'net.hpp'
        result = subprocess.run(
            [sys.executable, str(ROOT / 'examples' / 'from_onnx.py'), path, *words, '--output',
             str(output)], capture_output=True, text=True)
        lines = result.stderr.splitlines()
        if result.returncode != 2 or len(lines) != 1 or sentence not in lines[0]:
            failures.append(f'{sentence!r}: exit code {result.returncode}, {result.stderr[-400:]!r}')
        if output.exists() or list(pathlib.Path(folder).glob('*.part')):
            failures.append(f'{sentence!r}: left a file')


def check_refusals():
    image = [(1, 3, 8, 8)]
    refused('no_such_file.onnx', 'No such file or directory: no_such_file.onnx')
    refused(str(ROOT / 'README.md'), 'is not an ONNX file')
    refused(network([node('Relu')], image, (), 6), 'its opset is 6, expected 7 or later')
    refused(network([node('Relu')], [(1, 3, 'height', 8)]), 'open sizes (3xheightx8)')
    refused(network([node('Relu')], image), 'has the size 3 where --input gives 4', '--input', '4x8x8')
    refused(network([node('Relu')], image), '--input gives 2', '--input', '3x8x8', '--input', '3')
    refused(network([node('Relu')], image), '--input expects sizes such as', '--input', '3x')
    refused(network([node('TopK', 'x k', 'y i')], image, [numbers('k', 2)]),
            "node 0 (TopK): ctnn has no operator TopK; --own-layers writes a stub")
    refused(network([node('Relu', 'x', 'y', name='first')], image).__class__(), 'is not an ONNX file')
    branch = helper.make_graph([node('Relu', 'x', 'z')], 'branch', [], [
        helper.make_tensor_value_info('z', FLOAT, None)])
    refused(network([node('If', 'c', 'y', then_branch=branch, else_branch=branch)], image,
                    [numpy_helper.from_array(numpy.array(True), 'c')]), 'node 0 (If): control flow')
    refused(network([node('Conv', 'x x1')], [(1, 3, 8, 8), (4, 3, 3, 3)]), 'whose weights are computed')
    refused(network([node('ReduceMean', axes=[0])], [(2, 3, 4)]), 'works along the batch')


def check_open_sizes():
    """--input gives open sizes; an open batch needs none."""
    with tempfile.TemporaryDirectory() as folder:
        path = saved(network([node('Relu')], [('batch', 3, 'h', 'w')]), folder)
        text, _, _ = header_of(path, [(3, 20, 30)])
        if 'inputs{Shape{3, 20, 30}}' not in text:
            failures.append(f'open sizes: {text}')
        path = saved(network([node('Relu')], [('batch', 3, 4, 5)]), folder)
        imports('an open batch', path, 'inputs{Shape{3, 4, 5}}')
        path = saved(network([node('Conv', 'x w')], [(16, 3, 8, 8)], [weight('w', 4, 3, 3, 3)]), folder)
        imports('a batch of 16', path, 'inputs{Shape{3, 8, 8}}')


def check_own_layers():
    """What ctnn has not, of the shape that it gave."""
    model = network([node('Relu', 'x', 'a'), node('TopK', 'a k', 'b i', axis=1),
                     node('Max', 'b x1', 'c'),
                     node('Flatten', 'c')], [(1, 3, 8, 8), (1, 2, 8, 8)], [numbers('k', 2)])
    with tempfile.TemporaryDirectory() as folder:
        path = saved(model, folder)
        text, rows, _ = header_of(path, (), True)
        for part in ('operator TopK', 'operator Max', 'Own1{}', 'Branches{Own2{}, '):
            if part not in text:
                failures.append(f'own layers: no {part} in\n{text}')
        try:
            check.check(text, 'net', rows, 'nodes')
        except graphs.Refusal as refusal:
            failures.append(f'own layers: {refusal}')


def check_names():
    """Names from outside neither break the header nor get code into it."""
    names = ['a b', 'end*/ // int x;', 'äß', '}; int evil = 1; //', '??/', 'class', 'quote"',
             'line\nend', '/a/b.c/', '...', 'a..b']
    nodes = [node('Relu', 'x' if i == 0 else f't{i}', f't{i + 1}' if i + 1 < len(names) else 'y',
                  name=name) for i, name in enumerate(names)]
    nodes.insert(3, helper.make_node('Identity', ['t3'], ['"; int z; //']))
    with tempfile.TemporaryDirectory() as folder:
        path = saved(network(nodes, [(1, 4)], outputs=('"; int z; //', 'y')), folder)
        imports('odd names', path)
    if identifier('a::b; int c') != 'a_b_int_c' or identifier('int') != 'net_int':
        failures.append('identifiers')


check_operators()
check_real_files()
check_open_sizes()
check_own_layers()
check_names()
check_refusals()
check_readme()
check_report()
checks.run()
check_exports()
checks.run()
for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
