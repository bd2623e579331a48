"""PyTorch's modules and functions as layers of ctnn: C++ expressions, defaults left out."""
import inspect

from .graph import Refusal

# Modules whose fields are the arguments of their constructors, under the same names.
SAME = set("""
Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d Linear Bilinear
MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d LPPool1d LPPool2d
AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d
AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d
BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d
LayerNorm GroupNorm LocalResponseNorm FrozenBatchNorm2d
ReLU ReLU6 LeakyReLU PReLU ELU Sigmoid Tanh SiLU GELU Hardswish Hardsigmoid Softmax
Hardtanh Softplus Softsign Mish SELU CELU LogSigmoid Softshrink Hardshrink Tanhshrink Threshold
RReLU GLU LogSoftmax Softmin Softmax2d
Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout StochasticDepth Identity
Flatten PixelShuffle PixelUnshuffle ChannelShuffle Unfold Fold
ZeroPad2d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d
ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d
Embedding RNN LSTM GRU RNNCell LSTMCell GRUCell MultiheadAttention Upsample Permute
""".split())
# Those that work on a tensor of any axes: on each element, or along the last axis.
ANY_AXES = set("""
Linear LayerNorm Identity Dropout AlphaDropout StochasticDepth Embedding
ReLU ReLU6 LeakyReLU ELU Sigmoid Tanh SiLU GELU Hardswish Hardsigmoid Hardtanh Softplus Softsign Mish
SELU CELU LogSigmoid Softshrink Hardshrink Tanhshrink Threshold RReLU
""".split())
# Settings that change nothing that ctnn counts.
IGNORED = {'device', 'dtype', 'inplace', 'eps', 'momentum', 'init', 'max_norm', 'norm_type',
           'scale_grad_by_freq', 'sparse', '_weight', 'return_indices', 'count_include_pad',
           'batch_first', 'approximate', 'mode', 'value', 'alpha', 'beta', 'k', 'threshold',
           'lambd', 'negative_slope', 'dropout', 'recompute_scale_factor', 'p'}
MODES = {'nearest': 'nearest', 'bilinear': 'bilinear', 'bicubic': 'bicubic', 'linear': 'linear',
         'trilinear': 'trilinear', 'nearest-exact': 'nearest_exact', 'area': 'area'}


def number(value):
    return repr(value)


def value_text(value):
    """A setting in C++: a number, `{1, 2}`, `true`."""
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (tuple, list)):
        values = list(value)
        if len(values) > 1 and all(each == values[0] for each in values) and values[0] is not None:
            return value_text(values[0])
        if len(values) == 1:
            return value_text(values[0])
        return '{' + ', '.join(value_text(each) for each in values) + '}'
    if value is None:
        return 'inferred'
    if value in ('same', 'valid'):
        return value
    if isinstance(value, str):
        raise Refusal(f'no setting {value!r}')
    return number(value)


def list_text(values):
    """`{1, 2}`, also of equal values and of one."""
    return '{' + ', '.join(map(str, values)) + '}'


def layer(name, settings):
    """`Conv2d{.in_channels = 3, ...}`; settings are pairs of a field and its text."""
    if len(settings) == 1 and settings[0][0] in ('kernel_size', 'normalized_shape', 'num_features',
                                                 'output_size', 'groups', 'upscale_factor',
                                                 'downscale_factor', 'padding', 'dims', 'dim'):
        return f'{name}{{{settings[0][1]}}}'
    return name + '{' + ', '.join(f'.{field} = {text}' for field, text in settings) + '}'


def normalized(value):
    sizes = list(value)
    return str(sizes[0]) if len(sizes) == 1 else '{' + ', '.join(map(str, sizes)) + '}'


def upsample(size, scale, mode, align):
    settings = []
    if size is not None:
        text = value_text(size) if isinstance(size, int) else '{' + ', '.join(map(str, size)) + '}'
        settings.append(('size', text))
    else:
        settings.append(('scale_factor', value_text(scale)))
    if mode != 'nearest':
        settings.append(('mode', f'InterpolationMode::{MODES[mode]}'))
    if align:
        settings.append(('align_corners', 'true'))
    return layer('Upsample', settings)


def of_module(module):
    """The layer of a module; None if ctnn has none."""
    kind = kind_of(module)
    return None if kind is None else of_module_named(module, kind.__name__, kind)


def kind_of(module):
    """The class of PyTorch's that ctnn has: the module's, or one that it only makes otherwise."""
    for base in type(module).__mro__:
        if base.__name__ in SAME and base.__module__.startswith('torch') and \
                type(module).forward is base.forward:
            return base
    return None


def name_of(module):
    kind = kind_of(module)
    return None if kind is None else kind.__name__


def of_module_named(module, name, kind):
    if name == 'Upsample':
        return upsample(module.size, module.scale_factor, module.mode, module.align_corners)
    if name == 'FrozenBatchNorm2d':
        return layer(name, [('num_features', str(module.weight.numel()))])
    if name in ('RNN', 'LSTM', 'GRU'):
        return recurrent(module, name)
    if name == 'Conv2d' and is_depthwise(module):
        return depthwise(module)
    settings = []
    for argument in inspect.signature(kind.__init__).parameters.values():
        field = argument.name
        if field in ('self', 'args', 'kwargs') or field in IGNORED:
            continue
        if name == 'MultiheadAttention':
            value = attention_setting(module, field)
        elif field == 'bias':
            value = module.bias is not None
        else:
            value = getattr(module, field, None)
        if field == 'normalized_shape':
            settings.append((field, normalized(value)))
            continue
        if field == 'elementwise_affine' or field == 'affine':
            value = bool(value)
        default = argument.default
        if field == 'stride' and 'Pool' in name:
            default = None
            if value == module.kernel_size:
                continue
        if default is not inspect.Parameter.empty and same(value, default):
            continue
        if field == 'padding_mode':
            settings.append((field, f'PaddingMode::{value}'))
            continue
        if field == 'dims':
            settings.append((field, '{' + ', '.join(map(str, value)) + '}'))
            continue
        settings.append((field, value_text(value)))
    return layer(name, settings)


def same(value, default):
    if isinstance(value, (tuple, list)) and not isinstance(default, (tuple, list)):
        return all(each == default for each in value)
    return value == default


def is_depthwise(module):
    return (module.groups == module.in_channels and module.groups > 1
            and module.padding_mode == 'zeros')


def depthwise(module):
    settings = [('channels', str(module.in_channels)),
                ('kernel_size', value_text(module.kernel_size))]
    for field, default in (('stride', 1), ('padding', 0), ('dilation', 1)):
        value = getattr(module, field)
        if not same(value, default):
            settings.append((field, value_text(value)))
    if module.out_channels != module.in_channels:
        settings.append(('depth_multiplier', str(module.out_channels // module.in_channels)))
    if module.bias is None:
        settings.append(('bias', 'false'))
    return layer('DepthwiseConv', settings)


def attention_setting(module, field):
    return {'embed_dim': module.embed_dim, 'num_heads': module.num_heads,
            'bias': module.in_proj_bias is not None, 'add_bias_kv': module.bias_k is not None,
            'add_zero_attn': module.add_zero_attn,
            'kdim': None if module.kdim == module.embed_dim else module.kdim,
            'vdim': None if module.vdim == module.embed_dim else module.vdim}[field]


def recurrent(module, name):
    settings = [('input_size', str(module.input_size)), ('hidden_size', str(module.hidden_size))]
    if module.num_layers != 1:
        settings.append(('num_layers', str(module.num_layers)))
    if not module.bias:
        settings.append(('bias', 'false'))
    if module.bidirectional:
        settings.append(('bidirectional', 'true'))
    if getattr(module, 'proj_size', 0):
        settings.append(('proj_size', str(module.proj_size)))
    return layer(name, settings)
