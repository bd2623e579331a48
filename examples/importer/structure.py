"""A graph as nested layers: chains and branches where it has them, tags where it has not."""
import dataclasses

from .graph import Op
from .text import literal


@dataclasses.dataclass(eq=False)
class Leaf:
    """A layer of one operation; or a Tag, a From, an Output, an Input, without an operation."""
    text: str
    path: str = ''
    op: Op = None


@dataclasses.dataclass(eq=False)
class Branches:
    """A merge of branches, each a chain of elements."""
    kind: str
    branches: list
    path: str = ''
    along: int = 1


@dataclasses.dataclass(eq=False)
class Chain:
    """A macro-node: elements one after the other, on one tensor (or on several, if it is a merge
    that could not be nested)."""
    elements: list
    inputs: list
    last: Op
    order: int
    merge: Op = None


def chains_of(graph):
    """One chain per operation; outputs are marked behind theirs."""
    chains = {}
    for order, op in enumerate(graph.ops):
        elements = [] if op.is_merge else [Leaf(op.layer, op.path, op)]
        elements += [Leaf(f'Output{{{literal(name)}}}') for name in op.outputs]
        chains[op] = Chain(elements, list(op.inputs), op, order, op if op.is_merge else None)
    return chains


class Reducer:
    """Joins chains into longer ones, and branches that start at one tensor into merges, as long as
    there are any."""

    def __init__(self, graph):
        self.chains = chains_of(graph)  # by their last operation
        self.result = graph.result
        self.pinned = {op for op in graph.ops if op.outputs} | {graph.result}

    def users(self, tensor):
        return [chain for chain in self.chains.values() for each in chain.inputs if each is tensor]

    def reduce(self):
        changed = True
        while changed:
            changed = any([self.join(chain) or self.nest(chain)
                           for chain in list(self.chains.values())
                           if self.chains.get(chain.last) is chain])
        return sorted(self.chains.values(), key=lambda chain: chain.order)

    def join(self, chain):
        """Puts a chain behind the one that alone feeds it."""
        if chain.merge is not None or len(chain.inputs) != 1:
            return False
        before = self.chains.get(chain.inputs[0]) if isinstance(chain.inputs[0], Op) else None
        if before is None or before.merge is not None or len(self.users(before.last)) != 1:
            return False
        if before.last is self.result:
            return False
        del self.chains[before.last]
        chain.elements = before.elements + chain.elements
        chain.inputs = before.inputs
        return True

    def nest(self, chain):
        """Turns a merge into a layer on one tensor, if all its branches start there."""
        if chain.merge is None:
            return False
        entry = self.entry(chain)
        if entry is None:
            return False
        branches = []
        for each in chain.inputs:
            if each is entry:
                branches.append([])
            else:
                branches.append(self.chains.pop(each).elements)
        op = chain.merge
        chain.elements = [Branches(op.layer, branches, op.path, op.along)] + chain.elements
        chain.inputs = [entry]
        chain.merge = None
        return True

    def entry(self, chain):
        """The tensor at which all branches start; None if there is none."""
        starts = []
        for each in chain.inputs:
            before = self.chains.get(each) if isinstance(each, Op) else None
            is_branch = (before is not None and before.merge is None and len(before.inputs) <= 1
                         and len(self.users(each)) == 1 and each is not self.result)
            starts.append((each, before.inputs[0] if is_branch and before.inputs else
                           'source' if is_branch else each))
        candidates = [start for each, start in starts if start != 'source']
        if not candidates:
            return None
        tensors = [each for each, start in starts if start != 'source']
        if len(candidates) < len(starts) and all(each is tensors[0] for each in tensors):
            return tensors[0]  # x * Parameter{...}
        for candidate in dict.fromkeys(map(id, candidates)):
            entry = next(start for start in candidates if id(start) == candidate)
            if all(each is entry or start is entry or start == 'source' for each, start in starts):
                return entry
        return None


def tag_name(op, taken):
    """A name for an operation's tensor: its module's path, or a number."""
    base = op.path.replace('.', '_') or 'tensor'
    name, number = base, 2
    while name in taken:
        name, number = f'{base}_{number}', number + 1
    taken.add(name)
    return name


def elements_of(graph):
    """The whole network as one list of elements."""
    chains = Reducer(graph).reduce()
    needed = {}  # tensors that a later chain goes on with: their users
    for chain in chains:
        for each in chain.inputs:
            needed.setdefault(each, []).append(chain)
    names, taken = {}, set()
    elements = []
    current = 0  # the tensor that flows: the first input

    def go_on_with(tensor):
        if isinstance(tensor, int):
            return Leaf(f'Input{{{tensor}}}')
        return Leaf(f'From{{{literal(names[tensor])}}}')

    for chain in chains:
        if chain.merge is not None:
            op = chain.merge
            branches = [[] if each is current or each == current else [go_on_with(each)]
                        for each in chain.inputs]
            elements.append(Branches(op.layer, branches, op.path, op.along))
        elif chain.inputs and not (chain.inputs[0] is current or chain.inputs[0] == current):
            elements.append(go_on_with(chain.inputs[0]))
        elements += chain.elements
        current = chain.last
        later = needed.get(current, [])
        following = chains[chains.index(chain) + 1] if chain is not chains[-1] else None
        if any(user is not following for user in later) or (
                following is not None and following.merge is not None and
                any(each is current for each in following.inputs) and len(later) > 1):
            names[current] = tag_name(chain.last, taken)
            elements.append(Leaf(f'Tag{{{literal(names[current])}}}'))
    if current is not graph.result:
        elements.append(go_on_with(graph.result))
    return elements
