#!/usr/bin/env python3
"""What PyTorch keeps of a forward pass in train mode, and what its backward pass computes.

    tests/data/make_training.py > tests/data/training.csv        (torch 1.13.1, torchvision 0.14.1)

saved_bytes: all tensors that autograd saves (torch.autograd.graph.saved_tensors_hooks), each storage
once, but for parameters and buffers; the network's input is among them, the loss is not. On a CPU,
where a dropout's mask has the input's type.
backward_macs: of each convolution and linear layer once its forward MACs for the weight's gradient,
and once more where autograd has an edge to its input (grad_fn.next_functions); of each matrix product
its forward MACs for each operand to which autograd has an edge.
sgd, momentum, adam: elements of the optimiser's state after a step, tensors of one element (Adam's
counters of steps) left out; empty where it was not measured. EfficientNet is built without
stochastic depth, which would save one number a sample for each block that it may drop.
"""
import sys

import torch
import torchvision
from torch import nn

BATCH = 2


def forward_macs(module, output):
    if isinstance(module, nn.Linear):
        return output.numel() * module.in_features
    per_place = module.weight.numel()
    if isinstance(module, nn.ConvTranspose2d):
        return module.input_places * per_place
    return output.numel() // output.shape[1] * per_place


def has_input_gradient(output):
    """Does the backward node of a convolution or linear layer lead on to the layer's input?"""
    node = output.grad_fn
    while node.name() != 'AddmmBackward0' and node.name().startswith(('View', 'UnsafeView', 'Add')):
        node = node.next_functions[0][0]
    place = {'ConvolutionBackward0': 0, 'AddmmBackward0': 1, 'MmBackward0': 0}[node.name()]
    return node.next_functions[place][0] is not None


class MatMul(nn.Module):
    """torch.matmul of what two branches give."""
    def __init__(self, one, other):
        super().__init__()
        self.branches = nn.ModuleList([one, other])

    def forward(self, x):
        one, other = (branch(x) for branch in self.branches)
        self.terms = one.shape[-1]
        return torch.matmul(one, other)


class Moved(nn.Module):
    def __init__(self, move):
        super().__init__()
        self.move = move

    def forward(self, x):
        return self.move(x)


def operands_with_gradient(output):
    """To how many operands of a matrix product does its backward node lead?"""
    node = output.grad_fn
    while node.name() != 'BmmBackward0':
        node = node.next_functions[0][0]
    return sum(after is not None for after, _ in node.next_functions)


class Measured:
    def __init__(self, net, shape):
        net.train()
        self.saved = {}
        self.forward = self.backward = 0
        own = {t.storage().data_ptr() for t in (*net.parameters(), *net.buffers())}
        hooks = [m.register_forward_hook(self.on_layer) for m in net.modules()
                 if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear, MatMul))]

        def pack(tensor):
            storage = tensor.storage()
            if storage.data_ptr() not in own:
                self.saved[storage.data_ptr()] = storage.nbytes()
            return tensor  # and so no storage is used again

        with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
            output = net(torch.rand(BATCH, *shape))
        self.kept = output
        for hook in hooks:
            hook.remove()

    def on_layer(self, module, inputs, output):
        if isinstance(module, MatMul):
            macs = output.numel() * module.terms
            self.forward += macs
            self.backward += macs * operands_with_gradient(output)
            return
        module.input_places = inputs[0].numel() // inputs[0].shape[1]
        macs = forward_macs(module, output)
        self.forward += macs
        self.backward += macs * (2 if has_input_gradient(output) else 1)


def state_elements(net, optimizer):
    for parameter in net.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    return sum(tensor.numel() for state in optimizer.state.values() for tensor in state.values()
               if torch.is_tensor(tensor) and tensor.numel() > 1)


def row(name, net, shape, optimizers):
    measured = Measured(net, shape)
    params = list(net.parameters())
    states = ['', '', '']
    if optimizers:
        states = [state_elements(net, torch.optim.SGD(params, lr=0.1)),
                  state_elements(net, torch.optim.SGD(params, lr=0.1, momentum=0.9)),
                  state_elements(net, torch.optim.Adam(params))]
    print(name, BATCH, sum(measured.saved.values()), measured.forward, measured.backward,
          sum(p.numel() for p in params), *states, sep=',', flush=True)


def behind(layer, channels=4, out=4):
    """A layer whose input needs a gradient: behind a 1x1 convolution."""
    return nn.Sequential(nn.Conv2d(channels, out, 1, bias=False), layer)


class Gate(nn.Module):
    """x * sigmoid(conv(pool(x)))"""
    def __init__(self, squeeze):
        super().__init__()
        self.gate = nn.Sequential(*([nn.AdaptiveAvgPool2d(1)] if squeeze else []),
                                  nn.Conv2d(4, 4, 1), nn.Sigmoid())

    def forward(self, x):
        return x * self.gate(x)


class Join(nn.Module):
    def __init__(self, join, *branches):
        super().__init__()
        self.join = join
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return self.join([branch(x) for branch in self.branches])


MODELS = ['alexnet', 'vgg11', 'vgg13', 'vgg16', 'vgg19', 'vgg11_bn', 'vgg13_bn', 'vgg16_bn',
          'vgg19_bn', 'resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152', 'mobilenet_v2',
          'mobilenet_v3_large', 'squeezenet1_0', 'squeezenet1_1', 'googlenet', 'densenet121',
          'efficientnet_b0']
SETTINGS = {'googlenet': {'aux_logits': False, 'init_weights': False},
            'efficientnet_b0': {'stochastic_depth_prob': 0.0}}

LAYERS = {
    'Conv2d': nn.Conv2d(4, 6, 3, padding=1),
    'Conv2d_groups': nn.Conv2d(4, 8, 3, stride=2, groups=4),
    'ConvTranspose2d': nn.ConvTranspose2d(4, 6, 3, stride=2),
    'Linear': nn.Sequential(nn.Flatten(), nn.Linear(320, 7)),
    'Linear_on_maps': nn.Linear(10, 7),
    'BatchNorm2d': nn.BatchNorm2d(4),
    'BatchNorm2d_plain': nn.BatchNorm2d(4, affine=False),
    'LayerNorm': nn.LayerNorm([4, 8, 10]),
    'LayerNorm_last': nn.LayerNorm(10),
    'GroupNorm': nn.GroupNorm(2, 4),
    'LocalResponseNorm': nn.LocalResponseNorm(5),
    'MaxPool2d': nn.MaxPool2d(2),
    'AvgPool2d': nn.AvgPool2d(2),
    'AdaptiveAvgPool2d_1': nn.AdaptiveAvgPool2d(1),
    'AdaptiveAvgPool2d_3': nn.AdaptiveAvgPool2d(3),
    'ReLU': nn.ReLU(),
    'ReLU6': nn.ReLU6(),
    'ReLU6_inplace': nn.ReLU6(inplace=True),
    'LeakyReLU': nn.LeakyReLU(),
    'LeakyReLU_inplace': nn.LeakyReLU(inplace=True),
    'PReLU': nn.PReLU(4),
    'ELU': nn.ELU(),
    'ELU_inplace': nn.ELU(inplace=True),
    'Sigmoid': nn.Sigmoid(),
    'Tanh': nn.Tanh(),
    'SiLU': nn.SiLU(),
    'SiLU_inplace': nn.SiLU(inplace=True),
    'GELU': nn.GELU(),
    'Hardswish': nn.Hardswish(),
    'Hardswish_inplace': nn.Hardswish(inplace=True),
    'Hardsigmoid': nn.Hardsigmoid(),
    'Hardsigmoid_inplace': nn.Hardsigmoid(inplace=True),
    'Softmax': nn.Softmax(1),
    'Dropout': nn.Dropout(0.5),
    'Flatten': nn.Flatten(),
    'Identity': nn.Identity(),
    'ZeroPad2d': nn.ZeroPad2d(1),
    'ZeroPad2d_crop': nn.ZeroPad2d(-1),
    'Upsample': nn.Upsample(scale_factor=2),
    'Upsample_bilinear': nn.Upsample(scale_factor=2, mode='bilinear'),
    'Upsample_bicubic': nn.Upsample(scale_factor=2, mode='bicubic'),
    'Gate': Gate(False),
    'SqueezeExcite': Gate(True),
    'Add': Join(sum, nn.Identity(), nn.ReLU()),
    'Concat': nn.Sequential(Join(lambda parts: torch.cat(parts, 1), nn.Identity(), nn.ReLU()),
                            nn.Conv2d(8, 2, 1)),
    'Multiply_3': Join(lambda parts: parts[0] * parts[1] * parts[2], nn.Sigmoid(), nn.ReLU(),
                       nn.Tanh()),
    'Add_broadcast': Join(sum, nn.AdaptiveAvgPool2d((8, 1)), nn.AdaptiveAvgPool2d((1, 10)), nn.ReLU()),
    'Multiply_broadcast': Join(lambda parts: parts[0] * parts[1] * parts[2],
                               nn.AdaptiveAvgPool2d((8, 1)), nn.AdaptiveAvgPool2d((1, 10)), nn.Sigmoid()),
    'Concat_height': nn.Sequential(Join(lambda parts: torch.cat(parts, 2), nn.Identity(), nn.ReLU()),
                                   nn.Conv2d(4, 2, 1)),
    'MatMul': MatMul(nn.ReLU(), nn.AdaptiveAvgPool2d((10, 5))),
    'MatMul_first_broadcast': MatMul(nn.Conv2d(4, 1, 1, bias=False), nn.AdaptiveAvgPool2d((10, 5))),
    'MatMul_second_broadcast': MatMul(nn.Sigmoid(), nn.Sequential(nn.Conv2d(4, 1, 1, bias=False),
                                                                  nn.AdaptiveAvgPool2d((10, 5)))),
    'MatMul_of_itself': nn.Sequential(nn.AdaptiveAvgPool2d(8), MatMul(nn.Identity(), nn.Identity())),
    'Permute_Linear': nn.Sequential(Moved(lambda x: x.permute(0, 2, 3, 1)), nn.Linear(4, 3)),
    'Permute_Conv': nn.Sequential(Moved(lambda x: x.permute(0, 2, 3, 1)), nn.Conv2d(8, 3, 1)),
    'Permute_Flatten': nn.Sequential(Moved(lambda x: x.permute(0, 2, 3, 1)), nn.Flatten(),
                                     nn.Linear(320, 3)),
    'Permute_GELU': nn.Sequential(Moved(lambda x: x.permute(0, 2, 3, 1)), nn.GELU(), nn.Linear(4, 3)),
    'Permute_LayerNorm': nn.Sequential(Moved(lambda x: x.permute(0, 2, 3, 1)), nn.LayerNorm(4),
                                       nn.Linear(4, 3)),
    'ReLU_Permute_Linear': nn.Sequential(nn.ReLU(), Moved(lambda x: x.permute(0, 2, 3, 1)),
                                         nn.Linear(4, 3)),
    'ReLU_Permute_Flatten': nn.Sequential(nn.ReLU(), Moved(lambda x: x.permute(0, 2, 3, 1)),
                                          nn.Flatten(), nn.Linear(320, 3)),
    'ReLU_Permute_Conv': nn.Sequential(nn.ReLU(), Moved(lambda x: x.permute(0, 2, 3, 1)),
                                       nn.Conv2d(8, 3, 1)),
    'Permute_ReLU_Linear': nn.Sequential(Moved(lambda x: x.permute(0, 2, 3, 1)), nn.ReLU(),
                                         nn.Linear(4, 3)),
    'Permute_twice_Linear': nn.Sequential(nn.ReLU(), Moved(lambda x: x.permute(0, 2, 3, 1)),
                                          Moved(lambda x: x.permute(0, 3, 1, 2)), nn.Linear(10, 3)),
    'Transpose_MatMul': MatMul(nn.Identity(), Moved(lambda x: x.transpose(2, 3))),
    'Slice_Conv': nn.Sequential(Moved(lambda x: x[:, 1:3]), nn.Conv2d(2, 3, 1)),
    'Slice_Linear': nn.Sequential(Moved(lambda x: x[..., ::2]), nn.Linear(5, 3)),
    'Chunk_Flatten': nn.Sequential(Moved(lambda x: x.chunk(2, 1)[1]), nn.Flatten(),
                                   nn.Linear(160, 3)),
    'Reshape_Linear': nn.Sequential(Moved(lambda x: x.reshape(2, 4, 80)), nn.Linear(80, 3)),
    'ChannelShuffle': nn.Sequential(nn.ChannelShuffle(2), nn.Conv2d(4, 2, 1)),
    'PixelShuffle': nn.Sequential(nn.PixelShuffle(2), nn.Conv2d(1, 2, 1)),
    'PixelUnshuffle': nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(16, 2, 1)),
    'Mean': nn.Sequential(Moved(lambda x: x.mean((2, 3))), nn.Linear(4, 2)),
    'Flatten_shared': nn.Sequential(nn.ReLU(), nn.Flatten(), nn.Linear(320, 3)),
    'Dropout_between': nn.Sequential(nn.ReLU(), nn.Dropout(0.5), nn.Conv2d(4, 2, 3)),
    'Conv_ReLU_Conv': nn.Sequential(nn.Conv2d(4, 3, 3), nn.ReLU(), nn.Conv2d(3, 2, 3)),
    'BatchNorm_ReLU_Pool': nn.Sequential(nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2)),
}

# On the network's input itself, where nothing before needs a gradient.
FIRST = {
    'ReLU_Conv': nn.Sequential(nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 3, 3), nn.Conv2d(3, 2, 2)),
    'Gate': Gate(False),
    'Sigmoid_gate': Join(lambda parts: parts[0] * parts[1], nn.Sigmoid(), nn.Conv2d(4, 4, 1)),
    'MatMul_second': MatMul(nn.Identity(), nn.Sequential(nn.AdaptiveAvgPool2d((10, 5)),
                                                         nn.Conv2d(4, 4, 1))),
    'MatMul_broadcast': MatMul(nn.Conv2d(4, 1, 1, bias=False), nn.AdaptiveAvgPool2d((10, 5))),
    'Multiply_broadcast': Join(lambda parts: parts[0] * parts[1] * parts[2],
                               nn.AdaptiveAvgPool2d((8, 1)), nn.AdaptiveAvgPool2d((1, 10)),
                               nn.Conv2d(4, 4, 1)),
    'Two_convs': Join(sum, nn.Conv2d(4, 4, 1), nn.Conv2d(4, 4, 3, padding=1)),
    'BatchNorm_Conv': nn.Sequential(nn.BatchNorm2d(4), nn.Conv2d(4, 3, 3)),
    'Flatten_Linear': nn.Sequential(nn.Flatten(), nn.Linear(320, 5), nn.ReLU(), nn.Linear(5, 2)),
    'Nothing_trained': nn.Sequential(nn.ReLU(), nn.MaxPool2d(2)),
    'Concat_input': nn.Sequential(Join(lambda parts: torch.cat(parts, 1), nn.Identity(),
                                       nn.Conv2d(4, 4, 1)), nn.Conv2d(8, 2, 1)),
}


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    print('name,batch,saved_bytes,forward_macs,backward_macs,params,sgd,momentum,adam')
    for name, layer in LAYERS.items():
        row(f'behind_{name}', behind(layer), (4, 8, 10), True)
    for name, layer in FIRST.items():
        row(f'first_{name}', layer, (4, 8, 10), False)
    for name in MODELS:
        net = getattr(torchvision.models, name)(**SETTINGS.get(name, {}))
        row(name, net, (3, 224, 224), sum(p.numel() for p in net.parameters()) < 15_000_000)


if __name__ == '__main__':
    sys.exit(main())
