#!/usr/bin/env python3
"""What ctnn costs a compiler, as ratios of its CPU time for `#include <string>`.

    tests/bench/compile_time.py [--rounds N] [compiler ...]      (default: g++ clang++-16)

One run interleaves all sources, N times each, and takes the median, so that a noisy machine
disturbs them alike. Exits with 1 if a limit is exceeded or an object of asserts is not empty.
"""
import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUESTIONS = """
static_assert(output_shape(net, image) == {shape});
static_assert(params(net) == {params});
static_assert(flops(net, image) == {flops});
constexpr auto summary = summarize(net, image);
static_assert(summary.totals.flops == {flops});
"""


def flat(layers):
    """A flat network of convolution, batch norm and ReLU, no two convolutions alike, in one list."""
    channels, height, params, flops, text = 1, 4, 0, 0, []
    for i in range(layers):
        if i % 3 == 0:
            out = 1 + (7 * i + 3) % 997
            text.append(f'Conv2d{{.in_channels = {channels}, .out_channels = {out}, '
                        '.kernel_size = 3, .padding = 1}')
            params += out * (channels * 9 + 1)
            flops += 2 * out * height * height * channels * 9
            channels = out
        elif i % 3 == 1:
            text.append(f'BatchNorm2d{{.num_features = {channels}}}')
            params += 2 * channels
        else:
            text.append('ReLU{}')
    source = ('#include <ctnn/ctnn.hpp>\nusing namespace ctnn;\nconstexpr Sequential net{\n'
              + ',\n'.join(text) + '};\nconstexpr Shape image{1, 4, 4};\n')
    return source + QUESTIONS.format(shape=f'Shape{{{channels}, 4, 4}}', params=params, flops=flops)


LENET = """#include <ctnn/ctnn.hpp>
using namespace ctnn;
constexpr Sequential net{
    Conv2d{.in_channels = 1, .out_channels = 6, .kernel_size = 5, .padding = 2}, ReLU{},
    MaxPool2d{.kernel_size = 2, .stride = 2},
    Conv2d{.in_channels = 6, .out_channels = 16, .kernel_size = 5}, ReLU{},
    MaxPool2d{.kernel_size = 2, .stride = 2}, Flatten{},
    Linear{.in_features = 400, .out_features = 120}, ReLU{},
    Linear{.in_features = 120, .out_features = 84}, ReLU{},
    Linear{.in_features = 84, .out_features = 10}};
constexpr Shape image{1, 28, 28};
""" + QUESTIONS.format(shape='Shape{10}', params=61706, flops=837768)

# name, source, limit of the ratio (None: shown only)
SOURCES = [
    ('empty file', '', None),
    ('#include <string>', '#include <string>\n', None),
    ('#include <ctnn/ctnn.hpp>', '#include <ctnn/ctnn.hpp>\n', 0.4),
    ('LeNet-5, asserts and summary', LENET, 0.5),
    ('250 layers, asserts and summary', flat(250), None),
    ('1,000 layers, asserts and summary', flat(1000), 3.0),
]


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f'{" ".join(command)}\n{run.stderr[:4000]}')
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def object_bytes(path):
    """Code and data of an object, as `size` counts them: text (read-only data too), data, bss."""
    fields = subprocess.run(['size', path], capture_output=True, text=True, check=True).stdout
    return sum(map(int, fields.splitlines()[1].split()[:3]))


def measure(compiler, rounds):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        times = {name: [] for name, _, _ in SOURCES}
        sizes = {}
        for _ in range(rounds):
            for i, (name, source, _) in enumerate(SOURCES):
                path = os.path.join(folder, f'{i}.cpp')
                pathlib.Path(path).write_text(source)
                command = [compiler, '-std=c++20', '-I', str(ROOT / 'include'), '-c', path]
                times[name].append(cpu_seconds(command + ['-o', path + '.o']))
                # g++ keeps a user's own unused constants in an object that is not optimised.
                subprocess.run(command + ['-O1', '-o', path + '.o'], check=True)
                sizes[name] = object_bytes(path + '.o')
        unit = statistics.median(times['#include <string>'])
        print(f'\n{compiler}: {unit:.3f} s of CPU for #include <string>, median of {rounds}')
        ratios = {}
        for name, _, limit in SOURCES:
            ratios[name] = statistics.median(times[name]) / unit
            over = limit is not None and ratios[name] > limit
            grown = name != '#include <string>' and sizes[name] > sizes['empty file']
            failures += over + grown
            print(f'  {name:36} {ratios[name]:6.2f}'
                  + (f'  (at most {limit})' if limit else '')
                  + ('  TOO SLOW' if over else '')
                  + (f'  EMITS {sizes[name]} BYTES' if grown else ''))
        growth = ratios['1,000 layers, asserts and summary'] \
            / ratios['250 layers, asserts and summary']
        print(f'  {"from 250 to 1,000 layers":36} {growth:6.2f}  (at most 4: linear)'
              + ('  TOO SLOW' if growth > 4 else ''))
        failures += growth > 4
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rounds', type=int, default=7)
    parser.add_argument('compilers', nargs='*', default=['g++', 'clang++-16'])
    options = parser.parse_args()
    found = [compiler for compiler in options.compilers if shutil.which(compiler)]
    for missing in set(options.compilers) - set(found):
        print(f'{missing}: not installed')
    sys.exit(1 if not found or sum(measure(c, options.rounds) for c in found) else 0)


main()
