// The sentence about branches of a merge that differ, and how to make them fit.
#pragma once

#include "sentence_parts.hpp"

namespace ctnn::detail {

/// `body`, or `branch 1` where branches have no names.
constexpr Sentence& append_branch(Sentence& text, const char* name, Count number) {
    return name != nullptr ? text.append(name) : text.append("branch ").append(number);
}

/// C or Cx1x1.
constexpr bool is_gate(const Shape& shape) {
    return shape.rank == 1 || (shape.rank == 3 && shape.height() == 1 && shape.width() == 1);
}

/// The shape that the second branch of a merge should have.
constexpr Shape mended(Op op, const Shape& first, Shape other) {
    if (op == Op::concat && other.rank == first.rank) {
        const Count channels = other.dims[0];
        other = first;
        other.dims[0] = channels;
        return other;
    }
    if (op != Op::multiply || !is_gate(other) || first.rank != 3) return first;
    other.dims[0] = first.dims[0];
    return other;
}

/// The stride of a 1x1 convolution that turns a size of `in` into `size`; 0 if none does.
constexpr Count pointwise_stride(Count in, Count size) {
    if (in < 1 || size < 1) return 0;
    const Count stride = size > 1 ? (in - 1) / (size - 1) : in;
    return stride >= 1 && (in - 1) / stride + 1 == size ? stride : 0;
}

/// The stride that turns one map size into another, the same along both axes; 0 if none does.
constexpr Count stride_between(const Shape& in, const Shape& out) {
    const Count stride = pointwise_stride(in.height(), out.height());
    const bool is_same =
        in.rank == 3 && out.rank == 3 && stride == pointwise_stride(in.width(), out.width());
    return is_same ? stride : 0;
}

/// For a Residual without a shortcut layer: the paper's projection (arXiv:1512.03385), if one turns
/// the block's input into the body's output shape.
constexpr bool append_projection(Sentence& text, const Shape& body, const Shape& input) {
    const Count stride = stride_between(input, body);
    if (stride < 1) return false;
    text.append("; use Conv2d{.out_channels = ").append(body.channels());
    text.append(", .kernel_size = 1");
    if (stride > 1) text.append(", .stride = ").append(stride);
    text.append("} as the shortcut");
    return true;
}

/// Has it the same channels, and no larger height or width?
constexpr bool is_cropped(const Shape& map, const Shape& original) {
    return map.rank == 3 && original.rank == 3 && map.channels() == original.channels() &&
           map.height() <= original.height() && map.width() <= original.width();
}

/// The two branches, and which one to change to fit the other.
constexpr void append_branches(Sentence& text, const Error& error) {
    const Shape& first = error.input;
    const Shape& other = error.other;
    text.append(error.op == Op::concat ? "expects branches of the same height and width, gets "
                : error.op == Op::multiply
                    ? "expects branches of the same shape, or gates Cx1x1, gets "
                    : "expects branches of the same shape, gets ");
    append_branch(append(text, first).append(" from "), error.branch, error.misfit.expected);
    append_branch(append(text.append(" and "), other).append(" from "), error.other_branch,
                  error.misfit.got);
    const bool is_residual = error.branch != nullptr;
    if (is_residual && error.other_is_input && append_projection(text, first, other)) return;
    if (is_residual && error.other_is_input) {
        append(text.append("; bring body to "), other);
        if (is_cropped(first, other)) text.append(", for example with padding");
        return;
    }
    if (error.op == Op::multiply && is_gate(first) && !is_gate(other)) {
        append_branch(text.append("; bring "), error.branch, error.misfit.expected);
        append(text.append(" to "), mended(error.op, other, first));
        return;
    }
    append_branch(text.append("; bring "), error.other_branch, error.misfit.got);
    append(text.append(" to "), mended(error.op, first, other));
    const Count stride = stride_between(other, first);
    if (is_residual && stride > 1)
        text.append(", for example with ").append(stride).append(" times its stride");
}

} // namespace ctnn::detail
