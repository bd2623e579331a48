// What torchvision's MobileNets and EfficientNets have in common.
#pragma once

#include "../../compose/chain.hpp"
#include "../../core/real.hpp"

namespace ctnn::models::detail {

/// torchvision's rounding of a width: to a multiple of 8, at least 90 % of the width.
constexpr Count multiple_of_8(double width) {
    const Count nearest = ctnn::detail::whole_part(width + 4) / 8 * 8;
    const Count least = nearest > 8 ? nearest : 8;
    return static_cast<double>(least) < 0.9 * width ? least + 8 : least;
}

/// A network's `features`: a first layer, the rows of a paper's table, a last layer; numbered
/// through, as torchvision numbers them.
template <Layer First, int Rows, Layer Row, Layer Last>
struct Features {
    static constexpr const char* name = "Sequential";
    static constexpr Size size = ctnn::detail::size_of_all<First, Last> + Chain<Rows, Row>::size;

    First first;
    Chain<Rows, Row> rows;
    Last last;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into(0, first, tensor);
        for (int row = 0; row < Rows; ++row) walk.into(1 + row, rows.layers[row], tensor);
        walk.into(1 + Rows, last, tensor);
    }
};

template <class First, int Rows, class Row, class Last>
constexpr auto features(const First& first, const Chain<Rows, Row>& rows, const Last& last) {
    return Features<First, Rows, Row, Last>{first, rows, last};
}

} // namespace ctnn::models::detail
