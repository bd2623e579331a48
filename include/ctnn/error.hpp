// One error: what does not fit and where, as data; and its sentence.
#pragma once

#include "misfit.hpp"
#include "op.hpp"
#include "text.hpp"

namespace ctnn {

/// Where an operation stands in a network: `3.body.0`. Empty for a network of one layer. A path
/// over 63 characters loses its end.
using Path = Text<63>;

/// A sentence about an error.
using Sentence = Text<255>;

/// What does not fit, and where. Converts to true when something does not.
struct Error {
    Misfit misfit = {};
    const char* layer = ""; ///< the layer's name: "Conv2d"
    Op op = Op::custom;     ///< and its operation
    Path path = {};
    int index = 0;    ///< the operation's number in execution order, from 0
    Shape input = {}; ///< what came in; at a merge, the first branch's output
    Shape other =
        {}; ///< at a merge, the branch that differs; at a Linear, the map flattened before
    const char* branch = nullptr;       ///< at a merge, the name of the first branch, if it has one
    const char* other_branch = nullptr; ///< and of the one that differs

    constexpr explicit operator bool() const { return static_cast<bool>(misfit); }
};

namespace detail {

constexpr const char* name_of(Field field) {
    switch (field) {
    case Field::none: return "size";
    case Field::in_channels: return "in_channels";
    case Field::out_channels: return "out_channels";
    case Field::channels: return "channels";
    case Field::depth_multiplier: return "depth_multiplier";
    case Field::in_features: return "in_features";
    case Field::out_features: return "out_features";
    case Field::num_features: return "num_features";
    case Field::num_channels: return "num_channels";
    case Field::num_groups: return "num_groups";
    case Field::num_parameters: return "num_parameters";
    case Field::kernel_size: return "kernel_size";
    case Field::stride: return "stride";
    case Field::padding: return "padding";
    case Field::output_padding: return "output_padding";
    case Field::dilation: return "dilation";
    case Field::groups: return "groups";
    case Field::output_size: return "output_size";
    case Field::size: return "size";
    case Field::scale_factor: return "scale_factor";
    case Field::normalized_shape: return "normalized_shape";
    case Field::dim: return "dim";
    case Field::start_dim: return "start_dim";
    case Field::end_dim: return "end_dim";
    case Field::p: return "p";
    case Field::divisor_override: return "divisor_override";
    }
    return "";
}

constexpr const char* name_of(Axis axis) {
    switch (axis) {
    case Axis::none: return "";
    case Axis::height: return "height";
    case Axis::width: return "width";
    }
    return "";
}

constexpr Sentence& append(Sentence& text, const Shape& shape) {
    for (int axis = 0; axis < shape.rank; ++axis) {
        if (axis > 0) text.append('x');
        text.append(shape[axis]);
    }
    return shape.rank == 0 ? text.append("no axes") : text;
}

/// `kernel_size`, or `kernel_size.height` where the misfit is about one axis.
constexpr Sentence& append_field(Sentence& text, const Misfit& misfit) {
    text.append(name_of(misfit.field));
    if (misfit.axis != Axis::none) text.append('.').append(name_of(misfit.axis));
    return text;
}

constexpr Sentence& append_branch(Sentence& text, const char* name, Count number) {
    return name != nullptr ? text.append(name) : text.append("branch ").append(number);
}

/// What was expected, what came, and what would mend it.
constexpr void append_cause(Sentence& text, const Error& error) {
    const Misfit& misfit = error.misfit;
    const Shape& input = error.input;
    const Count expected = misfit.expected;
    const Count got = misfit.got;
    const char* const field = name_of(misfit.field);
    switch (misfit.problem) {
    case Problem::none: return;
    case Problem::not_positive:
        append_field(text, misfit).append(" must be at least 1, ");
        if (got == 0 || got == inferred) {
            text.append("is 0 or was left out");
        } else {
            text.append("is ").append(got);
        }
        return;
    case Problem::negative:
        append_field(text, misfit).append(" must not be negative, is ").append(got);
        return;
    case Problem::over_limit:
        append_field(text, misfit).append(" must be at most ").append(expected).append(", is ");
        text.append(got);
        return;
    case Problem::out_of_range:
        text.append(field).append(misfit.field == Field::p ? " must be between 0 and 1"
                                                           : " must be more than 0");
        return;
    case Problem::rank:
        text.append("expects ");
        if (expected == 3) {
            text.append("a map CxHxW (3 axes)");
        } else {
            text.append("at least ").append(expected).append(" axes");
        }
        append(text.append(", gets "), input).append(" (").append(got).append(" axes)");
        return;
    case Problem::channels:
        text.append("expects ").append(expected).append(" channels, gets ").append(got);
        append(text.append(" ("), input).append("); set ").append(field).append(" = ").append(got);
        return;
    case Problem::features:
        text.append("expects ").append(expected).append(" input features, gets ").append(got);
        append(text.append(" ("), error.other.rank > 0 ? error.other : input);
        text.append(error.other.rank > 0 ? " flattened); set in_features = "
                                         : "); set in_features = ");
        text.append(got);
        return;
    case Problem::missing_flatten:
        text.append("expects ");
        if (expected == inferred) {
            text.append("a vector");
        } else {
            text.append(expected).append(" input features");
        }
        append(text.append(", gets the map "), input).append("; put Flatten{} before it");
        return;
    case Problem::kernel_exceeds_input:
        text.append("expects a padded ").append(name_of(misfit.axis)).append(" of at least ");
        text.append(expected).append(", as the kernel has, gets ").append(got);
        append(text.append(" ("), input).append("); use a smaller kernel or more padding");
        return;
    case Problem::pool_padding:
        append_field(text, misfit).append(" must be at most half of the kernel, ").append(expected);
        text.append(", is ").append(got);
        return;
    case Problem::groups:
        text.append(misfit.field == Field::num_channels ? "num_groups" : "groups");
        text.append(" = ").append(got).append(" must divide ").append(field);
        text.append(" = ").append(expected);
        return;
    case Problem::same_with_stride:
        text.append("padding same expects stride 1, gets ").append(got);
        text.append("; give the padding as a number");
        return;
    case Problem::output_padding:
        append_field(text, misfit).append(" must be less than stride or dilation, ");
        text.append(expected).append(", is ").append(got);
        return;
    case Problem::empty_output:
        append_field(text, misfit).append(" leaves an output ").append(name_of(misfit.axis));
        append(text.append(" of ").append(got).append(" (input "), input).append(')');
        return;
    case Problem::normalized_shape:
        text.append("normalized_shape expects an axis of ").append(expected).append(", gets ");
        append(text.append(got).append(" ("), input).append(')');
        return;
    case Problem::dimension:
        append(text.append(field).append(" = ").append(got).append(" is no axis of "), input);
        text.append(": expects 1 to ").append(expected).append(" (0 is the batch), or -1 to -");
        text.append(expected);
        return;
    case Problem::axis_order:
        text.append("end_dim = ").append(got).append(" comes before start_dim");
        return;
    case Problem::size_or_scale:
        text.append("expects either size or scale_factor, gets ");
        text.append(misfit.field == Field::size ? "neither" : "both");
        return;
    case Problem::align_corners:
        text.append("align_corners expects mode bilinear or bicubic, gets nearest");
        return;
    case Problem::branches:
        append(text.append("expects branches that fit together, gets "), input);
        append_branch(text.append(" from "), error.branch, expected);
        append_branch(append(text.append(" and "), error.other).append(" from "),
                      error.other_branch, got);
        return;
    case Problem::needs_input:
        text.append(field).append(" was left out and there is no input to infer it from; ");
        text.append("give it, or ask params(net, input)");
        return;
    case Problem::input_shape:
        append(text.append("expects an input shape of sizes of at least 1, gets "), input);
        return;
    case Problem::input_elements:
        text.append("expects an input of at most ").append(INT64_MAX).append(" elements, gets ");
        append(text, input);
        return;
    case Problem::own_output:
        text.append("gives an output shape with a size of ").append(got);
        text.append("; sizes must be at least 1");
        return;
    case Problem::unannounced:
        text.append("is more than the composite layer around it announces; count it in the ");
        text.append("composite's operations and edges");
        return;
    case Problem::figure: text.append(error.layer).append(" must be a number over 0"); return;
    case Problem::too_large:
        text.append("a size or a count does not fit in 63 bits");
        if (input.rank > 0) append(text.append(" (input "), input).append(')');
        return;
    }
}

} // namespace detail

/// The error in words: `layer 7 (Linear, at classifier.1): expects 400 input features, gets 256
/// (256); set in_features = 256`. Empty if there is none.
constexpr Sentence sentence(const Error& error) {
    Sentence text;
    if (!error) return text;
    const Problem problem = error.misfit.problem;
    if (problem != Problem::input_shape && problem != Problem::input_elements &&
        problem != Problem::figure) {
        text.append("layer ").append(error.index).append(" (").append(error.layer);
        if (error.path.size > 0) text.append(", at ").append(error.path.c_str());
        text.append("): ");
    }
    detail::append_cause(text, error);
    return text;
}

} // namespace ctnn
