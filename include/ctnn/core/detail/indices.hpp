// Index sequences 0, 1, 2, ... as template arguments.
#pragma once

namespace ctnn::detail {

template <int... Is>
struct Indices {};

// The compilers' intrinsics, since <utility> is expensive to include.
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

} // namespace ctnn::detail
