// The questions that every network answers: shape, parameters, MACs, FLOPs, and all of them in
// rows.
#pragma once

#include "walk.hpp"

namespace ctnn {

/// The shape that comes out for an input. Throws shape_error if a layer does not fit.
template <Layer L>
[[nodiscard]] constexpr Shape output_shape(const L& net, const Shape& input) {
    Walk walk{Walk::Ask::shape};
    walk.run(net, input);
    return walk.totals().output;
}

/// Trainable parameters, for sizes that follow from an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count params(const L& net, const Shape& input) {
    Walk walk{Walk::Ask::params};
    walk.run(net, input);
    return walk.totals().params;
}

/// Trainable parameters of a network that leaves no size to be inferred; otherwise a shape_error
/// that says which one it is. Checks each layer, but not whether they fit together.
template <Layer L>
[[nodiscard]] constexpr Count params(const L& net) {
    Walk walk{Walk::Ask::params};
    walk.run(net);
    return walk.totals().params;
}

/// Multiply-accumulates of convolutions and linear layers in one forward pass over one sample,
/// padding zeros included, biases not. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count macs(const L& net, const Shape& input) {
    Walk walk{Walk::Ask::macs};
    walk.run(net, input);
    return walk.totals().macs;
}

/// FLOPs of one forward pass over one sample by the lecture's formulas. Throws shape_error as
/// output_shape.
template <Layer L>
[[nodiscard]] constexpr Count flops(const L& net, const Shape& input) {
    Walk walk{Walk::Ask::lecture};
    walk.run(net, input);
    return walk.totals().flops;
}

/// FLOPs of one forward pass over one sample under a convention. Throws shape_error as
/// output_shape.
template <Layer L>
[[nodiscard]] constexpr Count flops(const L& net, const Shape& input,
                                    const Convention& convention) {
    Walk walk{Walk::Ask::flops, convention};
    walk.run(net, input);
    return walk.totals().flops;
}

/// The network's output shape, its parameters, buffers, MACs and FLOPs (the lecture's), all from
/// one walk: the cheapest way to assert several. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Totals totals(const L& net, const Shape& input) {
    Walk walk{Walk::Ask::totals};
    walk.run(net, input);
    return walk.totals();
}

/// A network on an input: a record per operation, in execution order, and their totals. Where a row
/// is a number, -1 is the network's input.
template <Size Capacity>
struct Summary {
    Record rows[detail::room_for(Capacity.operations)] = {};
    /// For each row in turn, the rows that feed it.
    int edges[detail::room_for(Capacity.edges)] = {};
    /// The composite layers that the rows stand in, each before those in it.
    Part parts[detail::room_for(Capacity.parts)] = {};
    int part_count = 0;
    Totals totals = {};
    Shape input = {};
    /// The row whose output is the network's: the last one, unless a composite of a user's passes
    /// on an earlier tensor.
    int output_row = -1;
    ConventionName convention; ///< how FLOPs were counted
    Error error = {};          ///< of try_summarize: what did not fit; the rows then end before it

    /// Walks the network; use summarize or try_summarize. (A constructor, because the compiler
    /// would copy all rows out of a function's local variable.)
    template <Layer L>
    constexpr Summary(const L& net_, const Shape& input_, const Convention& convention_,
                      bool must_fit_)
        : input(input_), convention(convention_) {
        Walk walk{Walk::Ask::everything, convention_, {rows, edges, parts, Capacity}};
        walk.run(net_, input);
        totals = walk.totals_so_far();
        part_count = walk.part_count();
        output_row = walk.output_row();
        if (walk.error()) error = walk.error(); // an error is a kilobyte
        if (must_fit_) detail::refuse(error);
    }

    constexpr int size() const { return totals.operations; }
    constexpr const Record* begin() const { return rows; }
    constexpr const Record* end() const { return rows + totals.operations; }
    constexpr const Record& operator[](int row) const { return rows[row]; }

    /// The row whose output is an operand of another one.
    constexpr int operand(int row, int which = 0) const { return all().operand(row, which); }

    /// What a row gets; at a merge, from its first branch; of a source, no axes. (Not by `all()`,
    /// whose own input it would refer to.)
    constexpr const Shape& input_of(int row) const {
        if (rows[row].operands == 0) return detail::no_shape; // a source
        const int from = operand(row);
        return from < 0 ? input : rows[from].output;
    }

    /// Where a row stands: `3.body.0`.
    constexpr Path path(int row) const { return all().path(row); }

    /// The rows without their number in the type.
    constexpr operator Rows() const { return all(); }

  private:
    constexpr Rows all() const {
        return {rows, size(), edges, parts, part_count, input, output_row};
    }
};

/// A record per operation and the totals; a constexpr value. Never throws: what does not fit is the
/// summary's `error`, and the rows and totals go up to it.
template <Layer L>
[[nodiscard]] constexpr auto try_summarize(const L& net, const Shape& input,
                                           const Convention& convention = conventions::lecture) {
    return Summary<size_of<L>()>(net, input, convention, false);
}

/// A record per operation and the totals; a constexpr value. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr auto summarize(const L& net, const Shape& input,
                                       const Convention& convention = conventions::lecture) {
    return Summary<size_of<L>()>(net, input, convention, true);
}

} // namespace ctnn
