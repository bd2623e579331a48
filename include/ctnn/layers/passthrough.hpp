// Layers that return their input unchanged at inference: Identity, Dropout.
#pragma once

#include "../core/layer.hpp"
#include "../core/real.hpp"

namespace ctnn {

/// torch.nn.Identity: returns its input. No parameters, no work.
struct Identity {
    static constexpr const char* name = "Identity";
    static constexpr Op op = Op::identity;

    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.Dropout in eval mode: returns its input. No parameters, no work.
struct Dropout {
    static constexpr const char* name = "Dropout";
    static constexpr Op op = Op::dropout;

    Real p = 0.5;         ///< the probability of dropping an element in training, 0 to 1
    bool inplace = false; ///< changes no count; memory questions have an option for it

    constexpr Misfit check() const { return expect::unit_interval(Field::p, p); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn
