"""Traces a module with torch.fx, and runs it as it does: sizes are numbers, so that a forward() may
compute with them and branch on them. Only what depends on the values of tensors cannot be traced."""
import contextlib
import inspect

import torch
from torch import fx
from torch.fx import _symbolic_trace

from . import layers
from .graph import Refusal

# Files whose lines are not the user's.
INNER = ('/torch/fx/', '/torch/nn/modules/module.py', 'importer/trace.py', '/torch/_tensor.py',
         '/torch/functional.py', '/torch/nn/functional.py', '/torch/_jit_internal.py')


def is_tensor(value):
    return isinstance(value, torch.Tensor)

# What gives a tensor that depends on the shape of its argument alone.
CONSTANTS = {'new_zeros', 'new_ones', 'new_full', 'new_empty', 'new_tensor', 'zeros_like',
             'ones_like', 'full_like', 'empty_like'}


def holds_tensors(value):
    if isinstance(value, (tuple, list)):
        return any(holds_tensors(each) for each in value)
    if isinstance(value, dict):
        return any(holds_tensors(each) for each in value.values())
    return is_tensor(value)


class Proxy(fx.Proxy):
    """A tensor while it is traced: what is no tensor of it, such as its shape, is the real thing."""

    @property
    def value(self):
        return self.tracer.values[self.node]

    def __getattr__(self, name):
        found = getattr(self.value, name)
        if callable(found) or is_tensor(found):
            return super().__getattr__(name)
        return found

    def __len__(self):
        return len(self.value)

    def __iter__(self):
        return iter([self[i] for i in range(len(self.value))])

    def refuse(self, *_):
        raise Refusal(f'{self.tracer.place()}: it branches on the values of a tensor')

    def __setitem__(self, index, value):
        raise Refusal(f'{self.tracer.place()}: it writes into a part of a tensor')

    __bool__ = __int__ = __float__ = __index__ = refuse


class Tracer(fx.Tracer):
    """Keeps, of each node, its value, the path of the module that calls it, and the line."""

    def __init__(self, examples):
        super().__init__()
        self.examples = list(examples)
        self.paths, self.where, self.values = [''], {}, {}
        self.is_evaluating = False

    def trace(self, module):
        wrapped = _symbolic_trace._wrapped_fns_to_patch
        kept = wrapped.copy()
        wrapped.clear()  # functions that others keep whole are looked into
        try:
            with torch.no_grad():
                return super().trace(module)
        finally:
            wrapped.update(kept) if isinstance(wrapped, dict) else wrapped.extend(kept)

    def is_leaf_module(self, module, name):
        return layers.of_module(module) is not None or (
            super().is_leaf_module(module, name) and not any(True for _ in module.children()))

    def call_module(self, module, forward, args, kwargs):
        if self.is_evaluating:
            return forward(*args, **kwargs)
        self.paths.append(self.path_of_module(module))
        try:
            return super().call_module(module, forward, args, kwargs)
        finally:
            self.paths.pop()

    def getattr(self, name, value, cache):
        return value if self.is_evaluating else super().getattr(name, value, cache)

    def proxy(self, node):
        return Proxy(node, self)

    def create_node(self, kind, target, args, kwargs, *more, **others):
        node = super().create_node(kind, target, args, kwargs, *more, **others)
        self.where[node] = (self.paths[-1], self.line())
        if kind == 'get_attr':
            self.values[node] = self.attribute(target)
        return node

    def attribute(self, path):
        with self.evaluating():
            owner, _, name = path.rpartition('.')
            return getattr(self.root.get_submodule(owner), name)

    def create_proxy(self, kind, target, args, kwargs, *more, **others):
        proxy = super().create_proxy(kind, target, args, kwargs, *more, **others)
        value = self.evaluated(kind, target, args, kwargs)
        self.values[proxy.node] = value
        name = target if isinstance(target, str) else getattr(target, '__name__', '')
        if kind in ('call_function', 'call_method') and name in CONSTANTS:
            return value
        return self.traced(value, proxy)

    def traced(self, value, proxy):
        """What the network goes on with: proxies of tensors, the values of all else."""
        if is_tensor(value) or not holds_tensors(value):
            return proxy if is_tensor(value) else value
        if isinstance(value, dict):
            return {key: proxy[key] for key in value}
        parts = [proxy[i] for i in range(len(value))]
        return type(value)(*parts) if hasattr(value, '_fields') else type(value)(parts)

    def evaluated(self, kind, target, args, kwargs):
        args, kwargs = (fx.node.map_aggregate(
            each, lambda a: a.value if isinstance(a, Proxy) else a) for each in (args, kwargs))
        with self.evaluating():
            if kind == 'placeholder':
                return self.example(target, args)
            if kind == 'get_attr':
                return self.attribute(target)
            if kind == 'call_function':
                return target(*args, **kwargs)
            if kind == 'call_method':
                return getattr(args[0], target)(*args[1:], **kwargs)
            return self.root.get_submodule(target)(*args, **kwargs)

    @contextlib.contextmanager
    def evaluating(self):
        before, self.is_evaluating = self.is_evaluating, True
        try:
            yield
        finally:
            self.is_evaluating = before

    def example(self, name, defaults):
        if self.examples:
            return self.examples.pop(0)
        if not defaults or defaults[0] is inspect.Parameter.empty:
            raise Refusal(f'its forward() wants an input {name!r}; give its shape with --input')
        return defaults[0]

    def place(self):
        line = self.line()
        return f'{self.paths[-1] or "the network"}{f" ({line})" if line else ""}'

    def place_of(self, error):
        """The user's innermost line that an exception went through."""
        frame, line = error.__traceback__, ''
        while frame is not None:
            name = frame.tb_frame.f_code.co_filename
            if not any(each in name for each in INNER):
                line = f' ({name}:{frame.tb_lineno})'
            frame = frame.tb_next
        return f'{self.paths[-1] or "the network"}{line}'

    @staticmethod
    def line():
        frame = inspect.currentframe().f_back
        while frame is not None:
            if not any(each in frame.f_code.co_filename for each in INNER):
                return f'{frame.f_code.co_filename}:{frame.f_lineno}'
            frame = frame.f_back
        return ''


def traced(module, examples):
    """A tracer with the nodes of a module, their values and places."""
    tracer = Tracer(examples)
    try:
        tracer.graph_of_module = tracer.trace(module)
    except Refusal:
        raise
    except Exception as error:  # whatever a user's forward() raises
        text = str(error).strip().splitlines()
        raise Refusal(f'{tracer.place_of(error)}: '
                      f'{text[0] if text else type(error).__name__}') from None
    if tracer.examples:
        raise Refusal(f'--input gives {len(tracer.examples)} shapes more than its forward() takes')
    return tracer
