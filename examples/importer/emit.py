"""A network's elements as a C++ header, as a person would write it."""
import textwrap

from .structure import Leaf
from .text import comment, common, components, identifier, literal, number_text, shape_text

WIDTH = 100
MOST_PERIOD = 8  # layers in a part that is repeated


class Node:
    """A layer with parts: `Sequential{a, b}`, or a text without any."""

    def __init__(self, head, parts=None, tail=''):
        self.head, self.parts, self.tail = head, parts, tail

    def flat(self):
        if self.parts is None:
            return self.head
        return f'{self.head}{{{", ".join(part.flat() for part in self.parts)}}}{self.tail}'

    def lines(self, indent, room, prefix=''):
        """Within `room` columns where that can be: on one line, else a part on each. The first line
        starts with a prefix, such as `Named{"conv1", `."""
        flat = ' ' * indent + prefix + self.flat()
        if len(flat) <= room or (self.parts is None and ', .' not in self.head):
            return [flat]
        if self.parts is None:
            return self.broken(indent, prefix)
        if self.head in ('Named', 'Residual') and len(self.parts) <= 2 and not self.tail:
            before = ', '.join([part.flat() for part in self.parts[:-1]] + [''])
            inner = self.parts[-1].lines(indent, room - 1, f'{prefix}{self.head}{{{before}')
            inner[-1] += '}'
            return inner
        out = [' ' * indent + prefix + self.head + '{']
        for part in self.parts:
            inner = part.lines(indent + 4, room - 1)
            inner[-1] += ','
            out += inner
        return out + [' ' * indent + '}' + self.tail]

    def broken(self, indent, prefix):
        """A field on each line, below the first one."""
        name, _, rest = self.head.partition('{')
        fields = rest[:-1].split(', .')
        fields = [fields[0]] + ['.' + field for field in fields[1:]]
        margin = indent + len(prefix) + len(name) + 1
        out = [' ' * indent + prefix + name + '{' + fields[0]]
        for field in fields[1:]:
            out[-1] += ','
            out.append(' ' * margin + field)
        out[-1] += '}'
        return out


def steps_of(element):
    """The steps that all layers of an element have in common."""
    if isinstance(element, Leaf):
        return components(element.path) if element.op is not None else None
    inner = [steps_of(each) for branch in element.branches for each in branch]
    paths = [steps for steps in inner if steps is not None]
    own = components(element.path)
    return common(paths + [own]) if paths or own else None


def run_end(elements, start, depth, step):
    """How far elements belong to one module; marks (Tag, From) inside are part of it."""
    end, last = start, start
    while end < len(elements):
        steps = steps_of(elements[end])
        if steps is not None:
            if len(steps) <= depth or steps[depth] != step:
                break
            last = end
        end += 1
    return last + 1


def is_mark(node):
    """May not be repeated: a name would be there twice."""
    return any(mark in node.flat() for mark in ('Tag{', 'Output{', 'Shared{'))


def is_source(elements):
    op = elements[0].op if isinstance(elements[0], Leaf) else None
    return op is not None and not op.inputs


class Emitter:
    def sequence(self, elements, depth=0):
        """Elements as nodes, those of one module in a Named."""
        nodes, position = [], 0
        while position < len(elements):
            element = elements[position]
            steps = steps_of(element)
            if steps is None or len(steps) <= depth:
                nodes.append(('', self.node(element, depth)))
                position += 1
                continue
            step = steps[depth]
            end = run_end(elements, position, depth, step)
            run = elements[position:end]
            nodes.append((step, self.module(run, depth + 1)))
            position = end
        return self.named(self.periodic(self.repeated(nodes)))

    def module(self, run, depth):
        parts = self.sequence(run, depth)
        return parts[0] if len(parts) == 1 else Node('Sequential', parts)

    def node(self, element, depth):
        if isinstance(element, Leaf):
            return Node(element.text)
        return self.branches(element, depth)

    def branches(self, element, depth):
        branches = element.branches
        if element.kind == 'Add' and len(branches) == 2 and [] in branches:
            body = branches[1] if branches[0] == [] else branches[0]
            if body and not is_source(body):
                return Node('Residual', [self.module(body, depth)])
        parts = [Node('skip') if branch == [] else self.module(branch, depth)
                 for branch in branches]
        if element.kind.startswith('Branches{'):
            return Node('Branches', [Node(element.kind[len('Branches{'):-2])] + parts)
        tail = f'.along({element.along})' if element.kind == 'Concat' and element.along != 1 else ''
        return Node(element.kind, parts, tail)

    @staticmethod
    def repeated(nodes):
        """Equal numbered neighbours, `0` or `layer_0`, become repeat<N>(layer)."""
        out, position = [], 0
        while position < len(nodes):
            step, node = nodes[position]
            count = 1
            text = node.flat()
            stem = step.rstrip('0123456789')
            while (step != stem and position + count < len(nodes)
                   and nodes[position + count][0].rstrip('0123456789') == stem
                   and nodes[position + count][0] != stem
                   and nodes[position + count][1].flat() == text):
                count += 1
            if count > (1 if stem == '' else 2) and not is_mark(node):
                out.append(('', Repeat(count, node)))
            else:
                out += nodes[position:position + count]
            position += count
        return out

    @staticmethod
    def periodic(nodes):
        """Several layers without a name, again and again, become repeat<N>(Sequential{...})."""
        texts = [step + node.flat() if step == '' and not is_mark(node) else None
                 for step, node in nodes]
        out, position = [], 0
        while position < len(nodes):
            best = (0, 1, 1)  # how many layers it saves, period, count
            for period in range(1, min(MOST_PERIOD, (len(nodes) - position) // 2) + 1):
                first = texts[position:position + period]
                if None in first:
                    break
                count = 1
                while texts[position + count * period:position + (count + 1) * period] == first:
                    count += 1
                best = max(best, (period * (count - 1), -period, count))
            saved, period, count = best[0], abs(best[1]), best[2]
            run = [node for _, node in nodes[position:position + period]]
            if count > 1 and (saved > 1 or run[0].parts):
                out.append(('', Repeat(count, run[0] if period == 1 else Node('Sequential', run))))
                position += period * count
            else:
                out.append(nodes[position])
                position += 1
        return out

    @staticmethod
    def named(nodes):
        """Names of modules stay; numbers are what a Sequential has anyway."""
        out = []
        for step, node in nodes:
            is_number = step.isdigit() or step == ''
            out.append(node if is_number else Node('Named', [Node(literal(step)), node]))
        return out


class Repeat(Node):
    def __init__(self, count, node):
        super().__init__('repeat')
        self.count, self.node = count, node

    def flat(self):
        return f'repeat<{self.count}>({self.node.flat()})'

    def lines(self, indent, room, prefix=''):
        if len(self.flat()) + indent + len(prefix) <= room:
            return [' ' * indent + prefix + self.flat()]
        inner = self.node.lines(indent, room - 1, f'{prefix}repeat<{self.count}>(')
        inner[-1] += ')'
        return inner


def stubs(graph):
    """A struct for each operation that ctnn has not, which gives the shape that was observed. Equal
    ones are one struct. Their operations are named after them."""
    out, names = [], {}
    for op in graph.ops:
        if not op.is_stub:
            continue
        kind = 'merge' if op.is_merge else 'layer' if op.inputs else 'source'
        key = (kind, op.layer, op.shape)
        if key not in names:
            names[key] = f'Own{len(names) + 1}'
            out += stub(names[key], kind, op)
        name = names[key]
        op.layer = f'Branches{{{name}{{}}, ' if op.is_merge else f'{name}{{}}'
    return '\n'.join(out).rstrip()


def stub(name, kind, op):
    """Receptive fields behind a layer and a merge are unknown, since they do not tell their windows."""
    shape = f'{{ return {shape_text(op.shape)}; }}'
    said = f'/// Stub: {comment(op.layer)}, at {comment(op.source)}.'
    lines = [*textwrap.wrap(said, WIDTH, subsequent_indent='/// '), f'struct {name} {{',
             f'    static constexpr const char* name = {literal(op.layer)};']
    if kind == 'merge':
        return lines + [
            '    static constexpr Misfit check(const auto&) { return {}; }',
            f'    static constexpr Shape output_shape(const auto&) {shape}',
            '    static constexpr Work work(const auto&, const Shape&) { return {}; }',
            '};', '']
    if kind == 'source':
        lines += ['    static constexpr Op op = Op::parameter;',
                  '    static constexpr bool reads_input = false;', '']
    return lines + [
        f'    constexpr Shape output_shape(const Shape&) const {shape}',
        '    constexpr Params params() const { return {}; }',
        '    constexpr Work work(const Shape&, const Shape&) const { return {}; }',
        '};', '']


def header(graph, elements, name, command, stubs=''):
    """The whole file."""
    parts = Emitter().sequence(elements)
    body = Node(f'inline constexpr Sequential {identifier(name)}', parts).lines(0, WIDTH - 1)
    inputs = ', '.join(shape_text(shape) for shape in graph.inputs)
    lines = [f'// {identifier(name)}. Made by', f'//     {comment(command)}',
             *(textwrap.wrap(f'// {comment(left_out(graph))}', WIDTH, subsequent_indent='// ')
               if graph.notes else []), '#pragma once', '',
             '#include <ctnn/nn.hpp>', '', f'namespace {identifier(name)}_net {{', '',
             'using namespace ctnn;', '']
    if stubs:
        lines += [stubs, '']
    body[-1] += ';'
    lines += body
    lines += [f'inline constexpr Inputs inputs{{{inputs}}};', '',
              f'static_assert(output_shape({identifier(name)}, inputs) == '
              f'{shape_text(graph.result.shape)});']
    if graph.params is not None:
        lines.append(f'static_assert(params({identifier(name)}, inputs) == '
                     f'{number_text(graph.params)});')
    if graph.macs is not None:
        lines.append(f'static_assert(macs({identifier(name)}, inputs) == '
                     f'{number_text(graph.macs)});')
    lines += ['', f'}} // namespace {identifier(name)}_net', '']
    return '\n'.join(lines)


def left_out(graph):
    """What has neither weights nor a shape of its own, and no layer."""
    notes = ', '.join(f'{what} ({count})' for what, count in graph.notes.items())
    return f'Not in it, since shapes, parameters and MACs are the same: {notes}.'
