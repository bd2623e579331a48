// The cost of training: the backward pass, tensors saved for it, gradients, the optimiser's state.
#pragma once

#include "../core/broadcast.hpp"
#include "../core/detail/derived_settings.hpp"
#include "../core/detail/positive_figure.hpp"
#include "../core/summary.hpp"
#include "detail/per_tensor.hpp"
#include "detail/saved_by_recurrence.hpp"
#include "detail/saved_tensors.hpp"

namespace ctnn {

/// The optimiser: torch.optim.SGD, the same with momentum (one more number per parameter), or Adam
/// (two).
enum class Optimizer : unsigned char { sgd, momentum, adam };

/// How a network is trained. A size below 1 is an error.
struct TrainingOptions {
    Count batch = 1; ///< samples per step
    Optimizer optimizer = Optimizer::sgd;
    Count bytes_per_activation = 4; ///< 4 for fp32
    Count bytes_per_parameter = 4;  ///< of parameters, gradients and the optimiser's state
    /// Per element of a Dropout, whatever its p: 4 on PyTorch's CPU, 1 on a GPU.
    Count bytes_per_mask = 4;
    /// Treats LeakyReLU and ELU as if inplace = true, which a record does not store: PyTorch then
    /// saves their output instead of their input. For all other layers it makes no difference.
    bool in_place = false;
};

/// The cost of one step over one batch. A figure past 63 bits is `overflow`.
struct Training {
    Count forward_macs = 0;
    /// The forward MACs of each layer, once for the gradient of its weights and once more for that
    /// of each input, which is not computed if no layer before it is trained.
    Count backward_macs = 0;
    Count activation_bytes = 0; ///< saved by the forward pass for the backward pass
    Count parameter_bytes = 0;
    Count gradient_bytes = 0;  ///< one number per parameter, also of a shared one
    Count optimizer_bytes = 0; ///< without Adam's step counters

    /// The sum of the four; not the peak, which also has buffers, gradients of activations and
    /// workspace.
    constexpr Count bytes() const {
        return add(activation_bytes, parameter_bytes, gradient_bytes, optimizer_bytes);
    }
};

namespace detail {

/// The state of a tensor in the backward pass.
struct Backward {
    bool has_gradient = false;
    bool is_saved = false;
    int tensor = -1; ///< the row that owns the values: a Flatten is a view of another's
    MemoryOrder order = {};
};

/// The bytes that an operation saves in addition to its input and output.
constexpr Count extra_bytes(const Record& record, const Shape& input,
                            const TrainingOptions& options) {
    const Count in = input.elements();
    const Count statistic = options.bytes_per_parameter;
    switch (record.op) {
    case Op::max_pool:
    case Op::adaptive_max_pool:
    case Op::fractional_max_pool: // 64-bit indices
        return mul(8, record.output.elements(), options.batch);
    // A mean and a deviation of each channel of each sample, and what it repeats for each of them.
    case Op::instance_norm: {
        const Count affine = record.params.weights != 0 ? 1 : 0;
        const Count tracked = record.params.buffers != 0 ? 2 : 0;
        return mul(2 + affine + tracked, input.channels(), statistic, options.batch);
    }
    // The powers, and four tensors of its output; and a double.
    case Op::lp_pool: {
        const Count numbers = add(in, mul(4, record.output.elements()));
        return add(mul(numbers, options.bytes_per_activation, options.batch), 8);
    }
    case Op::log_sigmoid: // a buffer
    case Op::rrelu:       // the slopes
        return mul(in, options.bytes_per_activation, options.batch);
    case Op::rnn:
    case Op::lstm:
    case Op::gru:
    case Op::rnn_cell:
    case Op::lstm_cell:
    case Op::gru_cell:
        return mul(saved_by_recurrence(record, input), options.bytes_per_activation, options.batch);
    case Op::dropout: return mul(in, options.bytes_per_mask, options.batch);
    // A mean and a deviation, per channel here, per group of each sample below.
    case Op::batch_norm: return mul(2, input.channels(), statistic);
    case Op::layer_norm:
    case Op::group_norm: return mul(2, normalized_groups(record, input), statistic, options.batch);
    // The zero-padded squares, the power and its base; and a double.
    case Op::local_response_norm: {
        const Count channels = add(input.channels(), response_norm_size(record, input) - 1);
        const Count squares = mul(channels, in / input.channels());
        return add(mul(add(squares, mul(2, in)), options.bytes_per_activation, options.batch), 8);
    }
    default: return 0;
    }
}

/// Walks the rows in execution order, as autograd's forward pass does.
class Backpropagation {
  public:
    constexpr Backpropagation(const Rows& of_, const TrainingOptions& under_,
                              const PerTensor<Backward>& storage_)
        : rows_(of_), options_(under_), tensors_(storage_) {}

    constexpr Training run() {
        for (int input = -tensors_.inputs; input < 0; ++input) tensors_[input].tensor = input;
        Count params = 0;
        for (int row = 0; row < rows_.size(); ++row) {
            take(row);
            params = add(params, rows_[row].own_params().trainable());
        }
        const Count numbers = options_.optimizer == Optimizer::adam       ? 2
                              : options_.optimizer == Optimizer::momentum ? 1
                                                                          : 0;
        cost_.forward_macs = mul(cost_.forward_macs, options_.batch);
        cost_.backward_macs = mul(cost_.backward_macs, options_.batch);
        cost_.parameter_bytes = mul(params, options_.bytes_per_parameter);
        cost_.gradient_bytes = cost_.parameter_bytes;
        cost_.optimizer_bytes = mul(cost_.parameter_bytes, numbers);
        return cost_;
    }

  private:
    constexpr void take(int row) {
        const Record& record = rows_[row];
        Backward here;
        here.tensor = row;
        if (record.operands > 0) {
            const Backward& from = tensors_[rows_.operand(row)];
            if (is_view(record.op, from.order.is_permuted())) here.tensor = from.tensor;
            if (record.op == Op::permute) here.order = from.order.permuted(record.axes);
            if (keeps_order(record.op)) here.order = from.order;
        }
        const bool is_trained = record.params.trainable() != 0;
        const Count macs = record.work.macs;
        cost_.forward_macs = add(cost_.forward_macs, macs);
        if (is_trained) cost_.backward_macs = add(cost_.backward_macs, macs);
        here.has_gradient = is_trained;
        for (int k = 0; k < record.operands; ++k) {
            if (!tensors_[rows_.operand(row, k)].has_gradient) continue;
            cost_.backward_macs = add(cost_.backward_macs, macs);
            here.has_gradient = true;
        }
        tensors_[row] = here;
        if (!here.has_gradient) return;   // autograd does not record it
        if (record.operands == 0) return; // a source has no input to save
        if (record.op == Op::multiply) return multiply(row);
        if (record.op == Op::matmul && record.operands == 2) return multiply_matrices(row);
        const Shape& input = rows_.input_of(row);
        if (pads_unevenly(record)) return save(unevenly_padded(record, input));
        const Saves kept = saves(record, options_.in_place);
        if (kept == Saves::input) save_input(row);
        if (kept == Saves::output) save(row);
        add_bytes(extra_bytes(record, input, options_));
    }

    /// A linear layer saves a copy of a permuted tensor, which it reads as a matrix.
    constexpr void save_input(int row) {
        const int operand = rows_.operand(row);
        const bool copies = rows_[row].op == Op::linear && tensors_[operand].order.is_permuted();
        copies ? save(rows_.output_of(operand)) : save(operand);
    }

    /// A factor is saved if the other one has a gradient: x * y * z is (x * y) * z.
    constexpr void multiply(int row) {
        const int first = rows_.operand(row);
        bool product_has_gradient = tensors_[first].has_gradient;
        Shape product = rows_.output_of(first); // so far
        for (int k = 1; k < rows_[row].operands; ++k) {
            const int factor = rows_.operand(row, k);
            const bool has_gradient = tensors_[factor].has_gradient;
            if (product_has_gradient) save(factor);
            if (has_gradient && k == 1) save(first);
            if (has_gradient && k > 1) save(product);
            const Shape joined = broadcast_of_product(product, rows_.output_of(factor));
            if (joined.rank > 0) product = joined; // a user's layer may not broadcast
            product_has_gradient |= has_gradient;
        }
    }

    /// A matrix is saved if the other one has a gradient.
    constexpr void multiply_matrices(int row) {
        const int one = rows_.operand(row, 0);
        const int other = rows_.operand(row, 1);
        if (tensors_[other].has_gradient) save_matrices(one, rows_[row].output);
        if (tensors_[one].has_gradient) save_matrices(other, rows_[row].output);
    }

    /// torch.matmul copies matrices that it broadcasts, one for each of the output's.
    constexpr void save_matrices(int operand, const Shape& output) {
        const Shape& shape = rows_.output_of(operand);
        const Count copies = without_matrix(output).elements();
        const Count matrices = without_matrix(shape).elements();
        if (copies <= matrices) return save(operand);
        add_bytes(mul(copies, shape.elements() / matrices, options_.bytes_per_activation,
                      options_.batch));
    }

    /// A tensor that several operations save is counted once.
    constexpr void save(int row) {
        const int tensor = tensors_[row].tensor;
        if (tensors_[tensor].is_saved) return;
        if (tensor >= 0 && rows_[tensor].op == Op::parameter) return; // it is there anyway
        tensors_[tensor].is_saved = true;
        save(rows_.output_of(tensor));
    }
    constexpr void save(const Shape& shape) {
        add_bytes(mul(shape.elements(), options_.bytes_per_activation, options_.batch));
    }
    constexpr void add_bytes(Count bytes) {
        cost_.activation_bytes = add(cost_.activation_bytes, bytes);
    }

    Rows rows_;
    const TrainingOptions& options_;
    PerTensor<Backward> tensors_;
    Training cost_ = {};
};

constexpr void check(const TrainingOptions& options) {
    refuse_unless_positive(options.batch, "TrainingOptions.batch");
    refuse_unless_positive(options.bytes_per_activation, "TrainingOptions.bytes_per_activation");
    refuse_unless_positive(options.bytes_per_parameter, "TrainingOptions.bytes_per_parameter");
    refuse_unless_positive(options.bytes_per_mask, "TrainingOptions.bytes_per_mask");
}

} // namespace detail

/// The cost of a training step in PyTorch 1.13, in MACs and bytes: each tensor that autograd saves
/// is counted once, a slice as the whole that it is a view of, the network's input included; the
/// loss is not counted. A user's layer is
/// assumed to save its input, unless it only adds. Throws shape_error if a figure of the options is
/// below 1, or if the summary has an error.
template <Size Capacity>
[[nodiscard]] constexpr Training training(const Summary<Capacity>& summary,
                                          const TrainingOptions& options = {}) {
    detail::check(options);
    detail::refuse(summary.error);
    detail::PerTensorOf<detail::Backward, Capacity> tensors;
    return detail::Backpropagation(summary, options, tensors.view()).run();
}

/// The same of a network on an input. Throws shape_error as summarize.
template <Layer L>
[[nodiscard]] constexpr Training training(const L& net, const Inputs& inputs,
                                          const TrainingOptions& options = {}) {
    return training(ctnn::summarize(net, inputs), options);
}

} // namespace ctnn
