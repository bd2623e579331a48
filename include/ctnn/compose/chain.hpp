// Chain: layers of one type in sequence, made by a function of their number.
#pragma once

#include "../core/detail/indices.hpp"
#include "../core/walk.hpp"

namespace ctnn {

/// `N` layers of one type in sequence, each with its own sizes. Their paths are their numbers, from
/// 0. Made by `chain<N>(make)`.
template <int N, Layer L>
struct Chain {
    static constexpr const char* name = "Sequential"; ///< its kind in reports
    static constexpr Size size = detail::size_within<L> * N;
    static_assert(size.is_possible(), "a network has at most 2147483647 operations");

    L layers[detail::room_for(N)];

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        for (int i = 0; i < N; ++i) walk.into(i, layers[i], tensor);
    }
};

/// No layers: an array has at least one element.
template <Layer L>
struct Chain<0, L> {
    static constexpr const char* name = "Sequential";
    static constexpr Size size = {};

    constexpr void walk(Walk&, Tensor&) const {}
};

namespace detail {

// Never called.
template <class T>
const T& some();
template <class L>
L value_of(const L&);

/// The type of what `make(i)` gives, which may be a reference.
template <class Make>
using Made = decltype(detail::value_of(detail::some<Make>()(detail::some<int>())));

/// Is what `make(i)` gives a layer? If it is not, this does not compile, and the error says why.
template <class Make>
constexpr bool makes_layers() {
    constexpr bool takes_int = requires(const Make& make, int i) {
        make(i);
    };
    constexpr bool gives_layer = requires {
        requires Layer<Made<Make>>;
    };
    static_assert(takes_int, "chain<N>(make) calls make(i) with an int, the number of the layer");
    static_assert(gives_layer || !takes_int, "chain<N>(make): make(i) must give a layer");
    if constexpr (!gives_layer && requires { sizeof(Made<Make>); }) return is_layer<Made<Make>>;
    return gives_layer;
}

template <class L, int... Is>
constexpr auto chain(const auto& make, Indices<Is...>) {
    return Chain<static_cast<int>(sizeof...(Is)), L>{{make(Is)...}};
}

} // namespace detail

/// `N` layers in sequence, the i-th made by `make(i)`, so that a paper's table is a table in the
/// code:
///
///     constexpr Count widths[] = {16, 32, 64};
///     constexpr auto net = chain<3>([](int i) { return PointwiseConv{inferred, widths[i]}; });
///
/// All layers have one type, that of `make(0)`; `If` and `repeat<Max>(layer, times)` make layers
/// that differ more than in their sizes.
template <int N, class Make>
constexpr auto chain(const Make& make) {
    static_assert(N >= 0, "chain<N>(make): N must not be negative");
    if constexpr (N >= 0 && detail::makes_layers<Make>()) {
        using L = detail::Made<Make>;
        if constexpr (N == 0) {
            return Chain<0, L>{};
        } else {
            return detail::chain<L>(make, detail::IndicesUpTo<N>{});
        }
    }
}

} // namespace ctnn
