// Shape (one sample, no batch) and Extent (height x width).
#pragma once

#include "count.hpp"

namespace ctnn {

/// Height and width of a kernel, a stride, a dilation: one number for both, or {height, width}.
struct Extent {
    Count height = 0;
    Count width = 0;

    // Constructor parameters end in _ throughout the library: under -Wshadow, g++ would warn if one
    // had the name of a user's global.
    constexpr Extent() = default;
    constexpr Extent(Integer auto both_)
        : height(static_cast<Count>(both_)), width(static_cast<Count>(both_)) {}
    constexpr Extent(Integer auto height_, Integer auto width_)
        : height(static_cast<Count>(height_)), width(static_cast<Count>(width_)) {}

    constexpr bool operator==(const Extent&) const = default;
};

/// The shape of one sample, without the batch: `Shape{3, 224, 224}` is channels x height x width,
/// `Shape{10}` a vector of features, `Shape{5, 20}` five vectors of 20, or 5 channels x length 20,
/// `Shape{3, 16, 112, 112}` channels x depth x height x width. `Shape{}` has no axes and is not a
/// valid input.
struct Shape {
    static constexpr int max_rank = 6;

    int rank = 0; ///< from 0 to max_rank; with any other number, the shape is not a valid input
    Count dims[max_rank] = {}; ///< dims[rank] and later ones are 0

    constexpr Shape() = default;
    template <Integer... Dims>
        requires(sizeof...(Dims) >= 1 && sizeof...(Dims) <= max_rank)
    constexpr Shape(Dims... sizes_)
        : rank(static_cast<int>(sizeof...(Dims))), dims{static_cast<Count>(sizes_)...} {}

    /// The number of sizes to loop over: the rank, clamped to 0 to max_rank.
    constexpr int axes() const { return rank < 0 ? 0 : rank < max_rank ? rank : max_rank; }

    /// The size along an axis; 0 for an axis that the shape does not have.
    constexpr Count operator[](int axis) const {
        return axis >= 0 && axis < axes() ? dims[axis] : 0;
    }

    constexpr Count channels() const { return dims[0]; } ///< C of CxHxW, the features of a vector
    constexpr Count height() const { return dims[1]; }   ///< H of CxHxW
    constexpr Count width() const { return dims[2]; }    ///< W of CxHxW
    constexpr Count last() const { return (*this)[axes() - 1]; } ///< the axis that Linear works on

    /// The number of elements, 0 for `Shape{}`; `overflow` if it does not fit in 63 bits or a size
    /// is negative.
    constexpr Count elements() const {
        if (is_usual_map()) return dims[0] * dims[1] * dims[2];
        if (rank > max_rank) return overflow;
        Count product = rank > 0 ? 1 : 0;
        for (int axis = 0; axis < axes(); ++axis) product = mul(product, dims[axis]);
        return product;
    }

    /// Has at least one axis, and every size is at least 1.
    constexpr bool is_positive() const {
        if (rank > max_rank) return false;
        for (int axis = 0; axis < axes(); ++axis) {
            if (dims[axis] <= 0) return false;
        }
        return rank > 0;
    }

    /// Positive, and its elements can be counted in 63 bits.
    constexpr bool is_countable() const {
        return is_usual_map() || (is_positive() && elements() != overflow);
    }

    /// Adds a last axis; returns false, and adds nothing, if the shape has max_rank axes.
    constexpr bool append(Count size) {
        if (rank < 0 || rank >= max_rank) return false;
        dims[rank++] = size;
        return true;
    }

    // One expression; a defaulted operator would loop over the array.
    constexpr bool operator==(const Shape& other) const {
        static_assert(max_rank == 6);
        return rank == other.rank && dims[0] == other.dims[0] && dims[1] == other.dims[1] &&
               dims[2] == other.dims[2] && dims[3] == other.dims[3] && dims[4] == other.dims[4] &&
               dims[5] == other.dims[5];
    }

  private:
    /// A map whose sizes are too small for their product to overflow. One expression, because the
    /// compiler evaluates it for every layer.
    constexpr bool is_usual_map() const {
        constexpr Count usual = 1 << 20;
        return rank == 3 && dims[0] > 0 && dims[1] > 0 && dims[2] > 0 && dims[0] <= usual &&
               dims[1] <= usual && dims[2] <= usual;
    }
};

namespace detail {

/// May a map be height x width x channels, 28x28x1 or 96x96x3, where CxHxW is meant?
constexpr bool looks_channels_last(const Shape& map) {
    return map.rank == 3 && (map.dims[2] == 1 || map.dims[2] == 3) && map.dims[0] > 4 &&
           map.dims[1] > 4;
}

} // namespace detail
} // namespace ctnn
