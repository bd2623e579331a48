// One network under many conventions: the table that ends the argument about its FLOPs.
#pragma once

#include "../conventions/all.hpp"
#include "../core/list.hpp"
#include "../core/summary.hpp"

namespace ctnn {

/// What a network costs under one convention, in that convention's unit; `overflow` past 63 bits.
struct Counted {
    Convention convention;
    Count count = 0;
};

/// A network on an input under several conventions, in the order in which they were given.
template <unsigned Conventions>
struct Comparison : List<Counted, Conventions> {
    Shape input = {};
    Totals totals = {}; ///< its FLOPs are the lecture's

    constexpr Comparison(const Shape& input_, const Totals& totals_)
        : input(input_), totals(totals_) {}

    /// The convention that counts least.
    constexpr const Counted& least() const {
        const Counted* least = this->items;
        for (const Counted& row : *this) {
            if (in_order(row) < in_order(*least)) least = &row;
        }
        return *least;
    }

    /// The convention that counts most; the first one past 63 bits, if there is one.
    constexpr const Counted& most() const {
        const Counted* most = this->items;
        for (const Counted& row : *this) {
            if (in_order(row) > in_order(*most)) most = &row;
        }
        return *most;
    }

  private:
    static constexpr Count in_order(const Counted& row) {
        return row.count == overflow ? INT64_MAX : row.count;
    }
};

/// What a summary's rows cost under a convention, without another walk; `overflow` past 63 bits. Of
/// a network that does not fit, these are the rows before its error.
[[nodiscard]] constexpr Count flops(const Rows& rows, const Convention& convention) {
    Count sum = 0;
    for (int row = 0; row < rows.size(); ++row) {
        sum = add(sum, convention.count(rows.operation(row)));
    }
    return sum;
}

/// What a network costs under each of some conventions, from one walk. Throws shape_error as
/// output_shape. Clang's default limits hold 1,800 operations under all conventions, and networks
/// of more under a few.
template <Layer L, unsigned Conventions>
[[nodiscard]] constexpr Comparison<Conventions>
compare_conventions(const L& net, const Shape& input,
                    const Convention (&conventions)[Conventions]) {
    const auto summary = ctnn::summarize(net, input);
    Comparison<Conventions> comparison{input, summary.totals};
    for (unsigned i = 0; i < Conventions; ++i) {
        comparison.items[comparison.count++] = {conventions[i], flops(summary, conventions[i])};
    }
    return comparison;
}

/// What a network costs under all conventions there are.
template <Layer L>
[[nodiscard]] constexpr auto compare_conventions(const L& net, const Shape& input) {
    return compare_conventions(net, input, conventions::all);
}

} // namespace ctnn
