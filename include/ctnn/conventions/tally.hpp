// What conventions are made of: the figures of a record that the rules of tools speak of.
#pragma once

#include "../core/detail/derived_settings.hpp"

namespace ctnn::tally {

/// a - b of two counts; `overflow` if either of them, or the difference, is not a count.
constexpr Count less(Count a, Count b) {
    return a < 0 || b < 0 || b > a ? overflow : a - b;
}

/// The elements of the input; of a merge, those of its first branch.
constexpr Count inputs(const Operation& operation) {
    return operation.input.elements();
}

/// The elements of the output.
constexpr Count outputs(const Operation& operation) {
    return operation.record.output.elements();
}

/// The elements of one channel: H x W of a map.
constexpr Count places(const Shape& shape) {
    return shape.channels() > 0 ? shape.elements() / shape.channels() : 0;
}

/// The window's area: k x k.
constexpr Count area(const Operation& operation) {
    return mul(operation.record.window[Axis::height].kernel,
               operation.record.window[Axis::width].kernel);
}

/// One addition per output of a layer that has biases.
constexpr Count bias_additions(const Operation& operation) {
    return operation.record.params.biases != 0 ? outputs(operation) : 0;
}

/// The MACs, and the additions of biases.
constexpr Count biased_macs(const Operation& operation) {
    return add(operation.record.work.macs, bias_additions(operation));
}

/// So many operations per input of a normalisation, and one more if it has weights.
constexpr Count normalizing(const Operation& operation, Count plain) {
    return mul(operation.record.params.weights != 0 ? plain + 1 : plain, inputs(operation));
}

/// BatchNorm where a tool tells it from one that takes the sample's own statistics, as in training.
constexpr Count batch_norm(const Operation& operation) {
    return normalizing(operation, operation.record.params.buffers != 0 ? 1 : 4);
}

/// A figure per output of Upsample, by its mode, which shows in the multiplications per output.
constexpr Count upsampling(const Operation& operation, Count nearest, Count bilinear,
                           Count bicubic) {
    const Count taps = operation.record.work.multiplications / outputs(operation);
    return mul(taps == 0 ? nearest : taps == 4 ? bilinear : bicubic, outputs(operation));
}

/// LocalResponseNorm of n channels as PyTorch computes it: square, scale and divide each element,
/// and average over a map that n - 1 channels of zeros pad. (Its work has n additions an element.)
constexpr Count response_norm(const Operation& operation) {
    const Count n = detail::response_norm_size(operation.record, operation.input);
    return add(mul(4, inputs(operation)), mul(n - 1, places(operation.input)));
}

} // namespace ctnn::tally
