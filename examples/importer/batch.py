"""Which axis of each tensor is the batch. ctnn's shapes are without it."""
import math

from .graph import Refusal


class Batches:
    """`batch[tensor]` is the axis of the batch, None if there is none: with a batch of 1, windows or
    heads may stand in its place. An importer gives `shape(tensor)` and `batch_size`."""

    def batch_of(self, tensor, sources):
        """Of an output, where an operation leaves the axes as they are or broadcasts them."""
        places = [self.batch[each] for each in sources]
        if None in places or not places:
            return None
        rank = len(self.shape(tensor))
        at = max(place + max(rank - len(self.shape(each)), 0)
                 for place, each in zip(places, sources))
        return at if at < rank else None

    def sample(self, tensor):
        """A tensor's shape without the batch."""
        shape, at = self.shape(tensor), self.batch[tensor]
        if at is not None and len(shape) == 1:  # one number per sample
            self.batch[tensor] = at = None
        return tuple(size for axis, size in enumerate(shape) if axis != at)

    def new_shape(self, given, output, place):
        """The sample's shape after a reshape, which may move the batch."""
        before, after = self.shape(given), self.shape(output)
        at = self.batch[given]
        if at is None:  # a batch of 1 may come back
            places = [after.index(1)] if self.batch_size == 1 and after.count(1) == 1 else []
        else:
            places = [axis for axis, size in enumerate(after) if size == self.batch_size and
                      math.prod(after[:axis]) == math.prod(before[:at])]
            if not places and self.batch_size != 1:
                raise Refusal(f'{place}: joins the batch of {self.batch_size} with other axes; '
                              'give it a batch of 1')
        self.batch[output] = places[0] if places else None
        return self.sample(output)

    def dim(self, axis, tensor, place):
        """An axis as PyTorch counts it, with the batch as dim 0."""
        at = self.batch[tensor]
        axis %= len(self.shape(tensor))
        if axis == at:
            raise Refusal(f'{place}: works along the batch')
        return axis + 1 if at is None or axis < at else axis

    def without_axes(self, given, output, axes):
        """Where the batch is after axes are gone."""
        at = self.batch[given]
        if at in axes:
            raise Refusal(f'a batch of {self.batch_size} is gone')
        self.batch[output] = None if at is None else at - sum(axis < at for axis in axes)

    def permuted(self, given, output, order):
        """The layer of a permutation of axes; '' if the sample stays as it is."""
        at = self.batch[given]
        self.batch[output] = None if at is None else order.index(at)
        dims = [self.dim(axis, given, '') for axis in order if axis != at]
        if dims == sorted(dims):
            return ''
        swapped = [i for i, dim in enumerate(dims) if dim != i + 1]
        if len(swapped) == 2:
            return f'Transpose{{{swapped[0] + 1}, {swapped[1] + 1}}}'
        return f'Permute{{{{{", ".join(map(str, [0, *dims]))}}}}}'


def reshape(sizes):
    return f'Reshape{{{{{", ".join(map(str, sizes))}}}}}'


def slice_settings(dim, start, stop, step, length):
    """Of a Slice, what differs from its defaults; None if it takes the whole axis."""
    first, last, step = slice(start, stop, step).indices(length)
    if len(range(first, last, step)) == length:
        return None
    settings = [('dim', str(dim))]
    if first != 0:
        settings.append(('start', str(first)))
    if last < length:
        settings.append(('stop', str(last)))
    if step != 1:
        settings.append(('step', str(step)))
    return settings
