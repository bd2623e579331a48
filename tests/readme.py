#!/usr/bin/env python3
"""README.md says what is so.

    readme.py ROOT EXAMPLES BUILD CMAKE GENERATOR COMPILER [FLAG...]

ROOT is the project, EXAMPLES the folder of the built examples, BUILD a folder to work in; FLAGs are
for the compiler, where {fmt} is found. Of each part of README.md:

    ```cpp     compiles; the first shows the network of examples/lenet5.cpp
    ```sh      is run by .ci/run
    ```bash    is run by tests/from_torch.py and tests/from_onnx.py, where PyTorch and onnx are installed
    ```cmake   builds tests/consumer/main.cpp
    ```        is the whole output of one of the commands below, as is ```json or any other kind
    indented   is an excerpt of one: these parts of its lines
    a picture  is the output of one, byte by byte
    a table    has rows that one prints, or numbers of three digits or more only with a test beside
               them that has the same; names of layers and questions are ctnn's
    `zoo ...`  succeeds; so do zoo's options in the table of them
    `a/b.hpp`  is there

The commands are the examples lenet5 and sweep; all `zoo ...` of README.md, and what they write to files; all
`fmt::print(...)` of README.md behind its first block of C++, where they may also say `summary` for
summarize(lenet5, image); blocks of C++ with a main; and those in `commands`.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT, EXAMPLES, BUILD = (Path(argument).resolve() for argument in sys.argv[1:4])
CMAKE, GENERATOR, COMPILER = sys.argv[4:7]
FLAGS = ["-std=c++20", f"-I{ROOT}/include", *sys.argv[7:]]
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror".split()
README = (ROOT / "README.md").read_text()
failures = []


def run(*command, **more):
    return subprocess.run(command, capture_output=True, cwd=BUILD, **more)


def must_succeed(what, *command, **more):
    done = run(*command, **more)
    if done.returncode != 0:
        failures.append(f"{what}:\n{(done.stdout + done.stderr).decode()}")
        return None
    return done.stdout.decode()


def split(text):
    """The blocks, each (kind, text); and what is left, the prose."""
    blocks, prose, kind = [], [], None
    for line in text.splitlines():
        if line.startswith("```"):
            kind = line[3:] if kind is None else None
            if kind is not None:
                blocks.append((kind, []))
        elif kind is not None:
            blocks[-1][1].append(line)
        elif line.startswith("    "):
            if prose[-1] is not None:
                blocks.append(("indented", []))
                prose.append(None) # so that what follows at once belongs to it
            blocks[-1][1].append(line[4:])
        else:
            prose.append(line)
    assert kind is None, "a block does not end"
    return ([(kind, "\n".join(lines) + "\n") for kind, lines in blocks],
            "\n".join(line or "" for line in prose))


BLOCKS, PROSE = split(README)
SPANS = re.findall(r"`([^`]+)`", PROSE)


def of_kind(kind):
    return [text for of, text in BLOCKS if of == kind]


def compile_block(what, text):
    (BUILD / "block.cpp").write_text(text)
    must_succeed(f"{what} does not compile:\n{text}", COMPILER, *FLAGS, *WARNINGS, "-fsyntax-only",
                 "block.cpp")


def outputs_of_program(text, *more):
    """What a program prints, once for each number of arguments in `more`."""
    (BUILD / "program.cpp").write_text(text)
    made = must_succeed(f"this does not compile:\n{text}", COMPILER, *FLAGS, *WARNINGS,
                        "-DFMT_HEADER_ONLY", "program.cpp", "-o", "program")
    if made is None:
        return []
    return [run(BUILD / "program", *["more"] * count).stdout for count in more]


def check_cpp():
    source = (ROOT / "examples" / "lenet5.cpp").read_text()
    network = re.search(r"constexpr Sequential lenet5\{.*837'768\);\n", source, re.S)[0]
    if network not in of_kind("cpp")[0]:
        failures.append(f"the first block of C++ is not examples/lenet5.cpp's\n{network}")
    for text in of_kind("cpp"):
        compile_block("a block of C++", text)


def check_sh():
    extract = re.search(r"^commands=\$\((awk .*)\)$", (ROOT / ".ci" / "readme").read_text(), re.M)[1]
    of_ci = subprocess.run(["bash", "-c", extract], cwd=ROOT, capture_output=True, text=True)
    if of_ci.stdout != "".join(of_kind("sh")) or not of_ci.stdout:
        failures.append(f".ci/readme runs other commands than README.md's:\n{of_ci.stdout}")


def check_cmake():
    for text in of_kind("cmake"):
        project = BUILD / "project"
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir()
        (project / "ctnn").symlink_to(ROOT)
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.21)\nproject(app LANGUAGES CXX)\n"
            "set(CMAKE_RUNTIME_OUTPUT_DIRECTORY $<1:${CMAKE_BINARY_DIR}>)\n"
            f'add_executable(app "{ROOT}/tests/consumer/main.cpp")\n{text}')
        for command in ([CMAKE, "-S", project, "-B", project / "build", "-G", GENERATOR,
                         f"-DCMAKE_CXX_COMPILER={COMPILER}"],
                        [CMAKE, "--build", project / "build", "--config", "Release"],
                        ["sh", "-c", 'test "$(project/build/app)" = 12860']):
            if must_succeed(f"a block of CMake:\n{text}", *command) is None:
                break


def zoo_outputs():
    """What the commands `zoo ...` print, and write to files."""
    outputs = []
    for words in (shlex.split(span) for span in SPANS if span.startswith("zoo ")):
        done = run(EXAMPLES / "zoo", *words[1:])
        if done.returncode != 0:
            failures.append(f"{shlex.join(words)}: {done.stderr.decode()}")
        outputs.append(done.stdout)
        if "--output" in words:
            outputs.append((BUILD / words[words.index("--output") + 1]).read_bytes())
    return outputs


def cpp_outputs():
    """What the `fmt::print(...)` print, and the blocks of C++ that are programs."""
    prints = [span for span in SPANS if span.startswith("fmt::print(")]
    cases = "".join(f"    if (argc == {i + 1}) {prints[i]};\n" for i in range(len(prints)))
    outputs = outputs_of_program(
        f"#include <ctnn/format.hpp>\n\n{of_kind('cpp')[0]}\nint main(int argc, char**) {{\n"
        "    [[maybe_unused]] static constexpr auto summary = summarize(lenet5, image);\n"
        f"{cases}}}\n", *range(len(prints)))
    for text in of_kind("cpp"):
        if "int main(" in text:
            outputs += outputs_of_program(text, 0)
    return outputs


def commands():
    """Commands whose output README.md shows without naming them as `zoo ...`."""
    yield [EXAMPLES / "lenet5"]
    yield [EXAMPLES / "conventions"]
    yield [EXAMPLES / "sweep", "--steps", "8", "--plot", "-"]
    yield [EXAMPLES / "zoo", "lenet5", "--input", "1x28x28"] # the table up to an error
    # The errors as g++ prints them, whatever compiles the rest.
    gxx = COMPILER if "clang" not in COMPILER else shutil.which("g++")
    for mistake in ("lenet5_without_padding", "resnet50_without_stride", "lenet5_over_budget"):
        yield [gxx, *FLAGS, "-fsyntax-only", "-fdiagnostics-color=never",
               ROOT / "tests" / "fail" / f"{mistake}.cpp"]
    yield [gxx, *FLAGS, "-fsyntax-only", "-fdiagnostics-color=never", "-DSLIP=7",
           ROOT / "tests" / "fail" / "slips.cpp"]


def is_excerpt(excerpt, output):
    lines = iter(output.splitlines())
    return all(any(part in line for line in lines) for part in excerpt.splitlines())


def all_outputs():
    outputs = zoo_outputs() + cpp_outputs()
    for command in commands():
        if command[0] is None:
            print("no g++: the errors are not compared")
            continue
        done = run(*command, env={**os.environ, "LC_ALL": "C"})
        outputs += [done.stdout, done.stderr]
    return outputs


def check_outputs(outputs):
    texts = [output.decode() for output in outputs]
    for kind, text in BLOCKS:
        if kind not in ("cpp", "sh", "bash", "cmake", "indented") and text not in texts:
            failures.append(f"no command prints exactly\n{text}")
    for text in of_kind("indented"):
        if not any(is_excerpt(text, output) for output in texts):
            failures.append(f"no command prints among other things\n{text}")
    for picture in re.findall(r"!\[[^]]*\]\(([^)\s]+)", PROSE) + re.findall(r'src="([^"]+)"', PROSE):
        if (ROOT / picture).read_bytes() not in outputs:
            failures.append(f"no command prints {picture}")


def check_tables(outputs):
    printed = {line for output in outputs for line in output.decode().splitlines()}
    names = []
    for table in re.findall(r"(?:^\|.*\|\n)+", PROSE, re.M):
        if re.match(r"\| (ask|layers) \|", table):
            names += re.findall(r"`(\w+)[^`/]*`", table)
        for row in table.splitlines():
            tests = re.findall(r"`(tests/[^`]+)`", row)
            source = "".join((ROOT / test).read_text() for test in tests)
            tested = re.findall(r"\d+", re.sub(r"(?<=\d)['.](?=\d)", "", source))
            for number in re.findall(r"\d[\d.,]*\d", re.sub("`[^`]*`", "", row)):
                digits = re.sub("[.,]", "", number)
                if len(digits) >= 3 and digits not in tested and row not in printed:
                    failures.append(f"{number} is not in a test, nor printed: {row}")
    headers = ["ctnn/ctnn.hpp"] + [span for span in SPANS if re.fullmatch(r"ctnn/[\w/]+\.hpp", span)]
    compile_block("a table with names that do not exist",
                  "".join(f"#include <{header}>\n" for header in dict.fromkeys(headers))
                  + "".join(f"using ctnn::{name};\n" for name in dict.fromkeys(names)))


def check_options():
    """What the table of zoo's options shows works, and it names all formats."""
    table = re.search(r"\| option \| \|\n(?:\|.*\|\n)+", PROSE)[0]
    for span in re.findall(r"`(--[^`]+)`", table):
        words = [{"MODEL": "lenet5", "FILE": "option.txt"}.get(word, word) for word in span.split()]
        model = [] if words[0] in ("--list", "--help") else ["mobilenet_v1"]
        format = ["--format", "svg"] if words[0] == "--width" else []
        must_succeed(f"zoo's {span}", EXAMPLES / "zoo", *model, *words, *format)
    named = set(re.findall(r"`(\w+)`", next(line for line in table.splitlines() if "--format" in line)))
    formats = re.search(r"^formats: (.*)$", run(EXAMPLES / "zoo", "--help").stdout.decode(), re.M)[1]
    if named != set(formats.split(", ")):
        failures.append(f"the formats are {formats}; README.md has {sorted(named)}")


def check_files():
    for span in SPANS:
        if re.fullmatch(r"[\w/*.]+\.(hpp|cpp|inc|py|csv|svg|json)", span) and not any(
                list(folder.glob(span)) for folder in (ROOT, ROOT / "include", ROOT / "include/ctnn")):
            failures.append(f"{span} is not there")


def check_prose():
    mistakes = len(re.findall(r"^MISTAKE", (ROOT / "tests" / "mistakes.inc").read_text(), re.M))
    if f"lists {mistakes} mistakes" not in PROSE:
        failures.append(f"tests/mistakes.inc lists {mistakes} mistakes")


BUILD.mkdir(parents=True, exist_ok=True)
check_cpp()
check_sh()
check_cmake()
OUTPUTS = all_outputs()
check_outputs(OUTPUTS)
check_tables(OUTPUTS)
check_options()
check_files()
check_prose()
counts = {kind or "output": len(of_kind(kind)) for kind in dict.fromkeys(kind for kind, _ in BLOCKS)}
print(*failures, counts, sep="\n\n")
sys.exit(1 if failures else 0)
