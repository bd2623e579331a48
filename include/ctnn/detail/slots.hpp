// Flat indexed storage for the parts of a composite layer: cheap to compile at any length, and a
// structural type, so that a network can be a template argument.
//
// Written for networks of a thousand layers: no constructor, since each of its thousand parameters
// would be looked up in a thousand bases; no generic lambda, since each call of it would be
// resolved anew; no fold expression, since clang stops those at 256.
#pragma once

namespace ctnn::detail {

template <int... Is>
struct Indices {};

// The compilers' own integer lists: <utility> would double the cost of this header.
#if defined(__clang__) || defined(_MSC_VER)
template <class Int, Int... Is>
struct MakeIndices {
    using type = Indices<Is...>;
};
template <int Size>
using IndicesUpTo = typename __make_integer_seq<MakeIndices, int, Size>::type;
#else
template <int Size>
using IndicesUpTo = Indices<__integer_pack(Size)...>;
#endif

/// One part. Its index makes every base class of Slots another type.
template <int I, class L>
struct Slot {
    L layer;
};

template <class Is, class... Ls>
struct SlotsAt;

template <int... Is, class... Ls>
struct SlotsAt<Indices<Is...>, Ls...> : Slot<Is, Ls>... {
    /// Calls Step<L>::go(state, index, layer) for each part in order; each go returns an int.
    template <template <class> class Step, class State>
    constexpr void for_each(State& state) const {
        [[maybe_unused]] const auto& self = *this;
        const int done[] = {
            0, Step<Ls>::go(state, Is, static_cast<const Slot<Is, Ls>&>(self).layer)...};
        static_cast<void>(done);
    }
};

/// The parts, numbered from 0. Built as `Slots<Ls...>{{layers}...}`.
template <class... Ls>
using Slots = SlotsAt<IndicesUpTo<static_cast<int>(sizeof...(Ls))>, Ls...>;

} // namespace ctnn::detail
