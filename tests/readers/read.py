#!/usr/bin/env python3
"""Reads reports back with readers that are not ours, and compares them with what is known.

    read.py PRINT DATA csv|json|md|tex

PRINT prints a network in a format (print.cpp); DATA has what PyTorch says of the same networks
(tests/data). Exit code 77: a reader is not installed.
"""
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

PRINT, DATA, FORMAT = sys.argv[1], Path(sys.argv[2]), sys.argv[3]

NASTY = "a,b\"c<d>&_{\n}|\\`$%#~^*[x]--''\t\u00e9"
NASTY_STEP = "[a,b\"c<d>&_{\n|\\`*#\ufffd"
SENTENCE = ("layer 5 (Linear, at classifier.2): expects 21 input features, gets 20 (20); "
            "set in_features = 20")
RULE = "a MAC is 2 FLOPs, a max-pooling comparison 1; biases and the rest are 0"
INPUTS = {"lenet5": "1x32x32", "resnet50": "3x224x224", "vgg16": "3x224x224"}


def need(tool, package):
    if not shutil.which(tool):
        print(f"Skipped: {tool} is not installed (Debian: {package})")
        sys.exit(77)


def printed(net):
    return subprocess.run([PRINT, FORMAT, net], check=True, capture_output=True).stdout


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{FORMAT}, {what}: got {got!r}, expected {wanted!r}")


def on_one_line(name):
    return name.replace("\n", "\\n").replace("\t", "\\x09")


def elements(shape):
    product = 1
    for size in shape.split("x"):
        product *= int(size)
    return product


def known(net):
    """What PyTorch says of each operation: class, shapes, numbers; FLOPs by the lecture's rule."""
    rows = []
    with open(DATA / f"{net}.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["call"] == "0":
                continue
            flops = 2 * int(row["macs"])
            if row["module_class"] == "MaxPool2d":
                kernel = elements(row["kernel"])
                flops += elements(row["output_shape"]) * (kernel - 1)
            rows.append((row["module_class"], row["input_shape"], row["output_shape"],
                         int(row["params"]), int(row["macs"]), flops,
                         4 * elements(row["output_shape"])))
    return rows


def check_operations(net, operations):
    """Each known operation in its order. What PyTorch has no module for is a sum, or the ReLU or
    the Flatten of a function: it has no parameters and no MACs."""
    rest = iter(operations)
    count = 0
    for wanted in known(net):
        for got in rest:
            kind = "AdaptiveAvgPool2d" if got[0] == "GlobalAvgPool" else got[0]
            if (kind, *got[1:]) == wanted:
                break
            if got[0] not in ("Add", "ReLU", "Flatten") or any(got[3:6]):
                sys.exit(f"{FORMAT}, {net}: got {got}, expected {wanted}")
        else:
            sys.exit(f"{FORMAT}, {net}: {wanted} is missing")
        count += 1
    for got in rest:
        sys.exit(f"{FORMAT}, {net}: {got} is one too many")
    expect(f"operations of {net}", count > 10, True)


def check_totals(net, totals):
    rows = known(net)
    expect(f"totals of {net}", totals, tuple(sum(row[i] for row in rows) for i in (3, 4, 5)))


# CSV


def read_csv(net):
    text = printed(net).decode("utf-8")
    lines = text.split("\r\n")
    expect("the end", lines[-1], "")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = list(reader)
    for row in rows:
        expect("fields of a record", None in row or None in row.values(), False)
    return rows


def csv_operation(row):
    return (row["layer"], row["input"], row["output"], int(row["parameters"]), int(row["macs"]),
            int(row["flops"]), int(row["activation_bytes"]))


def test_csv():
    for net in INPUTS:
        rows = read_csv(net)
        check_operations(net, [csv_operation(row) for row in rows])
        check_totals(net, tuple(sum(int(row[key]) for row in rows)
                                for key in ("parameters", "macs", "flops")))
        for i, row in enumerate(rows):
            expect("index", row["index"], str(i))
            expect("sum", int(row["weights"]) + int(row["biases"]), int(row["parameters"]))
            expect("error", row["error"], "")
    rows = read_csv("nasty")
    expect("name", rows[0]["layer"], NASTY)
    expect("path", rows[0]["path"], NASTY_STEP)
    expect("numbers", csv_operation(rows[1])[3:], (1234567, 7654321, 15308642, 192))
    expect_twins("equal siblings", [row["path"] for row in read_csv("twins")])
    rows = read_csv("broken")
    expect("records", len(rows), 6)
    expect("error", rows[-1]["error"], SENTENCE)
    expect("no numbers", rows[-1]["parameters"] + rows[-1]["output"], "")


def expect_twins(what, paths):
    """nets::twins: two parts of one name, and a name with a dot that is no path."""
    expect(what, paths, ["half.0", "half.1", "half.0", "half.1", "half.0"])


# JSON


def shape(sizes):
    return "x".join(str(size) for size in sizes)


def read_json(net):
    def refuse(text):
        sys.exit(f"json, {net}: {text} is no integer")
    return json.loads(printed(net).decode("utf-8"), parse_float=refuse, parse_constant=refuse)


def check_parts(report):
    """Parts stand behind those that they are in, and paths say where."""
    parts, operations = report["parts"], report["operations"]
    expect("the network", (parts[0]["parent"], parts[0]["path"]), (None, ""))
    for i, part in enumerate(parts[1:], 1):
        expect("a part behind its own", 0 <= part["parent"] < i, True)
    for one in parts[1:] + operations:
        above = parts[one["parent"] if "parent" in one else one["part"]]["path"]
        expect(f"{one['path']} in {above}", one["path"].startswith(above + "." if above else ""),
               True)


def test_json():
    for net, size in INPUTS.items():
        report = read_json(net)
        check_parts(report)
        expect("version", report["version"], 1)
        expect("input", shape(report["input"]), size)
        expect("output", report["output"], report["operations"][-1]["output"])
        expect("convention", report["convention"],
               {"name": "lecture", "unit": "FLOPs", "rule": RULE})
        expect("error", report["error"], None)
        operations = [(o["layer"], shape(o["input"]), shape(o["output"]), o["parameters"],
                       o["macs"], o["flops"], o["activation_bytes"])
                      for o in report["operations"]]
        check_operations(net, operations)
        totals = report["totals"]
        check_totals(net, (totals["parameters"], totals["macs"], totals["flops"]))
        expect("count", totals["operations"], len(operations))
        expect("bytes", totals["activation_bytes"], sum(o[6] for o in operations))
    report = read_json("lenet5")
    expect("kernel", report["operations"][0]["kernel"], [5, 5])
    expect("stride", report["operations"][2]["stride"], [2, 2])
    expect("no kernel", report["operations"][1]["kernel"], None)
    expect("receptive field", report["totals"]["receptive_field"], [16, 16])
    operation = read_json("nasty")["operations"][0]
    expect("name", operation["layer"], NASTY)
    expect("path", operation["path"], NASTY_STEP)
    report = read_json("resnet50")
    kinds = [part["layer"] for part in report["parts"]]
    expect("blocks", kinds.count("Residual"), 16)
    expect("the blocks' sums", sorted(operation["part"] for operation in report["operations"]
                                      if operation["layer"] == "Add"),
           [i for i, kind in enumerate(kinds) if kind == "Residual"])
    report = read_json("twins")
    check_parts(report)
    expect("twins", report["parts"], [{"parent": None, "path": "", "layer": "Sequential"}]
           + 2 * [{"parent": 0, "path": "half", "layer": "Sequential"}])
    expect("their operations", [o["part"] for o in report["operations"]], [1, 1, 2, 2, 0])
    expect_twins("their paths", [o["path"] for o in report["operations"]])
    report = read_json("broken")
    check_parts(report)
    expect("output", report["output"], None)
    expect("error", report["error"], {"index": 5, "path": "classifier.2", "layer": "Linear",
                                      "input": [20], "sentence": SENTENCE})


# Tables


def read_markdown(net):
    """The cells of each row, and the notes, as GitHub's own reader has them."""
    need("cmark-gfm", "cmark-gfm")
    xml = subprocess.run(["cmark-gfm", "-e", "table", "-e", "autolink", "-t", "xml"],
                         input=printed(net), check=True, capture_output=True).stdout
    space = "{http://commonmark.org/xml/1.0}"
    document = ET.fromstring(xml)
    tables = list(document.iter(space + "table"))
    expect("tables", len(tables), 1)
    rows = [["".join(cell.itertext()).replace("\n      ", "") for cell in row]
            for row in tables[0]]
    rows = [[re.sub(r"^[ \n]+|[ \n]+$", "", cell) for cell in row] for row in rows]
    for row in rows:
        expect("cells", len(row), len(rows[0]))
    aligned = [cell.get("align") for cell in tables[0][0]]
    notes = ["".join(item.itertext()).strip() for item in document.iter(space + "item")]
    return rows, aligned, notes


def table_operation(cells, headings):
    def number(heading):
        return int(cells[headings.index(heading)].replace(",", ""))
    return (cells[0].strip().split(": ")[-1], cells[headings.index("input")],
            cells[headings.index("output")], number("parameters"), number("MACs"),
            number("FLOPs"), number("activation bytes"))


def known_totals(net):
    rows = known(net)
    return tuple(sum(row[i] for row in rows) for i in (3, 4, 5))


def check_comparison(what, total):
    """vgg16 beside lenet5: each count of both, and the ratio."""
    for a, b in zip(known_totals("vgg16"), known_totals("lenet5")):
        for text in (f"{a:,}", f"{b:,}", f"{b / a:.3f}"):
            expect(f"{text} in {what} {total}", text in total, True)


def test_md():
    rows, _, _ = read_markdown("comparison")
    expect("the last row", rows[-1][0], "total")
    check_comparison("the row", rows[-1])
    rows, _, _ = read_markdown("conventions")
    counts = {row[0]: row for row in rows}
    expect("conventions", len(counts), 21)
    expect("the lecture", f"{known_totals('vgg16')[2]:,}" in counts["lecture"], True)
    for net, size in INPUTS.items():
        rows, aligned, notes = read_markdown(net)
        headings = rows[0]
        expect("alignment", [aligned[headings.index(name)] for name in ("layer", "output", "MACs")],
               ["left", "left", "right"])
        lines = [table_operation(row, headings) for row in rows[1:]]
        check_operations(net, [line for line in lines[:-1]
                               if line[0] not in ("Sequential", "Residual")])
        expect("the last row", lines[-1][0], "total")
        check_totals(net, lines[-1][3:6])
        expect("note", notes[0],
               f"input {size}; FLOPs by the convention 'lecture': {RULE}")
    rows, _, _ = read_markdown("nasty")
    expect("name", rows[2][0], "1: " + on_one_line(NASTY))
    expect("path", rows[1][-1], on_one_line(NASTY_STEP))
    expect("numbers", table_operation(rows[2], rows[0])[3:], (1234567, 7654321, 15308642, 192))
    rows, _, _ = read_markdown("twins")
    expect("twins", [row[0].strip() for row in rows[1:-1]],
           2 * ["half: Sequential", "0: Linear", "1: ReLU"] + ["half.0: ReLU"])
    expect_twins("their paths", [row[-1] for row in rows[1:-1] if "Sequential" not in row[0]])
    rows, _, notes = read_markdown("broken")
    expect("mark", [cell.strip() for cell in rows[-1][:2]],
           ["2: Linear", "<-- does not fit"])
    expect("sentence", notes[0], SENTENCE)


def typeset(net):
    """The text that LaTeX puts on its pages, which are wide, and too low for a long table."""
    need("pdflatex", "texlive-latex-recommended")
    need("pdftotext", "poppler-utils")
    document = ("\\documentclass{article}\n\\usepackage[papersize={40in,11in},margin=1in]{geometry}\n"
                "\\usepackage{booktabs,longtable}\n\\pagestyle{empty}\n\\begin{document}\n").encode()
    document += printed(net) + b"\\end{document}\n"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.tex").write_bytes(document)
        for _ in range(4): # a longtable's columns have their widths from the run before
            run = subprocess.run(["pdflatex", "-halt-on-error", "-interaction=nonstopmode",
                                  "report.tex"], cwd=folder, capture_output=True)
            log = run.stdout.decode(errors="replace")
            if run.returncode != 0:
                sys.exit(f"tex, {net}: {log[-2000:]}")
        if "Overfull" in log or "Rerun" in log:
            sys.exit(f"tex, {net}: {log[-2000:]}")
        subprocess.run(["pdftotext", "-layout", "report.pdf"], cwd=folder, check=True)
        return (Path(folder) / "report.txt").read_text(encoding="utf-8")


def test_tex():
    text = typeset("comparison")
    check_comparison("the page", text)
    text = typeset("conventions")
    expect("the lecture", f"{known_totals('vgg16')[2]:,}" in text, True)
    for net in ("lenet5", "resnet50"):
        text = typeset(net)
        headings = ["layer", "kernel", "input", "output", "parameters", "share", "MACs", "FLOPs",
                    "share", "activation bytes", "receptive field", "path"]
        operations = []
        totals = None
        for line in text.splitlines():
            cells = re.split(r" {2,}", line.strip())
            if len(cells) < 9 or cells[0] == "layer":
                continue
            kernel = [] if re.match(r"\d+x\d+( /\d+)?$", cells[1]) and len(cells) > 11 else [""]
            cells = cells[:1] + kernel + cells[1:]
            operation = table_operation(cells, headings)
            if cells[0] == "total":
                totals = operation[3:6]
            elif operation[0] not in ("Sequential", "Residual"):
                operations.append(operation)
        check_operations(net, operations)
        check_totals(net, totals)
        expect("pages", text.count("\f") > 1, net == "resnet50")
        expect("note", RULE in " ".join(text.split()), True)
    text = unicodedata.normalize("NFC", typeset("nasty"))
    # TeX sets accents apart; its first fonts draw an underscore as a rule, and ~ and ^ as accents.
    drawn = "1: " + on_one_line(NASTY).translate({ord("_"): " ", ord("~"): "\u02dc",
                                                   ord("^"): "\u02c6"})
    expect(f"{drawn!r} in {text}", drawn in text, True)
    text = typeset("twins")
    for drawn, times in (("half: Sequential", 2), ("0: Linear", 2), ("half.0: ReLU", 1)):
        expect(f"{drawn} in {text}", text.count(drawn), times)
    text = " ".join(typeset("broken").split())
    expect("mark", "2: Linear does not fit" in text, True)
    text = text.replace("\ufb01", "fi")
    expect(f"sentence in {text}", SENTENCE.replace("_", " ") in text, True)


{"csv": test_csv, "json": test_json, "md": test_md, "tex": test_tex}[FORMAT]()
print(f"{FORMAT} reads back")
