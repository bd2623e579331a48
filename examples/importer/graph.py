"""The neutral list of operations that importers make and the emitter writes."""
import dataclasses


class Refusal(Exception):
    """What cannot be imported, in one line."""


@dataclasses.dataclass(eq=False)
class Op:
    """An operation: a layer of ctnn on the tensors that it reads."""
    layer: str  # the C++ expression of the layer; of a merge its name, `Add`; '' passes its input on
    inputs: list  # of Op and of int, the number of a network's input
    path: str = ''  # of the module that calls it: `layer1.0.conv1`
    shape: tuple = ()  # of its output, without the batch
    is_merge: bool = False  # its inputs are branches
    along: int = 1  # of a Concat: the dim
    is_stub: bool = False  # ctnn has no such layer; `layer` is the name of a struct to write
    source: str = ''  # where it was called, for messages
    row: tuple = None  # kind, shapes, parameters and MACs, as its origin says
    outputs: list = dataclasses.field(default_factory=list)  # names of the network's outputs


@dataclasses.dataclass
class Graph:
    ops: list  # in execution order
    inputs: list  # shapes, without the batch
    result: object  # the Op whose tensor is the network's last
    params: int = 0
    macs: int = None  # unknown, if the origin does not say; of a trace, those of no module
    notes: dict = dataclasses.field(default_factory=dict)  # what was left out: how often


def users_of(ops):
    """The operations that read each operation's output, or each input."""
    users = {}
    for op in ops:
        for each in op.inputs:
            users.setdefault(each, []).append(op)
    return users


def without_dead(graph):
    """Leaves out operations that nothing reads, such as parameters that a function had."""
    while True:
        users = users_of(graph.ops)
        kept = [op for op in graph.ops if op in users or op is graph.result or op.outputs]
        if len(kept) == len(graph.ops):
            return graph
        graph.ops = kept


def simplified(graph):
    """Without what changes nothing."""
    return without_dead(with_growing_concats(without_reshapes(without_pass_through(graph))))


def with_growing_concats(graph):
    """A Concat that another one begins reads that one: what DenseNet's blocks are."""
    seen = {}
    for op in graph.ops:
        if op.layer != 'Concat':
            continue
        given = tuple(op.inputs)
        for length in range(len(given) - 1, 1, -1):
            first = seen.get((op.along, given[:length]))
            if first is not None:
                op.inputs = [first, *given[length:]]
                break
        seen.setdefault((op.along, given), op)
    return graph


def is_reshape(op):
    return isinstance(op, Op) and op.layer.startswith('Reshape{') and not op.outputs


def without_reshapes(graph):
    """Of two reshapes in a row, the second one alone."""
    for op in graph.ops:
        while is_reshape(op) and is_reshape(op.inputs[0]):
            op.inputs = op.inputs[0].inputs
    for op in graph.ops:
        before = op.inputs[0] if len(op.inputs) == 1 else None
        shape = before.shape if isinstance(before, Op) else graph.inputs[before] \
            if isinstance(before, int) else None
        if is_reshape(op) and shape == op.shape and isinstance(before, Op):
            op.layer = ''
    return without_pass_through(graph)


def without_pass_through(graph):
    """Leaves out operations that only pass their input on, such as contiguous()."""
    stands_for = {}

    def real(each):
        while each in stands_for:
            each = stands_for[each]
        return each

    kept = []
    for op in graph.ops:
        op.inputs = [real(each) for each in op.inputs]
        if op.layer == '' and not op.outputs:
            stands_for[op] = op.inputs[0]
        else:
            kept.append(op)
    graph.result = real(graph.result)
    graph.ops = kept
    return graph
