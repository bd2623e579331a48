#!/usr/bin/env python3
"""Writes a PyTorch network as a ctnn header.

    from_torch.py torchvision.models:resnet18 --input 3x224x224 --output resnet18.hpp
    from_torch.py my_net.py:Net --args "classes=10" --input 1x49x10 --check

The network is a class or function that gives a module, in an installed package or a file. No weights
are needed. Standard output, unless --output names a file. Exit code 2: something is missing or cannot
be expressed, in one line on the standard error.
"""
import importlib
import importlib.util
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from importer import check, command  # noqa: E402
from importer.graph import Refusal  # noqa: E402


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


def run(words):
    parser = command.parser_of(__doc__, 'module:callable or file.py:callable', inputs_required=True)
    parser.add_argument('--args', default='', help='of the callable, such as "num_classes=10"')
    arguments = command.parse(parser, words)
    shapes = [command.shape_of(text) for text in arguments.input]
    try:
        import torch
    except ImportError:
        raise Refusal('needs PyTorch (python3-torch)') from None
    from importer import torch_graph
    module = module_of(arguments)
    torch.manual_seed(0)
    inputs = [torch.rand(1, *shape) for shape in shapes]
    graph = torch_graph.graph_of(module, inputs, arguments.own_layers)
    rows = check.rows_of(module, inputs)
    graph.macs += check.total_macs(rows)
    command.make('from_torch.py', arguments, graph, check.comparable(rows),
                 arguments.network.rpartition(':')[2], 'modules')


if __name__ == '__main__':
    sys.exit(command.main(run, 'from_torch'))
