// The FLOPs of one network under many conventions.
#pragma once

#include "../conventions/all.hpp"
#include "../core/list.hpp"
#include "../core/summary.hpp"

namespace ctnn {

/// The cost of a network under one convention, in that convention's unit; `overflow` past 63 bits.
struct Counted {
    Convention convention;
    Count count = 0;
};

/// The costs of a network under several conventions, in the order given.
template <unsigned Conventions>
struct Comparison : List<Counted, Conventions> {
    Inputs inputs = {};
    Totals totals = {}; ///< its FLOPs are the lecture's

    constexpr Comparison(const Inputs& inputs_, const Totals& totals_)
        : inputs(inputs_), totals(totals_) {}

    /// The convention with the smallest count.
    constexpr const Counted& least() const {
        const Counted* least = this->items;
        for (const Counted& counted : *this) {
            if (sort_key(counted) < sort_key(*least)) least = &counted;
        }
        return *least;
    }

    /// The convention with the largest count; the first one past 63 bits, if any.
    constexpr const Counted& most() const {
        const Counted* most = this->items;
        for (const Counted& counted : *this) {
            if (sort_key(counted) > sort_key(*most)) most = &counted;
        }
        return *most;
    }

  private:
    static constexpr Count sort_key(const Counted& counted) {
        return counted.count == overflow ? INT64_MAX : counted.count;
    }
};

/// The cost of a summary's rows under a convention, without another walk; `overflow` past 63 bits.
/// If the summary has an error, the rows before it are counted.
[[nodiscard]] constexpr Count flops(const Rows& rows, const Convention& convention) {
    Count sum = 0;
    for (int row = 0; row < rows.size(); ++row) {
        sum = add(sum, convention.count(rows.operation(row)));
    }
    return sum;
}

/// The costs of a network under the given conventions, from one walk. Throws shape_error as
/// output_shape. Clang's default limits suffice for 1,800 operations under all conventions, and for
/// more under a few.
template <Layer L, unsigned Conventions>
[[nodiscard]] constexpr Comparison<Conventions>
compare_conventions(const L& net, const Inputs& inputs,
                    const Convention (&conventions)[Conventions]) {
    const auto summary = ctnn::summarize(net, inputs);
    const Rows rows = summary;
    Comparison<Conventions> comparison{inputs, summary.totals};
    for (const Convention& convention : conventions) {
        comparison.items[comparison.count++] = {convention, 0};
    }
    // Each operation once: to find what computed its input costs more than to count it.
    for (int row = 0; row < rows.size(); ++row) {
        const Operation operation = rows.operation(row);
        for (int i = 0; i < comparison.count; ++i) {
            Counted& counted = comparison.items[i];
            counted.count = add(counted.count, counted.convention.count(operation));
        }
    }
    return comparison;
}

/// The costs of a network under all conventions of the library.
template <Layer L>
[[nodiscard]] constexpr auto compare_conventions(const L& net, const Inputs& inputs) {
    return compare_conventions(net, inputs, conventions::all);
}

} // namespace ctnn
