#!/usr/bin/env python3
"""The zoo at the command line: what it prints, and what it refuses.

    zoo.py ZOO DATA

ZOO is the example; DATA has what PyTorch and the tools say of the same models (tests/data).
"""
import csv
import json
import os
import pty
import re
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ZOO, DATA = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
failures = []


def zoo(*arguments, **more):
    return subprocess.run([ZOO, *arguments], capture_output=True, text=True, **more)


def expect(what, got, wanted):
    if got != wanted:
        failures.append(f"{what}: got {got!r}, expected {wanted!r}")


def expect_in(what, words, text):
    if words not in text:
        failures.append(f"{what}: no {words!r} in\n{text[:2000]}")


def printed(*arguments):
    """The standard output of a call that succeeds."""
    run = zoo(*arguments)
    expect(f"zoo {' '.join(arguments)}, exit code", run.returncode, 0)
    expect(f"zoo {' '.join(arguments)}, standard error", run.stderr, "")
    return run.stdout


def refused(complaint, *arguments, **more):
    """A call that fails as it should; its standard output."""
    call = f"zoo {' '.join(arguments)}"
    run = zoo(*arguments, **more)
    expect(f"{call}, exit code", run.returncode, 2)
    expect_in(f"{call}, standard error", complaint, run.stderr)
    return run.stdout


def totals(*arguments):
    return json.loads(printed(*arguments, "--format", "json"))["totals"]


def choices(kind):
    """The names that --help lists."""
    return re.search(rf"^{kind}: (.*)$", printed("--help"), re.M)[1].split(", ")


# Names under which tests/data has a model.
FILES = {"googlenet": "googlenet_noaux", "mobilenet_v1": "mobilenet_v1_1_0_224",
         "vgg_a": "vgg_paper_A", "vgg_a_lrn": "vgg_paper_A_LRN", "vgg_b": "vgg_paper_B",
         "unet_2015": "unet", "gru_keyword_spotter": "kws_gru",
         "temporal_convolutional_network": "tcn", "wavenet_stack": "wavenet_small",
         "vgg_c": "vgg_paper_C", "vgg_d": "vgg_paper_D", "vgg_e": "vgg_paper_E"}

# Of those that have no file there: parameters or MACs of papers and authors, as the tests of
# tests/models have them.
PUBLISHED = {"lenet5_1998": ("parameters", 60_000), "resnet50_v1": ("macs", 3_857_973_248),
             "resnet101_v1": ("macs", 7_570_194_432), "resnet152_v1": ("macs", 11_282_415_616),
             "resnet_cifar20": ("parameters", 269_722), "resnet_cifar32": ("parameters", 464_154),
             "resnet_cifar44": ("parameters", 658_586), "resnet_cifar56": ("parameters", 853_018),
             "resnet_cifar110": ("parameters", 1_727_962),
             "resnet_cifar1202": ("parameters", 19_421_274),
             "densenet161": ("parameters", 28_681_000), "densenet169": ("parameters", 14_149_480),
             "densenet201": ("parameters", 20_013_928),
             "mobilenet_v1_full": ("macs", 4_867_293_184),
             "yolov2": ("parameters", 50_962_889), "yolov3": ("parameters", 61_949_149),
             "yolov3_tiny": ("parameters", 8_852_366),
             "transformer_base": ("parameters", 63_082_496),
             "bert_large": ("parameters", 335_141_888),
             "gpt2_medium": ("parameters", 354_823_168),
             "gpt2_large": ("parameters", 774_030_080),
             "gpt2_xl": ("parameters", 1_557_611_200),
             "mobilenet_v1_shallow": ("macs", 307_323_392),
             "keyword_spotting": ("macs", 2_656_768), "image_classification": ("macs", 12_501_632),
             "anomaly_detection": ("macs", 264_192), "visual_wake_words": ("macs", 7_489_664),
             "person_detect": ("macs", 7_157_888)}


def of_pytorch(file):
    path = DATA / f"{file}.csv"
    with open(path if path.exists() else DATA / "models" / path.name, newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [sum(int(row[column]) for row in rows) for column in ("params", "macs")]


def check_models():
    """Each name is its model, and the list says of it what its report says."""
    lines = printed().splitlines()
    expect("zoo --list", printed("--list").splitlines(), lines)
    models = choices("models")
    of_models = [line for line in lines[1:-1] if not line.endswith(":")]
    expect("models of the list", [line.split()[0] for line in of_models], models)
    for name, line in zip(models, of_models):
        of_model = totals(name)
        if name in PUBLISHED:
            what, number = PUBLISHED[name]
            expect(f"{name}, {what}", of_model[what], number)
        else:
            expect(name, [of_model["parameters"], of_model["macs"]],
                   of_pytorch(FILES.get(name, name)))
        wanted = [f"{of_model[key] / 1e6:.3f}" for key in ("parameters", "macs", "flops")]
        expect(f"list, {name}", line.split()[2:], wanted + [str(of_model["operations"])])
    for alpha, file in (("0.25", "0_25"), ("0.5", "0_5"), ("0.75", "0_75"), ("1", "1_0")):
        for size in ("128", "160", "192", "224"):
            of_model = totals("mobilenet_v1", "--alpha", alpha, "--input", f"3x{size}x{size}")
            expect(f"mobilenet_v1 {alpha} {size}", [of_model["parameters"], of_model["macs"]],
                   of_pytorch(f"mobilenet_v1_{file}_{size}"))


# What VGG-16 counts, by the tools themselves.
TOOLS = {"torchinfo": "torchinfo_mult_adds", "torchinfo_1_8_0": "torchinfo180_mult_adds",
         "ptflops": "ptflops_macs", "ptflops_modules": "ptflops_nofunc_macs",
         "ptflops_aten": "ptflops_aten_macs", "fvcore": "fvcore_flops", "thop": "thop_macs",
         "thop_0_0_31": "thop0031_macs", "calflops": "calflops_flops",
         "calflops_macs": "calflops_macs", "deepspeed": "deepspeed_flops",
         "torchstat_flops": "torchstat_flops", "torchstat_madd": "torchstat_madd",
         "torchvision": "torchtnt_flops", "flop_counter_mode": "torch26_flop_counter"}
OWN_NAMES = {"lecture": "lecture", "arithmetic": "arithmetic", "connections": "connections",
             "tf_profiler": "TF profiler", "st_macc": "ST Edge AI"}


def check_conventions():
    with open(DATA / "conventions" / "totals.csv", newline="") as lines:
        vgg16 = next(row for row in csv.DictReader(lines) if row["model"] == "vgg16")
    expect("conventions", sorted(choices("conventions")), sorted([*TOOLS, *OWN_NAMES]))
    for name, column in TOOLS.items():
        expect(f"vgg16 by {name}", totals("vgg16", "--convention", name)["flops"],
               int(vgg16[column]))
    for name, own in OWN_NAMES.items():
        report = json.loads(printed("vgg16", "--convention", name, "--format", "json"))
        expect(f"the convention {name}", report["convention"]["name"], own)
    expect_in("list by a convention", "MACs by the convention 'thop'",
              printed("--convention", "thop"))


def check_formats():
    """That each name is its format; the formats themselves have tests of their own."""
    expect("formats", choices("formats"), "text md csv json tex dot svg bars".split())
    text = printed("lenet5")
    expect_in("text", "61,706  416,520  837,768  100.0%", text)
    expect("--format text", printed("lenet5", "--format", "text"), text)
    expect_in("md", "| **61,706** |", printed("lenet5", "--format", "md"))
    rows = list(csv.DictReader(printed("lenet5", "--format", "csv").splitlines()))
    expect("csv", sum(int(row["parameters"]) for row in rows), 61_706)
    expect("json", totals("lenet5")["flops"], 837_768)
    expect_in("tex", "\\begin{tabular}", printed("lenet5", "--format", "tex"))
    expect_in("dot", "digraph", printed("lenet5", "--format", "dot"))
    pictures = [printed("lenet5", "--format", format) for format in ("svg", "bars")]
    for picture in pictures:
        expect("a picture", ET.fromstring(picture).tag, "{http://www.w3.org/2000/svg}svg")
    expect("svg is not bars", pictures[0] != pictures[1], True)


def check_options():
    text = printed("resnet50", "--columns", "kernel,path,receptive_field", "--depth", "1")
    expect("columns", text.split("\n")[0].split(), "layer kernel path receptive field".split())
    expect("depth 1", len(text.split("─\n")[1].splitlines()), 12)
    for column in choices("columns"):
        printed("lenet5", "--columns", column)
    expect("depth 0", printed("resnet50", "--depth", "0").split("─\n")[1].split()[0], "total")
    expect("=", printed("resnet50", "--depth=1", "--columns=macs"),
           printed("resnet50", "--depth", "1", "--columns", "macs"))
    expect("-h", printed("-h"), printed("--help"))
    expect("bytes beside other columns",
           printed("lenet5", "--batch", "2", "--columns", "params").split("\n")[0].split(),
           "layer parameters activation bytes".split())
    expect("ascii", printed("googlenet", "--ascii").isascii(), True)
    expect("box drawing", printed("googlenet").isascii(), False)
    expect_in("si", "25.6 M", printed("resnet50", "--units", "si"))
    expect_in("plain", " 25557032 ", printed("resnet50", "--units", "plain"))
    expect_in("separators", " 25,557,032 ", printed("resnet50", "--units", "separators"))
    # Activations of the list of 12 operations, in order: 15,002 numbers.
    for dtype, bits in zip(choices("types"), (32, 16, 16, 8, 4, 1)):
        expect(f"bytes of {dtype}", totals("lenet5", "--dtype", dtype)["activation_bytes"],
               sum(-(-elements * bits // 8) for elements in
                   (4704, 4704, 1176, 1600, 1600, 400, 400, 120, 120, 84, 84, 10)))
    expect("bytes of a batch", totals("lenet5", "--batch", "3")["activation_bytes"],
           3 * 4 * 15_002)
    expect_in("--batch shows bytes", "activation bytes: each output as fp32, batch 2",
              printed("lenet5", "--batch", "2"))
    expect("the order of arguments", printed("--depth", "1", "resnet50"),
           printed("resnet50", "--depth", "1"))


def check_comparisons():
    text = printed("mobilenet_v1_full", "--compare", "mobilenet_v1", "--depth", "0", "--units",
                   "separators")
    expect_in("compare", "4,867,293,184  568,740,352  0.117", text)
    expect_in("compare, md", "0.117", printed("mobilenet_v1_full", "--compare", "mobilenet_v1",
                                              "--depth", "0", "--format", "md"))
    narrow = of_pytorch("mobilenet_v1_0_25_224")[1]
    expect_in("compare, alpha of both", f"{narrow:,}  {narrow:,}  1.000",
              printed("mobilenet_v1", "--compare", "mobilenet_v1", "--alpha", "0.25", "--units",
                      "separators"))
    expect_in("compare, SI units", "4.87 G  569 M  0.117",
              printed("mobilenet_v1_full", "--compare", "mobilenet_v1", "--depth", "0"))
    refused("--format of --compare expects one of text, md, tex; got 'json'", "resnet50",
            "--compare", "resnet50_v1", "--format", "json")
    refused("no model 'resnet51'; the models are lenet5, ", "resnet50", "--compare", "resnet51")
    refused("resnet50 has no width multiplier, so no --alpha", "mobilenet_v1", "--alpha", "0.5",
            "--compare", "resnet50")
    expect_in("compare, one does not fit", "b: layer 0 (Conv2d, at conv1): expects 3 channels",
              refused("zoo: resnet50: layer 0 ", "lenet5", "--compare", "resnet50", "--input",
                      "1x32x32"))


# Bytes of TensorFlow Lite Micro's plans, as published by MLPerf Tiny and mcufit-bench.
PLANS = {"keyword_spotting": "16,000", "image_classification": "49,152",
         "anomaly_detection": "768", "person_detect": "55,296"}


def check_memory():
    for model, planned in PLANS.items():
        text = printed(model, "--memory", "tflm")
        expect_in(f"plan of {model}", f"\narena: {planned} bytes as int8", text)
        expect(f"a line per buffer of {model}", len(re.findall(r"\(id=\d+\): size=\d+, offset=", text)),
               1 + int(re.findall(r"^ +(\d+): ", text, re.M)[-1]))
        picture = ET.fromstring(printed(model, "--memory", "tflm", "--format", "svg"))
        bytes_ = [each for each in picture.iter() if each.get("class") == "bytes"]
        expect(f"picture of {model}", len(bytes_), text.count("(id="))
    for runtime in choices("runtimes"):
        expect_in(runtime, "lower bound", printed("lenet5", "--memory", runtime))
    planned, refusals = 0, []
    for model in choices("models"):
        done = zoo(model, "--memory", "tflm", "--format", "md")
        planned += done.returncode == 0
        if done.returncode != 0:
            refusals.append(model)
            expect_in(f"no plan of {model}", "has no known plan in TensorFlow Lite Micro",
                      done.stderr.decode())
    for model in set(choices("models")) - set(refusals):
        bounds = [int(re.search(r"lower bound: ([\d,]+)", printed(model, *options))[1].replace(",", ""))
                  for options in (("--memory", "tflm"), ("--memory", "any", "--dtype", "int8"))]
        expect(f"the default is safe for {model}: {bounds}", bounds[0] <= bounds[1], True)
    expect_in("a transformer has no plan", "vit_b_16", " ".join(refusals))
    expect("convolutional networks have plans", planned > len(refusals), True)
    expect_in("columns", "| offset | buffer bytes | lifetime |",
              re.sub(" +", " ", printed("lenet5", "--memory", "tflm", "--format", "md")))
    padded = printed("person_detect", "--memory", "tflm", "--exact-padding")
    expect_in("padded copies", "beside 0.0 Conv2d", padded)
    expect_in("kernels", "scratch buffers of CMSIS-NN (DSP)",
              printed("person_detect", "--memory", "tflm", "--kernels", "cmsis_nn_dsp"))
    expect_in("fp32", "bytes as fp32", printed("lenet5", "--memory", "tflm", "--dtype", "fp32"))
    expect_in("fused", "without batch normalisation folded and ReLU fused",
              printed("resnet18", "--fused"))
    refused("--kernels and --exact-padding are for a plan: add --memory tflm", "lenet5",
            "--exact-padding")
    refused("--memory is for one model", "lenet5", "--memory", "tflm", "--compare", "vgg16")
    refused("--memory expects one of tflm, any, ideal; got 'x'", "lenet5", "--memory", "x")


def check_refusals():
    refused("no model 'resnet51'; the models are lenet5, lenet5_1998, ", "resnet51")
    refused("one model is expected, got 'resnet50' and 'vgg16'; --compare", "resnet50", "vgg16")
    refused("unknown option '--apha', expected one of --format, ", "mobilenet_v1", "--apha", "1")
    refused("--format expects one of text, md, csv, json, tex, dot, svg, bars; got 'yaml'",
            "vgg16", "--format", "yaml")
    refused("--columns expects one of kernel, input, output, ", "vgg16", "--columns", "macs,mac")
    refused("; got ''", "vgg16", "--columns", "macs,")
    refused("--convention expects one of lecture, ", "vgg16", "--convention", "lectures")
    refused("--dtype expects one of fp32, fp16, bf16, int8, int4, binary; got 'fp64'", "vgg16",
            "--dtype", "fp64")
    refused("--units expects one of separators, si, plain; got ", "vgg16", "--units", "SI")
    for depth in ("-1", "one", "1.5", "2147483648"):
        refused(f"--depth expects a whole number from 0 to 2147483647, got '{depth}'", "vgg16", "--depth",
                depth)
    for batch in ("0", "1000000001", "99999999999999999999"):
        refused(f"--batch expects a whole number from 1 to 1000000000, got '{batch}'", "vgg16",
                "--batch", batch)
    for alpha in ("wide", "0", "nan", "inf", "1x", " 1", "+1", "-1", "0x1", "1e", ".", "1,5", "1e400",
                  "1e-400"):
        refused(f"--alpha expects a number from 0.001 to 100, got '{alpha}'", "mobilenet_v1",
                "--alpha", alpha)
    refused("vgg16 has no width multiplier, so no --alpha", "vgg16", "--alpha", "1")
    for shape in ("3x0x1", "3x", "x", "3,224,224", "1x1x1x1x1x1x1", "3x-1x1"):
        refused(f"--input expects CxHxW, such as 3x224x224, got '{shape}'", "vgg16", "--input",
                shape)
    for option, value in re.findall(r"^  (--\w+) (\S+) ", printed("--help"), re.M):
        refused(f"{option} expects a value, {value}", "vgg16", option)
        refused(f"{option} expects a value, {value}", "vgg16", option, "")
        refused(f"{option} expects a value, {value}", "vgg16", option, "--depth", "1")
    refused("--ascii takes no value, got '--ascii=1'", "vgg16", "--ascii=1")
    refused("unknown option '--apha', expected", "vgg16", "--apha=1")
    refused("--depth expects a whole number from 0 to 2147483647, got 'x'", "vgg16", "--depth=x")
    refused("--depth expects a value, N", "vgg16", "--depth=")
    refused("--depth expects a model before it, as in zoo lenet5 --depth N; zoo --list names ", "--depth", "1")
    for option, value, formats, others in (
            (["--columns"], ["macs"], "text, md, tex", ["csv", "json", "dot", "svg", "bars"]),
            (["--depth"], ["1"], "text, md, tex, dot, svg, bars", ["csv", "json"]),
            (["--units"], ["si"], "text, md, tex, dot, svg, bars", ["csv", "json"]),
            (["--width"], ["600"], "svg", ["text", "md", "csv", "json", "tex", "dot", "bars"]),
            (["--ascii"], [], "text", ["md", "csv", "json", "tex", "dot", "svg", "bars"]),
            (["--dtype"], ["int8"], "text, md, csv, json, tex", ["svg"]),
            (["--fused"], [], "text, md, tex", ["csv", "json", "dot", "svg", "bars"]),
            (["--memory"], ["tflm"], "text, md, tex, svg", ["csv", "json", "dot", "bars"]),
            (["--batch"], ["2"], "text, md, csv, json, tex", ["dot", "svg", "bars"])):
        for other in others:
            refused(f"{option[0]} is for the formats {formats}; got {other}", "lenet5", *option,
                    *value, "--format", other)
        for format in formats.split(", "):
            printed("lenet5", "--format", format, *option, *value)
    refused("--dtype is for the formats text, md, csv, json, tex, svg; got dot", "lenet5",
            "--dtype", "int8", "--format", "dot")
    refused("--list expects no model, got 'vgg16'", "vgg16", "--list")


def check_misfits():
    """The report goes up to the row that does not fit."""
    sentence = "layer 0 (Conv2d, at conv1): expects 3 channels, gets 1 (1x224x224)"
    table = refused(f"zoo: resnet50: {sentence}", "resnet50", "--input", "1x224x224")
    expect_in("the bad row", "conv1: Conv2d  <-- does not fit", table)
    expect_in("what does not fit", sentence, table)
    report = refused(sentence, "resnet50", "--input", "1x224x224", "--format", "json")
    expect("error in JSON", json.loads(report)["operations"], [])
    for size in ("1x1", "5"):
        refused("zoo: mobilenet_v1: layer 0 ", "mobilenet_v1", "--input", size)
    for size in ("3x9223372036854775807x3", "3x4611686018427387904x4611686018427387904"):
        refused("zoo: mobilenet_v1: expects an input of at most ", "mobilenet_v1", "--input", size)
    refused("zoo: mobilenet_v1: layer ", "mobilenet_v1", "--alpha", "0.001")


def check_titles():
    """A report says what it is of, and lists are aligned whatever their unit is called."""
    narrow = printed("mobilenet_v1", "--alpha", "0.5", "--depth", "0")
    expect_in("the multiplier", "mobilenet_v1, alpha 0.5: input 3x224x224", narrow)
    expect("the multiplier with an exponent",
           printed("mobilenet_v1", "--alpha", "5e-1", "--depth", "0"), narrow)
    lines = printed("--convention", "connections").splitlines()
    of_models = [line for line in lines[:-1] if not line.endswith(":")]
    expect("ends of lines", {len(line) for line in of_models}, {len(lines[0])})
    wide, slim = (re.search(r'width="(\d+)"', printed("vgg16", "--format", "svg", *width))[1]
                  for width in ([], ["--width", "500"]))
    expect("a narrow picture", int(slim) < 700 < int(wide), True)


def limit_files():
    """Files have at most 1000 bytes: as if the disk were full in the middle."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def check_files(folder):
    os.chdir(folder)
    text = printed("resnet50")
    for _ in range(2): # anew, then in the place of the old one
        expect("--output -", printed("resnet50", "--output", "-"), text)
        expect("--output", printed("resnet50", "--output", "table.txt"), "")
        expect("a file", Path("table.txt").read_text(), text)
    printed("--output", "list.txt")
    expect("a list", Path("list.txt").read_text(), printed())

    misfit = refused("expects 3 channels", "resnet50", "--input", "1x8x8")
    refused("expects 3 channels", "resnet50", "--input", "1x8x8", "--output", "list.txt")
    expect("the report of a misfit", Path("list.txt").read_text(), misfit)

    refused("cannot write table.txt: File too large", "resnet50", "--format", "json", "--output",
            "table.txt", preexec_fn=limit_files, restore_signals=False)
    expect("the old file", Path("table.txt").read_text(), text)
    refused("cannot write new.json: File too large", "resnet50", "--format", "json", "--output",
            "new.json", preexec_fn=limit_files, restore_signals=False)
    refused("cannot write nowhere/x.txt: No such file or directory", "vgg16", "--output",
            "nowhere/x.txt")
    refused("cannot write .: Is a directory", "vgg16", "--output", ".")
    refused("cannot write table.txt/x: Not a directory", "vgg16", "--output", "table.txt/x")
    refused("cannot write /proc/zoo.txt: ", "vgg16", "--output", "/proc/zoo.txt")
    expect("files", sorted(os.listdir()), ["list.txt", "table.txt"])

    Path("kept.txt").write_text("keep me")
    os.chmod("kept.txt", stat.S_IRUSR)
    refused("cannot write kept.txt: it is write-protected", "vgg16", "--output", "kept.txt")
    expect("a write-protected file", Path("kept.txt").read_text(), "keep me")

    Path("x.txt.part").write_text("another's")
    refused("cannot write x.txt.part: it is there; remove it if no other zoo ", "vgg16", "--output", "x.txt")
    expect("another's file", Path("x.txt.part").read_text(), "another's")

    os.symlink("table.txt", "link.txt")
    printed("lenet5", "--output", "link.txt")
    expect("a link stays", os.path.islink("link.txt"), True)
    expect("where it leads", Path("table.txt").read_text(), printed("lenet5"))

    os.mkdir("closed")
    os.chmod("closed", stat.S_IRUSR | stat.S_IXUSR)
    if os.geteuid() != 0: # root may write anywhere
        refused("cannot write closed/x.txt: Permission denied", "vgg16", "--output",
                "closed/x.txt")
    os.chmod("closed", stat.S_IRWXU)

    if os.path.exists("/dev/full"):
        refused("cannot write /dev/full: No space left on device", "vgg16", "--output",
                "/dev/full")
        expect("a device stays", stat.S_ISCHR(os.stat("/dev/full").st_mode), True)
        with open("/dev/full", "w") as full:
            run = subprocess.run([ZOO, "vgg16"], stdout=full, stderr=subprocess.PIPE, text=True)
        expect("a full output, exit code", run.returncode, 2)
        expect_in("a full output", "cannot write the standard output: No space", run.stderr)


def check_color():
    """Colour to a terminal alone."""
    def on_a_terminal(**environment):
        ours, theirs = pty.openpty()
        subprocess.run([ZOO, "lenet5"], stdout=theirs, check=True,
                       env={**os.environ, "TERM": "xterm", **environment})
        os.close(theirs)
        text = b""
        try:
            while part := os.read(ours, 65536):
                text += part
        except OSError: # a terminal that is closed
            pass
        os.close(ours)
        return text
    os.environ.pop("NO_COLOR", None)
    expect("colour on a terminal", b"\033[1mtotal" in on_a_terminal(), True)
    expect("NO_COLOR", b"\033" in on_a_terminal(NO_COLOR="1"), False)
    expect("TERM", b"\033" in on_a_terminal(TERM="dumb"), False)
    expect("no colour elsewhere", "\033" in printed("lenet5"), False)


check_models()
check_conventions()
check_formats()
check_options()
check_comparisons()
check_refusals()
check_titles()
check_misfits()
with tempfile.TemporaryDirectory() as folder:
    check_files(folder)
    os.chdir("/")
check_color()
print("\n".join(failures) or "all as expected")
sys.exit(1 if failures else 0)
