// ptflops: by modules, by modules and functions, by ATen operations.
#pragma once

#include "../core/convention.hpp"
#include "tally.hpp"

namespace ctnn::conventions {

/// ptflops, as on its main branch, with PyTorch 1.13, counting modules only (torch.nn.functional
/// off).
inline constexpr Convention ptflops_modules{
    "ptflops, modules", "MACs",
    "a MAC is 1, a bias 1; norms 1 or 2 an input, pools and most activations 1",
    [](const Operation& operation) {
        switch (operation.record.op) {
        case Op::conv:
        case Op::conv_transpose:
        case Op::linear: return tally::biased_macs(operation);
        case Op::batch_norm:
        case Op::group_norm:
        case Op::instance_norm: return tally::normalizing(operation, 1);
        case Op::rnn:
        case Op::lstm:
        case Op::gru:
        case Op::rnn_cell:
        case Op::lstm_cell:
        case Op::gru_cell: return tally::recurrent(operation);
        case Op::layer_norm:
        case Op::relu:
        case Op::relu6:
        case Op::leaky_relu:
        case Op::prelu:
        case Op::elu:
        case Op::gelu:
        case Op::max_pool:
        case Op::avg_pool:
        case Op::adaptive_avg_pool:
        case Op::adaptive_max_pool: return tally::inputs(operation);
        case Op::upsample: return tally::outputs(operation);
        default: return Count{0};
        }
    }};

/// ptflops of the same version with default settings: a module is counted, and its calls into
/// torch.nn.functional are counted again. For an Upsample by a fractional factor the second count
/// is the inputs times the factors, rounded down; records do not have the factors, so outputs are
/// counted here.
inline constexpr Convention ptflops{
    "ptflops", "MACs",
    "as its modules, but ReLU, pools and Upsample twice, SiLU, Softmax and MatMul once",
    [](const Operation& operation) {
        const Count modules = ptflops_modules.count(operation);
        switch (operation.record.op) {
        case Op::relu:
        case Op::prelu:
        case Op::elu:
        case Op::gelu:
        case Op::silu:
        case Op::softmax:
        case Op::max_pool:
        case Op::avg_pool:
        case Op::adaptive_avg_pool:
        case Op::adaptive_max_pool: return add(modules, tally::inputs(operation));
        case Op::lp_pool: return tally::lp_pooling(operation);
        case Op::upsample: return add(modules, tally::outputs(operation));
        case Op::local_response_norm: return tally::response_norm(operation);
        case Op::matmul: return operation.record.work.macs;
        default: return modules;
        }
    }};

/// ptflops of the same version with its ATen backend. PyTorch runs a Linear on three axes or more
/// (four with the batch) as a matrix product and an addition; the addition is not counted.
inline constexpr Convention ptflops_aten{
    "ptflops, ATen", "MACs", "a MAC is 1, a bias 1 (a Linear's on CxHxW 0); the rest is 0",
    [](const Operation& operation) {
        const bool is_fused = operation.record.op != Op::linear || operation.input.rank < 3;
        const Op op = operation.record.op;
        if (operation.record.work.macs == 0 || op == Op::bilinear) return Count{0};
        if (tally::is_recurrent(op)) return tally::recurrent(operation, 0);
        return is_fused ? tally::biased_macs(operation) : operation.record.work.macs;
    }};

} // namespace ctnn::conventions
