// AdaptiveLogSoftmaxWithLoss: the softmax of large vocabularies.
#pragma once

#include "../core/dims.hpp"
#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// log_prob of torch.nn.AdaptiveLogSoftmaxWithLoss (arXiv:1609.04309): a vector of in_features -> a
/// vector of n_classes. Frequent classes have a row in the head; the others a cluster each, of
/// in_features / div_value^(i + 1) features, rounded down.
///
/// Parameters and MACs: in_features * (cutoffs[0] + clusters) of the head, and in_features * h +
/// h * classes of each cluster; head_bias adds biases to the head. The lecture gives 2 FLOPs a MAC.
struct AdaptiveLogSoftmaxWithLoss {
    static constexpr const char* name = "AdaptiveLogSoftmaxWithLoss";
    static constexpr Op op = Op::linear;

    Count in_features = 0; ///< required
    Count n_classes = 0;   ///< required
    Dims cutoffs = {};     ///< required: increasing, from 1 to n_classes - 1
    Real div_value = 4.0;
    bool head_bias = false;

    constexpr Misfit check() const {
        if (auto misfit = expect::positive(Field::in_features, in_features)) return misfit;
        bool increases = cutoffs.size() > 0 && div_value >= 1.0;
        Count last = 0;
        for (const Count cutoff : cutoffs) {
            increases = increases && cutoff > last && cutoff < n_classes;
            last = cutoff;
        }
        if (increases) return {};
        Misfit misfit{Problem::own_words, Field::none, Axis::none, n_classes, last};
        misfit.words = "cutoffs must increase, from at least 1 to less than n_classes = $expected";
        return misfit;
    }
    constexpr Misfit check(const Shape& in) const {
        if (in.last() == in_features && in.rank == 1) return {};
        return {Problem::features, Field::in_features, Axis::none, in_features, in.last()};
    }
    constexpr Shape output_shape(const Shape&) const { return {n_classes}; }
    constexpr Params params() const {
        return {.weights = weights(), .biases = head_bias ? head() : 0};
    }
    constexpr Work work(const Shape&, const Shape&) const {
        const Count macs = weights();
        return {.macs = macs, .additions = macs, .multiplications = macs};
    }

  private:
    constexpr Count head() const { return add(cutoffs[0], cutoffs.size()); }

    constexpr Count weights() const {
        Count sum = mul(in_features, head());
        double features = static_cast<double>(in_features);
        for (int i = 0; i < cutoffs.size(); ++i) {
            features = features / div_value;
            const Count hidden = detail::whole_part(features);
            const Count end = i + 1 < cutoffs.size() ? cutoffs[i + 1] : n_classes;
            sum = add(sum, mul(hidden, add(in_features, end - cutoffs[i])));
        }
        return sum;
    }
};

} // namespace ctnn
