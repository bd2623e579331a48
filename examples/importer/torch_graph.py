"""A PyTorch module as the neutral list, traced with torch.fx."""
import collections

from torch import fx, nn

from . import layers, trace
from .batch import Batches
from .graph import Graph, Op, Refusal
from .text import literal
from .torch_functions import Functions
from .trace import holds_tensors, is_tensor

RECURRENT = (nn.RNN, nn.LSTM, nn.GRU)


class Importer(Functions, Batches):
    """Takes the nodes in order. `sources[node]` are the parameters that a node is a function of, if
    it is one of parameters alone: a bias that is looked up, a weight that is reshaped."""

    batch_size = 1

    def __init__(self, module, inputs, own_layers):
        self.module = module.eval()
        self.examples = inputs
        self.own_layers = own_layers
        self.ops, self.op_of, self.sources, self.batch = [], {}, {}, {}
        self.constants = {}  # operands that do not depend on an input, by their nodes and shapes
        self.products = 0  # multiply-accumulates of matrix products, which no module has
        self.parts = set()  # calls that give several tensors, of which others take theirs
        self.functional = set()  # parameters of layers that are called as functions
        self.notes = collections.Counter()

    def run(self):
        tracer = trace.traced(self.module, self.examples)
        self.where, self.values = tracer.where, tracer.values
        nodes = list(tracer.graph.nodes)
        self.modules = {node: self.module.get_submodule(node.target) for node in nodes
                        if node.op == 'call_module'}
        live, number = live_nodes(nodes), 0
        for node in nodes:
            if node.op == 'placeholder' and number < len(self.examples):
                self.op_of[node], self.batch[node] = number, 0 if self.values[node].dim() > 1 else None
                number += 1
            elif node.op == 'output':
                return self.graph(node)
            elif node in live and holds_tensors(self.values.get(node)):
                self.take(node)
        raise Refusal('it has no output')

    def graph(self, node):
        result, named = node.args[0], []
        if isinstance(result, dict):
            named = list(result.items())
        elif isinstance(result, (tuple, list)):
            named = [(f'output{i}', each) for i, each in enumerate(result)]
        named = [(name, each) for name, each in named if isinstance(each, fx.Node)]
        for name, each in named[:-1]:
            self.operand(each, each).outputs.append(name)
        last = named[-1][1] if named else result
        if not isinstance(last, fx.Node):
            raise Refusal('its output is no tensor')
        op = self.operand(last, last)
        if not isinstance(op, Op):
            raise Refusal('its output is its input')
        shapes = [self.sample(each) for each in self.op_of if isinstance(self.op_of[each], int)
                  and each.op == 'placeholder']
        params = sum(each.numel() for each in self.used_parameters())
        return Graph(self.ops, shapes, op, params, self.products, dict(self.notes))

    def used_parameters(self):
        """The parameters of the modules that were called, and of those that stand alone, each once."""
        used = {id(each): each for node, module in self.modules.items() if node in self.op_of
                for each in module.parameters()}
        for node in [*self.functional, *(root for key in self.constants for root in key[0])]:
            if isinstance(self.values[node], nn.Parameter):
                used[id(self.values[node])] = self.values[node]
        return used.values()

    # Nodes.

    def take(self, node):
        sources = [each for each in node.all_input_nodes if each in self.op_of]
        is_part = any(each in self.parts for each in node.all_input_nodes)
        if node.op == 'get_attr':
            self.sources[node] = [node]
        elif node.op == 'call_module':
            self.batch[node] = self.batch_of(node, sources) if sources else \
                0 if self.shape(node)[0] == 1 else None
            self.module_call(node)
        elif not sources and not is_part:
            self.sources[node] = [root for each in node.all_input_nodes
                                  for root in self.sources.get(each, [])]
        else:
            if not is_part:
                self.batch[node] = self.batch_of(node, sources)
            self.function(node)

    def shape(self, node):
        """Of several tensors, such as a recurrent layer gives, that of the first one."""
        value = self.values[node]
        while isinstance(value, (tuple, list)):
            value = value[0]
        return tuple(value.shape)

    def needs_batch_first(self, node, given):
        """What has channels, or a window, cannot take heads or windows in place of the batch."""
        if self.batch.get(given, 0) != 0:
            raise Refusal(f'{self.place(node)}: the batch is not the first axis of its input')

    def place(self, node):
        path, line = self.where.get(node, ('', ''))
        return f'{path or "the network"}{f" ({line})" if line else ""}'

    def operand(self, node, reader):
        """The operation (or the input) whose tensor a node is, for another that reads it."""
        if node in self.op_of:
            return self.op_of[node]
        if node not in self.sources:
            raise Refusal(f'{self.place(reader)}: {node} is not a tensor that flows')
        shape, at = list(self.shape(node)), self.batch.get(reader)
        at = None if at is None else at - len(self.shape(reader)) + len(shape)
        if at is not None and 0 <= at and shape[at] == 1:
            del shape[at]
        return self.constant(node, tuple(shape) or (1,))

    def constant(self, node, shape):
        """A tensor that depends on no input: a parameter, one that is looked up, or a buffer."""
        roots = tuple(dict.fromkeys(self.sources[node]))
        key = (roots, shape)
        if key in self.constants:
            return self.constants[key]
        weights = [root for root in roots if isinstance(self.values[root], nn.Parameter)]
        path, place = self.where[node][0], self.place(node)
        elements = self.values[node].numel()
        if len(weights) == 1 and self.values[weights[0]].numel() == elements:
            op = Op(f'Parameter{{{", ".join(map(str, shape))}}}', [], weights[0].target, shape,
                    source=place)
        else:
            inputs = [self.constant(root, self.shape(root) or (1,)) for root in weights]
            what = 'a function of parameters' if weights else 'a constant'
            op = Op(what, inputs, path, shape, source=place, is_stub=True,
                    is_merge=len(inputs) > 1)
        self.ops.append(op)
        self.constants[key] = op
        return op

    def append(self, node, layer, inputs, shape, path=None, **more):
        """An operation within a node."""
        path = self.where[node][0] if path is None else path
        op = Op(layer, inputs, path, tuple(shape), source=self.place(node), **more)
        self.ops.append(op)
        return op

    def add(self, node, layer, given, path=None, **more):
        """The operation of a node on one tensor, an Op or a node; '' passes the tensor on."""
        if isinstance(given, fx.Node):
            given = self.operand(given, node)
        if layer == '':
            self.op_of[node] = given
        else:
            self.op_of[node] = self.append(node, layer, [given], self.sample(node), path, **more)

    def merge(self, node, kind, tensors, along=1):
        inputs = [self.operand(each, node) for each in tensors]
        if len(inputs) == 1 and kind in ('Add', 'Concat', 'Multiply'):
            self.op_of[node] = inputs[0]
            return
        self.op_of[node] = self.append(node, kind, inputs, self.sample(node), is_merge=True,
                                       along=along)

    def left_out(self, node, given, what):
        """What changes no shape and has no weights, told in the header."""
        if self.sample(node) != self.sample(given):
            return self.unknown(node, what)
        self.notes[what] += 1
        self.op_of[node] = self.operand(given, node)
        return None

    def unknown(self, node, what):
        if not self.own_layers:
            raise Refusal(f'{self.place(node)}: ctnn has no {what}; --own-layers writes a stub')
        inputs = [self.op_of[each] for each in node.all_input_nodes if each in self.op_of]
        if not is_tensor(self.values[node]):
            raise Refusal(f'{self.place(node)}: {what} gives several tensors')
        self.op_of[node] = self.append(node, what, inputs, self.sample(node),
                                       is_merge=len(inputs) > 1, is_stub=True)

    # Modules.

    def shared(self, module, layer):
        """A layer whose weights another call has too: a module that is called again, tied weights."""
        weights = weights_of(module)
        calls = [node for node, each in self.modules.items() if weights_of(each) == weights]
        if not weights or len(calls) == 1:
            return layer
        return f'Shared{{{literal(calls[0].target)}, {layer}}}'

    def module_call(self, node):
        module = self.modules[node]
        tensors = [each for each in [*node.args, *node.kwargs.values()] if isinstance(each, fx.Node)]
        layer = layers.of_module(module)
        if layer is None:
            return self.unknown(node, type(module).__name__)
        layer = self.shared(module, layer)
        if isinstance(module, (*RECURRENT, nn.MultiheadAttention)):
            return self.sequence_module(node, module, layer)
        if isinstance(module, nn.Bilinear):
            return self.merge(node, f'Branches{{{layer}, ', tensors)
        if len(tensors) != 1:
            return self.unknown(node, f'{type(module).__name__} of several tensors')
        if not works_on_any_axes(module):
            self.needs_batch_first(node, tensors[0])
        if isinstance(module, (nn.Flatten, nn.Unflatten)) and tensors[0] in self.batch:
            sizes = self.new_shape(tensors[0], node, self.place(node))
            if self.batch[tensors[0]] != 0:
                layer = f'Reshape{{{{{", ".join(map(str, sizes))}}}}}'
        return self.add(node, layer, tensors[0], node.target)

    def sequence_module(self, node, module, layer):
        """Recurrent layers and attention: of their results, the first one is a tensor of ctnn's."""
        arguments = [*node.args, *node.kwargs.values()]
        query = node.kwargs.get('query', arguments[0])
        if isinstance(module, nn.MultiheadAttention):
            keys = [node.kwargs.get(name, node.args[i] if len(node.args) > i else None)
                    for i, name in ((1, 'key'), (2, 'value'))]
            if any(key is not query for key in keys):
                return self.unknown(node, 'attention with keys of another tensor')
        at = self.batch[query]
        if at is not None and at != (0 if module.batch_first else 1):
            raise Refusal(f'{self.place(node)}: {type(module).__name__} has its batch in dim '
                          f'{0 if module.batch_first else 1} and gets it in dim {at}; see batch_first')
        self.batch[node] = at
        return self.add(node, layer, query, node.target)


def works_on_any_axes(module):
    """Pointwise, along the last axis or along one that is counted from there; or a shape that is told
    apart anyway."""
    if hasattr(module, 'dim') and isinstance(module.dim, int):
        return module.dim < 0
    name = layers.name_of(module)
    return name in layers.ANY_AXES or isinstance(module, (nn.Flatten, nn.Unflatten))


def weights_of(module):
    return [id(each) for name, each in module.named_parameters() if 'bias' not in name]


def live_nodes(nodes):
    """Those that the output depends on."""
    live = set()
    for node in reversed(nodes):
        if node.op == 'output' or any(user in live for user in node.users):
            live.add(node)
    return live


def graph_of(module, inputs, own_layers=False):
    return Importer(module, inputs, own_layers).run()
