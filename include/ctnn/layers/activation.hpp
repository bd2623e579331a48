// Activations. Each keeps the shape; only PReLU has parameters. The lecture gives them no FLOPs;
// their work per element follows from the formula in the comment.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// torch.nn.ReLU: max(0, x): a comparison per element.
struct ReLU {
    static constexpr const char* name = "ReLU";
    static constexpr Op op = Op::relu;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.comparisons = in.elements()};
    }
};

/// torch.nn.ReLU6: min(max(0, x), 6): two comparisons per element.
struct ReLU6 {
    static constexpr const char* name = "ReLU6";
    static constexpr Op op = Op::relu6;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.comparisons = mul(2, in.elements())};
    }
};

/// torch.nn.LeakyReLU: x, or negative_slope * x where x is negative.
struct LeakyReLU {
    static constexpr const char* name = "LeakyReLU";
    static constexpr Op op = Op::leaky_relu;

    Real negative_slope = 0.01;
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.multiplications = in.elements(), .comparisons = in.elements()};
    }
};

/// torch.nn.PReLU: x, or a trainable slope times x where x is negative; one slope for all channels,
/// or one per channel.
struct PReLU {
    static constexpr const char* name = "PReLU";
    static constexpr Op op = Op::prelu;

    Count num_parameters = 1; ///< 1, or the input's channels
    Real init = 0.25;

    constexpr Misfit check() const {
        return expect::positive(Field::num_parameters, num_parameters);
    }
    constexpr Misfit check(const Shape& in) const {
        return num_parameters == 1 ? Misfit{}
                                   : expect::channels(Field::num_parameters, num_parameters, in);
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {.weights = num_parameters}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.multiplications = in.elements(), .comparisons = in.elements()};
    }
};

/// torch.nn.ELU: x, or alpha * (exp(x) - 1) where x is negative.
struct ELU {
    static constexpr const char* name = "ELU";
    static constexpr Op op = Op::elu;

    Real alpha = 1.0;
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .multiplications = n, .comparisons = n, .exponentials = n};
    }
};

/// torch.nn.Sigmoid: 1 / (1 + exp(-x)).
struct Sigmoid {
    static constexpr const char* name = "Sigmoid";
    static constexpr Op op = Op::sigmoid;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .divisions = n, .exponentials = n};
    }
};

/// torch.nn.Tanh: tanh(x), one function per element.
struct Tanh {
    static constexpr const char* name = "Tanh";
    static constexpr Op op = Op::tanh;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.exponentials = in.elements()};
    }
};

/// torch.nn.SiLU: x * sigmoid(x), also called swish.
struct SiLU {
    static constexpr const char* name = "SiLU";
    static constexpr Op op = Op::silu;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .multiplications = n, .divisions = n, .exponentials = n};
    }
};

/// torch.nn.GELU: 0.5 * x * (1 + erf(x / sqrt(2))).
struct GELU {
    static constexpr const char* name = "GELU";
    static constexpr Op op = Op::gelu;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .multiplications = mul(3, n), .exponentials = n};
    }
};

/// torch.nn.Hardsigmoid: relu6(x + 3) / 6.
struct Hardsigmoid {
    static constexpr const char* name = "Hardsigmoid";
    static constexpr Op op = Op::hardsigmoid;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .comparisons = mul(2, n), .divisions = n};
    }
};

/// torch.nn.Hardswish: x * relu6(x + 3) / 6.
struct Hardswish {
    static constexpr const char* name = "Hardswish";
    static constexpr Op op = Op::hardswish;

    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count n = in.elements();
        return {.additions = n, .multiplications = n, .comparisons = mul(2, n), .divisions = n};
    }
};

} // namespace ctnn
