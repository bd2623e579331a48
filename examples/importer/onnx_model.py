"""An ONNX file: its nodes, the shapes of its tensors, its constants."""
import numpy
import onnx
from onnx import helper, numpy_helper, shape_inference

from .graph import Refusal

FIRST_OPSET = 7
SAME_WEIGHT = ('Transpose', 'Reshape', 'Unsqueeze', 'Squeeze', 'Cast', 'Identity')
SMALL = 4096  # elements: constants up to here may be shapes or axes, and are evaluated


class Node:
    """A node, with its attributes as Python values."""

    def __init__(self, proto, number):
        self.type = proto.op_type
        self.inputs, self.outputs = list(proto.input), list(proto.output)
        self.attributes = {each.name: helper.get_attribute_value(each) for each in proto.attribute}
        self.domain = proto.domain
        self.name = proto.name
        self.place = f'node {proto.name or number!r} ({proto.op_type})'

    def get(self, name, default=None):
        value = self.attributes.get(name, default)
        return value.decode() if isinstance(value, bytes) else value

    def input(self, index):
        """An input's name; '' if it was left out."""
        return self.inputs[index] if index < len(self.inputs) else ''


class Model:
    """What an importer asks: nodes in order, shapes, values of small constants."""

    def __init__(self, path, inputs=()):
        self.proto = load(path)
        self.opset = opset_of(self.proto)
        self.proto.ir_version = max(self.proto.ir_version, 4)  # constants need not be inputs
        graph = self.proto.graph
        names = {each.name for each in graph.initializer}
        self.inputs = [each.name for each in graph.input if each.name not in names]
        self.outputs = [each.name for each in graph.output]
        self.values = {}  # of small constants
        self.weights = names
        give_sizes([each for each in graph.input if each.name not in names], inputs)
        without_weights(graph, self.values)
        for each in graph.output:
            each.type.tensor_type.ClearField('shape')  # they may name the batch that is now 1
        self.infer()
        self.constants = self.constants_of()
        self.made_by = {name: each for each in graph.node for name in each.output}
        self.nodes = [Node(each, i) for i, each in enumerate(graph.node)
                      if not all(name in self.constants for name in each.output if name)]

    def shape(self, name):
        if name not in self.shapes:
            raise Refusal(f'ONNX does not infer the shape of {name!r}')
        return self.shapes[name]

    def value(self, name):
        """A constant as an array; None if it is no constant or a large one."""
        return self.values.get(name)

    def is_filled(self, name, number):
        """A small constant of one number that is written out, not a weight that has it."""
        value = self.values.get(name)
        return value is not None and name not in self.weights and bool((value == number).all())

    def numbers(self, name):
        value = self.values.get(name)
        return None if value is None else [int(each) for each in numpy.ravel(value)]

    def root(self, name):
        """The weight that a constant is, transposed or in another shape."""
        while name in self.made_by and self.made_by[name].op_type in SAME_WEIGHT:
            name = self.made_by[name].input[0]
        return name

    def infer(self):
        """Shapes of all tensors. What is known of them makes more constants, which make more
        shapes: sizes that a network computes, such as those of a Reshape."""
        graph = self.proto.graph
        while True:
            del graph.value_info[:]
            try:
                inferred = shape_inference.infer_shapes(self.proto, data_prop=True)
            except Exception as error:
                raise Refusal('ONNX cannot infer its shapes: ' + ' '.join(str(error).split())[:300]
                              ) from None
            self.shapes = {}
            for each in [*inferred.graph.value_info, *inferred.graph.input, *inferred.graph.output]:
                sizes = [dim.dim_value for dim in each.type.tensor_type.shape.dim]
                if each.type.tensor_type.HasField('shape') and all(size > 0 for size in sizes):
                    self.shapes[each.name] = tuple(sizes)
            for name, value in self.values.items():
                self.shapes.setdefault(name, value.shape)
            if not any([self.evaluate(graph), self.count_from_start(graph)]):
                return

    def count_from_start(self, graph):
        """Slices up to opset 9 whose ends count from the end of the axis: ONNX leaves them out."""
        found = False
        for node in graph.node:
            if node.op_type != 'Slice' or node.output[0] in self.shapes or \
                    node.input[0] not in self.shapes:
                continue
            given = {each.name: each for each in node.attribute}
            if 'ends' not in given:
                continue
            shape = self.shapes[node.input[0]]
            axes = list(given['axes'].ints) if 'axes' in given else range(len(shape))
            for name in ('starts', 'ends'):
                for i, axis in enumerate(axes):
                    if given[name].ints[i] < 0:
                        given[name].ints[i] = max(given[name].ints[i] + shape[axis], 0)
                        found = True
        return found

    def evaluate(self, graph):
        """Puts the values of small constants in place of their nodes. Were there any?"""
        kept, found = [], False
        for node in graph.node:
            value = None if len(node.output) != 1 else evaluated(node, self.values, self.shapes)
            if value is None:
                kept.append(node)
                continue
            self.values[node.output[0]] = value
            graph.initializer.append(numpy_helper.from_array(value, node.output[0]))
            found = True
        if found:
            kept = [onnx.NodeProto.FromString(each.SerializeToString()) for each in kept]
            del graph.node[:]
            graph.node.extend(kept)
        return found

    def constants_of(self):
        """Names of the tensors that depend on no input of the network."""
        constants = set(self.weights) | set(self.values)
        for node in self.proto.graph.node:
            if any(each.HasField('g') for each in node.attribute):  # it reads more than its inputs
                continue
            if all(name in constants for name in node.input if name):
                constants.update(node.output)
        return constants


def load(path):
    try:
        model = onnx.load(path, load_external_data=False)
    except OSError:
        raise
    except Exception:
        raise Refusal(f'{path} is not an ONNX file') from None
    if not model.graph.node:
        raise Refusal(f'{path} is not an ONNX file, or has no nodes')
    return model


def opset_of(model):
    versions = [each.version for each in model.opset_import if each.domain in ('', 'ai.onnx')]
    version = versions[0] if versions else 1
    if version < FIRST_OPSET:
        raise Refusal(f'its opset is {version}, expected {FIRST_OPSET} or later; '
                      'onnx.version_converter converts it')
    return version


def give_sizes(inputs, shapes):
    """Sets the sizes that --input gives; a batch that is left open is 1."""
    if shapes and len(shapes) != len(inputs):
        names = ', '.join(each.name for each in inputs)
        raise Refusal(f'it has {len(inputs)} inputs ({names}), and --input gives {len(shapes)}')
    for number, each in enumerate(inputs):
        dims = each.type.tensor_type.shape.dim
        if dims and dims[0].dim_value <= 0:
            dims[0].dim_value = 1
        if shapes:
            if len(dims) > 0 and len(dims) != len(shapes[number]) + 1:
                raise Refusal(f'its input {each.name!r} has {len(dims)} axes with the batch, and '
                              f'--input gives {len(shapes[number])} sizes without it')
            if not dims:
                dims.add().dim_value = 1
                for _ in shapes[number]:
                    dims.add()
            for dim, size in zip(dims[1:] if len(dims) > 1 else [], shapes[number]):
                if dim.dim_value > 0 and dim.dim_value != size:
                    raise Refusal(f'its input {each.name!r} has the size {dim.dim_value} where '
                                  f'--input gives {size}')
                dim.dim_value = size
        if not dims or any(dim.dim_value <= 0 for dim in dims):
            text = 'x'.join(str(dim.dim_value) if dim.dim_value > 0 else dim.dim_param or '?'
                            for dim in dims[1:])
            raise Refusal(f'its input {each.name!r} has open sizes ({text or "no shape"}); '
                          'give them with --input, without the batch')


def without_weights(graph, values):
    """Large initializers become inputs, of which only the shape is known; small ones are read."""
    kept, known = [], {each.name for each in graph.input}
    for each in graph.initializer:
        if numpy.prod(each.dims, dtype=numpy.int64) <= SMALL and not each.external_data:
            values[each.name] = numpy_helper.to_array(each)
            kept.append(onnx.TensorProto.FromString(each.SerializeToString()))
        elif each.name not in known:
            graph.input.append(helper.make_tensor_value_info(each.name, each.data_type, each.dims))
    del graph.initializer[:]
    graph.initializer.extend(kept)


# Values of constants.

def sliced(data, starts, ends, axes=None, steps=None):
    index = [slice(None)] * data.ndim
    axes = range(len(starts)) if axes is None else axes
    steps = [1] * len(starts) if steps is None else steps
    for start, end, axis, step in zip(starts, ends, axes, steps):
        index[axis] = slice(int(start), int(end), int(step))
    return data[tuple(index)]


def unsqueezed(data, axes):
    rank = data.ndim + len(axes)
    for axis in sorted(int(each) % rank for each in axes):
        data = numpy.expand_dims(data, axis)
    return data


def squeezed(data, axes=None):
    return numpy.squeeze(data, None if axes is None else tuple(int(each) for each in axes))


EVALUATED = {
    'Add': numpy.add, 'Sub': numpy.subtract, 'Mul': numpy.multiply, 'Neg': numpy.negative,
    'Div': lambda a, b: a // b if a.dtype.kind in 'iu' else a / b,
    'Floor': numpy.floor, 'Ceil': numpy.ceil, 'Sqrt': numpy.sqrt, 'Equal': numpy.equal,
    'Less': numpy.less, 'Greater': numpy.greater, 'Not': numpy.logical_not, 'Where': numpy.where,
    'And': numpy.logical_and, 'Or': numpy.logical_or, 'Min': numpy.minimum, 'Max': numpy.maximum,
    'Mod': numpy.mod, 'Identity': lambda a: a, 'Range': numpy.arange, 'Reshape':
    lambda a, sizes: a.reshape([int(each) for each in sizes]),
    'Expand': lambda a, sizes: a * numpy.ones([int(each) for each in sizes], a.dtype),
}


def evaluated(node, values, shapes):
    """A small constant's value; None if it is none, or not of a kind that shapes are made of."""
    attributes = {each.name: helper.get_attribute_value(each) for each in node.attribute}
    if node.op_type == 'Shape' and node.input[0] in shapes:
        whole = shapes[node.input[0]]
        return numpy.array(whole[attributes.get('start', 0):attributes.get('end', len(whole))],
                           numpy.int64)
    if node.op_type == 'Size' and node.input[0] in shapes:
        return numpy.array(numpy.prod(shapes[node.input[0]]), numpy.int64)
    if not all(name in values for name in node.input if name):
        return None
    given = [values[name] if name else None for name in node.input]
    try:
        value = computed(node.op_type, given, attributes)
    except (ValueError, IndexError, TypeError):
        return None
    return value if value is None or value.size <= SMALL else None


def dtype_of(kind):
    """numpy's name of a type; onnx 1.13 renamed the table."""
    if hasattr(helper, 'tensor_dtype_to_np_dtype'):
        return helper.tensor_dtype_to_np_dtype(kind)
    return onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[kind]


def computed(kind, given, attributes):
    if kind == 'Constant':
        if 'value' in attributes:
            tensor = attributes['value']
            return numpy_helper.to_array(tensor) if numpy.prod(tensor.dims) <= SMALL else None
        return numpy.array(next(iter(attributes.values())))
    if kind == 'ConstantOfShape':
        sizes = [int(each) for each in given[0]]
        fill = numpy_helper.to_array(attributes['value']) if 'value' in attributes else \
            numpy.zeros(1, numpy.float32)
        is_small = numpy.prod(sizes, dtype=numpy.int64) <= SMALL
        return numpy.full(sizes, fill[0], fill.dtype) if is_small else None
    if kind == 'Gather':
        return numpy.asarray(numpy.take(given[0], given[1], axis=attributes.get('axis', 0)))
    if kind == 'Concat':
        return numpy.concatenate(given, axis=attributes['axis'])
    if kind == 'Cast':
        return given[0].astype(dtype_of(attributes['to']))
    if kind in ('Unsqueeze', 'Squeeze'):
        axes = attributes.get('axes', given[1] if len(given) > 1 else None)
        return unsqueezed(given[0], axes) if kind == 'Unsqueeze' else squeezed(given[0], axes)
    if kind == 'Slice':
        if 'starts' in attributes:
            return sliced(given[0], attributes['starts'], attributes['ends'],
                          attributes.get('axes'))
        return sliced(*given)
    if kind == 'ReduceProd':
        return numpy.asarray(numpy.prod(given[0], keepdims=bool(attributes.get('keepdims', 1))))
    if kind == 'Transpose':
        return numpy.transpose(given[0], attributes.get('perm'))
    if kind in EVALUATED:
        return numpy.asarray(EVALUATED[kind](*given))
    return None
