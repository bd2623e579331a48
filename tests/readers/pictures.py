"""Reads pictures of networks back, and holds them against what their summaries say.

    pictures.py WRITER DIRECTORY dot|svg|bars|render

WRITER (ctnn_pictures) writes the pictures into DIRECTORY. A tool that is not installed: "Skipped".
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
MOST = 10**9


def number(text):
    return int(text.replace(",", ""))


def one_line(name):
    """A name as reports show it."""
    text = name.decode("utf-8", errors="replace")
    text = text.replace("\n", "\\n")
    return re.sub("[\x00-\x1f\x7f]", lambda match: "\\x%02x" % ord(match[0]), text)


class Row:
    def __init__(self, line):
        name, path, self.output, params, macs, flops, operands = line.split("\t")
        self.name, self.path = (one_line(bytes.fromhex(text)) for text in (name, path))
        self.params, self.macs, self.flops = int(params), int(macs), int(flops)
        self.operands = [int(operand) for operand in operands.split(",")]


class Facts:
    """What a summary says; written without the code that draws."""

    def __init__(self, file):
        first, *lines = file.read_text(encoding="utf-8").split("\n")[:-1]
        self.input, self.output, params, macs, flops, bad = first.split("\t")
        self.params, self.macs, self.flops = int(params), int(macs), int(flops)
        self.bad = one_line(bytes.fromhex(bad))
        self.rows = [Row(line) for line in lines]
        self.net, _, depth = file.stem.partition("-")
        self.is_folded = depth.isdigit()
        # Of nets::twins at depth 1, two equal siblings, and a name with a dot.
        self.has_twins = file.stem == "twins-1"


def in_xml(text):
    """XML has no U+FFFF and U+FFFE."""
    return text.replace("\uffff", "\ufffd").replace("\ufffe", "\ufffd")


# DOT


def check_dot(file, facts):
    run = subprocess.run(["dot", "-Tjson", file], capture_output=True, check=True)
    assert not run.stderr, run.stderr
    graph = json.loads(run.stdout)
    svg = subprocess.run(["dot", "-Tsvg", file], capture_output=True, check=True)
    assert not svg.stderr, svg.stderr
    drawn = ["".join(text.itertext()) for text in ElementTree.fromstring(svg.stdout).iter(SVG + "text")]

    objects = graph.get("objects", [])
    nodes = {o["name"]: o for o in objects if "nodes" not in o and not o["name"].startswith("cluster")}
    parts = {name: node for name, node in nodes.items() if name not in ("input", "error")}
    names = {node["_gvid"]: name for name, node in nodes.items()}
    edges = [(names[e["tail"]], names[e["head"]], e.get("label", "").strip()) for e in graph.get("edges", [])]
    edges = [edge for edge in edges if "error" not in edge[:2]]
    for key in ("params", "macs", "flops"):
        assert sum(int(node[key]) for node in parts.values()) == getattr(facts, key), key
    assert ("error" in nodes) == bool(facts.bad)
    assert facts.input in drawn
    if facts.net == "twins":
        clusters = [o for o in objects if o["name"].startswith("cluster")]
        assert len(clusters) == (0 if facts.is_folded else 2), clusters
        assert len([text for text in drawn if text.startswith("half")]) == (3 if facts.is_folded else 7), drawn
    if facts.has_twins:
        assert len(parts) == 3 and len(edges) == 3, (parts, edges)
    if facts.is_folded:
        return
    assert len(parts) == len(facts.rows)
    expected = []
    for i, row in enumerate(facts.rows):
        node = parts[f"n{i}"]
        assert [int(node[key]) for key in ("params", "macs", "flops")] == [row.params, row.macs, row.flops]
        assert row.output in drawn and in_xml(row.path) in drawn + [""], row.path
        assert any(text.startswith(in_xml(row.name)) for text in drawn), row.name
        if row.params:
            assert f"{row.params:,} parameters" in drawn
        for operand in row.operands:
            name = "input" if operand < 0 else f"n{operand}"
            shape = facts.input if operand < 0 else facts.rows[operand].output
            expected.append((name, f"n{i}", shape))
    assert sorted(edges) == sorted(expected)


# SVG


class Box:
    def __init__(self, left, top, right, bottom, what):
        self.left, self.top, self.right, self.bottom, self.what = left, top, right, bottom, what

    def meets(self, other):
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


def text_width(text):
    """Of Helvetica, in units of its size; not less than it is."""
    width = 0
    for character in text:
        if character in "mMW@%":
            width += 0.95
        elif character in "ijl.,:;'|!It()[]/ f":
            width += 0.34
        elif character.isupper() or ord(character) > 0x2000:
            width += 1 if ord(character) > 0x2000 else 0.72
        else:
            width += 0.57
    return width


def text_box(element):
    text = "".join(element.itertext())
    kind = element.get("class", "")
    size = 15 if kind == "title" else 11
    width = text_width(text) * size * (1.07 if kind in ("title", "head") else 1)
    x, y = float(element.get("x")), float(element.get("y"))
    left = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor"), 0)
    return Box(left, y - 0.74 * size, left + width, y + 0.2 * size, text)


def points(path):
    """The corners of a path of M, H, V, Q, and relative l, h, v."""
    x = y = 0.0
    found = []
    for command, values in re.findall(r"([MHVQlhvmz])([^MHVQlhvmz]*)", path):
        values = [float(value) for value in re.findall(r"-?[0-9.]+", values)]
        if command == "M":
            start = x, y = values
        elif command == "z":
            x, y = start
        elif command == "H":
            x, = values
        elif command == "V":
            y, = values
        elif command == "Q":
            x, y = values[2:]
        elif command == "h":
            x += values[0]
        elif command == "v":
            y += values[0]
        elif command in "lm":
            for i in range(0, len(values), 2):
                x, y = x + values[i], y + values[i + 1]
                found.append((x, y))
            continue
        found.append((x, y))
    return found


def read_page(file):
    """The texts and shapes of an SVG file, after what any of them must fulfil."""
    root = ElementTree.parse(file).getroot()
    assert root.tag == SVG + "svg"
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    for element in root.iter():
        assert not any("href" in key or "url(" in value for key, value in element.attrib.items())
    texts = [text_box(element) for element in root.iter(SVG + "text")]
    for text in texts:
        assert 0 <= text.left and text.right <= width and 0 <= text.top and text.bottom <= height, text.what
    in_order = sorted(texts, key=lambda text: text.top)
    for i, one in enumerate(in_order):
        for other in in_order[i + 1:]:
            if other.top >= one.bottom:
                break
            assert not one.meets(other), (one.what, other.what)
    shapes = []
    for element in root.iter(SVG + "path"):
        corners = points(element.get("d"))
        for x, y in corners:
            assert 0 <= x <= width and 0 <= y <= height, element.get("d")
        kind = element.get("class")
        if kind == "wire":
            for (x1, y1), (x2, y2) in zip(corners, corners[1:]):
                shapes.append(Box(min(x1, x2) - 0.5, min(y1, y2) - 0.5, max(x1, x2) + 0.5,
                                  max(y1, y2) + 0.5, "wire"))
        elif kind != "head":
            xs, ys = zip(*corners)
            shapes.append(Box(min(xs), min(ys), max(xs), max(ys), kind))
    for element in root.iter(SVG + "rect"):
        x, y, wide, high = (float(element.get(key, 0)) for key in ("x", "y", "width", "height"))
        assert x + wide <= width and y + high <= height
        if element.get("class"):
            shapes.append(Box(x, y, x + wide, y + high, "bar"))
    for shape in shapes:
        for text in texts:
            assert not text.meets(shape), (text.what, shape.what)
    # Wires pass over boxes; only what rises from a box's top or ends at its side touches it.
    faces = [shape for shape in shapes if shape.what in ("front", "top", "side")]
    for wire in shapes:
        if wire.what == "wire" and wire.bottom - wire.top <= 1:
            assert not any(wire.meets(face) for face in faces), "a wire through a box"
    return root, [text.what for text in texts]


def check_title(texts, facts):
    sums = f"{facts.params:,} parameters, {facts.macs:,} MACs, {facts.flops:,} FLOPs"
    assert any(text.endswith(sums) for text in texts), sums


def check_svg(file, facts):
    root, texts = read_page(file)
    text = " ".join(texts)
    assert f"input {facts.input or '()'}" in texts
    assert f"{facts.params:,} parameters, {facts.macs:,} MACs, {facts.flops:,} FLOPs" in text
    assert ("does not fit" in texts) == bool(facts.bad)
    tips = ["".join(g.find(SVG + "title").itertext()) for g in root.iter(SVG + "g")][1:]
    for key, unit in (("params", "parameters"), ("macs", "MACs"), ("flops", "FLOPs")):
        counts = [number(re.search(r"([0-9,]+) %s" % unit, tip)[1]) for tip in tips]
        assert sum(counts) == getattr(facts, key), (key, counts)
    written = [number(text[:-7]) for text in texts if re.fullmatch(r"[0-9,]+ params", text)]
    assert sum(written) == facts.params
    # Every box has its shape written under it, in order.
    outputs = [re.search(r"; ([0-9x]+); [0-9,]+ parameters", tip)[1] for tip in tips]
    captions = [text for text in texts if re.fullmatch(r"[0-9]+(x[0-9]+)*", text)]
    kernels = re.compile(r"[1-9]x[1-9]")
    captions = [text for text in captions if not kernels.fullmatch(text)]
    outputs = [output for output in outputs if not kernels.fullmatch(output)]
    assert captions == outputs
    if not facts.bad and facts.rows:
        assert facts.output == (outputs or [facts.output])[-1]
    if facts.has_twins:
        # Two boxes, the second with the ReLU, which keeps its map.
        assert [tip.split(";")[0] for tip in tips] == ["half Sequential",
                                                       "half Sequential, half.0: ReLU"], tips
    if facts.is_folded:
        return
    for row in facts.rows:
        step = in_xml(f"{row.path}: {row.name}" if row.path else row.name)
        assert any(step in tip for tip in tips), step
        assert row.name.split()[0] == "" or any(in_xml(row.name) in text for text in texts), row.name


def check_bars(file, facts):
    root, texts = read_page(file)
    assert f"{facts.params:,} parameters" in texts and f"{facts.flops:,} FLOPs" in texts
    cells = [re.fullmatch(r"([0-9,]+) \((-|[0-9.]+%)\)", text) for text in texts]
    counts = [number(cell[1]) for cell in cells if cell]
    assert sum(counts[0::2]) == facts.params and sum(counts[1::2]) == facts.flops
    bars = [element for element in root.iter(SVG + "rect") if element.get("class")]
    for kind, expected in (("params", counts[0::2]), ("flops", counts[1::2])):
        lengths = [float(bar.get("width")) for bar in bars if bar.get("class") == kind]
        expected = [count for count in expected if count > 0]
        assert len(lengths) == len(expected)
        for length, count in zip(lengths, expected):
            assert abs(length - max(1, 260 * count / max(expected))) < 0.06
    if facts.is_folded:
        return
    rows = [row for row in facts.rows if row.params or row.flops]
    if "x2" not in " ".join(texts):
        assert counts == [count for row in rows for count in (row.params, row.flops)]
    for row in rows:
        label = in_xml(f"{row.path}: {row.name}" if row.path else row.name)
        assert any(text.startswith(label) for text in texts), label


def check_rendering(file, facts):
    target = file.with_suffix(".png")
    run = subprocess.run(["rsvg-convert", file, "-o", target], capture_output=True, check=True)
    assert not run.stderr, run.stderr
    assert target.read_bytes().startswith(b"\x89PNG")


def main():
    writer, folder, what = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    tool = {"dot": "dot", "render": "rsvg-convert"}.get(what)
    if tool and not shutil.which(tool):
        print(f"Skipped: {tool} is not installed")
        sys.exit(77)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([writer, folder], check=True)
    check, end = {"dot": (check_dot, ".dot"), "svg": (check_svg, ".svg"),
                  "bars": (check_bars, ".bars.svg"), "render": (check_rendering, ".svg")}[what]
    failed = 0
    files = sorted(folder.glob("*.facts"))
    assert files
    for file in files:
        for picture in [file.with_suffix(end)] + ([file.with_suffix(".bars.svg")] if what == "render" else []):
            try:
                check(picture, Facts(file))
            except Exception as error:
                failed += 1
                print(f"{picture}: {type(error).__name__}: {error}")
    print(f"{what}: {len(files)} networks, {failed} failed")
    sys.exit(1 if failed else 0)


main()
