"""A PyTorch module as the neutral list, traced with torch.fx."""
import operator

import torch
from torch import fx, nn

from . import emit, layers, trace
from .graph import Graph, Op, Refusal
from .trace import holds_tensors, is_tensor


class Importer:
    """Turns the nodes of a traced module into operations, one method for each kind of node."""

    def __init__(self, module, inputs, own_layers):
        self.module = module.eval()
        self.examples = inputs
        self.own_layers = own_layers
        self.ops, self.op_of, self.parts = [], {}, {}
        self.products = 0  # multiply-accumulates of matrix products, which no module has

    def run(self):
        tracer = trace.traced(self.module, self.examples)
        nodes, self.where, self.values = tracer.graph.nodes, tracer.where, tracer.values
        self.live = live_nodes(nodes)
        number = 0
        for node in nodes:
            if node.op == 'placeholder':
                if number < len(self.examples):
                    self.op_of[node] = number
                number += 1
            elif node.op == 'output':
                return self.finish(node)
            elif node in self.live:
                self.take(node)
        raise Refusal('it has no output')

    def finish(self, node):
        result = node.args[0]
        named = []
        if isinstance(result, dict):
            named = [(key, value) for key, value in result.items()]
        elif isinstance(result, (tuple, list)):
            named = [(f'output{i}', value) for i, value in enumerate(result)]
        if named:
            tensors = [(name, self.tensor(value)) for name, value in named
                       if isinstance(value, fx.Node) and is_tensor(self.values[value])]
            for name, op in tensors[:-1]:
                op.outputs.append(name)
            last = tensors[-1][1]
        else:
            last = self.tensor(result)
        shapes = [tuple(each.shape[1:]) for each in self.examples]
        params = sum(each.numel() for each in used_parameters(self.module, self.op_of))
        return Graph(self.ops, shapes, last, params, self.products)

    # Nodes.

    def take(self, node):
        value = self.values[node]
        if node.op == 'get_attr':
            self.parameter(node, value)
        elif not self.reads_tensor(node):
            return  # a size, or a constant
        elif node.op == 'call_module':
            self.module_call(node)
        elif not is_tensor(value) and not holds_tensors(value):
            return  # x.shape, x.size(0)
        else:
            self.function(node)

    def reads_tensor(self, node):
        return any(each in self.op_of or each in self.parts for each in node.all_input_nodes)

    def tensor(self, node):
        """The operation (or the input) whose tensor a node is."""
        if node in self.op_of:
            return self.op_of[node]
        raise Refusal(f'{self.place(node)}: {node} is not a tensor that flows')

    def place(self, node):
        path, line = self.where.get(node, ('', ''))
        return f'{path or "the network"}{f" ({line})" if line else ""}'

    def add(self, node, layer, inputs, path=None, is_merge=False, along=1, value=None):
        value = self.values[node] if value is None else value
        path = self.where.get(node, ('', ''))[0] if path is None else path
        op = Op(layer, inputs, path, tuple(value.shape[1:]), is_merge, along,
                source=self.place(node))
        self.ops.append(op)
        self.op_of[node] = op
        return op

    def unknown(self, node, what):
        if not self.own_layers:
            raise Refusal(f'{self.place(node)}: ctnn has no {what}; --own-layers writes a stub')
        inputs = [self.op_of[each] for each in node.all_input_nodes if each in self.op_of]
        op = self.add(node, what, inputs, is_merge=len(inputs) > 1)
        op.is_stub = True

    def parameter(self, node, value):
        if not is_tensor(value) or not node.users:  # asked for while it was traced
            return
        shape = tuple(value.shape)
        if len(shape) > 1 and shape[0] == 1:
            shape = shape[1:]
        sizes = ', '.join(map(str, shape))
        op = Op(f'Parameter{{{sizes or 1}}}', [], node.target, shape, source=self.place(node))
        self.ops.append(op)
        self.op_of[node] = op

    def shared(self, module, layer):
        """A layer whose weights another call has too: a module that is called again, tied weights."""
        weights = self.weights_of(module)
        calls = [node for node in self.values if node.op == 'call_module'
                 and self.weights_of(self.module.get_submodule(node.target)) == weights]
        if not weights or len(calls) == 1:
            return layer
        return f'Shared{{{emit.literal(calls[0].target)}, {layer}}}'

    @staticmethod
    def weights_of(module):
        return [id(each) for name, each in module.named_parameters() if 'bias' not in name]

    def module_call(self, node):
        module = self.module.get_submodule(node.target)
        value = self.values[node]
        tensors = [each for each in node.args if isinstance(each, fx.Node)]
        layer = layers.of_module(module)
        if layer is None:
            return self.unknown(node, type(module).__name__)
        layer = self.shared(module, layer)
        inputs = [self.tensor(each) for each in tensors]
        if isinstance(module, nn.MultiheadAttention):
            query = node.kwargs.get('query', node.args[0] if node.args else None)
            key = node.kwargs.get('key', node.args[1] if len(node.args) > 1 else None)
            value_of = node.kwargs.get('value', node.args[2] if len(node.args) > 2 else None)
            if not (query is key and key is value_of):
                return self.unknown(node, 'attention with keys of another tensor')
            inputs = [self.tensor(query)]
        elif isinstance(module, (nn.RNN, nn.LSTM, nn.GRU)):
            inputs = inputs[:1]
        elif len(inputs) > 1:
            if not isinstance(module, nn.Bilinear):
                return self.unknown(node, f'{type(module).__name__} of several tensors')
            self.add(node, f'Branches{{{layer}, ', inputs, node.target, is_merge=True)
            return None
        op = self.add(node, layer, inputs, node.target,
                      value=value[0] if isinstance(value, tuple) else value)
        if isinstance(value, tuple):
            self.parts[node] = op
        return None

    def function(self, node):
        name = name_of(node)
        arguments = self.arguments(node)
        method = getattr(self, 'on_' + name, None)
        if method is None and name in PASS_THROUGH:
            return self.add(node, '', [self.tensor(node.args[0])])
        if method is None and name in ELEMENTWISE:
            return self.add(node, ELEMENTWISE[name] + '{}', [self.tensor(node.args[0])])
        if method is None:
            return self.unknown(node, f'operation {name}')
        return method(node, *arguments[0], **arguments[1])

    def arguments(self, node):
        """Of a node, with the values of what is no tensor that flows."""
        def known(each):
            if isinstance(each, fx.Node) and each not in self.op_of and each not in self.parts:
                return self.values[each]
            return each
        return (fx.node.map_arg(node.args, known), fx.node.map_arg(node.kwargs, known))

    # Functions, by their names.

    def merge(self, node, kind, one, other):
        if isinstance(one, fx.Node) and isinstance(other, fx.Node):
            return self.add(node, kind, [self.tensor(one), self.tensor(other)], is_merge=True)
        tensor = one if isinstance(one, fx.Node) else other
        if kind == 'Multiply' and not isinstance(one, fx.Node) or not isinstance(other, fx.Node):
            return self.unknown(node, f'{kind} of a tensor and a number')
        return self.add(node, '', [self.tensor(tensor)])

    def on_add(self, node, one, other, **_):
        return self.merge(node, 'Add', one, other)

    def on_mul(self, node, one, other, **_):
        return self.merge(node, 'Multiply', one, other)

    def on_matmul(self, node, one, other, **_):
        if isinstance(one, fx.Node) and isinstance(other, fx.Node):
            self.products += self.values[node][0].numel() * self.values[one].shape[-1]
        return self.merge(node, 'MatMul', one, other)

    def on_cat(self, node, tensors=None, dim=0, **_):
        rank = self.values[node].dim()
        along = dim if dim >= 0 else dim + rank
        return self.add(node, 'Concat', [self.tensor(each) for each in tensors], is_merge=True,
                        along=along)

    def on_flatten(self, node, x, start_dim=0, end_dim=-1):
        settings = []
        if start_dim != 1:
            settings.append(('start_dim', str(start_dim)))
        if end_dim != -1:
            settings.append(('end_dim', str(end_dim)))
        return self.add(node, layers.layer('Flatten', settings), [self.tensor(x)])

    def on_softmax(self, node, x, dim=1, **_):
        return self.add(node, f'Softmax{{{dim}}}', [self.tensor(x)])

    def on_leaky_relu(self, node, x, negative_slope=0.01, **_):
        return self.add(node, f'LeakyReLU{{{negative_slope}}}', [self.tensor(x)])

    def on_dropout(self, node, x, p=0.5, **_):
        return self.add(node, f'Dropout{{{p}}}', [self.tensor(x)])

    def on_pool(self, node, name, x, kernel_size, stride=None, padding=0, ceil_mode=False):
        settings = [('kernel_size', layers.value_text(kernel_size))]
        if stride not in (None, [], ()) and stride != kernel_size:
            settings.append(('stride', layers.value_text(stride)))
        if padding not in (0, (0, 0)):
            settings.append(('padding', layers.value_text(padding)))
        if ceil_mode:
            settings.append(('ceil_mode', 'true'))
        return self.add(node, layers.layer(name, settings), [self.tensor(x)])

    def on_max_pool2d(self, node, x, kernel_size, stride=None, padding=0, dilation=1,
                      ceil_mode=False, **_):
        if dilation != 1:
            return self.unknown(node, 'max_pool2d with dilation as a function')
        return self.on_pool(node, 'MaxPool2d', x, kernel_size, stride, padding, ceil_mode)

    def on_avg_pool2d(self, node, x, kernel_size, stride=None, padding=0, ceil_mode=False, *_, **__):
        return self.on_pool(node, 'AvgPool2d', x, kernel_size, stride, padding, ceil_mode)

    def on_adaptive_avg_pool2d(self, node, x, output_size):
        return self.add(node, f'AdaptiveAvgPool2d{{{layers.value_text(output_size)}}}',
                        [self.tensor(x)])

    def on_interpolate(self, node, x, size=None, scale_factor=None, mode='nearest',
                       align_corners=None, **_):
        if size is not None:
            size = list(map(int, size)) if isinstance(size, (tuple, list, torch.Size)) else size
        return self.add(node, layers.upsample(size, scale_factor, mode, align_corners),
                        [self.tensor(x)])

    def on_layer_norm(self, node, x, normalized_shape, weight=None, bias=None, eps=1e-5):
        settings = [('normalized_shape', layers.normalized(normalized_shape))]
        if weight is None:
            settings.append(('elementwise_affine', 'false'))
        return self.add(node, layers.layer('LayerNorm', settings), [self.tensor(x)])

    def on_mean(self, node, x, dim=None, keepdim=False, **_):
        dims = list(dim) if isinstance(dim, (tuple, list)) else [dim]
        text = '{' + ', '.join(map(str, dims)) + '}'
        layer = f'Mean{{.dim = {text}, .keepdim = true}}' if keepdim else f'Mean{{{text}}}'
        return self.add(node, layer, [self.tensor(x)])

    def reshaped(self, node, x, *_, **__):
        before, after = self.values[x].shape, self.values[node].shape
        if before[0] != after[0]:
            return self.unknown(node, 'reshape that joins the batch with other axes')
        sizes = ', '.join(map(str, after[1:]))
        return self.add(node, f'Reshape{{{{{sizes}}}}}', [self.tensor(x)])

    on_view = on_reshape = on_unsqueeze = on_squeeze = on_unflatten = reshaped

    def on_expand(self, node, x, *_, **__):
        return self.add(node, '', [self.tensor(x)])

    def on_permute(self, node, x, *dims):
        dims = dims[0] if len(dims) == 1 and isinstance(dims[0], (tuple, list)) else dims
        return self.add(node, f'Permute{{{{{", ".join(map(str, dims))}}}}}', [self.tensor(x)])

    def on_transpose(self, node, x, dim0, dim1):
        return self.add(node, f'Transpose{{{dim0}, {dim1}}}', [self.tensor(x)])

    def on_chunk(self, node, x, chunks, dim=0):
        self.parts[node] = ('chunk', self.tensor(x), chunks, dim)

    def on_split(self, node, x, size, dim=0):
        self.parts[node] = ('split', self.tensor(x), size, dim)

    def on_getitem(self, node, x, index):
        part = self.parts.get(x)
        if isinstance(part, Op):
            if index == 0:
                self.op_of[node] = part
                return None
            return self.unknown(node, 'second result of a module')
        if isinstance(part, tuple):
            return self.part(node, part, index)
        return self.sliced(node, x, index)

    def part(self, node, part, index):
        kind, tensor, size, dim = part
        if kind == 'chunk':
            settings = [('chunks', str(size)), ('index', str(index))]
            if dim != 1:
                settings.append(('dim', str(dim)))
            return self.add(node, layers.layer('Chunk', settings), [tensor])
        sizes = size if isinstance(size, (tuple, list)) else [size] * (index + 1)
        start = sum(sizes[:index])
        settings = [('dim', str(dim)), ('start', str(start)), ('stop', str(start + sizes[index]))]
        return self.add(node, layers.layer('Slice', settings), [tensor])

    def sliced(self, node, x, index):
        index = index if isinstance(index, tuple) else (index,)
        value, tensor, dropped = self.values[x], self.tensor(x), False
        if any(each is Ellipsis for each in index):
            at = index.index(Ellipsis)
            more = value.dim() - (len(index) - 1)
            index = index[:at] + (slice(None),) * more + index[at + 1:]
        op, now = None, value
        for dim, each in enumerate(index):
            if isinstance(each, slice) and each == slice(None):
                continue
            if dim == 0 or not isinstance(each, (int, slice)):
                return self.unknown(node, f'index {index}')
            settings = [('dim', str(dim))]
            start, stop, step = (each, each + 1, None) if isinstance(each, int) else (
                each.start, each.stop, each.step)
            if start not in (None, 0):
                settings.append(('start', str(start)))
            if stop is not None and not (isinstance(each, int) and each == -1):
                settings.append(('stop', str(stop)))
            if step not in (None, 1):
                settings.append(('step', str(step)))
            dropped = dropped or isinstance(each, int)
            now = now.narrow(dim, *narrowed(now.shape[dim], each)) if step in (None, 1) else \
                now[(slice(None),) * dim + (each,)]
            op = Op(layers.layer('Slice', settings), [op or tensor], self.where[node][0],
                    tuple(now.shape[1:]), source=self.place(node))
            self.ops.append(op)
        if dropped:
            sizes = ', '.join(map(str, self.values[node].shape[1:]))
            op = Op(f'Reshape{{{{{sizes}}}}}', [op], self.where[node][0],
                    tuple(self.values[node].shape[1:]), source=self.place(node))
            self.ops.append(op)
        self.op_of[node] = op if op is not None else tensor
        return None

    def on_stochastic_depth(self, node, x, *_, **__):
        return self.add(node, 'StochasticDepth{}', [self.tensor(x)])


def narrowed(size, index):
    if isinstance(index, int):
        return (index % size, 1)
    start, stop, _ = index.indices(size)
    return (start, max(stop - start, 0))


PASS_THROUGH = {'contiguous', 'clone', 'detach', 'float', 'to'}
ELEMENTWISE = {'relu': 'ReLU', 'relu_': 'ReLU', 'relu6': 'ReLU6', 'sigmoid': 'Sigmoid',
               'tanh': 'Tanh', 'silu': 'SiLU', 'gelu': 'GELU', 'hardswish': 'Hardswish',
               'hardsigmoid': 'Hardsigmoid', 'mish': 'Mish', 'selu': 'SELU'}
SAME_NAMES = {'iadd': 'add', 'add_': 'add', 'imul': 'mul', 'mul_': 'mul', 'concat': 'cat',
              'bmm': 'matmul', 'multiply': 'mul', 'swapaxes': 'transpose', 'upsample': 'interpolate'}


def live_nodes(nodes):
    """Those that the output depends on."""
    live = set()
    for node in reversed(list(nodes)):
        if node.op == 'output' or any(user in live for user in node.users):
            live.add(node)
    return live


def name_of(node):
    name = node.target if isinstance(node.target, str) else getattr(node.target, '__name__', '')
    name = name.lstrip('_') if node.target in (operator.iadd, operator.imul) else name
    return SAME_NAMES.get(name, name)


def used_parameters(module, op_of):
    """The parameters of the modules that were called, each once, and of those that stand alone."""
    seen = {}
    for node in op_of:
        if node.op == 'call_module':
            for each in module.get_submodule(node.target).parameters():
                seen[id(each)] = each
        elif node.op == 'get_attr':
            owner, _, name = node.target.rpartition('.')
            value = getattr(module.get_submodule(owner), name)
            if isinstance(value, nn.Parameter):
                seen[id(value)] = value
    return seen.values()


def graph_of(module, inputs, own_layers=False):
    return Importer(module, inputs, own_layers).run()
