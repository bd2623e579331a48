"""Compiles a header and compares it, row by row, with what its origin says."""
import collections
import os
import pathlib
import subprocess
import tempfile

from . import layers
from .graph import Refusal

INCLUDE = pathlib.Path(__file__).resolve().parents[2] / 'include'

PROGRAM = """@includes@
#include <cstdio>
template <class Summary>
void print(const char* net, const Summary& summary) {
    for (int i = 0; i < summary.size(); ++i) {
        const ctnn::Record& record = summary[i];
        std::printf("%s;%s;", net, record.name);
        const ctnn::Shape shapes[] = {summary.input_of(i), record.output};
        for (const ctnn::Shape& shape : shapes) {
            for (int axis = 0; axis < shape.rank; ++axis) {
                std::printf("%s%lld", axis ? "x" : "", static_cast<long long>(shape[axis]));
            }
            std::printf(";");
        }
        const ctnn::Params own = record.own_params();
        std::printf("%lld;%lld\\n", static_cast<long long>(own.trainable()),
                    static_cast<long long>(record.work.macs));
    }
}
int main() {
@prints@
}
"""
PRINT = """    {
        static constexpr auto summary = ctnn::summarize(@net@_net::@net@, @net@_net::inputs);
        print("@net@", summary);
    }"""


def sizes(tensor):
    while isinstance(tensor, (tuple, list)):
        tensor = tensor[0]
    return sizes_text(tensor.shape[1:])


def sizes_text(shape):
    return 'x'.join(map(str, shape))


def macs_of(module, given, output):
    kind = type(module).__name__
    while isinstance(output, (tuple, list)):
        output = output[0]
    if kind.startswith('ConvTranspose'):
        return (given[0][0].numel() * module.out_channels // module.groups
                * module.weight[0, 0].numel())
    if kind.startswith('Conv') and hasattr(module, 'weight'):
        return output[0].numel() * module.weight[0].numel()
    if kind in ('Linear', 'NonDynamicallyQuantizableLinear'):
        return output[0].numel() * module.in_features
    if kind == 'Bilinear':
        return output[0].numel() * module.in1_features * module.in2_features
    if kind in ('RNN', 'LSTM', 'GRU'):
        weights = sum(each.numel() for name, each in module.named_parameters() if 'weight' in name)
        return output.shape[1] * weights
    if kind == 'MultiheadAttention':
        width, rows = module.embed_dim, output.shape[1]
        return 4 * rows * width * width + 2 * rows * rows * width
    return 0


def rows_of(module, inputs):
    """A row for each call of a module that is a layer: class, shapes, parameters, MACs."""
    import torch
    rows, seen, hooks, inside = [], set(), [], set()
    for name, each in module.named_modules():
        if any(name.startswith(above + '.') for above in inside):
            continue
        if layers.of_module(each) is None and any(True for _ in each.children()):
            continue
        inside.add(name)

        def hook(called, given, output):
            if not given:
                given = (output[0],)
            own = 0
            for parameter in called.parameters():
                own += parameter.numel() if id(parameter) not in seen else 0
                seen.add(id(parameter))
            rows.append((type(called).__name__, sizes(given), sizes(output), own,
                         macs_of(called, given, output)))

        hooks.append(each.register_forward_hook(hook))
    with torch.no_grad():
        module.eval()(*inputs)
    for each in hooks:
        each.remove()
    return rows


def total_macs(rows):
    return sum(row[4] for row in rows)


def comparable(rows):
    """Rows that are one of ctnn's: attention is several, Bilinear has two inputs, and an Identity may
    be left out."""
    return [row for row in rows if row[0] not in ('MultiheadAttention', 'Identity', 'Bilinear')
            and SAME_CLASS.get(row[0], row[0]) in layers.SAME]


def compiled_rows(headers):
    """What the summaries of headers (texts by the names of their networks) say, by the C++ compiler at
    hand: rows by names."""
    compiler = os.environ.get('CXX', 'c++')
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, text in headers.items():
            (folder / f'{name}.hpp').write_text(text)
        includes = '\n'.join(f'#include "{name}.hpp"' for name in headers)
        prints = '\n'.join(PRINT.replace('@net@', name) for name in headers)
        (folder / 'net.cpp').write_text(PROGRAM.replace('@includes@', includes)
                                        .replace('@prints@', prints))
        command = [compiler, '-std=c++20', f'-I{INCLUDE}', str(folder / 'net.cpp'), '-o',
                   str(folder / 'net')]
        try:
            made = subprocess.run(command, capture_output=True, text=True)
        except FileNotFoundError:
            raise Refusal(f'--check needs a C++ compiler; there is no {compiler}') from None
        if made.returncode != 0:
            raise Refusal(f'the header does not compile: {first_error(made.stderr)}')
        printed = subprocess.run([str(folder / 'net')], capture_output=True, text=True, check=True)
    rows = {name: [] for name in headers}
    for line in printed.stdout.splitlines():
        name, *row = line.split(';')
        rows[name].append(row)
    return rows


SAME_CLASS = {'DepthwiseConv': 'Conv2d', 'PointwiseConv': 'Conv2d',
              'NonDynamicallyQuantizableLinear': 'Linear'}


def first_error(text):
    """Of a compiler's messages."""
    lines = [line for line in text.splitlines() if 'error' in line] or text.splitlines() or ['']
    return lines[0].replace(tempfile.gettempdir(), '')[:300]


def check(text, name, rows, what):
    """A line that says what was compared; a Refusal at the first difference."""
    return compare(compiled_rows({name: text})[name], rows, what)


def compare(printed, rows, what):
    """The same, of rows that a header printed. Each row of the origin (class, shapes, parameters, MACs)
    must be one of them; a shape that is None is any."""
    ours = collections.Counter()
    for row in printed:
        kind, given, *figures = SAME_CLASS.get(row[0], row[0]), row[1], row[2], int(row[3]), int(row[4])
        ours[(kind, given, *figures)] += 1
        ours[(kind, None, *figures)] += 1
    for kind, given, output, params, macs in rows:
        row = (SAME_CLASS.get(kind, kind), given, output, params, macs)
        if ours[row] == 0:
            raise Refusal(f'{what} have {kind} {given or "..."} -> {output}, {params} parameters, '
                          f'{macs} MACs, and the header has not')
        ours[row] -= 1
    params = sum(int(row[3]) for row in printed)
    macs = sum(int(row[4]) for row in printed)
    return (f'{len(rows)} {what} compared, all agree in kind, shapes, parameters and '
            f'MACs; {len(printed)} operations, {params:,} parameters, {macs:,} MACs')
