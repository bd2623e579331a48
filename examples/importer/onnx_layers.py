"""ONNX's operators as layers of ctnn, one method for each."""
import math

from . import layers
from .batch import reshape, slice_settings
from .onnx_fusions import is_plain

MERGES = {'Add': 'Add', 'Sum': 'Add', 'Mul': 'Multiply', 'MatMul': 'MatMul', 'Sub': 'Add',
          'Div': 'Multiply'}
POINTWISE = {
    'Relu': 'ReLU', 'Sigmoid': 'Sigmoid', 'Tanh': 'Tanh', 'Selu': 'SELU', 'Softsign': 'Softsign',
    'Softplus': 'Softplus', 'HardSwish': 'Hardswish', 'HardSigmoid': 'Hardsigmoid', 'Mish': 'Mish',
    'Gelu': 'GELU', 'LeakyRelu': 'LeakyReLU', 'Elu': 'ELU', 'Celu': 'CELU', '_SiLU': 'SiLU',
    '_GELU': 'GELU', '_Mish': 'Mish', '_Hardswish': 'Hardswish', '_Hardsigmoid': 'Hardsigmoid',
    'Dropout': 'Dropout', 'Identity': 'Identity'}
PADS = {'reflect': 'ReflectionPad', 'edge': 'ReplicationPad', 'constant': 'ConstantPad'}


class Layers:
    """What an Importer makes of a node. The importer has the graph: `add`, `merge`, `weight` ..."""

    # Windows.

    def window(self, node, kernel):
        """The settings of a sliding window."""
        axes = len(kernel)
        strides = node.get('strides', [1] * axes)
        dilations = node.get('dilations', [1] * axes)
        pads = self.pads(node, kernel, strides, dilations)
        first, last = pads[:axes], pads[axes:]
        each_side = first != last and not self.is_last_unread(node, kernel, strides, dilations,
                                                              first)
        settings = []
        if any(stride != 1 for stride in strides):
            settings.append(('stride', layers.value_text(strides)))
        if each_side and node.get('auto_pad') == 'SAME_UPPER':
            settings.append(('padding', 'same_upper'))
        elif each_side:
            sides = [str(side) for pair in zip(first, last) for side in pair]
            settings.append(('padding', f'{{{", ".join(sides)}}}'))
        elif any(first):
            settings.append(('padding', layers.value_text(first)))
        if any(dilation != 1 for dilation in dilations):
            settings.append(('dilation', layers.value_text(dilations)))
        return settings

    def is_last_unread(self, node, kernel, strides, dilations, first):
        """Is the padding at the end, where it differs from that at the start, in no window?"""
        if node.get('ceil_mode', 0):
            return False
        given, output = self.shape(node.inputs[0])[2:], self.shape(node.outputs[0])[2:]
        return all((size + 2 * pad - (width - 1) * dilation - 1) // stride + 1 == out
                   for size, pad, width, dilation, stride, out in
                   zip(given, first, kernel, dilations, strides, output))

    def pads(self, node, kernel, strides, dilations):
        auto = node.get('auto_pad', 'NOTSET')
        axes = len(kernel)
        if auto in ('NOTSET', ''):
            return list(node.get('pads', [0] * (2 * axes)))
        if auto == 'VALID':
            return [0] * (2 * axes)
        before, after = [], []
        for size, window, stride, dilation in zip(self.shape(node.inputs[0])[2:], kernel, strides,
                                                  dilations):
            total = max((math.ceil(size / stride) - 1) * stride + (window - 1) * dilation + 1 - size,
                        0)
            less, more = total // 2, total - total // 2
            before.append(less if auto == 'SAME_UPPER' else more)
            after.append(more if auto == 'SAME_UPPER' else less)
        return before + after

    def padded(self, node, kernel):
        """A layer of its own for the padding of one that has none."""
        axes = len(kernel)
        shape = list(self.shape(node.inputs[0]))
        pads = self.pads(node, kernel, node.get('strides', [1] * axes), [1] * axes)
        if not any(pads):
            return
        sides = []
        for axis in range(axes):
            before, after = pads[axes - 1 - axis], pads[2 * axes - 1 - axis]
            shape[-1 - axis] += before + after
            sides += [str(before), str(after)]
        self.step(node, f'ConstantPad{axes}d{{{{{", ".join(sides)}}}}}', shape[1:])

    def on_Conv(self, node):
        weight = self.shape(node.inputs[1])
        kernel, groups = list(weight[2:]), node.get('group', 1)
        self.needs_batch_first(node)
        settings = self.window(node, kernel)
        has_bias = bool(node.input(2))
        channels = weight[1] * groups
        text = layers.value_text(kernel)
        if len(kernel) == 2 and groups == channels and groups > 1:
            name = 'DepthwiseConv'
            settings = [('channels', str(channels)), ('kernel_size', text)] + settings
            if weight[0] != channels:
                settings.append(('depth_multiplier', str(weight[0] // channels)))
        else:
            name = f'Conv{len(kernel)}d'
            settings = [('in_channels', str(channels)), ('out_channels', str(weight[0])),
                        ('kernel_size', text)] + settings
            if groups != 1:
                settings.append(('groups', str(groups)))
        if not has_bias:
            settings.append(('bias', 'false'))
        macs = math.prod(self.shape(node.outputs[0])[1:]) * math.prod(weight[1:])
        self.weighted(node, layers.layer(name, settings), macs, node.inputs[1:3])

    def on_ConvTranspose(self, node):
        weight = self.shape(node.inputs[1])
        kernel, groups = list(weight[2:]), node.get('group', 1)
        axes = len(kernel)
        self.needs_batch_first(node)
        strides = node.get('strides', [1] * axes)
        dilations = node.get('dilations', [1] * axes)
        given, output = self.shape(node.inputs[0])[2:], self.shape(node.outputs[0])[2:]
        # Padding and output padding such as the output has: they may be given in several ways.
        padding, extra = [], []
        for i in range(axes):
            full = (given[i] - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1
            less = max(math.ceil((full - output[i]) / 2), 0)
            padding.append(less)
            extra.append(output[i] - full + 2 * less)
        settings = [('in_channels', str(weight[0])), ('out_channels', str(weight[1] * groups)),
                    ('kernel_size', layers.value_text(kernel))]
        for field, values, default in (('stride', strides, 1), ('padding', padding, 0),
                                       ('output_padding', extra, 0), ('dilation', dilations, 1)):
            if any(value != default for value in values):
                settings.append((field, layers.value_text(values)))
        if groups != 1:
            settings.append(('groups', str(groups)))
        if not node.input(2):
            settings.append(('bias', 'false'))
        macs = math.prod(self.shape(node.inputs[0])[1:]) * math.prod(weight[1:])
        self.weighted(node, layers.layer(f'ConvTranspose{axes}d', settings), macs,
                      node.inputs[1:3])

    def pool(self, node, name):
        kernel = node.get('kernel_shape')
        self.needs_batch_first(node)
        settings = self.window(node, kernel)
        if name == 'LPPool':
            self.padded(node, kernel)
            settings = [each for each in settings if each[0] != 'padding']
        if all(stride == 1 for stride in node.get('strides', [1] * len(kernel))) and max(kernel) > 1:
            settings.insert(0, ('stride', '1'))  # PyTorch's default is the kernel's size
        if layers.value_text(node.get('strides', [1] * len(kernel))) == layers.value_text(kernel):
            settings = [each for each in settings if each[0] != 'stride']
        if node.get('ceil_mode', 0):
            settings.append(('ceil_mode', 'true'))
        settings.insert(0, ('kernel_size', layers.value_text(kernel)))
        self.add(node, layers.layer(f'{name}{len(kernel)}d', settings))

    def on_MaxPool(self, node):
        self.pool(node, 'MaxPool')

    def on_AveragePool(self, node):
        self.pool(node, 'AvgPool')

    def on_LpPool(self, node):
        self.pool(node, 'LPPool')

    def on_GlobalAveragePool(self, node):
        self.needs_batch_first(node)
        self.add(node, f'AdaptiveAvgPool{len(self.shape(node.inputs[0])) - 2}d{{1}}')

    def on_GlobalMaxPool(self, node):
        self.needs_batch_first(node)
        self.add(node, f'AdaptiveMaxPool{len(self.shape(node.inputs[0])) - 2}d{{1}}')

    # Matrix products.

    def linear(self, node, features, bias):
        given, output = features
        settings = [('in_features', str(given)), ('out_features', str(output))]
        if not bias:
            settings.append(('bias', 'false'))
        rows = math.prod(self.sample(node.outputs[0])) // output
        self.weighted(node, layers.layer('Linear', settings), rows * given * output,
                      [node.inputs[1], *([bias] if bias else [])])

    def on_Gemm(self, node):
        if node.inputs[1] not in self.model.constants or node.get('transA', 0):
            return self.unknown(node)
        weight = self.shape(node.inputs[1])
        features = weight if not node.get('transB', 0) else weight[::-1]
        return self.linear(node, features, node.input(2))

    def on_MatMul(self, node):
        one, other = node.inputs[:2]
        if other in self.model.constants and len(self.shape(other)) == 2:
            return self.linear(node, self.shape(other), node.input(2))
        macs = math.prod(self.sample(node.outputs[0])) * self.shape(one)[-1]
        return self.merge(node, 'MatMul', node.inputs[:2], macs=macs)

    # Joins, and arithmetic with numbers.

    def arithmetic(self, node):
        tensors = [name for name in node.inputs if not self.is_number(name)]
        if len(tensors) == 1 and tensors[0] not in self.model.constants:
            return self.left_out(node, tensors[0], f'{node.type} with a number')
        return self.merge(node, MERGES[node.type], node.inputs)

    on_Add = on_Sum = on_Mul = on_Sub = on_Div = arithmetic

    def on_Pow(self, node):
        self.left_out(node, node.inputs[0], 'Pow')

    def elementwise(self, node):
        self.left_out(node, node.inputs[0], node.type)

    on_Sqrt = on_Exp = on_Log = on_Neg = on_Abs = on_Erf = on_Reciprocal = elementwise
    on_Floor = on_Ceil = on_Sin = on_Cos = on_Sign = on_Not = on_Round = elementwise

    def on_Concat(self, node):
        along = self.dim(node.get('axis', 1), node.outputs[0], node.place)
        self.merge(node, 'Concat', node.inputs, along=along)

    # Normalization and activations.

    def on_BatchNormalization(self, node):
        self.needs_batch_first(node)
        shape = self.shape(node.inputs[0])
        rank = {2: 1, 3: 1, 4: 2, 5: 3}.get(len(shape), 2)
        self.weighted(node, f'BatchNorm{rank}d{{{shape[1]}}}', 0, node.inputs[1:3])

    def on_InstanceNormalization(self, node):
        self.needs_batch_first(node)
        shape = self.shape(node.inputs[0])
        name = f'InstanceNorm{len(shape) - 2}d'
        if is_plain(self.model, node):
            return self.add(node, f'{name}{{{shape[1]}}}')
        settings = [('num_features', str(shape[1])), ('affine', 'true')]
        return self.weighted(node, layers.layer(name, settings), 0, node.inputs[1:3])

    def on_LayerNormalization(self, node):
        shape = self.shape(node.inputs[0])
        axis = node.get('axis', -1) % len(shape)
        settings = [('normalized_shape', layers.normalized(shape[axis:]))]
        weights = [each for each in node.inputs[1:3] if each]
        if not weights:
            settings.append(('elementwise_affine', 'false'))
        elif len(weights) == 1:
            settings.append(('bias', 'false'))
        self.weighted(node, layers.layer('LayerNorm', settings), 0, weights)

    def on_GroupNormalization(self, node):
        channels = self.shape(node.inputs[0])[1]
        weights = [each for each in node.inputs[1:3] if each]
        if weights and math.prod(self.shape(weights[0])) != channels:
            return self.unknown(node)
        settings = [('num_groups', str(node.get('num_groups'))), ('num_channels', str(channels))]
        if not weights:
            settings.append(('affine', 'false'))
        return self.weighted(node, layers.layer('GroupNorm', settings), 0, weights)

    def on_LRN(self, node):
        self.add(node, f'LocalResponseNorm{{{node.get("size")}}}')

    def pointwise(self, node):
        self.add(node, POINTWISE[node.type] + '{}')

    def on_PRelu(self, node):
        slopes = math.prod(self.shape(node.inputs[1]))
        layer = f'PReLU{{{slopes}}}' if slopes != 1 else 'PReLU{}'
        self.weighted(node, layer, 0, node.inputs[1:2])

    def on_Clip(self, node):
        low, high = [self.number(node, index, name) for index, name in ((1, 'min'), (2, 'max'))]
        if (low, high) == (0, 6):
            return self.add(node, 'ReLU6{}')
        if low == 0 and (high is None or high > 3e38):
            return self.add(node, 'ReLU{}')
        if low is None or high is None:
            return self.left_out(node, node.inputs[0], 'Clip')
        return self.add(node, f'Hardtanh{{.min_val = {low}, .max_val = {high}}}')

    def number(self, node, index, name):
        value = self.model.value(node.input(index)) if node.input(index) else node.get(name)
        return None if value is None else float(value)

    def softmax(self, node):
        name = 'Softmax' if node.type == 'Softmax' else 'LogSoftmax'
        shape = self.shape(node.inputs[0])
        axis = node.get('axis', 1 if self.model.opset < 13 else -1) % len(shape)
        if self.model.opset < 13 and math.prod(shape[axis + 1:]) != 1:
            return self.unknown(node, f'{node.type} over several axes')
        return self.add(node, f'{name}{{{self.dim(axis, node.inputs[0], node.place)}}}')

    on_Softmax = on_LogSoftmax = softmax

    # Shapes.

    def reshaped(self, node):
        sizes = self.new_shape(node.inputs[0], node.outputs[0], node.place)
        if sizes == self.sample(node.inputs[0]):
            return self.passed_on(node)
        if len(sizes) == 1 and self.batch[node.inputs[0]] == 0:
            return self.add(node, 'Flatten{}')
        return self.add(node, reshape(sizes))

    on_Reshape = on_Flatten = on_Unsqueeze = on_Squeeze = reshaped

    def on_Transpose(self, node):
        rank = len(self.shape(node.inputs[0]))
        order = list(node.get('perm', list(reversed(range(rank)))))
        layer = self.permuted(node.inputs[0], node.outputs[0], order)
        self.add(node, layer) if layer else self.passed_on(node)

    def on_Expand(self, node):
        if self.sample(node.inputs[0]) == self.sample(node.outputs[0]):
            return self.passed_on(node)
        return self.unknown(node)

    def on_Cast(self, node):
        self.passed_on(node)

    def slices(self, node, parts, output):
        """One Slice after the other: (axis, start, stop, step)."""
        given = node.inputs[0]
        for axis, start, stop, step in parts:
            if step < 1:
                return self.unknown(node, 'a Slice backwards')
            length = self.shape(given)[axis]
            dim = self.dim(axis, given, node.place)
            settings = slice_settings(dim, start, stop, step, length)
            if settings is None:
                continue
            shape = list(self.current.shape if self.current else self.sample(given))
            shape[dim - 1] = len(range(*slice(start, stop, step).indices(length)))
            self.step(node, layers.layer('Slice', settings), shape)
        return self.finish(node, output)

    def on_Slice(self, node):
        value = self.model.numbers
        starts = node.get('starts') or value(node.input(1))
        ends = node.get('ends') or value(node.input(2))
        if starts is None or ends is None:
            return self.unknown(node, 'a Slice between computed positions')
        axes = node.get('axes') or value(node.input(3)) or list(range(len(starts)))
        steps = value(node.input(4)) or [1] * len(starts)
        rank = len(self.shape(node.inputs[0]))
        return self.slices(node, [(axis % rank, *rest) for axis, *rest in
                                  zip(axes, starts, ends, steps)], node.outputs[0])

    def on_Split(self, node):
        shape = self.shape(node.inputs[0])
        axis, start = node.get('axis', 0) % len(shape), 0
        for output in node.outputs:
            length = self.shape(output)[axis]
            self.slices(node, [(axis, start, start + length, 1)], output)
            start += length

    def on_Gather(self, node):
        """One position of an axis, or the rows of an embedding's table."""
        if node.inputs[0] in self.model.constants:
            table = self.shape(node.inputs[0])
            if len(table) != 2 or node.get('axis', 0) != 0:
                return self.unknown(node)
            settings = [('num_embeddings', str(table[0])), ('embedding_dim', str(table[1]))]
            self.batch[node.outputs[0]] = self.batch[node.inputs[1]]
            return self.weighted(node, layers.layer('Embedding', settings), 0, [node.inputs[0]],
                                 node.inputs[1])
        index = self.model.numbers(node.inputs[1])
        if index is None or len(index) != 1:
            return self.unknown(node)
        shape = self.shape(node.inputs[0])
        axis = node.get('axis', 0) % len(shape)
        at = index[0] % shape[axis]
        drops = len(self.shape(node.outputs[0])) < len(shape)
        if drops:
            self.without_axes(node.inputs[0], node.outputs[0], [axis])
        self.slices(node, [(axis, at, at + 1, 1)], None if drops else node.outputs[0])
        if drops:
            sizes = self.sample(node.outputs[0])
            self.add(node, reshape(sizes))
        return None

    def on_Pad(self, node):
        pads = node.get('pads') or self.model.numbers(node.input(1))
        mode = node.get('mode', 'constant')
        shape = self.shape(node.inputs[0])
        rank = len(shape)
        if pads is None or len(pads) != 2 * rank or mode not in PADS:
            return self.unknown(node)
        if not any(pads):
            return self.passed_on(node)
        axes = 2 if rank == 4 else rank - 2
        outer = pads[:rank - axes] + pads[rank:2 * rank - axes]
        if any(outer) or axes < 1 or axes > 3 or self.batch[node.inputs[0]] != 0:
            return self.unknown(node, 'padding of channels')
        sides = [each for axis in range(axes) for each in (pads[rank - 1 - axis], pads[-1 - axis])]
        if mode == 'constant' and axes == 2:
            return self.add(node, f'ZeroPad2d{{{layers.value_text(sides)}}}')
        return self.add(node, f'{PADS[mode]}{axes}d{{{layers.value_text(sides)}}}')

    def resized(self, node):
        self.needs_batch_first(node)
        size = self.shape(node.outputs[0])[2:]
        mode = {'nearest': 'nearest', 'cubic': 'bicubic',
                'linear': {1: 'linear', 2: 'bilinear', 3: 'trilinear'}[len(size)]}[
                    node.get('mode', 'nearest')]
        given = self.shape(node.inputs[0])
        if given[1] != self.shape(node.outputs[0])[1]:
            return self.unknown(node, 'a Resize of channels')
        whole = {output // size_of for output, size_of in zip(size, given[2:])}
        is_whole = len(whole) == 1 and all(o % i == 0 for o, i in zip(size, given[2:]))
        scale = whole.pop() if is_whole else None
        return self.add(node, layers.upsample(None if is_whole else list(size), scale, mode,
                                              node.get('coordinate_transformation_mode') ==
                                              'align_corners'))

    on_Resize = on_Upsample = resized

    def on_DepthToSpace(self, node):
        self.add(node, f'PixelShuffle{{{node.get("blocksize")}}}')

    def on_SpaceToDepth(self, node):
        self.add(node, f'PixelUnshuffle{{{node.get("blocksize")}}}')

    def on_ReduceMean(self, node):
        shape = self.shape(node.inputs[0])
        axes = node.get('axes') or self.model.numbers(node.input(1)) or range(len(shape))
        dims = sorted(self.dim(axis % len(shape), node.inputs[0], node.place) for axis in axes)
        text = '{' + ', '.join(map(str, dims)) + '}'
        keeps = node.get('keepdims', 1)
        if not keeps:
            self.without_axes(node.inputs[0], node.outputs[0], [axis % len(shape) for axis in axes])
        return self.add(node, f'Mean{{.dim = {text}, .keepdim = true}}' if keeps else f'Mean{{{text}}}')

    # Recurrent layers: the batch is their second axis.

    def recurrent(self, node):
        x = node.inputs[0]
        if self.batch[x] != (1 if not node.get('layout', 0) else 0):
            return self.unknown(node, f'a {node.type} whose batch is not where ONNX has it')
        if node.get('direction', 'forward') != 'forward':
            return self.unknown(node, f'a {node.type} backwards or in two directions')
        width = self.shape(node.inputs[1])[2]
        settings = [('input_size', str(width)), ('hidden_size', str(node.get('hidden_size')))]
        if not node.input(3):
            settings.append(('bias', 'false'))
        used = [name for name in node.outputs if name in self.read]
        if used != node.outputs[:1]:
            return self.unknown(node, f'the last state of a {node.type}')
        steps = self.sample(x)[0]
        weights = [each for each in node.inputs[1:4] if each]
        macs = steps * sum(math.prod(self.shape(each)) for each in weights[:2])
        output = (*self.sample(x)[:-1], node.get('hidden_size'))
        self.batch[node.outputs[0]] = 2 if not node.get('layout', 0) else 0
        sizes = self.sample(node.outputs[0])
        self.step(node, layers.layer(node.type, settings), output, weights, macs)
        return self.add(node, reshape(sizes))

    on_LSTM = on_GRU = on_RNN = recurrent


for _name in POINTWISE:
    if not hasattr(Layers, 'on_' + _name):
        setattr(Layers, 'on_' + _name, Layers.pointwise)
