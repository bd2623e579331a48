"""PyTorch's functions and methods of tensors as layers of ctnn, one method for each."""
import operator

from torch import fx

from . import layers
from .batch import reshape, slice_settings

# What passes its tensor on.
PASSED_ON = {'contiguous', 'clone', 'detach', 'float', 'half', 'to', 'type', 'type_as', 'identity',
             'requires_grad_'}
ELEMENTWISE = {'relu': 'ReLU', 'relu_': 'ReLU', 'relu6': 'ReLU6', 'sigmoid': 'Sigmoid',
               'sigmoid_': 'Sigmoid', 'tanh': 'Tanh', 'tanh_': 'Tanh', 'silu': 'SiLU',
               'gelu': 'GELU', 'hardswish': 'Hardswish', 'hardsigmoid': 'Hardsigmoid',
               'mish': 'Mish', 'selu': 'SELU', 'elu': 'ELU', 'softplus': 'Softplus',
               'softsign': 'Softsign', 'logsigmoid': 'LogSigmoid', 'celu': 'CELU'}
# Pointwise functions that ctnn has no layer for: no weights, no multiply-accumulates.
LEFT_OUT = {'sqrt', 'rsqrt', 'exp', 'log', 'pow', 'abs', 'neg', 'square', 'clamp', 'clip', 'sin',
            'cos', 'erf', 'reciprocal', 'normalize', 'masked_fill', 'masked_fill_', 'floor', 'round',
            'nan_to_num', 'sign', 'softshrink', 'log1p', 'expm1', 'float_power', 'clamp_', 'exp_'}
SAME_NAMES = {'iadd': 'add', 'add_': 'add', 'imul': 'mul', 'mul_': 'mul', 'concat': 'cat',
              'concatenate': 'cat', 'bmm': 'matmul', 'multiply': 'mul', 'swapaxes': 'transpose',
              'upsample': 'interpolate', 'isub': 'sub', 'sub_': 'sub', 'subtract': 'sub',
              'rsub': 'sub', 'truediv': 'div', 'itruediv': 'div', 'div_': 'div', 'divide': 'div',
              'true_divide': 'div', 'swapdims': 'transpose', 'movedim': 'moveaxis',
              'log_softmax': 'softmax', 'split_with_sizes': 'split', 'mm': 'matmul',
              'flatten': 'view', 'unflatten': 'view', 'reshape': 'view', 'unsqueeze': 'view',
              'squeeze': 'view', 'view_as': 'view', 'reshape_as': 'view', 'ravel': 'view',
              'pow_': 'pow', 'expand_as': 'expand', 'max_pool1d': 'max_pool',
              'max_pool2d': 'max_pool', 'max_pool3d': 'max_pool', 'avg_pool1d': 'avg_pool',
              'avg_pool2d': 'avg_pool', 'avg_pool3d': 'avg_pool', 'conv1d': 'conv',
              'conv2d': 'conv', 'conv3d': 'conv', 'dropout1d': 'dropout', 'dropout2d': 'dropout',
              'dropout3d': 'dropout', 'alpha_dropout': 'dropout', 'dropout_': 'dropout',
              'feature_dropout': 'dropout', 'boolean_dispatch': 'max_pool'}


def name_of(node):
    name = node.target if isinstance(node.target, str) else getattr(node.target, '__name__', '')
    name = name.lstrip('_') if node.target in (operator.iadd, operator.imul, operator.isub) else name
    return SAME_NAMES.get(name, name)


def is_node(value):
    return isinstance(value, fx.Node)


def dims_of(values):
    """`(1, 2)` and `((1, 2),)` alike."""
    return list(values[0]) if len(values) == 1 and isinstance(values[0], (tuple, list)) else \
        list(values)


class Functions:
    """What an Importer makes of a call. The importer has the graph: `add`, `merge` ..."""

    def function(self, node):
        name = name_of(node)
        method = getattr(self, 'on_' + name, None)
        x = node.args[0] if node.args and is_node(node.args[0]) else None
        if method is not None:
            return method(node, *node.args, **node.kwargs)
        if x is None or x not in self.op_of:
            return self.unknown(node, f'operation {name}')
        if name in PASSED_ON:
            return self.add(node, '', x)
        if name in ELEMENTWISE:
            return self.add(node, ELEMENTWISE[name] + '{}', x)
        if name in LEFT_OUT:
            return self.left_out(node, x, name)
        return self.unknown(node, f'operation {name}')

    # Joins and arithmetic.

    def arithmetic(self, node, kind, name, one, other, as_what=''):
        tensors = [each for each in (one, other) if is_node(each)]
        flowing = [each for each in tensors if each in self.op_of]
        if len(tensors) == 2 and all(self.values[each].numel() > 1 or each in self.op_of or
                                     self.is_weight(each) for each in tensors):
            if as_what:
                self.notes[f'{name} as {kind}'] += 1
            return self.merge(node, kind, tensors)
        return self.left_out(node, flowing[0], f'{name} with a number')

    def is_weight(self, node):
        return any(hasattr(self.values[root], 'grad_fn') and self.values[root].requires_grad
                   for root in self.sources.get(node, []))

    def on_add(self, node, one, other, **_):
        return self.arithmetic(node, 'Add', 'add', one, other)

    def on_sub(self, node, one, other, **_):
        return self.arithmetic(node, 'Add', 'sub', one, other, 'told')

    def on_mul(self, node, one, other, **_):
        return self.arithmetic(node, 'Multiply', 'mul', one, other)

    def on_div(self, node, one, other, **_):
        return self.arithmetic(node, 'Multiply', 'div', one, other, 'told')

    def on_matmul(self, node, one, other):
        self.products += self.values[node][0].numel() * self.shape(one)[-1] if \
            self.batch[node] == 0 else self.values[node].numel() * self.shape(one)[-1]
        return self.merge(node, 'MatMul', [one, other])

    def on_einsum(self, node, equation, *tensors):
        """Of two tensors, a matrix product: the axes that both have and the result keeps come first."""
        if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
            tensors = tensors[0]
        equation = equation.replace(' ', '')
        given, arrow, output = equation.partition('->')
        letters = given.split(',')
        if len(tensors) != 2 or len(letters) != 2 or not arrow or '.' in equation:
            return self.unknown(node, f'einsum {equation!r}')
        (a, b), result = letters, output
        both = [each for each in result if each in a and each in b]
        rows = [each for each in result if each in a and each not in b]
        columns = [each for each in result if each in b and each not in a]
        summed = [each for each in a if each in b and each not in result]
        if not len(rows) == len(columns) == len(summed) == 1 or \
                len(both) + 2 != len(a) or len(a) != len(b):
            return self.unknown(node, f'einsum {equation!r}')
        inputs = [self.lettered(node, each, text, [*both, *order]) for each, text, order in
                  zip(tensors, letters, (rows + summed, summed + columns))]
        sizes = dict(zip(a + b, self.shape(tensors[0]) + self.shape(tensors[1])))
        self.products += self.values[node].numel() * sizes[summed[0]]
        batch = self.batch[node]
        product = [*both, *rows, *columns]
        gone = result[batch] if batch is not None else None
        shape = [sizes[each] for each in product if each != gone]
        op = self.append(node, 'MatMul', inputs, shape, is_merge=True)
        self.op_of[node] = self.reordered(node, op, shape,
                                          [each for each in product if each != gone],
                                          [each for each in result if each != gone])
        return None

    def lettered(self, node, tensor, letters, order):
        """An operand of an einsum with its axes in an order."""
        at = self.batch.get(tensor)
        gone = letters[at] if at is not None else None
        sizes = [size for size, each in zip(self.shape(tensor), letters) if each != gone]
        return self.reordered(node, self.operand(tensor, tensor), sizes,
                              [each for each in letters if each != gone],
                              [each for each in order if each != gone])

    def reordered(self, node, op, sizes, letters, order):
        if letters == order:
            return op
        dims = [letters.index(each) + 1 for each in order]
        return self.append(node, f'Permute{{{{{", ".join(map(str, [0, *dims]))}}}}}', [op],
                           [sizes[dim - 1] for dim in dims])

    def on_cat(self, node, tensors=None, dim=0, **_):
        return self.merge(node, 'Concat', tensors, self.dim(dim, node, self.place(node)))

    def on_stack(self, node, tensors=None, dim=0):
        rank = len(self.shape(node))
        axis, at = dim % rank, self.batch[tensors[0]]
        self.batch[node] = None if at is None else at + (axis <= at)
        along = self.dim(axis, node, self.place(node))
        inputs = []
        for each in tensors:
            shape = list(self.sample(each))
            shape.insert(along - 1, 1)
            inputs.append(self.append(node, reshape(shape), [self.operand(each, node)], shape))
        self.op_of[node] = self.append(node, 'Concat', inputs, self.sample(node), is_merge=True,
                                       along=along)

    # Layers that are called as functions.

    def on_linear(self, node, x, weight, bias=None):
        out, given = self.shape(weight)
        settings = [('in_features', str(given)), ('out_features', str(out))]
        if bias is None:
            settings.append(('bias', 'false'))
        self.products += self.values[node].numel() * given
        self.with_weights(node, layers.layer('Linear', settings), x, weight, bias)

    def on_conv(self, node, x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
        self.needs_batch_first(node, x)
        shape = self.shape(weight)
        settings = [('in_channels', str(shape[1] * groups)), ('out_channels', str(shape[0])),
                    ('kernel_size', layers.value_text(shape[2:]))]
        for field, value, default in (('stride', stride, 1), ('padding', padding, 0),
                                      ('dilation', dilation, 1), ('groups', groups, 1)):
            if not layers.same(value, default):
                settings.append((field, layers.value_text(value)))
        if bias is None:
            settings.append(('bias', 'false'))
        self.products += self.values[node].numel() * self.values[weight][0].numel()
        self.with_weights(node, layers.layer(f'Conv{len(shape) - 2}d', settings), x, weight, bias)

    def on_layer_norm(self, node, x, normalized_shape, weight=None, bias=None, eps=1e-5):
        settings = [('normalized_shape', layers.normalized(normalized_shape))]
        if weight is None:
            settings.append(('elementwise_affine', 'false'))
        elif bias is None:
            settings.append(('bias', 'false'))
        self.with_weights(node, layers.layer('LayerNorm', settings), x, weight, bias)

    def with_weights(self, node, layer, x, *weights):
        """A layer whose weights are the function's arguments."""
        roots = []
        for each in weights:
            if each is None:
                continue
            found = list(dict.fromkeys(self.sources.get(each, [])))
            if each in self.op_of or len(found) != 1 or \
                    self.values[found[0]].numel() != self.values[each].numel():
                return self.unknown(node, f'{layer.partition("{")[0]} whose weights are computed')
            roots += found
        if any(each in self.functional for each in roots):
            return self.unknown(node, 'weights of a function that are used again')
        self.functional.update(roots)
        return self.add(node, layer, x)

    def on_softmax(self, node, x, dim=None, *_, **__):
        name = 'LogSoftmax' if 'log' in str(getattr(node.target, '__name__', node.target)) else \
            'Softmax'
        self.add(node, f'{name}{{{self.dim(dim, x, self.place(node))}}}', x)

    def on_leaky_relu(self, node, x, negative_slope=0.01, *_, **__):
        self.add(node, f'LeakyReLU{{{negative_slope}}}', x)

    def on_hardtanh(self, node, x, min_val=-1.0, max_val=1.0, **_):
        self.add(node, f'Hardtanh{{.min_val = {float(min_val)}, .max_val = {float(max_val)}}}', x)

    def on_glu(self, node, x, dim=-1):
        self.add(node, f'GLU{{{self.dim(dim, x, self.place(node))}}}', x)

    def on_dropout(self, node, x, p=0.5, *_, **__):
        self.add(node, f'Dropout{{{p}}}', x)

    def on_stochastic_depth(self, node, x, *_, **__):
        self.add(node, 'StochasticDepth{}', x)

    def pool(self, node, name, x, kernel_size, stride, padding, dilation, ceil_mode):
        self.needs_batch_first(node, x)
        axes = len(self.shape(x)) - 2
        settings = [('kernel_size', layers.value_text(kernel_size))]
        if stride not in (None, [], ()) and not layers.same(stride, kernel_size):
            settings.append(('stride', layers.value_text(stride)))
        for field, value, default in (('padding', padding, 0), ('dilation', dilation, 1)):
            if not layers.same(value, default):
                settings.append((field, layers.value_text(value)))
        if ceil_mode:
            settings.append(('ceil_mode', 'true'))
        self.add(node, layers.layer(f'{name}{axes}d', settings), x)

    def on_max_pool(self, node, x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                    return_indices=False):
        self.pool(node, 'MaxPool', x, kernel_size, stride, padding, dilation, ceil_mode)

    def on_avg_pool(self, node, x, kernel_size, stride=None, padding=0, ceil_mode=False, *_, **__):
        self.pool(node, 'AvgPool', x, kernel_size, stride, padding, 1, ceil_mode)

    def adaptive(self, node, name, x, output_size):
        self.needs_batch_first(node, x)
        axes = len(self.shape(x)) - 2
        self.add(node, f'{name}{axes}d{{{layers.value_text(output_size)}}}', x)

    def on_adaptive_avg_pool1d(self, node, x, output_size):
        self.adaptive(node, 'AdaptiveAvgPool', x, output_size)

    on_adaptive_avg_pool2d = on_adaptive_avg_pool3d = on_adaptive_avg_pool1d

    def on_interpolate(self, node, x, size=None, scale_factor=None, mode='nearest',
                       align_corners=None, **_):
        self.needs_batch_first(node, x)
        size = list(map(int, size)) if isinstance(size, (tuple, list)) else size
        self.add(node, layers.upsample(size, scale_factor, mode, align_corners), x)

    def on_pixel_shuffle(self, node, x, factor):
        self.needs_batch_first(node, x)
        self.add(node, f'PixelShuffle{{{factor}}}', x)

    def on_scaled_dot_product_attention(self, node, query, key, value, *masks, **_):
        if any(is_node(each) and each in self.op_of for each in masks):
            return self.unknown(node, 'attention with a mask that flows')
        rank = len(self.shape(query))
        shape = [self.sample(each) for each in (query, key, value)]
        swapped = (*shape[1][:-2], shape[1][-1], shape[1][-2])
        dims = (rank - 2, rank - 1) if self.batch[query] is not None else (rank - 1, rank)
        scores_shape = (*shape[0][:-1], shape[1][-2])
        queries, keys, values = (self.operand(each, node) for each in (query, key, value))
        keys = self.append(node, f'Transpose{{{dims[0]}, {dims[1]}}}', [keys], swapped)
        scores = self.append(node, 'MatMul', [queries, keys], scores_shape, is_merge=True)
        weights = self.append(node, f'Softmax{{{dims[1]}}}', [scores], scores_shape)
        self.products += self.values[node].numel() * shape[1][-2] + \
            self.values[query].numel() * shape[1][-2]
        self.op_of[node] = self.append(node, 'MatMul', [weights, values], self.sample(node),
                                       is_merge=True)
        return None

    # Shapes.

    def on_mean(self, node, x, dim=None, keepdim=False, **_):
        rank = len(self.shape(x))
        axes = [each % rank for each in (dim if isinstance(dim, (tuple, list)) else [dim])]
        dims = sorted(self.dim(axis, x, self.place(node)) for axis in axes)
        if not keepdim:
            self.without_axes(x, node, axes)
        text = '{' + ', '.join(map(str, dims)) + '}'
        self.add(node, f'Mean{{.dim = {text}, .keepdim = true}}' if keepdim else f'Mean{{{text}}}', x)

    def on_view(self, node, x, *_, **__):
        sizes = self.new_shape(x, node, self.place(node))
        before = self.sample(x)
        if sizes == before:
            return self.add(node, '', x)
        if len(sizes) == 1 and self.batch[x] == 0:
            return self.add(node, 'Flatten{}', x)
        return self.add(node, reshape(sizes), x)

    def on_expand(self, node, x, *_, **__):
        if self.sample(x) != self.sample(node):
            return self.unknown(node, 'expand')
        return self.add(node, '', x)

    def on_permute(self, node, x, *dims):
        rank = len(self.shape(x))
        self.add(node, self.permuted(x, node, [each % rank for each in dims_of(dims)]), x)

    def on_transpose(self, node, x, dim0, dim1):
        order = list(range(len(self.shape(x))))
        order[dim0], order[dim1] = order[dim1], order[dim0]
        self.add(node, self.permuted(x, node, order), x)

    def on_getattr(self, node, x, name):
        rank = len(self.shape(x))
        if name in ('T', 'mT') and rank >= 2:
            return self.on_transpose(node, x, rank - 2, rank - 1)
        return self.unknown(node, f'attribute {name}')

    def on_roll(self, node, x, shifts, dims):
        shifts, dims = ([each] if isinstance(each, int) else list(each) for each in (shifts, dims))
        dims = [self.dim(each, x, self.place(node)) for each in dims]
        self.add(node, layers.layer('Roll', [('shifts', layers.list_text(shifts)),
                                             ('dims', layers.list_text(dims))]), x)

    def on_pad(self, node, x, pad, mode='constant', value=None):
        sides = list(pad)
        while len(sides) > 2 and sides[-2:] == [0, 0]:
            sides = sides[:-2]
        if not any(sides):
            return self.add(node, '', x)
        names = {'constant': 'ConstantPad', 'reflect': 'ReflectionPad', 'replicate': 'ReplicationPad'}
        spatial = len(self.shape(x)) - 2
        if mode not in names or len(sides) > 2 * spatial or spatial > 3 or self.batch[x] != 0:
            return self.padded_by_joins(node, x, sides) if mode == 'constant' else \
                self.unknown(node, f'pad with mode {mode!r}')
        sides += [0] * (2 * spatial - len(sides))
        name = 'ZeroPad2d' if mode == 'constant' and spatial == 2 else f'{names[mode]}{spatial}d'
        return self.add(node, f'{name}{{{layers.value_text(sides)}}}', x)

    def padded_by_joins(self, node, x, sides):
        """Padding of axes that are no map's, such as those of HxWxC: zeros are concatenated."""
        if min(sides) < 0:
            return self.unknown(node, 'pad that crops these axes')
        op, shape = self.operand(x, node), list(self.sample(x))
        for i in range(len(sides) // 2):
            dim = self.dim(len(self.shape(x)) - 1 - i, x, self.place(node))
            parts = []
            for side in sides[2 * i:2 * i + 2]:
                zeros = [*shape[:dim - 1], side, *shape[dim:]]
                parts.append(self.append(node, 'zeros', [], zeros, is_stub=True) if side else None)
            inputs = [each for each in (parts[0], op, parts[1]) if each is not None]
            shape[dim - 1] += sum(sides[2 * i:2 * i + 2])
            if len(inputs) > 1:
                op = self.append(node, 'Concat', inputs, shape, is_merge=True, along=dim)
        self.op_of[node] = op
        return None

    # Parts of a tensor.

    def on_chunk(self, node, *_, **__):
        """Its parts are taken by the items of the result."""
        self.parts.add(node)

    on_split = on_unbind = on_tensor_split = on_chunk

    def on_getitem(self, node, x, index):
        if x.op == 'call_module' and not hasattr(self.values[x], 'shape'):
            if index == 0:
                self.op_of[node], self.batch[node] = self.op_of[x], self.batch[x]
                return None
            return self.unknown(node, 'second result of a module')
        if isinstance(self.values[x], (tuple, list)):
            return self.part(node, x, index)
        return self.sliced(node, x, index)

    def part(self, node, call, index):
        """One of the tensors that chunk, split or unbind gives."""
        name, x, *rest = name_of(call), *call.args
        dim = call.kwargs.get('dim', rest[1] if len(rest) > 1 else 0) if name != 'unbind' else \
            call.kwargs.get('dim', rest[0] if rest else 0)
        if x not in self.op_of:
            return self.unknown(node, f'operation {name}')
        axis = dim % len(self.shape(x))
        self.batch[node] = self.batch[x]
        if name == 'unbind':
            return self.sliced(node, x, (slice(None),) * axis + (index,))
        start = sum(each.shape[axis] for each in self.values[call][:index])
        size = self.values[call][index].shape[axis]
        if name == 'chunk' and self.batch[x] == 0:
            settings = [('chunks', str(rest[0] if rest else call.kwargs['chunks'])),
                        ('index', str(index))]
            if axis != 1:
                settings.append(('dim', str(axis)))
            return self.add(node, layers.layer('Chunk', settings), x)
        return self.sliced(node, x, (slice(None),) * axis + (slice(start, start + size),))

    def sliced(self, node, x, index):
        """`x[:, 0, ..., 1:]`: a Slice for each axis, and a Reshape for those that go or come."""
        index = list(index) if isinstance(index, tuple) else [index]
        given, rank = self.shape(x), len(self.shape(x))
        if Ellipsis in index:
            at = index.index(Ellipsis)
            more = rank - sum(each is not None and each is not Ellipsis for each in index)
            index[at:at + 1] = [slice(None)] * more
        op, shape, gone, axis = self.operand(x, node), list(self.sample(x)), [], 0
        for each in index:
            if each is None:
                continue
            if not isinstance(each, (int, slice)):
                return self.unknown(node, f'index by {type(each).__name__}')
            if each == slice(None) or (axis == self.batch[x] and each in (0, slice(0, 1))):
                gone += [axis] if isinstance(each, int) else []
                axis += 1
                continue
            dim = self.dim(axis, x, self.place(node))
            start, stop, step = (each.start, each.stop, each.step) if isinstance(each, slice) else \
                (each % given[axis], each % given[axis] + 1, None)
            settings = slice_settings(dim, start, stop, step, given[axis])
            if settings is not None:
                shape[dim - 1] = len(range(*slice(start, stop, step).indices(given[axis])))
                op = self.append(node, layers.layer('Slice', settings), [op], shape)
            gone += [axis] if isinstance(each, int) else []
            axis += 1
        at = self.batch[x]
        if None in index:
            self.new_shape(x, node, self.place(node))
        elif at in gone:
            self.batch[node] = None
        else:
            self.without_axes(x, node, gone)
        if tuple(shape) != self.sample(node):
            op = self.append(node, reshape(self.sample(node)), [op], self.sample(node))
        self.op_of[node] = op
        return None
