#!/usr/bin/env python3
"""Writes a PyTorch network as a ctnn header.

    from_torch.py torchvision.models:resnet18 --input 3x224x224 --output resnet18.hpp
    from_torch.py my_net.py:Net --args "classes=10" --input 1x49x10 --check

The network is a class or function that gives a module, in an installed package or a file. No weights
are needed. Standard output, unless --output names a file. Exit code 2: something is missing or cannot
be expressed, in one line on the standard error.
"""
import argparse
import importlib
import importlib.util
import os
import pathlib
import shlex
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from importer import emit, graph as graphs, structure  # noqa: E402
from importer.graph import Refusal  # noqa: E402


def parse(words):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('network', help='module:callable or file.py:callable')
    parser.add_argument('--input', action='append', required=True, metavar='CxHxW',
                        help='the shape of an input, without the batch; once for each input')
    parser.add_argument('--args', default='', help='of the callable, such as "num_classes=10"')
    parser.add_argument('--name', help='of the network in C++; else that of the callable')
    parser.add_argument('--output', metavar='FILE')
    parser.add_argument('--own-layers', action='store_true',
                        help='writes a stub for what ctnn has not, with the shapes that it gave')
    parser.add_argument('--check', action='store_true',
                        help='compiles the header and compares it with the module, row by row')
    return parser.parse_args(words)


def shape_of(text):
    sizes = text.split('x')
    if not all(size.isdigit() and int(size) > 0 for size in sizes):
        raise Refusal(f'--input expects sizes such as 3x224x224, got {text!r}')
    return tuple(map(int, sizes))


def load(name):
    """The callable of `package.module:callable` or `file.py:callable`."""
    where, colon, attribute = name.rpartition(':')
    if not colon:
        raise Refusal(f'expects module:callable or file.py:callable, got {name!r}')
    try:
        if where.endswith('.py'):
            if not os.path.exists(where):
                raise Refusal(f'no file {where}')
            spec = importlib.util.spec_from_file_location('network_of_the_user', where)
            module = importlib.util.module_from_spec(spec)
            sys.path.insert(0, str(pathlib.Path(where).resolve().parent))
            spec.loader.exec_module(module)
        else:
            module = importlib.import_module(where)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(f'cannot import {where}: {one_line(error)}') from None
    if not hasattr(module, attribute):
        raise Refusal(f'{where} has no {attribute}')
    return getattr(module, attribute)


def one_line(error):
    return ' '.join(str(error).split()) or type(error).__name__


def module_of(arguments):
    import torch
    make = load(arguments.network)
    if isinstance(make, torch.nn.Module):
        return make
    try:
        made = eval(f'make({arguments.args})', {'make': make})  # the user's own words
    except Exception as error:
        raise Refusal(f'{arguments.network}({arguments.args}): {one_line(error)}') from None
    if not isinstance(made, torch.nn.Module):
        raise Refusal(f'{arguments.network} gives a {type(made).__name__}, not a torch.nn.Module')
    return made


def write(text, path):
    """Completely or not at all."""
    if path is None:
        sys.stdout.write(text)
        return
    part = path + '.part'
    with open(part, 'w') as file:
        file.write(text)
    os.replace(part, path)


def command_of(arguments):
    """The words that say what the header is made of."""
    words = [arguments.network]
    if arguments.args:
        words += ['--args', arguments.args]
    for text in arguments.input:
        words += ['--input', text]
    return words


def run(words):
    arguments = parse(words)
    shapes = [shape_of(text) for text in arguments.input]
    try:
        import torch
    except ImportError:
        raise Refusal('needs PyTorch (python3-torch)') from None
    from importer import check, torch_graph
    module = module_of(arguments)
    torch.manual_seed(0)
    inputs = [torch.rand(1, *shape) for shape in shapes]
    graph = torch_graph.graph_of(module, inputs, arguments.own_layers)
    rows = check.rows_of(module, inputs)
    graph.macs += check.total_macs(rows)
    graph = graphs.without_pass_through(graph)
    name = arguments.name or arguments.network.rpartition(':')[2]
    command = 'from_torch.py ' + ' '.join(map(shlex.quote, command_of(arguments)))
    text = emit.header(graph, structure.elements_of(graph), name, command,
                       emit.stubs(graph) if arguments.own_layers else '')
    if arguments.check:
        print(check.check(text, emit.identifier(name), rows))
    if arguments.output is not None or not arguments.check:
        write(text, arguments.output)


def main():
    try:
        run(sys.argv[1:])
    except Refusal as refusal:
        print(f'from_torch: {refusal}', file=sys.stderr)
        return 2
    except OSError as error:
        print(f'from_torch: {error.strerror}: {error.filename}', file=sys.stderr)
        return 2
    return 0


if __name__ == '__main__':
    sys.exit(main())
