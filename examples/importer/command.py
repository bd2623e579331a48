"""What the importers' command lines have in common."""
import argparse
import os
import pathlib
import shlex
import sys

from . import check, emit, graph as graphs, report, structure
from .graph import Refusal
from .text import identifier


def parser_of(doc, origin, inputs_required):
    """The options of both importers."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Any option of zoo's prints a report of the network: --table, --format svg, ...")
    parser.add_argument('network', help=origin)
    parser.add_argument('--input', action='append', required=inputs_required, metavar='CxHxW',
                        help='the shape of an input, without the batch; once for each input')
    parser.add_argument('--name', help='of the network in C++')
    parser.add_argument('--output', metavar='FILE', help='writes the header to a file')
    parser.add_argument('--own-layers', action='store_true',
                        help='writes a stub for what ctnn has not, with the shapes that it gave')
    parser.add_argument('--check', action='store_true',
                        help='compiles the header and compares it with its origin, row by row')
    parser.add_argument('--table', action='store_true', help="prints zoo's report of the network")
    return parser


def parse(parser, words):
    """The arguments; those that are not the importer's are zoo's."""
    arguments, rest = parser.parse_known_args(words)
    arguments.zoo = rest
    if rest and not rest[0].startswith('--'):
        parser.error(f'unrecognized arguments: {shlex.join(rest)}')
    return arguments


def shape_of(text):
    sizes = text.split('x')
    if not all(size.isascii() and size.isdigit() and int(size) > 0 for size in sizes):
        raise Refusal(f'--input expects sizes such as 3x224x224, got {text!r}')
    return tuple(map(int, sizes))


def write(text, path):
    """Completely or not at all."""
    part = path + '.part'
    try:
        with open(part, 'w', encoding='ascii') as file:
            file.write(text)
        os.replace(part, path)
    except OSError:
        if os.path.exists(part):
            os.remove(part)
        raise


def command_of(program, arguments):
    """The words that say what the header is made of."""
    words = [program, arguments.network]
    if getattr(arguments, 'args', ''):
        words += ['--args', arguments.args]
    for text in arguments.input or []:
        words += ['--input', text]
    return shlex.join(words)


def header(graph, name, command):
    own = emit.stubs(graph)  # names their operations
    return emit.header(graph, structure.elements_of(graph), name, command, own)


def make(program, arguments, graph, rows, default_name, what):
    """The header of a graph: checked, written, reported on, as the arguments say."""
    graph = graphs.simplified(graph)
    name = identifier(arguments.name or default_name)
    text = header(graph, name, command_of(program, arguments))
    if graph.notes:
        print(f'{program}: {emit.left_out(graph)}', file=sys.stderr)
    if arguments.check:
        print(check.check(text, name, rows, what))
    if arguments.output is not None:
        write(text, arguments.output)
    if arguments.table or arguments.zoo:
        report.show(text, name, graph, arguments.zoo)
    elif not arguments.check and arguments.output is None:
        sys.stdout.write(text)


def main(run, program):
    """Exit code 2 and one line on the standard error, if something is missing or inexpressible."""
    try:
        run(sys.argv[1:])
    except Refusal as refusal:
        print(f'{program}: {refusal}', file=sys.stderr)
        return 2
    except OSError as error:
        print(f'{program}: {error.strerror}: {error.filename}', file=sys.stderr)
        return 2
    return 0


def stem(path):
    return pathlib.PurePath(path).stem
