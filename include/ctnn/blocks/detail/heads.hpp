// The steps of attention that have no layer in torch.nn: heads, scaling, extra keys.
#pragma once

#include "../../core/layer.hpp"

namespace ctnn::detail {

/// L x E -> heads x L x E/heads; of keys heads x E/heads x S, ready to be multiplied. Queries are
/// scaled by 1 / sqrt(E/heads) here.
struct SplitHeads {
    static constexpr const char* name = "SplitHeads";
    static constexpr Op op = Op::permute;

    Count num_heads = 1;
    bool is_transposed = false;
    bool is_scaled = false;

    constexpr Misfit check(const Shape& in) const {
        if (in.rank == 2 && num_heads > 0 && in[1] % num_heads == 0) return {};
        Misfit misfit{Problem::own_words, Field::num_heads, Axis::none, num_heads, in[1]};
        misfit.words = in.rank != 2 ? "expects a sequence, steps x features, gets $input"
                                    : "embed_dim = $got must be divisible by num_heads = $expected";
        return misfit;
    }
    constexpr Shape output_shape(const Shape& in) const {
        const Count size = in[1] / num_heads;
        if (is_transposed) return {num_heads, size, in[0]};
        return {num_heads, in[0], size};
    }
    constexpr Axes axes(const Shape&) const { return {is_transposed ? 2 : 1, Axes::mixed}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.multiplications = is_scaled ? in.elements() : 0};
    }
};

/// heads x L x D -> L x heads*D.
struct MergeHeads {
    static constexpr const char* name = "MergeHeads";
    static constexpr Op op = Op::permute;

    constexpr Shape output_shape(const Shape& in) const { return {in[1], mul(in[0], in[2])}; }
    constexpr Axes axes(const Shape&) const { return {Axes::mixed, 0, Axes::mixed}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// ... x S x D -> ... x D x S.
struct SwapLast {
    static constexpr const char* name = "Transpose";
    static constexpr Op op = Op::permute;

    constexpr Misfit check(const Shape& in) const {
        return in.rank >= 2 ? Misfit{} : expect::rank(2, in);
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        out.dims[in.rank - 1] = in[in.rank - 2];
        out.dims[in.rank - 2] = in[in.rank - 1];
        return out;
    }
    constexpr Axes axes(const Shape& in) const {
        Axes axes;
        for (int axis = 0; axis < in.axes(); ++axis) axes.set(axis, axis);
        axes.set(in.rank - 1, in.rank - 2);
        axes.set(in.rank - 2, in.rank - 1);
        return axes;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// One more key or value for every sequence: trained (bias_k, bias_v) or zeros.
struct ExtraToken {
    static constexpr const char* name = "ExtraToken";
    static constexpr Op op = Op::parameter;
    static constexpr bool reads_input = false;

    Count features = 1;
    bool is_trained = true;

    constexpr Shape output_shape(const Shape&) const { return {1, features}; }
    constexpr Params params() const { return {.biases = is_trained ? features : 0}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn::detail
