#!/usr/bin/env python3
"""What compilers say of the mistakes of the catalogue (mistakes.inc) in plain use, without Model.

    tests/mistakes.py [COMPILER...]        scores; by default g++
    tests/mistakes.py --page               writes tests/mistakes.md, of g++ and clang++-16
    tests/mistakes.py --check              is tests/mistakes.md of this catalogue?

Each mistake is asked as a user writes it first, `constexpr auto answer = flops(net, input)`. It
scores a point each if the first 15 lines of its error have the layer (its number or its name), the
numbers that its sentence gives as expected and gotten, and a fix: the library's words for it, or a
layer's own that say what to do. Exits with 1 if a compiler's
average is below 2.5 or a mistake scores nothing.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PAGE = TESTS / 'mistakes.md'
LINES = 15


def split(arguments):
    """Of a macro's arguments, those at the top level."""
    parts, depth, text, quoted = [], 0, '', False
    for character in arguments:
        if character == '"':
            quoted = not quoted
        if not quoted:
            depth += (character in '({[') - (character in ')}]')
            if character == ',' and depth == 0:
                parts.append(text.strip())
                text = ''
                continue
        text += character
    return parts + [text.strip()]


def catalogue():
    """Each mistake's name, question, network, input and sentence."""
    text = (TESTS / 'mistakes.inc').read_text()
    for kind, body in re.findall(r'^(MISTAKE[A-Z_]*)\((.*?)\)(?=\n(?:MISTAKE|\n|\Z)|\Z)', text,
                                 re.M | re.S):
        parts = split(body)
        sentence = ''.join(re.findall(r'"([^"]*)"', parts[-1]))
        plain = [part[1:-1] if part.startswith('(') else part for part in parts]
        if kind == 'MISTAKE':
            yield parts[0], parts[1], plain[2], plain[3], sentence
        elif kind == 'MISTAKE_WITHOUT_INPUT':
            yield parts[0], parts[1], plain[2], None, sentence


def source(mistakes):
    """Each mistake in a file of its own, as far as the compiler's messages say."""
    lines = ['#include <ctnn/graph.hpp>', 'using namespace ctnn;']
    for name, question, net, given, _ in mistakes:
        net, given = ' '.join(net.split()), given and ' '.join(given.split())
        asked = f'{question}(net, {given})' if given else f'{question}(net)'
        lines += [f'#line 1 "{name}.cpp"', f'namespace {name} {{ constexpr auto net = {net}; }}',
                  f'namespace {name} {{ constexpr auto answer = {asked}; }}']
    return '\n'.join(lines) + '\n'


def said(compiler, mistakes):
    """Of each mistake, the lines of its first error."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / 'all.cpp'
        file.write_text(source(mistakes))
        more = ['-ferror-limit=0'] if 'clang' in compiler else ['-fmax-errors=0']
        done = subprocess.run([compiler, '-std=c++20', '-fsyntax-only', '-fno-diagnostics-color',
                               f'-I{TESTS.parent}/include', *more, str(file)],
                              capture_output=True, text=True, env={'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'})
    errors, name = {}, None
    for line in done.stderr.splitlines():
        starts = re.match(r'(\w+)\.cpp:2:\d+: (error|  in)', line)
        if starts and starts[1] != name:
            name = starts[1]
            errors.setdefault(name, [])
        if name is not None and not re.match(r'(In file included| +from )', line):
            errors[name].append(line)
    return errors


def fixes():
    """What the library says to do, problem by problem."""
    text = (TESTS.parent / 'include/ctnn/core/detail/print_in_compiler.hpp').read_text()
    words = text[text.index('fixing_words('):text.index('#if defined(__GNUC__)')]
    return [fix for fix in re.findall(r'"([^"]+)"', words) if fix != 'see the name of the problem']


def points(sentence, lines):
    """Layer, numbers, fix."""
    text = '\n'.join(lines[:LINES])
    where = re.match(r'layer (\d+) \(', sentence)
    has_layer = where is None or re.search(rf'layer %d"\), {where[1]}\b', text) is not None \
        or re.search(rf'(gets|give|setting_of)\({where[1]},', text) is not None
    cause = re.sub(r'^layer \d+ \([^)]*\): ', '', sentence).split(';')[0]
    numbers = re.findall(r'(?<![\w.])-?\d+', re.sub(r'\([^)]*\)', '', cause))
    shown = re.findall(r'-?\d+', text)
    has_numbers = all(number in shown for number in numbers[:2])
    has_fix = any(f'"{fix}"' in text for fix in fixes()) or \
        re.search(r'"[^"]*\b(must|set|use|put|give|transpose|only)\b[^"]*\$?[^"]*"', text) is not None
    return has_layer + has_numbers + has_fix


def score(compiler, mistakes):
    errors = said(compiler, mistakes)
    of_each = {name: points(sentence, errors.get(name, []))
               for name, *_, sentence in mistakes}
    average = sum(of_each.values()) / len(of_each)
    zeros = [name for name, value in of_each.items() if value == 0]
    low = [f'{name} ({value})' for name, value in of_each.items() if value < 2]
    print(f'{compiler:<12} {average:.2f} of 3 on average of {len(of_each)}; '
          f'{len(zeros)} at 0; below 2: {", ".join(low) or "none"}')
    return average >= 2.5 and not zeros


def cell(text):
    return ' '.join(text.replace('|', '\\|').split())


def telling(lines):
    """The line of an error that has the numbers."""
    for line in lines[:LINES]:
        found = re.search(r'__builtin_printf\((.*)\).? is not a constant', line)
        if found:
            words = re.sub(r'\(\(const char\*\)("[^"]*")\)', r'\1', found[1])
            return words.replace('"layer %d"', 'layer').replace('"', '')
        found = re.search(r"in call to '((?:layer|branches)_\w+\(.*\))'", line)
        if found:
            return re.sub(r'&"([^"]*)"\[0\]', r'\1', found[1]).replace(', walk.error_', '')
    return lines[0].split('error: ')[-1] if lines else ''


def page(mistakes):
    lines = ['# Mistakes, and what is said of them', '',
             'Made by `tests/mistakes.py --page` of the catalogue `tests/mistakes.inc`. The sentence is '
             'what `try_summarize` gives,', 'a `shape_error` says, and g++ prints of a `Model`. The last '
             'columns are what g++ 12 and clang 16 print first', 'of a plain `constexpr auto answer = '
             'flops(net, input)`.', '', '| mistake | sentence | g++ | clang |', '|---|---|---|---|']
    by_gcc, by_clang = said('g++', mistakes), said('clang++-16', mistakes)
    for name, question, net, given, sentence in mistakes:
        asked = cell(f'{question}({net}, {given})' if given else f'{question}({net})')
        lines.append(f'| `{asked}` | {cell(sentence)} | {cell(telling(by_gcc.get(name, [])))} | '
                     f'{cell(telling(by_clang.get(name, [])))} |')
    return '\n'.join(lines) + '\n'


def main(arguments):
    mistakes = list(catalogue())
    if arguments == ['--page']:
        PAGE.write_text(page(mistakes))
        return 0
    if arguments == ['--check']:
        text = PAGE.read_text()
        missing = [name for name, question, net, given, sentence in mistakes
                   if f'| {cell(sentence)} |' not in text]
        rows = text.count('\n| `')
        print(f'{rows} of {len(mistakes)} mistakes; missing: {", ".join(missing) or "none"}')
        return 1 if missing or rows != len(mistakes) else 0
    return 0 if all([score(compiler, mistakes) for compiler in arguments or ['g++']]) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
