"""Groups of ONNX nodes that are one layer: what exporters write for operations that their opset
lacks. An activation is a group of pointwise nodes between one tensor and another."""
import collections

# The types of a group's nodes, sorted, and the type of the node that stands for it.
GROUPS = {
    ('Mul', 'Sigmoid'): '_SiLU',
    ('Mul', 'Softplus', 'Tanh'): '_Mish',
    ('Add', 'Div', 'Erf', 'Mul', 'Mul'): '_GELU',
    ('Add', 'Erf', 'Mul', 'Mul', 'Mul'): '_GELU',
    ('Add', 'Add', 'Mul', 'Mul', 'Mul', 'Mul', 'Pow', 'Tanh'): '_GELU',
    ('Add', 'Clip', 'Div', 'Mul'): '_Hardswish',
    ('HardSigmoid', 'Mul'): '_Hardswish',
    ('Add', 'Clip', 'Div'): '_Hardsigmoid',
    ('Add', 'Div', 'Pow', 'ReduceMean', 'ReduceMean', 'Sqrt', 'Sub'): '_Normalize',
}
MOST = max(map(len, GROUPS))
TYPES = {each for group in GROUPS for each in group}


def is_number(model, name):
    return name in model.constants and len([n for n in model.shape(name) if n != 1]) == 0


def origins(model, nodes):
    """For each tensor, the tensors that it is a function of, and the nodes between."""
    between = collections.defaultdict(dict)
    for node in nodes:
        if node.type not in TYPES:
            continue
        tensors = [name for name in node.inputs if name and not is_number(model, name)]
        if not tensors or any(name in model.constants for name in tensors):
            continue
        for origin in {tensors[0], *between[tensors[0]]}:
            groups = [set() if name == origin else between[name].get(origin) for name in tensors]
            if all(group is not None for group in groups):
                group = set().union(*groups) | {node}
                if len(group) <= MOST:
                    between[node.outputs[0]][origin] = group
    return between


def fused(model):
    """The nodes, with one for each group."""
    nodes = list(model.nodes)
    users = collections.defaultdict(set)
    for node in nodes:
        for name in node.inputs:
            users[name].add(node)
    between, gone, stands = origins(model, nodes), set(), {}
    for node in reversed(nodes):
        if node in gone:
            continue
        for origin, group in between[node.outputs[0]].items():
            kind = GROUPS.get(tuple(sorted(each.type for each in group)))
            inner = [each for each in group if each is not node]
            is_closed = all(users[each.outputs[0]] <= group and
                            each.outputs[0] not in model.outputs for each in inner)
            if kind is not None and is_closed and not group & gone:
                gone.update(group)
                stands[node] = (kind, origin)
                break
    kept = []
    for node in nodes:
        if node in stands:
            node.type, origin = stands[node]
            node.inputs = [origin]
            kept.append(node)
        elif node not in gone:
            kept.append(node)
    return with_vectors(model, with_groups(model, kept))


def is_plain(model, node):
    """An InstanceNormalization without weights: ONNX's has ones and zeros in their place."""
    return model.is_filled(node.inputs[1], 1) and model.is_filled(node.inputs[2], 0)


def with_groups(model, nodes):
    """A GroupNorm is an InstanceNormalization between two reshapes."""
    made_by = {name: node for node in nodes for name in node.outputs}
    gone = set()
    for node in nodes:
        inner = made_by.get(node.inputs[0]) if node.type == 'Reshape' else None
        before = made_by.get(inner.inputs[0]) if inner and inner.type == 'InstanceNormalization' \
            and is_plain(model, inner) else None
        if before is None or before.type != 'Reshape' or \
                model.shape(before.inputs[0]) != model.shape(node.outputs[0]):
            continue
        node.type, node.inputs = 'GroupNormalization', before.inputs[:1]
        node.attributes = {'num_groups': model.shape(inner.inputs[0])[1]}
        gone |= {before, inner}
    return [node for node in nodes if node not in gone]


def with_vectors(model, nodes):
    """Weights and biases that stand in a Mul or an Add of their own behind a normalization or a
    matrix product."""
    users = collections.defaultdict(list)
    for node in nodes:
        for name in node.inputs:
            users[name].append(node)
    gone = set()

    def behind(node, kind, axis=-1):
        """The vector of an axis that the only user of a node's output applies to it."""
        following = users[node.outputs[0]]
        if len(following) != 1 or following[0].type != kind or node.outputs[0] in model.outputs:
            return None
        vector = [name for name in following[0].inputs if name in model.constants]
        shape = model.shape(node.outputs[0])
        expected = shape[axis:axis + 1] or shape[-1:]
        expected += (1,) * (0 if axis == -1 else len(shape) - axis - 1)
        if not vector or model.shape(vector[0]) not in (expected, (1, *expected)):
            return None
        node.outputs = [following[0].outputs[0]]
        gone.add(following[0])
        return vector[0]

    for node in nodes:
        if node.type == '_Normalize':
            node.type = 'LayerNormalization'
            node.attributes = {'axis': -1}
            weight = behind(node, 'Mul')
            bias = weight and behind(node, 'Add')
            node.inputs += [each for each in (weight, bias) if each]
        elif node.type == 'GroupNormalization' and len(node.inputs) == 1:
            weight = behind(node, 'Mul', 1)
            bias = weight and behind(node, 'Add', 1)
            node.inputs += [each for each in (weight, bias) if each]
        elif (node.type == 'MatMul' and node.inputs[1] in model.constants
              and len(model.shape(node.inputs[1])) == 2):
            bias = behind(node, 'Add')
            node.inputs += [bias] if bias else []
    return [node for node in nodes if node not in gone]
