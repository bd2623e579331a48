// What joins branches into one tensor.
#pragma once

#include "record.hpp"

namespace ctnn {

/// The shapes of the tensors that a merge joins, in their order; at least one.
class Operands {
  public:
    constexpr Operands(const Tensor* joined_, int many_) : tensors_(joined_), count_(many_) {}

    constexpr int size() const { return count_; }
    constexpr const Shape& operator[](int which) const { return tensors_[which].shape(); }

  private:
    const Tensor* tensors_;
    int count_;
};

/// An operation with several inputs. A composite layer gives it to `Walk::merge`. It has
///
///     static constexpr const char* name = "Add";
///     constexpr Misfit check(const Operands& operands) const;  // do the branches fit together?
///     constexpr Shape output_shape(const Operands& operands) const;
///     constexpr Work work(const Operands& operands, const Shape& out) const;
///
/// and, where they apply,
///
///     static constexpr Op op = Op::add;                        // else Op::custom
///     constexpr Params params(const Operands& operands) const; // else none
///     static constexpr bool is_elementwise = true;             // of Op::custom: an output sees
///     its
///                                                              // operands' elements at its place
///
/// A misfit of two branches is `{Problem::branches, Field::none, Axis::none, i, k}` with their
/// numbers. The other members are asked only after the check passed.
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
