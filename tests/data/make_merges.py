#!/usr/bin/env python3
"""What PyTorch makes of branches of random shapes.

    tests/data/make_merges.py > tests/data/merges.csv        (torch 1.13.1)

Shapes are those of one sample. output: the shape; empty where PyTorch refuses, or where a product could
be read in two ways: a vector of C numbers with a map CxHxW is also multiplied as Cx1x1, and refused
where both ways work and differ. executed: the elements that the additions or multiplications of
(x + y) + z give, the MACs of a matrix product.
"""
import random

import torch


def tensors(shapes):
    return [torch.empty(shape, device='meta') for shape in shapes]


def attempt(question):
    try:
        return tuple(question().shape)
    except (RuntimeError, IndexError):
        return None


def sum_of(one, other):
    return attempt(lambda: torch.add(*tensors([one, other])))


def product_of(one, other):
    found = {attempt(lambda: torch.mul(*tensors([one, other])))}
    for gate, full in ((one, other), (other, one)):
        if len(gate) == 1 and len(full) == 3 and gate[0] == full[0]:
            found.add(attempt(lambda: torch.mul(torch.empty((*gate, 1, 1), device='meta'),
                                                torch.empty(full, device='meta'))))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def elements(shape):
    count = 1
    for size in shape:
        count *= size
    return count


def pairwise(shapes, pair):
    shape, executed = shapes[0], 0
    for other in shapes[1:]:
        shape = pair(shape, other)
        if shape is None:
            return None, 0
        executed += elements(shape)
    return shape, executed


def cat(shapes, dim):
    joined = attempt(lambda: torch.cat(tensors([(1, *shape) for shape in shapes]), dim))
    is_batch = joined and dim % len(joined) == 0
    return None if joined is None or is_batch else joined[1:]


def matmul(shapes):
    if min(map(len, shapes)) < 2:
        return None, 0
    out = attempt(lambda: torch.matmul(*tensors(shapes)))
    return out, elements(out) * shapes[0][-1] if out else 0


def text(shape):
    return 'x'.join(map(str, shape))


def row(op, shapes, dim, output, executed):
    print(op, ' '.join(map(text, shapes)), dim, text(output) if output else '', executed, sep=',')


def some_shape(sizes):
    return tuple(random.choice(sizes) for _ in range(random.randint(1, 4)))


def similar(shape, sizes):
    """A shape that often fits: some sizes are others, some axes are missing."""
    other = [random.choice(sizes) if random.random() < 0.2 else size for size in shape]
    return tuple(other[random.choice([0, 0, 0, len(other) - 1]):])


def main():
    random.seed(13)
    print('op,shapes,dim,output,executed')
    for _ in range(300):
        first = some_shape([1, 2, 3])
        shapes = [first] + [similar(first, [1, 1, 2, 3]) for _ in range(random.randint(1, 3))]
        random.shuffle(shapes)
        row('add', shapes, '', *pairwise(shapes, sum_of))
        row('multiply', shapes, '', *pairwise(shapes, product_of))
    for _ in range(60):
        full = tuple(random.choice([1, 2, 3]) for _ in range(3))
        shapes = [full, (full[0],)] + [(full[0],)] * random.randint(0, 1)
        random.shuffle(shapes)
        row('multiply', shapes, '', *pairwise(shapes, product_of))
    for _ in range(300):
        first = some_shape([1, 2, 3])
        dim = random.randint(-5, 5)
        shapes = [first]
        for _ in range(random.randint(0, 2)):
            other = list(first)
            if random.random() < 0.8 and 1 <= abs(dim) <= len(other):
                other[dim - 1 if dim > 0 else dim] = random.randint(1, 3)
            shapes.append(tuple(other) if random.random() < 0.9 else some_shape([1, 2, 3]))
        row('concat', shapes, dim, cat(shapes, dim), 0)
    for _ in range(300):
        first = some_shape([1, 2, 3])
        second = list(similar(first, [1, 2]))
        if len(second) > 1 and random.random() < 0.8:
            second[-2:] = [first[-1], random.randint(1, 4)]
        shapes = [first, tuple(second)]
        row('matmul', shapes, '', *matmul(shapes))


if __name__ == '__main__':
    main()
