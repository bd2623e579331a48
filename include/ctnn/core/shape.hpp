// Shape (one sample, no batch) and Extent (height x width).
#pragma once

#include "count.hpp"

namespace ctnn {

/// Height and width of a kernel, a stride, a dilation: one number for both, or {height, width}.
struct Extent {
    Count height = 0;
    Count width = 0;

    // Parameters of constructors end in _ all over the library: under a user's -Wshadow g++ warns
    // if they have the name of one of the user's globals.
    constexpr Extent() = default;
    constexpr Extent(Integer auto both_)
        : height(static_cast<Count>(both_)), width(static_cast<Count>(both_)) {}
    constexpr Extent(Integer auto height_, Integer auto width_)
        : height(static_cast<Count>(height_)), width(static_cast<Count>(width_)) {}

    constexpr bool operator==(const Extent&) const = default;
};

/// The shape of one sample, without the batch: `Shape{3, 224, 224}` is channels x height x width,
/// `Shape{10}` a vector of features, `Shape{5, 20}` five vectors of 20. `Shape{}` has no axes and
/// is no network's input.
struct Shape {
    static constexpr int max_rank = 4;

    int rank = 0; ///< from 0 to max_rank; set to another number, it is no network's input
    Count dims[max_rank] = {}; ///< 0 from rank on

    constexpr Shape() = default;
    template <Integer... Dims>
        requires(sizeof...(Dims) >= 1 && sizeof...(Dims) <= max_rank)
    constexpr Shape(Dims... sizes_)
        : rank(static_cast<int>(sizeof...(Dims))), dims{static_cast<Count>(sizes_)...} {}

    /// How many sizes there are to loop over: the rank, if it is one.
    constexpr int axes() const { return rank < 0 ? 0 : rank < max_rank ? rank : max_rank; }

    /// The size along an axis; 0 for an axis that the shape does not have.
    constexpr Count operator[](int axis) const {
        return axis >= 0 && axis < axes() ? dims[axis] : 0;
    }

    constexpr Count channels() const { return dims[0]; } ///< C of CxHxW, the features of a vector
    constexpr Count height() const { return dims[1]; }   ///< H of CxHxW
    constexpr Count width() const { return dims[2]; }    ///< W of CxHxW
    constexpr Count last() const { return (*this)[axes() - 1]; } ///< the axis that Linear works on

    /// The number of elements, 0 for `Shape{}`; `overflow` past 63 bits or with a negative size.
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

    /// Adds an axis behind the others. Past max_rank nothing is added and false returned.
    constexpr bool append(Count size) {
        if (rank < 0 || rank >= max_rank) return false;
        dims[rank++] = size;
        return true;
    }

    // One expression, where a default one would loop over the array.
    constexpr bool operator==(const Shape& other) const {
        static_assert(max_rank == 4);
        return rank == other.rank && dims[0] == other.dims[0] && dims[1] == other.dims[1] &&
               dims[2] == other.dims[2] && dims[3] == other.dims[3];
    }

  private:
    /// A map of sizes whose product needs no check; one expression, because the compiler asks this
    /// of every layer.
    constexpr bool is_usual_map() const {
        constexpr Count usual = 1 << 20;
        return rank == 3 && dims[0] > 0 && dims[1] > 0 && dims[2] > 0 && dims[0] <= usual &&
               dims[1] <= usual && dims[2] <= usual;
    }
};

} // namespace ctnn
