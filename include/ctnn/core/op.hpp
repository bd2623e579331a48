// The kinds of operations.
#pragma once

namespace ctnn {

/// The operation that a layer performs, which conventions distinguish. A user's layer is `custom`
/// unless it says otherwise.
enum class Op : unsigned char {
    custom,
    parameter,
    conv,
    conv_transpose,
    linear,
    max_pool,
    avg_pool,
    adaptive_avg_pool,
    batch_norm,
    layer_norm,
    group_norm,
    local_response_norm,
    relu,
    relu6,
    leaky_relu,
    prelu,
    elu,
    sigmoid,
    tanh,
    silu,
    gelu,
    hardswish,
    hardsigmoid,
    softmax,
    dropout,
    flatten,
    identity,
    zero_pad,
    upsample,
    reshape,
    permute,
    slice,
    channel_shuffle,
    pixel_shuffle,
    mean,
    add,
    concat,
    multiply,
    matmul,
    // What the lecture does not need: headers of their own, nn.hpp.
    activation, ///< of one element, as no tool counts it: Softplus, Mish, SELU, ...
    hardtanh,
    rrelu,
    log_sigmoid,
    tanhshrink,
    glu,
    log_softmax,
    lp_pool,
    adaptive_max_pool,
    fractional_max_pool,
    max_unpool,
    pad, ///< with values of the input: reflection, replication, circular
    instance_norm,
    rms_norm,
    unfold,
    fold,
    roll,
    embedding,
    embedding_bag,
    rnn,
    lstm,
    gru,
    rnn_cell,
    lstm_cell,
    gru_cell,
    bilinear,
    distance,
};

/// Does an operation slide a window over its input, without making it larger?
constexpr bool slides(Op op) {
    return op == Op::conv || op == Op::max_pool || op == Op::avg_pool;
}

/// Is each output a function of one input element? Softmax's is not.
constexpr bool is_activation(Op op) {
    switch (op) {
    case Op::relu:
    case Op::relu6:
    case Op::leaky_relu:
    case Op::prelu:
    case Op::elu:
    case Op::sigmoid:
    case Op::tanh:
    case Op::silu:
    case Op::gelu:
    case Op::hardswish:
    case Op::hardsigmoid:
    case Op::activation:
    case Op::hardtanh:
    case Op::rrelu:
    case Op::log_sigmoid:
    case Op::tanhshrink: return true;
    default: return false;
    }
}

} // namespace ctnn
