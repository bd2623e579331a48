// LeNet-5: as it is taught, and as LeCun, Bottou, Bengio, Haffner 1998 describe it.
#pragma once

#include "../compose/named.hpp"
#include "../compose/sequential.hpp"
#include "../layers/activation.hpp"
#include "../layers/convolution.hpp"
#include "../layers/linear.hpp"
#include "../layers/pooling.hpp"

namespace ctnn::models {

/// LeNet-5 as it is taught: every map connected, ReLU, max pooling, a linear output. Input 1x32x32;
/// 61,706 parameters.
constexpr auto lenet5(Count classes = 10) {
    const MaxPool2d pool{.kernel_size = 2, .stride = 2};
    return Sequential{
        Conv2d{.in_channels = 1, .out_channels = 6, .kernel_size = 5},
        ReLU{},
        pool,
        Conv2d{.in_channels = 6, .out_channels = 16, .kernel_size = 5},
        ReLU{},
        pool,
        Flatten{},
        Linear{.in_features = 16 * 5 * 5, .out_features = 120},
        ReLU{},
        Linear{.in_features = 120, .out_features = 84},
        ReLU{},
        Linear{.in_features = 84, .out_features = classes},
    };
}

/// S2 and S4 of LeNet-5: the sum over a window, times a trained weight, plus a trained bias; one of
/// each per map. Windows do not overlap.
struct Subsampling {
    static constexpr const char* name = "Subsampling";

    Count channels = 0; ///< required
    Extent kernel_size = 2;

    /// The pool with the same windows.
    constexpr AvgPool2d as_pool() const { return {.kernel_size = kernel_size}; }

    constexpr Misfit check() const {
        const Misfit misfit = expect::positive(Field::channels, channels);
        return misfit ? misfit : as_pool().check();
    }
    constexpr Misfit check(const Shape& in) const {
        const Misfit misfit = as_pool().check(in);
        return misfit ? misfit : expect::channels(Field::channels, channels, in);
    }
    constexpr Window window(const Shape& in) const { return as_pool().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return as_pool().output_shape(in); }
    constexpr Params params() const { return {.weights = channels, .biases = channels}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        return {.additions = mul(out.elements(), kernel_size.height * kernel_size.width),
                .multiplications = out.elements()};
    }
};

/// C3 of LeNet-5: a convolution in which each output map sees only some of the input maps.
template <unsigned In, unsigned Out>
struct PartialConv2d {
    static constexpr const char* name = "PartialConv2d";
    static constexpr Op op = Op::conv;

    Extent kernel_size = 0;       ///< required
    bool connected[In][Out] = {}; ///< does output map j see input map i?

    /// The same convolution with all connections.
    constexpr Conv2d as_conv2d() const {
        return {.in_channels = In, .out_channels = Out, .kernel_size = kernel_size};
    }

    constexpr Count weights() const {
        Count kernels = 0;
        for (const auto& row : connected) {
            for (const bool is_connected : row) kernels += is_connected ? 1 : 0;
        }
        return mul(kernels, kernel_size.height * kernel_size.width);
    }

    constexpr Misfit check() const { return as_conv2d().check(); }
    constexpr Misfit check(const Shape& in) const { return as_conv2d().check(in); }
    constexpr Window window(const Shape& in) const { return as_conv2d().window(in); }
    constexpr Shape output_shape(const Shape& in) const { return as_conv2d().output_shape(in); }
    constexpr Params params() const { return {.weights = weights(), .biases = Out}; }
    constexpr Work work(const Shape&, const Shape& out) const {
        const Count macs = mul(weights(), out.height(), out.width());
        return {.macs = macs, .additions = macs, .multiplications = macs};
    }
};

/// The output layer of LeNet-5: Euclidean radial basis functions, each the squared distance of the
/// input from a fixed vector. The vectors are buffers; each pair of an input and a unit costs a
/// subtraction, a multiplication and an addition, counted as a MAC.
struct EuclideanRBF {
    static constexpr const char* name = "EuclideanRBF";

    Count in_features = 0;  ///< required
    Count out_features = 0; ///< required: the number of units

    /// The linear layer with the same sizes.
    constexpr Linear as_linear() const { return {in_features, out_features, false}; }

    constexpr Misfit check() const { return as_linear().check(); }
    constexpr Misfit check(const Shape& in) const { return as_linear().check(in); }
    constexpr Shape output_shape(const Shape& in) const { return as_linear().output_shape(in); }
    constexpr Params params() const { return {.buffers = mul(in_features, out_features)}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        const Work sums = as_linear().work(in, out);
        return {.macs = sums.macs,
                .additions = add(sums.additions, sums.macs),
                .multiplications = sums.multiplications};
    }
};

/// C3 of LeNet-5 with the paper's Table I: the columns are its maps, the rows those of S2. 1,516
/// parameters.
constexpr auto lenet5_c3() {
    constexpr bool X = true;
    constexpr bool o = false;
    return PartialConv2d<6, 16>{
        .kernel_size = 5,
        .connected =
            {
                {X, o, o, o, X, X, X, o, o, X, X, X, X, o, X, X},
                {X, X, o, o, o, X, X, X, o, o, X, X, X, X, o, X},
                {X, X, X, o, o, o, X, X, X, o, o, X, o, X, X, X},
                {o, X, X, X, o, o, X, X, X, X, o, o, X, o, X, X},
                {o, o, X, X, X, o, o, X, X, X, X, o, X, X, o, X},
                {o, o, o, X, X, X, o, o, X, X, X, X, o, X, X, X},
            },
    };
}

/// LeNet-5 of LeCun, Bottou, Bengio, Haffner 1998 (section II.B), squashed by tanh (the paper's is
/// 1.7159 tanh(2a/3)) up to F6. Input 1x32x32; 60,000 parameters; 340,908 connections
/// (conventions::connections).
constexpr auto lenet5_1998() {
    return Sequential{
        Named{"C1", Conv2d{.in_channels = 1, .out_channels = 6, .kernel_size = 5}},
        Tanh{},
        Named{"S2", Subsampling{.channels = 6}},
        Tanh{},
        Named{"C3", lenet5_c3()},
        Tanh{},
        Named{"S4", Subsampling{.channels = 16}},
        Tanh{},
        Named{"C5", Conv2d{.in_channels = 16, .out_channels = 120, .kernel_size = 5}},
        Tanh{},
        Flatten{},
        Named{"F6", Linear{.in_features = 120, .out_features = 84}},
        Tanh{},
        Named{"output", EuclideanRBF{.in_features = 84, .out_features = 10}},
    };
}

} // namespace ctnn::models
