#!/usr/bin/env python3
"""Writes an ONNX network as a ctnn header.

    from_onnx.py keyword_spotting.onnx --output keyword_spotting.hpp
    from_onnx.py resnet50.onnx --check
    from_onnx.py detector.onnx --input 3x640x640 --table

Opsets 7 and later; of weights only the shapes are read. The first axis of an input is the batch.
Standard output, unless --output names a file. Exit code 2: something is missing or cannot be
expressed, in one line on the standard error.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from importer import command  # noqa: E402
from importer.graph import Refusal  # noqa: E402


def run(words):
    parser = command.parser_of(__doc__, 'an ONNX file', inputs_required=False)
    arguments = command.parse(parser, words)
    shapes = [command.shape_of(text) for text in arguments.input or []]
    try:
        import onnx  # noqa: F401
    except ImportError:
        raise Refusal('needs the package onnx (python3-onnx)') from None
    from importer import onnx_graph
    graph, rows = onnx_graph.graph_of(arguments.network, shapes, arguments.own_layers)
    command.make('from_onnx.py', arguments, graph, rows, command.stem(arguments.network), 'nodes')


if __name__ == '__main__':
    sys.exit(command.main(run, 'from_onnx'))
