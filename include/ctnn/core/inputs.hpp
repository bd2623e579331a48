// The inputs of a network.
#pragma once

#include "shape.hpp"

namespace ctnn {
namespace detail {

template <class T>
inline constexpr bool is_shape = false;
template <>
inline constexpr bool is_shape<Shape> = true;

} // namespace detail

/// The shapes of a network's inputs, each of one sample: `Inputs{Shape{3, 224, 224}, Shape{8}}`.
/// One shape, or its sizes, stands for a network with one input. The network starts with the first;
/// a layer `Input{1}` goes on with the second.
struct Inputs {
    static constexpr int max_count = 8;

    int count = 1;                ///< from 1 to max_count
    Shape shapes[max_count] = {}; ///< those from `count` on are empty

    constexpr Inputs() = default;
    constexpr Inputs(const Shape& only_) : shapes{only_} {}
    template <Integer... Dims>
        requires(sizeof...(Dims) >= 1 && sizeof...(Dims) <= Shape::max_rank)
    constexpr Inputs(Dims... sizes_) : shapes{Shape(sizes_...)} {}
    template <class... Shapes>
        requires(sizeof...(Shapes) >= 1 && sizeof...(Shapes) < max_count &&
                 (true && ... && detail::is_shape<Shapes>))
    constexpr Inputs(const Shape& first_, const Shapes&... more_)
        : count(1 + static_cast<int>(sizeof...(Shapes))), shapes{first_, more_...} {}

    constexpr int size() const { return count; }
    constexpr const Shape& operator[](int which) const { return shapes[which]; }
    constexpr const Shape* begin() const { return shapes; }
    constexpr const Shape* end() const { return shapes + count; }

    constexpr bool operator==(const Inputs&) const = default;
};

} // namespace ctnn
