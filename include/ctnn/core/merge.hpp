// Merges: operations that join branches into one tensor.
#pragma once

#include "layer.hpp"
#include "tensor.hpp"

namespace ctnn {

/// The shapes of the tensors that a merge joins, in their order; at least one.
class Operands {
  public:
    constexpr Operands(const Tensor* tensors_in_, int size_)
        : tensors_(tensors_in_), count_(size_) {}

    constexpr int size() const { return count_; }
    constexpr const Shape& operator[](int which) const { return tensors_[which].shape(); }

  private:
    const Tensor* tensors_;
    int count_;
};

/// An operation with several inputs, which a composite layer passes to `Walk::merge`. It has
///
///     static constexpr const char* name = "Add";
///     constexpr Misfit check(const Operands& operands) const;  // do the branches fit together?
///     constexpr Shape output_shape(const Operands& operands) const;
///     constexpr Work work(const Operands& operands, const Shape& out) const;
///
/// and, where they apply,
///
///     static constexpr Op op = Op::add;            // else Op::custom
///     constexpr Params params(const Operands& operands) const; // else none
///     static constexpr bool is_elementwise = true; // of Op::custom: an output sees its operands
///                                                  // at its own position only
///
/// A misfit between branches i and k is `{Problem::branches, Field::none, Axis::none, i, k}`. The
/// other members are called only after the check passed.
template <class M>
concept Merge = requires(const M& merge, const Operands& operands, const Shape& out) {
    detail::takes<const char*>(*&M::name);
    detail::takes<Misfit>(merge.check(operands));
    detail::takes<Shape>(merge.output_shape(operands));
    detail::takes<Work>(merge.work(operands, out));
};

namespace detail {

template <Merge M>
constexpr Params params_of(const M& merge, const Operands& operands) {
    if constexpr (requires { merge.params(operands); }) {
        return merge.params(operands);
    } else {
        return {};
    }
}

} // namespace detail
} // namespace ctnn
