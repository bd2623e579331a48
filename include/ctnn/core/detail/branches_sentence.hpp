// The sentence about branches of a merge that differ, and how to make them fit.
#pragma once

#include "sample_axis.hpp"
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

/// The axis that branches are concatenated along, counted from the last; 0: none.
constexpr int joined_from_last(const Error& error) {
    if (error.op != Op::concat) return 0;
    const int rank = error.input.axes();
    return rank - sample_axis(error.advice.dim == 0 ? 1 : error.advice.dim, rank);
}

/// The shape that a branch of a merge, the second if not said otherwise, should have beside
/// another.
constexpr Shape mended(const Error& error, const Shape& first, const Shape& other) {
    Shape good = first;
    const int axes = first.axes();
    if (error.op == Op::concat && other.rank == first.rank && joined_from_last(error) <= axes) {
        const int joined = axes - joined_from_last(error);
        good.dims[joined] = other.dims[joined];
    } else if (error.op == Op::multiply && is_gate(other) && first.rank == 3) {
        good = {first.channels(), 1, 1};
    } else if (error.op == Op::multiply && other.rank == axes - 1 && axes > 1 && axes < 4 &&
               other.dims[0] == first.dims[0] && (axes < 3 || other.dims[1] == first.dims[1])) {
        good.dims[axes - 1] = 1; // a gate along the last axis
    } else if (error.op == Op::matmul && axes > 1) {
        good.dims[axes - 2] = first.last();
        good.dims[axes - 1] = other.last();
    }
    return good;
}

/// `, which differ in height, width`: the axes whose sizes differ and do not stretch; by name in
/// maps, else by PyTorch's dim, from the last. False if there are none.
constexpr bool append_difference(Sentence& text, const Error& error) {
    constexpr const char* of_map[] = {"width", "height", "channels"};
    const bool are_maps = error.input.rank == 3 && error.other.rank == 3;
    bool differ = false;
    for (int number = Shape::max_rank; number > (error.op == Op::matmul ? 2 : 0); --number) {
        const Count one = size_from_last(error.input, number);
        const Count other = size_from_last(error.other, number);
        const bool stretches = error.op != Op::concat && (one == 1 || other == 1);
        if (one == other || stretches || number == joined_from_last(error)) continue;
        text.append(differ ? ", " : ", which differ in ");
        if (are_maps) {
            text.append(of_map[number - 1]);
        } else {
            text.append("dim ").append(-number);
        }
        differ = true;
    }
    return differ;
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

/// What the branches are to have.
constexpr void append_expected(Sentence& text, const Error& error) {
    const bool are_maps = error.input.rank == 3 && error.other.rank == 3;
    const bool has_dim = error.op == Op::concat && !(are_maps && joined_from_last(error) == 3);
    text.append(error.op == Op::matmul
                    ? "expects branches N x M and M x P, the axes before equal or 1"
                : error.op == Op::multiply ? "expects branches of the same shape, or gates Cx1x1"
                : has_dim                  ? "expects branches that differ in dim "
                : error.op == Op::concat   ? "expects branches of the same height and width"
                                           : "expects branches of the same shape");
    if (!has_dim) return;
    text.append(error.advice.dim == 0 ? 1 : error.advice.dim).append(" alone");
}

/// The layer that caused the difference, and what mends it: `; layer 3 (MaxPool2d, at 1.0) makes 7
/// of 15: give the network a height that is a multiple of 16, such as 32`. False if it is not
/// known.
constexpr bool append_culprit(Sentence& text, const Culprit& culprit) {
    if (culprit.remedy == Remedy::none) return false;
    append_shortened(text.append("; layer ").append(culprit.index).append(" ("), culprit.layer);
    if (!culprit.path.is_empty()) append_path(text.append(", at "), culprit.path);
    text.append(") makes ").append(culprit.out).append(" of ").append(culprit.in);
    switch (culprit.remedy) {
    case Remedy::none: break;
    case Remedy::padding_same: text.append(": set padding = same for its even kernel"); break;
    case Remedy::ceil_mode: text.append(": set ceil_mode = true"); break;
    case Remedy::multiple:
        text.append(culprit.is_width ? ": give the network a width"
                                     : ": give the network a height");
        text.append(" that is a multiple of ").append(culprit.multiple);
        text.append(", such as ").append(culprit.such_as);
        break;
    }
    return true;
}

/// The two branches, where they differ, and which one to change to fit the other.
constexpr void append_branches(Sentence& text, const Error& error) {
    const Shape& first = error.input;
    const Shape& other = error.other;
    append_expected(text, error);
    append_branch(append(text, error, ", gets $input from "), error.branch, error.misfit.expected);
    append_branch(append(text, error, " and $other from "), error.other_branch, error.misfit.got);
    const bool is_flattened = error.op == Op::concat && (first.rank == 1) != (other.rank == 1) &&
                              error.advice.dim >= -1 && error.advice.dim <= 1;
    // A user's merge has rules of its own.
    const bool differ = error.op != Op::custom && !is_flattened && append_difference(text, error);
    if (append_culprit(text, error.culprit)) return;
    const bool is_residual = error.branch != nullptr;
    if (is_residual && error.other_is_input && append_projection(text, first, other)) return;
    if (is_residual && error.other_is_input) {
        append(text, error, "; bring body to $other");
        if (is_cropped(first, other)) text.append(", for example with padding");
        return;
    }
    const bool is_product = error.op == Op::matmul;
    if (is_product && (first.rank < 2 || other.rank < 2)) return;
    const bool is_transposed = is_product && !differ && first.last() == other.last();
    const bool is_first = is_flattened
                              ? other.rank == 1
                              : error.op == Op::multiply && is_gate(first) && !is_gate(other);
    append_branch(text.append(is_flattened    ? "; put Flatten{} at the end of "
                              : is_transposed ? "; transpose "
                                              : "; bring "),
                  is_first ? error.branch : error.other_branch,
                  is_first ? error.misfit.expected : error.misfit.got);
    if (is_flattened || is_transposed) return;
    append(text.append(" to "),
           is_first ? mended(error, other, first) : mended(error, first, other));
    const Count stride = stride_between(other, first);
    if (is_residual && stride > 1)
        text.append(", for example with ").append(stride).append(" times its stride");
}

} // namespace ctnn::detail
