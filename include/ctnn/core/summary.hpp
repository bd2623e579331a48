// The questions that every network answers: shape, parameters, MACs, FLOPs, and all of them in
// rows.
#pragma once

#include "detail/find_culprit.hpp"
#include "list.hpp"
#include "walk.hpp"

namespace ctnn {

// Wherever a network's inputs are asked for, one shape stands for one input: flops(net, {3, 224,
// 224}). Several are Inputs{Shape{3, 224, 224}, Shape{8}}.

/// The shape of the network's last tensor. Throws shape_error if a layer does not fit.
template <Layer L>
[[nodiscard]] constexpr Shape output_shape(const L& net, const Inputs& inputs) {
    Walk walk{Walk::Ask::shape};
    walk.run(net, inputs);
    return walk.totals().output;
}

/// Trainable parameters, for sizes that follow from an input. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Count params(const L& net, const Inputs& inputs) {
    Walk walk{Walk::Ask::params};
    walk.run(net, inputs);
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
[[nodiscard]] constexpr Count macs(const L& net, const Inputs& inputs) {
    Walk walk{Walk::Ask::macs};
    walk.run(net, inputs);
    return walk.totals().macs;
}

/// FLOPs of one forward pass over one sample by the lecture's formulas. Throws shape_error as
/// output_shape.
template <Layer L>
[[nodiscard]] constexpr Count flops(const L& net, const Inputs& inputs) {
    Walk walk{Walk::Ask::lecture};
    walk.run(net, inputs);
    return walk.totals().flops;
}

/// FLOPs of one forward pass over one sample under a convention. Throws shape_error as
/// output_shape.
template <Layer L>
[[nodiscard]] constexpr Count flops(const L& net, const Inputs& inputs,
                                    const Convention& convention) {
    Walk walk{Walk::Ask::flops, convention};
    walk.run(net, inputs);
    return walk.totals().flops;
}

/// The network's output shape, its parameters, buffers, MACs and FLOPs (the lecture's), all from
/// one walk: the cheapest way to assert several. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr Totals totals(const L& net, const Inputs& inputs) {
    Walk walk{Walk::Ask::totals};
    walk.run(net, inputs);
    return walk.totals();
}

/// The shapes of the network's outputs: of the tensors that an Output names, in execution order,
/// and of the last one. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr auto output_shapes(const L& net, const Inputs& inputs) {
    constexpr Count most = size_of<L>().names + 1;
    NetworkOutput outputs[detail::room_for(most)] = {};
    detail::Records storage;
    storage.outputs = outputs;
    Walk walk{Walk::Ask::shape, conventions::lecture, storage};
    walk.run(net, inputs);
    detail::refuse(walk.error());
    List<Shape, most> shapes;
    for (int& i = shapes.count; i < walk.output_count(); ++i) shapes.items[i] = outputs[i].shape;
    return shapes;
}

/// A network on its inputs: a record per operation, in execution order, and their totals. Where a
/// row is a number, -1 is the network's first input, -2 its second, and so on.
template <Size Capacity>
struct Summary {
    Record rows[detail::room_for(Capacity.operations)] = {};
    /// For each row in turn, the rows that feed it.
    int edges[detail::room_for(Capacity.edges)] = {};
    /// The composite layers that the rows stand in, each before those in it.
    Part parts[detail::room_for(Capacity.parts)] = {};
    int part_count = 0;
    Totals totals = {};
    Inputs inputs;
    /// The tensors that an Output names, in execution order, and the last one.
    List<NetworkOutput, Capacity.names + 1> outputs = {};
    /// The row of the last tensor: the last row, unless a From or a composite of a user's passes on
    /// an earlier tensor.
    int output_row = -1;
    ConventionName convention; ///< how FLOPs were counted
    Error error = {};          ///< of try_summarize: what did not fit; the rows then end before it

    /// Walks the network; use summarize or try_summarize. (A constructor, because the compiler
    /// would copy all rows out of a function's local variable.)
    template <Layer L>
    constexpr Summary(const L& net_, const Inputs& inputs_, const Convention& convention_,
                      bool must_fit_)
        : inputs(inputs_), convention(convention_) {
        Walk walk{
            Walk::Ask::everything, convention_, {rows, edges, parts, Capacity, outputs.items}};
        walk.run(net_, inputs);
        outputs.count = walk.output_count();
        totals = walk.totals_so_far();
        part_count = walk.part_count();
        output_row = walk.output_row();
        if (walk.error()) { // an error is a kilobyte
            error = walk.error();
            error.culprit = detail::find_culprit(*this, error);
        }
        if (must_fit_) detail::refuse(error);
    }

    constexpr int size() const { return totals.operations; }
    constexpr const Record* begin() const { return rows; }
    constexpr const Record* end() const { return rows + totals.operations; }
    constexpr const Record& operator[](int row) const { return rows[row]; }

    /// The row whose output is an operand of another one.
    constexpr int operand(int row, int which = 0) const { return all().operand(row, which); }

    /// What a row gets; at a merge, from its first branch; of a source, no axes.
    constexpr const Shape& input_of(int row) const { return all().input_of(row); }

    /// Where a row stands: `3.body.0`.
    constexpr Path path(int row) const { return all().path(row); }

    /// The rows without their number in the type.
    constexpr operator Rows() const { return all(); }

  private:
    constexpr Rows all() const {
        return {rows,    size(),        edges,         parts,     part_count,
                &inputs, outputs.items, outputs.count, output_row};
    }
};

/// A record per operation and the totals; a constexpr value. Never throws: what does not fit is the
/// summary's `error`, and the rows and totals go up to it.
template <Layer L>
[[nodiscard]] constexpr auto try_summarize(const L& net, const Inputs& inputs,
                                           const Convention& convention = conventions::lecture) {
    return Summary<size_of<L>()>(net, inputs, convention, false);
}

/// A record per operation and the totals; a constexpr value. Throws shape_error as output_shape.
template <Layer L>
[[nodiscard]] constexpr auto summarize(const L& net, const Inputs& inputs,
                                       const Convention& convention = conventions::lecture) {
    return Summary<size_of<L>()>(net, inputs, convention, true);
}

} // namespace ctnn
