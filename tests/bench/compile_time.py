#!/usr/bin/env python3
"""What ctnn costs a compiler, as ratios to what `#include <string>` costs it.

    tests/bench/compile_time.py [--rounds N] [compiler ...]      (default: g++ clang++-16)
    tests/bench/compile_time.py --instructions [--jobs N] [compiler ...]

By default the cost is CPU time: one run interleaves all sources, N times each, and takes the
median, so that a noisy machine disturbs them alike. With --instructions it is the instructions of
the compiler proper (cc1plus, clang's cc1) as valgrind's cachegrind counts them; these repeat to a
per mille on any machine, so one round is enough. (callgrind counts the same to half a per cent, and
takes twice as long.)

Exits with 1 if a limit is exceeded or an object of asserts is not empty; a goal that is not reached
is only printed. Where dlib is installed, a ResNet-34 typed in it is compiled once by g++, for
comparison.
"""
import argparse
import concurrent.futures
import csv
import os
import pathlib
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from typing import NamedTuple, Optional

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRING = '#include <string>'

# Where the headers are that a user includes beside ctnn.hpp, models/ aside.
HEADERS = {
    'Model': 'ctnn/core/model.hpp',
    'within': 'ctnn/within.hpp',
    'conventions': 'ctnn/conventions/all.hpp',
    'compare_conventions': 'ctnn/analysis/compare_conventions.hpp',
    'receptive_field': 'ctnn/analysis/receptive_field.hpp',
    'memory': 'ctnn/analysis/memory.hpp',
    'traffic': 'ctnn/analysis/traffic.hpp',
    'training': 'ctnn/analysis/training.hpp',
}


class Bounds(NamedTuple):
    """Of a ratio, per compiler; None: there is none."""
    gcc: Optional[float] = None
    clang: Optional[float] = None

    def of(self, compiler):
        return self.clang if 'clang' in compiler else self.gcc


class Source(NamedTuple):
    name: str
    text: str
    limits: Bounds = Bounds()  # of CPU time: exceeding one is a failure
    goals: Bounds = Bounds()  # of CPU time: what is not reached is printed
    # A ratio of instructions is about twice that of CPU time, as <string> waits more for memory:
    # these goals are the same part of what a source once took as those of CPU time.
    instruction_goals: Bounds = Bounds()


QUESTIONS = """
static_assert(output_shape(net, image) == {shape});
static_assert(params(net) == {params});
static_assert(flops(net, image) == {flops});
constexpr auto summary = summarize(net, image);
static_assert(summary.totals.flops == {flops});
"""
# The same three from one walk.
SUMMARY = """
constexpr auto summary = summarize(net, image);
static_assert(summary.totals.output == {shape});
static_assert(summary.totals.params == {params});
static_assert(summary.totals.flops == {flops});
"""


def flat(layers, questions=QUESTIONS):
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
    return source + questions.format(shape=f'Shape{{{channels}, 4, 4}}', params=params, flops=flops)


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

RESNET152 = """#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>
using namespace ctnn;
constexpr auto net = models::resnet152();
constexpr Shape image{3, 224, 224};
"""

# Builder and input of every model, and its file in tests/data (None: it has none).
MODELS = [
    ('lenet5()', '1, 32, 32', 'lenet5'), ('lenet5_1998()', '1, 32, 32', None),
    ('convnetjs_cifar10()', '3, 32, 32', 'convnetjs_cifar10'),
    ('alexnet()', '3, 224, 224', 'alexnet'), ('alexnet2012()', '3, 227, 227', 'alexnet2012'),
    *((f'vgg_{c.lower()}()', '3, 224, 224', f'vgg_paper_{c}')
      for c in ('A', 'A_LRN', 'B', 'C', 'D', 'E')),
    *((f'vgg{n}{bn}()', '3, 224, 224', f'vgg{n}{bn}') for n in (11, 13, 16, 19)
      for bn in ('', '_bn')),
    *((f'resnet{n}()', '3, 224, 224', f'resnet{n}') for n in (18, 34, 50, 101, 152)),
    *((f'resnet{n}_v1()', '3, 224, 224', None) for n in (50, 101, 152)),
    *((f'resnet_cifar<{n}>()', '3, 32, 32', None) for n in (20, 32, 44, 56, 110, 1202)),
    *((f'mobilenet_v1({a}, {r})', f'3, {r}, {r}', f'mobilenet_v1_{str(a).replace(".", "_")}_{r}')
      for a in (1.0, 0.75, 0.5, 0.25) for r in (224, 192, 160, 128)),
    ('mobilenet_v2()', '3, 224, 224', 'mobilenet_v2'),
    ('mobilenet_v3_large()', '3, 224, 224', 'mobilenet_v3_large'),
    ('squeezenet1_0()', '3, 224, 224', 'squeezenet1_0'),
    ('squeezenet1_1()', '3, 224, 224', 'squeezenet1_1'),
    ('googlenet()', '3, 224, 224', 'googlenet_noaux'),
    ('densenet121()', '3, 224, 224', 'densenet121'),
    ('efficientnet_b0()', '3, 224, 224', 'efficientnet_b0'),
]


def expected(model):
    """Output shape, parameters and the lecture's FLOPs, from PyTorch's rows of a model."""
    params = flops = 0
    output = None
    with open(ROOT / 'tests' / 'data' / f'{model}.csv', newline='') as file:
        for row in csv.DictReader(file):
            params += int(row['params'])
            flops += 2 * int(row['macs'])
            if row['call'] != '0':
                output = row['output_shape']
            if row['module_class'] == 'MaxPool2d':
                outputs = 1
                for size in output.split('x'):
                    outputs *= int(size)
                height, width = map(int, row['kernel'].split('x'))
                flops += outputs * (height * width - 1)
    # A last map 1000x1x1 is flattened by a function, which has no row.
    return output.removesuffix('x1x1').replace('x', ', '), params, flops


def all_models():
    headers = ('alexnet', 'convnetjs', 'densenet', 'efficientnet', 'googlenet', 'lenet',
               'mobilenet', 'resnet', 'squeezenet', 'vgg')
    source = '#include <ctnn/ctnn.hpp>\n'
    source += ''.join(f'#include <ctnn/models/{header}.hpp>\n' for header in headers)
    source += 'using namespace ctnn;\n'
    for i, (builder, image, model) in enumerate(MODELS):
        source += (f'constexpr auto net{i} = models::{builder};\n'
                   f'constexpr Totals totals{i} = totals(net{i}, {{{image}}});\n')
        if model is None:
            source += f'static_assert(totals{i}.output.rank == 1 && totals{i}.flops > 0);\n'
        else:
            shape, params, flops = expected(model)
            source += (f'static_assert(totals{i}.output == Shape{{{shape}}});\n'
                       f'static_assert(totals{i}.params == {params});\n'
                       f'static_assert(totals{i}.flops == {flops});\n')
    return source


def resnet152(questions=QUESTIONS):
    shape, params, flops = expected('resnet152')
    return RESNET152 + questions.format(shape=f'Shape{{{shape}}}', params=params, flops=flops)


RESNET1202 = """#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>
using namespace ctnn;
constexpr auto net = models::resnet_cifar<1202>();
constexpr auto summary = summarize(net, Shape{3, 32, 32});
static_assert(summary.size() == 4'208);
static_assert(summary.totals.params == 19'421'274);
"""

GPT2 = """#include <ctnn/ctnn.hpp>
#include <ctnn/models/gpt2.hpp>
using namespace ctnn;
constexpr auto net = models::gpt2_small();
constexpr Inputs image{Shape{1024}, Shape{1024}};
""" + QUESTIONS.replace('params(net)', 'params(net, image)').format(
    shape='Shape{1024, 50257}', params=124439808, flops=2 * (126496800768 + 19327352832))

# What is asked beside the core: header, a question about ResNet-152 that uses it, and goals of CPU
# time and of instructions.
EXTRAS = [
    ('Model', 'Model<net, Shape{3, 224, 224}>::params > 0', Bounds(), Bounds()),
    ('within', 'within<Model<net, Shape{3, 224, 224}>, Budget{.params = 100\'000\'000}>()',
     Bounds(), Bounds()),
    ('conventions', 'flops(net, image, conventions::fvcore) > 0', Bounds(), Bounds()),
    ('compare_conventions', 'compare_conventions(net, image).size() > 0',
     Bounds(1.2, 1.2), Bounds(1.25, 3.04)),
    ('receptive_field', 'receptive_field(net, image).height.size > 0',
     Bounds(1.2, 1.2), Bounds(0.95, 1.83)),
    ('memory', 'plan_memory(net, image).bytes > 0', Bounds(0.8, 0.8), Bounds(1.06, 1.89)),
    ('traffic', 'traffic(net, image).total.bytes_read > 0', Bounds(), Bounds()),
    ('training', 'training(net, image).backward_macs > 0', Bounds(), Bounds()),
]


def extras():
    rows = []
    for name, question, goals, instruction_goals in EXTRAS:
        include = f'#include <{HEADERS[name]}>\n'
        core = '#include <ctnn/ctnn.hpp>\n'
        rows.append(Source(f'+ {HEADERS[name].removeprefix("ctnn/")}', core + include,
                           goals=Bounds(0.28) if name == 'Model' else Bounds(),
                           instruction_goals=Bounds(0.26) if name == 'Model' else Bounds()))
        rows.append(Source(f'  {name}: ResNet-152',
                           include + RESNET152 + f'static_assert({question});\n', goals=goals,
                           instruction_goals=instruction_goals))
    return rows


# A ResNet-34 in dlib's types, structure and sizes in one.
DLIB = """#include <dlib/dnn.h>
using namespace dlib;
template <int Width, int Stride, typename In>
using unit = bn_con<con<Width, 3, 3, 1, 1, relu<bn_con<con<Width, 3, 3, Stride, Stride, In>>>>>;
template <int Width, typename In> using same_block = relu<add_prev1<unit<Width, 1, tag1<In>>>>;
template <int Width, typename In>
using down_block = relu<add_prev2<avg_pool<2, 2, 2, 2, skip1<tag2<unit<Width, 2, tag1<In>>>>>>>;
template <typename In> using b64 = same_block<64, In>;
template <typename In> using b128 = same_block<128, In>;
template <typename In> using b256 = same_block<256, In>;
template <typename In> using b512 = same_block<512, In>;
using net_type = loss_multiclass_log<fc<1000, avg_pool_everything<
    b512<b512<down_block<512, b256<b256<b256<b256<b256<down_block<256,
    b128<b128<b128<down_block<128, b64<b64<b64<max_pool<3, 3, 2, 2,
    relu<bn_con<con<64, 7, 7, 2, 2, input_rgb_image_sized<224>>>>>>>>>>>>>>>>>>>>>>>>;
int main() { net_type net; return net.num_layers == 0; }
"""

SOURCES = [
    Source('empty file', ''),
    Source(STRING, STRING + '\n'),
    Source('#include <ctnn/ctnn.hpp>', '#include <ctnn/ctnn.hpp>\n', Bounds(0.4, 0.4)),
    Source('LeNet-5, asserts and summary', LENET, Bounds(0.5, 0.5)),
    Source('250 layers, asserts and summary', flat(250)),
    Source('1,000 layers, asserts and summary', flat(1000), Bounds(3.0, 3.0)),
    Source('1,000 layers, summary', flat(1000, SUMMARY), goals=Bounds(1.6, 1.6),
           instruction_goals=Bounds(2.06, 2.06)),
    Source('ResNet-152, asserts and summary', resnet152(), Bounds(0.7, 1.0)),
    Source('ResNet-152, summary', resnet152(SUMMARY), goals=Bounds(clang=0.5),
           instruction_goals=Bounds(0.65, 0.62)),
    Source('GPT-2 small, asserts and summary', GPT2),  # no more than ResNet-152
    Source('#include <ctnn/graph.hpp>', '#include <ctnn/graph.hpp>\n'),
    Source('#include <ctnn/nn.hpp>', '#include <ctnn/nn.hpp>\n'),
    Source('ResNet-1202, summary', RESNET1202, goals=Bounds(1.2, 1.0),
           instruction_goals=Bounds(2.34, 1.66)),
    Source(f'all {len(MODELS)} models, asserts', all_models(), Bounds(6.0, 6.0), Bounds(3.5, 2.5),
           instruction_goals=Bounds(4.54, 5.24)),
    *extras(),
]


def run(command):
    """Runs a command; gives its standard error. Stops the script if it fails."""
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f'{" ".join(command)}\n{result.stderr[:4000]}')
    return result.stderr


def compilation(compiler, path):
    return [compiler, '-std=c++20', '-I', str(ROOT / 'include'), '-c', path, '-o', path + '.o']


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compiler_proper(command):
    """What a compiler's driver would run to compile: its cc1plus or cc1, and the arguments."""
    for line in run([command[0], '-###', *command[1:]]).splitlines():
        words = shlex.split(line) if line.startswith(' ') else []
        if words and (words[0].endswith('/cc1plus') or '-cc1' in words):
            words[words.index('-o') + 1] = command[-1]  # the driver's is a temporary file
            return words
    sys.exit(f'{command[0]} -### shows neither cc1plus nor -cc1')


def instructions(command):
    cachegrind = ['valgrind', '--tool=cachegrind', '--cache-sim=no',
                  '--cachegrind-out-file=/dev/null']
    count = re.search(r'I +refs: +([0-9,]+)', run(cachegrind + compiler_proper(command)))
    return int(count[1].replace(',', ''))


def object_bytes(path):
    """Code and data of an object, as `size` counts them: text (read-only data too), data, bss."""
    fields = subprocess.run(['size', path], capture_output=True, text=True, check=True).stdout
    return sum(map(int, fields.splitlines()[1].split()[:3]))


def write_sources(folder):
    """A file for each source; gives their paths."""
    paths = {}
    for i, source in enumerate(SOURCES):
        paths[source.name] = os.path.join(folder, f'{i}.cpp')
        pathlib.Path(paths[source.name]).write_text(source.text)
    return paths


def count_instructions(compiler, paths, jobs):
    """Instructions per source."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        counts = pool.map(lambda path: instructions(compilation(compiler, path)), paths.values())
        return dict(zip(paths, counts))


def median_seconds(compiler, paths, rounds):
    """CPU time per source, in rounds."""
    times = {name: [] for name in paths}
    for _ in range(rounds):
        for name, path in paths.items():
            times[name].append(cpu_seconds(compilation(compiler, path)))
    return {name: statistics.median(each) for name, each in times.items()}


def print_ratio(name, ratio, limit=None, goal=None):
    """A line of the table; gives how many limits it exceeds."""
    line = f'  {name:36} {ratio:6.2f}'
    if limit is not None:
        line += f'  (at most {limit})'
    if goal is not None:
        line += f'  goal {goal}'
        line += f': over it by {ratio - goal:.2f}' if ratio > goal else ': reached'
    is_over = limit is not None and ratio > limit
    print(line + ('  TOO SLOW' if is_over else ''), flush=True)
    return int(is_over)


def print_ratios(compiler, costs, are_instructions):
    """The table; gives the number of limits exceeded."""
    failures = 0
    for source in SOURCES:
        limits, goals = ((Bounds(), source.instruction_goals) if are_instructions
                         else (source.limits, source.goals))
        failures += print_ratio(source.name, costs[source.name] / costs[STRING],
                                limits.of(compiler), goals.of(compiler))
    growth = costs['1,000 layers, asserts and summary'] / costs['250 layers, asserts and summary']
    return failures + print_ratio('from 250 to 1,000 layers', growth, 4)  # 4: linear


def emitting_sources(compiler, paths):
    """How many sources leave code or data in their objects; prints which."""
    sizes = {}
    for name, path in paths.items():
        # g++ keeps a user's own unused constants in an object that is not optimised.
        run(compilation(compiler, path) + ['-O1'])
        sizes[name] = object_bytes(path + '.o')
    emitting = [name for name in sizes if name != STRING and sizes[name] > sizes['empty file']]
    for name in emitting:
        print(f'  {name} EMITS {sizes[name]} BYTES')
    return len(emitting)


def print_dlib(compiler, folder, unit):
    path = os.path.join(folder, 'dlib.cpp')
    pathlib.Path(path).write_text(DLIB)
    seconds = cpu_seconds([compiler, '-std=c++17', '-c', path, '-o', path + '.o'])
    print_ratio('ResNet-34 in dlib', seconds / unit)


def measure_instructions(compiler, jobs):
    with tempfile.TemporaryDirectory() as folder:
        counts = count_instructions(compiler, write_sources(folder), jobs)
    print(f'\n{compiler}: {counts[STRING] / 1e6:.0f} million instructions for {STRING}')
    return print_ratios(compiler, counts, are_instructions=True)


def measure_seconds(compiler, rounds):
    with tempfile.TemporaryDirectory() as folder:
        paths = write_sources(folder)
        seconds = median_seconds(compiler, paths, rounds)
        print(f'\n{compiler}: {seconds[STRING]:.3f} s of CPU for {STRING}, median of {rounds}')
        failures = print_ratios(compiler, seconds, are_instructions=False)
        failures += emitting_sources(compiler, paths)
        if compiler == 'g++' and os.path.exists('/usr/include/dlib/dnn.h'):
            print_dlib(compiler, folder, seconds[STRING])
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rounds', type=int, default=7, help='of CPU time')
    parser.add_argument('--instructions', action='store_true', help='count them, with valgrind')
    parser.add_argument('--jobs', type=int, default=1, help='compilers counted at a time')
    parser.add_argument('compilers', nargs='*', default=['g++', 'clang++-16'])
    options = parser.parse_args()
    if options.instructions and not shutil.which('valgrind'):
        sys.exit('valgrind: not installed')
    found = [compiler for compiler in options.compilers if shutil.which(compiler)]
    for missing in set(options.compilers) - set(found):
        print(f'{missing}: not installed')
    failures = 0 if found else 1
    for compiler in found:
        failures += (measure_instructions(compiler, options.jobs) if options.instructions
                     else measure_seconds(compiler, options.rounds))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
