"""Whatever zoo prints, of an imported network: zoo is compiled with it as its only model."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from .check import first_error
from .graph import Refusal

ROOT = pathlib.Path(__file__).resolve().parents[2]

MODEL = """#include "net.hpp"
#include <zoo/summarized.hpp>

namespace zoo {{
namespace {{
constexpr ZooModel list[] = {{
    {{"{name}", "imported", ::{name}_net::inputs, fixed<[] {{ return ::{name}_net::{name}; }}>}},
}};
}} // namespace
constinit const std::span<const ZooModel> all_models = list;
}} // namespace zoo
"""


def show(text, name, graph, options):
    """Runs zoo; its output is ours, and what it refuses is refused."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / 'net.hpp').write_text(text)
        (folder / 'model.cpp').write_text(MODEL.format(name=name))
        build(folder)
        sys.stdout.flush()
        done = subprocess.run([folder / 'zoo', name, *options], stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise Refusal(' '.join(done.stderr.replace('zoo: ', '', 1).splitlines()[:1]))


def build(folder):
    """zoo's two files at the same time."""
    compiler = os.environ.get('CXX', 'c++')
    flags = ['-std=c++20', f'-I{ROOT / "include"}', f'-I{ROOT / "examples"}']
    sources = [folder / 'model.cpp', ROOT / 'examples' / 'zoo.cpp']
    running = []
    try:
        for source in sources:
            running.append(subprocess.Popen(
                [compiler, *flags, '-c', source, '-o', folder / (source.stem + '.o')],
                stderr=subprocess.PIPE, text=True))
    except FileNotFoundError:
        raise Refusal(f'a report needs a C++ compiler; there is no {compiler}') from None
    errors = [wait(each) for each in running]
    for error, process in zip(errors, running):
        if process.returncode != 0:
            if 'fmt/' in error:
                raise Refusal('a report needs fmt (libfmt-dev)')
            raise Refusal(f'the header does not compile: {first_error(error)}')
    objects = [folder / (source.stem + '.o') for source in sources]
    subprocess.run([compiler, *objects, '-o', folder / 'zoo', '-lfmt'], check=True)


def wait(process):
    """For a compiler; says so after two seconds, on a terminal again and again."""
    start, said = time.monotonic(), False
    while True:
        try:
            _, error = process.communicate(timeout=1 if said else 2)
            break
        except subprocess.TimeoutExpired:
            seconds = time.monotonic() - start
            if sys.stderr.isatty():
                print(f'\rcompiling: {seconds:.0f} s', end='', file=sys.stderr, flush=True)
            elif not said:
                print('compiling ...', file=sys.stderr, flush=True)
            said = True
    if said and sys.stderr.isatty():
        print('\r' + ' ' * 20 + '\r', end='', file=sys.stderr, flush=True)
    return error
