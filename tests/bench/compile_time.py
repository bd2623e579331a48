#!/usr/bin/env python3
"""What ctnn costs a compiler, as ratios of its CPU time for `#include <string>`.

    tests/bench/compile_time.py [--rounds N] [compiler ...]      (default: g++ clang++-16)

One run interleaves all sources, N times each, and takes the median, so that a noisy machine
disturbs them alike. Exits with 1 if a limit is exceeded or an object of asserts is not empty. Where
dlib is installed, a ResNet-34 typed in it is compiled once by g++, for comparison.
"""
import argparse
import csv
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


def resnet152():
    shape, params, flops = expected('resnet152')
    return RESNET152 + QUESTIONS.format(shape=f'Shape{{{shape}}}', params=params, flops=flops)


# What is asked beside the core: header, and a question about ResNet-152 that uses it.
EXTRAS = [
    ('model', 'Model<net, Shape{3, 224, 224}>::params > 0'),
    ('within', 'within<Model<net, Shape{3, 224, 224}>, Budget{.params = 100\'000\'000}>()'),
    ('conventions/all', 'flops(net, image, conventions::fvcore) > 0'),
    ('compare_conventions', 'compare_conventions(net, image).size() > 0'),
    ('receptive_field', 'receptive_field(net, image).height.size > 0'),
    ('memory', 'plan_memory(net, image).bytes > 0'),
    ('traffic', 'traffic(net, image).total.bytes_read > 0'),
    ('training', 'training(net, image).backward_macs > 0'),
]


def extras():
    rows = []
    for header, question in EXTRAS:
        include = f'#include <ctnn/{header}.hpp>\n'
        rows.append((f'+ {header}.hpp', '#include <ctnn/ctnn.hpp>\n' + include, None, None))
        rows.append((f'  {header}: ResNet-152',
                     include + RESNET152 + f'static_assert({question});\n', None, None))
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

# name, source, limits of the ratio: g++, clang (None: shown only)
SOURCES = [
    ('empty file', '', None, None),
    ('#include <string>', '#include <string>\n', None, None),
    ('#include <ctnn/ctnn.hpp>', '#include <ctnn/ctnn.hpp>\n', 0.4, 0.4),
    ('LeNet-5, asserts and summary', LENET, 0.5, 0.5),
    ('250 layers, asserts and summary', flat(250), None, None),
    ('1,000 layers, asserts and summary', flat(1000), 3.0, 3.0),
    ('ResNet-152, asserts and summary', resnet152(), 0.7, 1.0),
    (f'all {len(MODELS)} models, asserts', all_models(), 6.0, 6.0),
    *extras(),
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
        times = {name: [] for name, *_ in SOURCES}
        sizes = {}
        for _ in range(rounds):
            for i, (name, source, *_) in enumerate(SOURCES):
                path = os.path.join(folder, f'{i}.cpp')
                pathlib.Path(path).write_text(source)
                command = [compiler, '-std=c++20', '-I', str(ROOT / 'include'), '-c', path]
                times[name].append(cpu_seconds(command + ['-o', path + '.o']))
                if name in sizes:
                    continue
                # g++ keeps a user's own unused constants in an object that is not optimised.
                subprocess.run(command + ['-O1', '-o', path + '.o'], check=True)
                sizes[name] = object_bytes(path + '.o')
        unit = statistics.median(times['#include <string>'])
        print(f'\n{compiler}: {unit:.3f} s of CPU for #include <string>, median of {rounds}')
        ratios = {}
        for name, _, *limits in SOURCES:
            limit = limits['clang' in compiler]
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
        if compiler == 'g++' and os.path.exists('/usr/include/dlib/dnn.h'):
            path = os.path.join(folder, 'dlib.cpp')
            pathlib.Path(path).write_text(DLIB)
            dlib = cpu_seconds([compiler, '-std=c++17', '-c', path, '-o', path + '.o'])
            print(f'  {"ResNet-34 in dlib":36} {dlib / unit:6.2f}')
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


if __name__ == "__main__":
    main()
