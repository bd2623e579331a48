// The kinds of dropout beside Dropout: at inference each returns its input.
#pragma once

#include "passthrough.hpp"

namespace ctnn {

/// torch.nn.Dropout1d in eval mode: returns its input, a vector or CxL. In training it drops whole
/// channels. No parameters, no work.
struct Dropout1d {
    static constexpr const char* name = "Dropout1d";
    static constexpr Op op = Op::dropout;

    Real p = 0.5;         ///< the probability of dropping in training, 0 to 1
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr Misfit check(const Shape& in) const {
        return in.rank > 2 ? expect::rank(2, in) : Misfit{};
    }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.Dropout2d in eval mode: returns its input. In training it drops whole channels of
/// CxHxW. Any shape; no parameters, no work.
struct Dropout2d {
    static constexpr const char* name = "Dropout2d";
    static constexpr Op op = Op::dropout;

    Real p = 0.5;         ///< the probability of dropping in training, 0 to 1
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.Dropout3d in eval mode: returns its input. In training it drops whole channels of
/// CxDxHxW. Any shape; no parameters, no work.
struct Dropout3d {
    static constexpr const char* name = "Dropout3d";
    static constexpr Op op = Op::dropout;

    Real p = 0.5;         ///< the probability of dropping in training, 0 to 1
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.AlphaDropout in eval mode: returns its input. In training it drops elements, keeping
/// mean and variance (SELU networks). Any shape; no parameters, no work.
struct AlphaDropout {
    static constexpr const char* name = "AlphaDropout";
    static constexpr Op op = Op::dropout;

    Real p = 0.5;         ///< the probability of dropping in training, 0 to 1
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.FeatureAlphaDropout in eval mode: returns its input. In training it drops whole
/// channels, keeping mean and variance. Any shape; no parameters, no work.
struct FeatureAlphaDropout {
    static constexpr const char* name = "FeatureAlphaDropout";
    static constexpr Op op = Op::dropout;

    Real p = 0.5;         ///< the probability of dropping in training, 0 to 1
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torchvision.ops.StochasticDepth in eval mode: returns its input. In training it drops the whole
/// of a residual branch. No parameters, no work.
struct StochasticDepth {
    static constexpr const char* name = "StochasticDepth";
    static constexpr Op op = Op::identity;

    Real p = 0.0; ///< the probability of dropping in training, 0 to 1; required in torchvision

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn
