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

/// Might a vector both scale the channels of a map and stretch its width?
constexpr bool is_ambiguous_gate(const Shape& gate, const Shape& map) {
    return gate.rank == 1 && map.rank == 3 && gate.channels() == map.channels();
}

/// The axis that branches are concatenated along; channels if the merge, a user's, does not say.
constexpr int joined_axis(const Error& error, int rank) {
    return error.advice.dim == 0 ? 0 : sample_axis(error.advice.dim, rank);
}

/// The shape that the second branch of a sum, a product or a concatenation should have.
constexpr Shape mended(const Error& error, const Shape& first, Shape other) {
    const int joined = joined_axis(error, first.axes());
    if (error.op == Op::concat && other.rank == first.rank && joined >= 0) {
        const Count size = other.dims[joined];
        other = first;
        other.dims[joined] = size;
        return other;
    }
    if (error.op != Op::multiply || !is_gate(other) || first.rank != 3) return first;
    if (is_ambiguous_gate(other, first)) other = {first.channels(), 1, 1};
    other.dims[0] = first.dims[0];
    return other;
}

/// An axis by its number from the last, which is 1: by name in a map, else by PyTorch's dim, which
/// is negative where branches of other ranks are aligned at the last axis.
constexpr void append_axis(Sentence& text, int number, const Shape& first, const Shape& other) {
    constexpr const char* of_map[] = {"width", "height", "channels"};
    const int rank = first.axes();
    if (rank != other.axes()) {
        text.append("dim ").append(-number);
    } else if (rank == 3) {
        text.append(of_map[number - 1]);
    } else {
        text.append("dim ").append(rank - number + 1);
    }
}

/// `, which differ in height and width`: all axes, from axis number `from` (the last is 1), whose
/// sizes differ. Those that stretch do not count, but in a concatenation.
constexpr void append_difference(Sentence& text, const Error& error, int from = 1) {
    const Shape& first = error.input;
    const Shape& other = error.other;
    const int rank = first.axes() > other.axes() ? first.axes() : other.axes();
    const bool is_concat = error.op == Op::concat;
    const int joined = is_concat ? rank - joined_axis(error, rank) : 0; // its number; 0: none
    bool differs[Shape::max_rank + 1] = {};
    int left = 0;
    for (int number = from; number <= rank; ++number) {
        const Count one = size_from_last(first, number);
        const Count two = size_from_last(other, number);
        const bool stretches = !is_concat && (one == 1 || two == 1);
        differs[number] = one != two && !stretches && number != joined;
        if (differs[number]) ++left;
    }
    if (left > 0) text.append(", which differ in ");
    for (int number = rank; number >= from; --number) {
        if (!differs[number]) continue;
        append_axis(text, number, first, other);
        --left;
        text.append(left > 1 ? ", " : left == 1 ? " and " : "");
    }
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

/// `, gets 8x4x4 from body and 8x6x6 from shortcut`.
constexpr void append_both(Sentence& text, const Error& error) {
    append_branch(append(text.append(", gets "), error.input).append(" from "), error.branch,
                  error.misfit.expected);
    append_branch(append(text.append(" and "), error.other).append(" from "), error.other_branch,
                  error.misfit.got);
}

/// `; bring branch 1 to 8x6x6`: the second branch, or the first.
constexpr Sentence& append_mended(Sentence& text, const Error& error, const Shape& shape,
                                  bool is_second = true) {
    append_branch(text.append("; bring "), is_second ? error.other_branch : error.branch,
                  is_second ? error.misfit.got : error.misfit.expected);
    return append(text.append(" to "), shape);
}

/// What the branches of a concatenation, a product or a sum are to have.
constexpr void append_expected(Sentence& text, const Error& error) {
    const bool is_map = error.input.rank == 3 && joined_axis(error, 3) == 0;
    if (error.op == Op::multiply) {
        text.append("expects branches of the same shape, or gates Cx1x1");
    } else if (error.op != Op::concat) {
        text.append("expects branches of the same shape");
    } else if (error.input.rank != error.other.rank) {
        text.append("expects branches of the same number of axes");
    } else if (is_map) {
        text.append("expects branches of the same height and width");
    } else {
        text.append("expects branches of the same shape but for dim ").append(error.advice.dim);
    }
}

/// Of a vector beside a map in a concatenation: the map flattened.
constexpr bool append_flatten(Sentence& text, const Error& error) {
    const bool is_second = error.input.rank == 1;
    if (error.op != Op::concat || is_second == (error.other.rank == 1)) return false;
    append_branch(text.append("; put Flatten{} at the end of "),
                  is_second ? error.other_branch : error.branch,
                  is_second ? error.misfit.got : error.misfit.expected);
    return true;
}

/// The two branches of a matrix product.
constexpr void append_matrices(Sentence& text, const Error& error) {
    const Shape& first = error.input;
    const Shape& other = error.other;
    const Count columns = first.last();
    if (error.misfit.expected == error.misfit.got) {
        text.append("expects two branches");
        return;
    }
    if (first.rank < 2 || other.rank < 2) {
        append_both(text.append("expects branches of at least 2 axes"), error);
        const Count rows = other.rank < 2 ? columns : size_from_last(other, 2);
        const bool is_second = first.rank >= 2;
        append_mended(text, error, is_second ? Shape{columns, 1} : Shape{1, rows}, is_second);
        return;
    }
    Shape good = other;
    if (columns != size_from_last(other, 2)) {
        append_both(text.append("expects as many rows in the second branch as columns in the "
                                "first"),
                    error);
        if (columns == other.last()) {
            append_branch(text.append("; transpose "), error.other_branch, error.misfit.got);
            return;
        }
        good.dims[good.axes() - 2] = columns;
        append_mended(text, error, good);
        return;
    }
    append_both(text.append("expects the same axes before the last two"), error);
    append_difference(text, error, 3);
    good = first;
    good.dims[good.axes() - 2] = columns;
    good.dims[good.axes() - 1] = other.last();
    append_mended(text, error, good);
}

/// The two branches, where they differ, and which one to change to fit the other.
constexpr void append_branches(Sentence& text, const Error& error) {
    if (error.op == Op::matmul) return append_matrices(text, error);
    const Shape& first = error.input;
    const Shape& other = error.other;
    append_expected(text, error);
    append_both(text, error);
    const bool is_custom = error.op == Op::custom; // a user's, with rules of its own
    const bool is_rank = error.op == Op::concat && first.rank != other.rank;
    if (!is_custom && !is_rank && first.axes() + other.axes() > 2) append_difference(text, error);
    if (error.op == Op::multiply &&
        (is_ambiguous_gate(first, other) || is_ambiguous_gate(other, first))) {
        text.append(", of which the vector may scale the channels or stretch the width");
    }
    if (append_flatten(text, error)) return;
    const bool is_residual = error.branch != nullptr;
    if (is_residual && error.other_is_input && append_projection(text, first, other)) return;
    if (is_residual && error.other_is_input) {
        append(text.append("; bring body to "), other);
        if (is_cropped(first, other)) text.append(", for example with padding");
        return;
    }
    if (error.op == Op::multiply && is_gate(first) && !is_gate(other)) {
        append_mended(text, error, mended(error, other, first), false);
        return;
    }
    append_mended(text, error, mended(error, first, other));
    const Count stride = stride_between(other, first);
    if (is_residual && stride > 1)
        text.append(", for example with ").append(stride).append(" times its stride");
}

} // namespace ctnn::detail
