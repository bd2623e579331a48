"""An ONNX file as the neutral list of operations."""
import collections
import math

from . import check
from .batch import Batches
from .graph import Graph, Op, Refusal, simplified
from .onnx_fusions import fused, is_number
from .onnx_layers import MERGES, Layers
from .onnx_model import Model
from .text import common, components, literal

CONTROL_FLOW = ('If', 'Loop', 'Scan')


class Importer(Layers, Batches):
    """Takes the nodes in order."""

    def __init__(self, model, own_layers):
        self.model, self.own_layers = model, own_layers
        self.nodes = fused(model)
        self.read = {name for node in self.nodes for name in node.inputs} | set(model.outputs)
        self.weight_users = collections.Counter(
            model.root(name) for node in self.nodes for name in node.inputs
            if name in model.constants)
        self.ops, self.op_of, self.batch = [], {}, {}
        self.parameters, self.counted = {}, set()
        self.current = None  # within a node: what its next step reads
        self.notes = collections.Counter()
        self.batch_size = model.shape(model.inputs[0])[0] if model.inputs else 1

    def run(self):
        for number, name in enumerate(self.model.inputs):
            shape = self.shape(name)
            self.op_of[name] = number
            self.batch[name] = 0 if len(shape) > 1 and shape[0] == self.batch_size else None
        scopes = [path_of(node) for node in self.nodes]
        shared = common([components(path)[:-1] for path in scopes])
        for node, path in zip(self.nodes, scopes):
            self.current, self.path = None, '.'.join(components(path)[len(shared):])
            self.take(node)
        return self.graph()

    def graph(self):
        outputs = [name for name in self.model.outputs if isinstance(self.op_of.get(name), Op)]
        if not outputs:
            raise Refusal('no output of it depends on an input')
        for name in outputs[:-1]:
            self.op_of[name].outputs.append(name)
        shapes = [self.sample(name) for name in self.model.inputs]
        return Graph(self.ops, shapes, self.op_of[outputs[-1]], notes=dict(self.notes))

    def take(self, node):
        if node.type in CONTROL_FLOW:
            raise Refusal(f'{node.place}: control flow; ctnn has networks without it')
        flowing = [name for name in node.inputs if name in self.op_of]
        if not flowing:
            raise Refusal(f'{node.place}: it reads what no layer gives')
        for name in node.outputs:
            if name in self.model.shapes:
                self.batch[name] = self.batch_of(name, flowing)
        method = getattr(self, 'on_' + node.type, None)
        if method is None or node.domain not in ('', 'ai.onnx'):
            self.unknown(node)
        else:
            method(node)

    # Shapes.

    def shape(self, name):
        return self.model.shape(name)

    def needs_batch_first(self, node):
        if self.batch[node.inputs[0]] != 0:
            raise Refusal(f'{node.place}: its batch is not the first axis')

    # Operations.

    def flow(self, node, tensor=None):
        return self.current or self.op_of[tensor or node.inputs[0]]

    def step(self, node, layer, shape, weights=(), macs=0):
        """An operation within a node, whose tensor ONNX does not have."""
        self.current = self.append(node, layer, [self.flow(node)], tuple(shape))
        params = self.params_of(weights)
        if params or macs:
            self.current.row = row(layer, None, shape, params, macs)
        return self.current

    def finish(self, node, output=None):
        """The last step's tensor is the node's."""
        op = self.flow(node)
        if output is not None:
            self.op_of[output], self.current = op, None
            if isinstance(op, Op) and op.shape != self.sample(output):
                raise Refusal(f'{node.place}: gives {op.shape}, ONNX has {self.sample(output)}')
        return op

    def append(self, node, layer, inputs, shape, **more):
        op = Op(layer, inputs, self.path, shape, source=node.place, **more)
        self.ops.append(op)
        return op

    def add(self, node, layer, params=0, macs=0, tensor=None):
        given = self.flow(node, tensor)
        output = node.outputs[0]
        shape = self.sample(output)
        before = given.shape if isinstance(given, Op) else self.sample(self.model.inputs[given])
        op = self.op_of[output] = self.append(node, layer, [given], shape)
        op.row = row(layer, None if layer.startswith('Reshape') else before, shape, params, macs)

    def weighted(self, node, layer, macs, weights, tensor=None):
        """A layer with weights, which another node may use too."""
        weights = [each for each in weights if each]
        for each in weights:
            if each not in self.model.constants:
                return self.unknown(node, f'a {node.type} whose weights are computed')
        root = self.model.root(weights[0]) if weights else None
        if self.weight_users[root] > 1 and kind_of(layer) not in ('BatchNorm2d', 'LayerNorm'):
            layer = f'Shared{{{literal(root)}, {layer}}}'
        return self.add(node, layer, self.params_of(weights), macs, tensor)

    def params_of(self, weights):
        roots = {self.model.root(each): each for each in weights}
        new = {root: each for root, each in roots.items() if root not in self.counted}
        self.counted.update(new)
        return sum(math.prod(self.shape(each)) for each in new.values())

    def merge(self, node, kind, names, along=1, macs=0):
        names = [name for name in names if name and not is_number(self.model, name)]
        output = node.outputs[0]
        shape = self.sample(output)
        if node.type in ('Sub', 'Div'):
            self.notes[f'{node.type} as {MERGES[node.type]}'] += 1
        inputs = [self.parameter(node, name, output) if name in self.model.constants
                  else self.op_of[name] for name in names]
        if len(inputs) == 1:
            return self.passed_on(node)
        op = self.op_of[output] = self.append(node, kind, inputs, shape, is_merge=True, along=along)
        op.row = row(kind, None, shape, 0, macs)
        return None

    def parameter(self, node, name, output):
        """A constant that is an operand, broadcast against the tensors that flow."""
        shape, at = list(self.shape(name)), self.batch[output]
        at = None if at is None else at - len(self.shape(output)) + len(shape)
        if at is not None and at >= 0:
            if shape[at] != 1:
                raise Refusal(f'{node.place}: a constant for each sample of the batch')
            del shape[at]
        shape = tuple(shape) or (1,)
        key = (self.model.root(name), shape)
        if key not in self.parameters:
            op = self.append(node, f'Parameter{{{", ".join(map(str, shape))}}}', [], shape)
            self.parameters[key] = op
            self.counted.add(key[0])
            op.row = row('Parameter', None, shape, math.prod(shape), 0)
        return self.parameters[key]

    def is_number(self, name):
        return is_number(self.model, name)

    def passed_on(self, node):
        """The node changes nothing of the sample's shape."""
        self.op_of[node.outputs[0]] = self.flow(node)

    def left_out(self, node, tensor, what):
        if self.sample(tensor) != self.sample(node.outputs[0]):
            return self.unknown(node)
        self.notes[what] += 1
        self.op_of[node.outputs[0]] = self.op_of[tensor]
        return None

    def unknown(self, node, what=None):
        what = what or f'operator {node.domain + "." if node.domain else ""}{node.type}'
        if not self.own_layers:
            raise Refusal(f'{node.place}: ctnn has no {what}; --own-layers writes a stub')
        inputs = [self.op_of[name] for name in node.inputs if name in self.op_of]
        for output in node.outputs[:1]:
            op = self.append(node, what, inputs, self.sample(output), is_merge=len(inputs) > 1)
            op.is_stub = True
            self.op_of[output] = op


def kind_of(layer):
    """`Conv2d` of `Shared{"tied", Conv2d{8, 3}}`."""
    if layer.startswith('Shared{'):
        layer = layer[layer.rindex('", ') + 3:]
    return layer.partition('{')[0]


def path_of(node):
    """Of `/layer1/layer1.0/conv1/Conv`, as PyTorch writes it, `layer1.0.conv1`; else the node's
    name or its output's."""
    if node.name.startswith('/'):
        modules = []
        for scope in node.name.strip('/').split('/')[:-1]:
            if modules and scope.startswith(modules[-1] + '.'):
                modules.pop()
            modules.append(scope)
        return '.'.join(modules)
    name = node.name or node.outputs[0]
    is_number = name.rstrip('0123456789_').lower() in ('', node.type.lower(), 'n', 'node', 'r', 't',
                                                       'tensor')
    return '' if is_number else name.strip('/').replace('/', '.')


def row(layer, given, output, params, macs):
    """What the header must have, by ONNX's shapes."""
    given = None if given is None else check.sizes_text(given)
    return (kind_of(layer), given, check.sizes_text(output), params, macs)


def graph_of(path, inputs, own_layers=False):
    """The graph, and its rows by ONNX's shape inference."""
    graph = simplified(Importer(Model(path, inputs), own_layers).run())
    rows = [op.row for op in graph.ops if op.row is not None]
    graph.params, graph.macs = (sum(each[i] for each in rows) for i in (3, 4))
    return graph, rows
