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

    /// Are all of one shape? Most are, and a compiler is soon through with them.
    constexpr bool are_alike() const {
        for (int i = 1; i < count_; ++i) {
            if (tensors_[i].shape() != tensors_[0].shape()) return false;
        }
        return true;
    }

  private:
    const Tensor* tensors_;
    int count_;
};

namespace detail {

/// Are the optional members of a merge as a walk asks for them? Others would be ignored in silence.
template <class M>
constexpr bool has_sound_options_of_merge() {
    bool is_sound = true;
    if constexpr (requires { &M::op; }) {
        is_sound = requires {
            takes<Op>(*&M::op);
        };
    }
    if constexpr (requires { &M::step; }) {
        constexpr bool is_name = requires {
            takes<Name>(*&M::step);
        };
        is_sound = is_sound && is_name;
    }
    if constexpr (requires { &M::params; }) {
        constexpr bool of_operands = requires(const M& merge, const Operands& operands) {
            takes<Params>(merge.params(operands));
        };
        constexpr bool of_itself = requires(const M& merge) {
            takes<Params>(merge.params());
        };
        is_sound = is_sound && (of_operands || of_itself);
    }
    if constexpr (requires { &M::is_elementwise; }) {
        constexpr bool of_operands = requires(const M& merge, const Operands& operands) {
            takes<bool>(merge.is_elementwise(operands));
        };
        constexpr bool is_constant = requires {
            typename Known<M::is_elementwise>;
        };
        is_sound = is_sound && (of_operands || is_constant);
    }
    return is_sound;
}

} // namespace detail

/// An operation with several inputs. `Branches{Mine{}, skip, body}` (compose/branches.hpp) is a
/// layer that joins branches with it; a composite layer of a user's passes it to `Walk::merge`. It
/// has
///
///     static constexpr const char* name = "Maximum";
///     constexpr Misfit check(const Operands& operands) const;  // do the branches fit together?
///     constexpr Shape output_shape(const Operands& operands) const;
///     constexpr Work work(const Operands& operands, const Shape& out) const; // MACs included
///
/// and, where they apply,
///
///     constexpr Params params(const Operands& operands) const; // or params(); else none
///     static constexpr Name step = "max";          // in paths, else the name
///     static constexpr Op op = Op::add;            // else Op::custom
///     static constexpr bool is_elementwise = true; // an output sees its operands at its own
///                                                  // position only; or, where that depends,
///     constexpr bool is_elementwise(const Operands& operands) const;
///
/// and fields of its own, if it likes. What is element-wise finds its check, output shape and work
/// in `broadcast(operands)` (broadcast.hpp).
///
/// A misfit between branches i and k is `{Problem::branches, Field::none, Axis::none, i, k}`. The
/// other members are called only after the check passed. Without `is_elementwise`, receptive fields
/// after a merge of Op::custom are unknown. `static_assert(ctnn::Merge<Mine>)` tests one early.
template <class M>
concept Merge = detail::has_sound_options_of_merge<M>() &&
    requires(const M& merge, const Operands& operands, const Shape& out) {
    detail::takes<const char*>(*&M::name);
    detail::takes<Misfit>(merge.check(operands));
    detail::takes<Shape>(merge.output_shape(operands));
    detail::takes<Work>(merge.work(operands, out));
    M(merge);
};

namespace detail {

template <Merge M>
constexpr Params params_of(const M& merge, const Operands& operands) {
    if constexpr (requires { merge.params(operands); }) {
        return merge.params(operands);
    } else if constexpr (requires { merge.params(); }) {
        return merge.params();
    } else {
        return {};
    }
}

/// Does a merge not say that its outputs see their own positions of the operands alone?
template <Merge M>
constexpr bool is_opaque_merge(const M& merge, const Operands& operands) {
    if constexpr (requires { merge.is_elementwise(operands); }) {
        return !merge.is_elementwise(operands);
    } else if constexpr (requires { M::is_elementwise; }) {
        return !M::is_elementwise;
    } else if constexpr (requires { M::op; }) {
        return M::op == Op::custom;
    } else {
        return true;
    }
}

/// A merge's step in paths.
template <Merge M>
constexpr Name step_of() {
    if constexpr (requires { M::step; }) {
        return M::step;
    } else {
        Name step;
        step.text = M::name;
        return step;
    }
}

} // namespace detail
} // namespace ctnn
