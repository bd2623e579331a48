// Flat indexed storage for the parts of a composite layer: cheap to compile at any length, and a
// structural type, so that a network can be a template argument.
//
// Made for networks of a thousand layers: no constructor, since each of its thousand parameters
// would be looked up in a thousand bases; no generic lambda, since overload resolution would run
// for each call; at most 32 bases per class, since a compiler scans all of them to convert to one.
#pragma once

#include "../../core/detail/indices.hpp"
#include "../../core/size_of.hpp"

namespace ctnn::detail {

/// One part. The index makes each base class of SlotsFrom a distinct type.
template <int I, class L>
struct Slot {
    L layer;
};

/// At most 32 parts, numbered from `First`.
template <int First, class Is, class... Ls>
struct SlotsFrom;

template <int First, int... Is, class... Ls>
struct SlotsFrom<First, Indices<Is...>, Ls...> : Slot<Is, Ls>... {
    static_assert((true && ... && is_layer<Ls>));
    static constexpr Size size = size_of_all<Ls...>;

    /// Walks through the parts in sequence.
    template <class Walk, class Tensor>
    constexpr void walk_in_sequence(Walk& walk, Tensor& tensor) const {
        (walk.step({nullptr, First + Is}, static_cast<const Slot<Is, Ls>&>(*this).layer, tensor),
         ...);
    }

    /// Walks through the parts as branches from one input.
    template <class Walk, class Tensor>
    constexpr void walk_as_branches(Walk& walk, const Tensor& input, Tensor* outputs) const {
        ((outputs[First + Is] = input,
          walk.step({nullptr, First + Is}, static_cast<const Slot<Is, Ls>&>(*this).layer,
                    outputs[First + Is])),
         ...);
    }
};

/// More than 32 parts, in groups.
template <class... Fews>
struct ManySlots : Fews... {
    static constexpr Size size = (Size{} + ... + Fews::size);

    template <class Walk, class Tensor>
    constexpr void walk_in_sequence(Walk& walk, Tensor& tensor) const {
        (static_cast<const Fews&>(*this).walk_in_sequence(walk, tensor), ...);
    }

    template <class Walk, class Tensor>
    constexpr void walk_as_branches(Walk& walk, const Tensor& input, Tensor* outputs) const {
        (static_cast<const Fews&>(*this).walk_as_branches(walk, input, outputs), ...);
    }
};

/// Splits a list of parts into groups of 32.
template <class... Fews>
struct Split {
    static constexpr int first = 32 * static_cast<int>(sizeof...(Fews));

    template <class... Ls>
    struct Of {
        using type =
            ManySlots<Fews...,
                      SlotsFrom<first, IndicesUpTo<static_cast<int>(sizeof...(Ls))>, Ls...>>;
    };
    // clang-format off
    template <class P0, class P1, class P2, class P3, class P4, class P5, class P6, class P7,
              class P8, class P9, class P10, class P11, class P12, class P13, class P14, class P15,
              class P16, class P17, class P18, class P19, class P20, class P21, class P22, class P23,
              class P24, class P25, class P26, class P27, class P28, class P29, class P30, class P31,
              class Next, class... Ls>
    struct Of<P0, P1, P2, P3, P4, P5, P6, P7,
              P8, P9, P10, P11, P12, P13, P14, P15,
              P16, P17, P18, P19, P20, P21, P22, P23,
              P24, P25, P26, P27, P28, P29, P30, P31,
              Next, Ls...> {
        using Few = SlotsFrom<first, IndicesUpTo<32>,
                              P0, P1, P2, P3, P4, P5, P6, P7,
                              P8, P9, P10, P11, P12, P13, P14, P15,
                              P16, P17, P18, P19, P20, P21, P22, P23,
                              P24, P25, P26, P27, P28, P29, P30, P31>;
        using type = typename Split<Fews..., Few>::template Of<Next, Ls...>::type;
    };
    // clang-format on
};

template <bool IsMany>
struct SlotsOf {
    template <class... Ls>
    using type = SlotsFrom<0, IndicesUpTo<static_cast<int>(sizeof...(Ls))>, Ls...>;
};

template <>
struct SlotsOf<true> {
    template <class... Ls>
    using type = typename Split<>::template Of<Ls...>::type;
};

/// The parts, numbered from 0. Initialised as `Slots<Ls...>{layers...}`, by brace elision, because
/// the nesting depends on the number of parts.
template <class... Ls>
using Slots = typename SlotsOf<(sizeof...(Ls) > 32)>::template type<Ls...>;

} // namespace ctnn::detail
