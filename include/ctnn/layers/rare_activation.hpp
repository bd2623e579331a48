// The activations of torch.nn that are seldom met in CNNs. Each keeps the shape, has no parameters
// and, in the lecture, no FLOPs.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// torch.nn.Hardtanh: max_val where x is larger, min_val where it is smaller.
struct Hardtanh {
    static constexpr const char* name = "Hardtanh";
    static constexpr Op op = Op::hardtanh;

    Real min_val = -1.0;
    Real max_val = 1.0;
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const {
        if (max_val > min_val) return {};
        Misfit misfit{Problem::own_words};
        misfit.words = "max_val must be greater than min_val";
        return misfit;
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.comparisons = mul(2, n)};
    }
};

/// torch.nn.Softplus: log(1 + exp(beta * x)) / beta, and x itself where beta * x is above the
/// threshold.
struct Softplus {
    static constexpr const char* name = "Softplus";
    static constexpr Op op = Op::activation;

    Real beta = 1.0;
    Real threshold = 20.0;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n,
                .multiplications = n,
                .comparisons = n,
                .divisions = n,
                .exponentials = mul(2, n)};
    }
};

/// torch.nn.Softsign: x / (1 + |x|).
struct Softsign {
    static constexpr const char* name = "Softsign";
    static constexpr Op op = Op::activation;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .comparisons = n, .divisions = n};
    }
};

/// torch.nn.Mish: x * tanh(softplus(x)).
struct Mish {
    static constexpr const char* name = "Mish";
    static constexpr Op op = Op::activation;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .multiplications = n, .exponentials = mul(3, n)};
    }
};

/// torch.nn.SELU: scale * (max(x, 0) + min(alpha * (exp(x) - 1), 0)), with PyTorch's constants.
struct SELU {
    static constexpr const char* name = "SELU";
    static constexpr Op op = Op::activation;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .multiplications = mul(2, n), .comparisons = n, .exponentials = n};
    }
};

/// torch.nn.CELU: max(x, 0) + min(alpha * (exp(x / alpha) - 1), 0).
struct CELU {
    static constexpr const char* name = "CELU";
    static constexpr Op op = Op::activation;

    Real alpha = 1.0;
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const {
        if (alpha != 0.0) return {};
        Misfit misfit{Problem::own_words};
        misfit.words = "alpha must not be 0";
        return misfit;
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n,
                .multiplications = n,
                .comparisons = n,
                .divisions = n,
                .exponentials = n};
    }
};

/// torch.nn.LogSigmoid: log(1 / (1 + exp(-x))).
struct LogSigmoid {
    static constexpr const char* name = "LogSigmoid";
    static constexpr Op op = Op::log_sigmoid;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .divisions = n, .exponentials = mul(2, n)};
    }
};

/// torch.nn.Softshrink: x moved towards 0 by lambd, and 0 within that.
struct Softshrink {
    static constexpr const char* name = "Softshrink";
    static constexpr Op op = Op::activation;

    Real lambd = 0.5;

    constexpr Misfit check() const {
        if (lambd >= 0.0) return {};
        Misfit misfit{Problem::own_words};
        misfit.words = "lambd must not be negative";
        return misfit;
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .comparisons = mul(2, n)};
    }
};

/// torch.nn.Hardshrink: x, and 0 where |x| is at most lambd.
struct Hardshrink {
    static constexpr const char* name = "Hardshrink";
    static constexpr Op op = Op::activation;

    Real lambd = 0.5;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.comparisons = mul(2, n)};
    }
};

/// torch.nn.Tanhshrink: x - tanh(x).
struct Tanhshrink {
    static constexpr const char* name = "Tanhshrink";
    static constexpr Op op = Op::tanhshrink;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .exponentials = n};
    }
};

/// torch.nn.Threshold: x, and value where x is at most threshold.
struct Threshold {
    static constexpr const char* name = "Threshold";
    static constexpr Op op = Op::activation;

    Real threshold = 0.0; ///< required in PyTorch
    Real value = 0.0;     ///< required in PyTorch
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.comparisons = n};
    }
};

/// torch.nn.RReLU: in eval mode LeakyReLU with the slope (lower + upper) / 2.
struct RReLU {
    static constexpr const char* name = "RReLU";
    static constexpr Op op = Op::rrelu;

    Real lower = 1.0 / 8;
    Real upper = 1.0 / 3;
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const {
        if (lower <= upper) return {};
        Misfit misfit{Problem::own_words};
        misfit.words = "lower must be at most upper";
        return misfit;
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.multiplications = n, .comparisons = n};
    }
};

} // namespace ctnn
