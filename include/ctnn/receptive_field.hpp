// What of the input each operation sees: its receptive field.
#pragma once

#include "detail/follow.hpp"
#include "summary.hpp"

namespace ctnn {

/// A receptive field along one axis, in places of the network's input, padding places among them.
struct AxisField {
    /// The most that one place sees, from the first to the last; 0 where there is no field: a
    /// network of vectors, or behind branches whose strides differ. `overflow` past 63 bits.
    Count size = 0;
    /// The same through sliding windows alone: without what a gate (squeeze-and-excite) or a
    /// normalisation's own statistics bring from the whole map.
    Count window_size = 0;
    Fraction stride = 0;  ///< effective: from one place's centre to the next; 0: all see the same
    Fraction padding = 0; ///< effective: how far the first place's field begins before the input
    Fraction first_centre = 0; ///< of what windows show to the first place; the input's first is 0
    bool exceeds_input = false;
    bool is_whole = false; ///< every place sees the whole input

    constexpr bool operator==(const AxisField&) const = default;
};

/// A receptive field.
struct ReceptiveField {
    AxisField height = {};
    AxisField width = {};
    /// All paths from the input have one centre, where branches were added or concatenated.
    bool is_aligned = true;

    constexpr bool exceeds_input() const { return height.exceeds_input || width.exceeds_input; }

    constexpr bool operator==(const ReceptiveField&) const = default;
};

/// A receptive field per operation, in the order of a summary's rows.
template <int Operations>
struct ReceptiveFields {
    ReceptiveField rows[Operations > 0 ? static_cast<unsigned>(Operations) : 1] = {};
    int count = 0;
    ReceptiveField network = {}; ///< of the last map before it is flattened or pooled to 1x1
    int network_row = -1;        ///< and whose output that is; -1: the input's

    constexpr int size() const { return count; }
    constexpr const ReceptiveField* begin() const { return rows; }
    constexpr const ReceptiveField* end() const { return rows + count; }
    constexpr const ReceptiveField& operator[](int row) const { return rows[row]; }
};

namespace detail {

/// A field in numbers, for `places` places of an input of so many.
constexpr AxisField axis_field(const Sight& sight, Count places, Count input) {
    if (!sight.is_known) return {};
    const Places first = sight.all_at(0);
    Places last = first;
    if (sight.has_common) last = sight.all_at(places - 1);
    Fraction size = first.size();
    if (sight.has_common && size < last.size()) size = last.size();
    if (!size.is_valid() || !sight.stride.is_valid() || !last.last.is_valid()) {
        return {.size = overflow, .window_size = overflow};
    }
    const Places all{0, 2 * (input - 1)};
    const bool begins_whole = first.includes(all);
    return {.size = size.ceil(),
            .window_size = sight.has_common ? sight.span().ceil() : size.ceil(),
            .stride = sight.stride,
            .padding = first.first.half() * -1,
            .first_centre = sight.centre.half(),
            .exceeds_input = input < size.ceil(),
            .is_whole = begins_whole && sight.all_at(places - 1).includes(all)};
}

constexpr ReceptiveField field_of(const Sights& sights, const Shape& shape, const Shape& input) {
    return {axis_field(sights.height, height_of(shape), input.height()),
            axis_field(sights.width, width_of(shape), input.width()),
            sights.height.is_aligned && sights.width.is_aligned};
}

/// Maps and windows of at most max_size along an axis, as all layers of the library have: then
/// nothing here is past 63 bits unseen. Throws shape_error for others.
constexpr void refuse_oversized(const Record& row, int index, Axis axis, Count size) {
    if (size <= max_size) return;
    refuse({.misfit = {Problem::over_limit, Field::none, axis, max_size, size},
            .layer = row.name,
            .op = row.op,
            .path = row.path,
            .index = index,
            .input = row.input});
}

constexpr Count largest(const WindowAxis& window) {
    const Count sizes[] = {window.kernel, window.stride, window.dilation, window.before};
    Count largest = 0;
    for (const Count size : sizes) {
        if (size > largest) largest = size;
    }
    return largest;
}

constexpr void refuse_oversized(const Rows& rows) {
    for (int i = 0; i < rows.size(); ++i) {
        const Record& row = rows[i];
        refuse_oversized(row, i, Axis::height, height_of(row.input));
        refuse_oversized(row, i, Axis::width, width_of(row.input));
        refuse_oversized(row, i, Axis::height, largest(row.window.height));
        refuse_oversized(row, i, Axis::width, largest(row.window.width));
    }
}

} // namespace detail

/// Receptive field, effective stride, effective padding and first centre of every operation, along
/// both axes, by the recurrences of Araujo, Norris, Sim 2019 (Distill, "Computing receptive fields
/// of convolutional neural networks"). Branches: the smallest interval that has all of theirs in
/// it, which is the largest where their centres agree.
///
/// Exact for convolutions and pools, and behind nearest upsampling by whole numbers and transposed
/// convolutions whose kernel is at least the stride. An upper bound on the size behind
/// interpolation, other ratios, dilated transposed convolutions, and strides or joined branches
/// that follow an upsampling. Places that were upsampled are centred as the parts of a pixel are
/// (align_corners = false). Throws shape_error if the summary has an error, or a size along an axis
/// is over max_size.
template <int Operations, int Edges>
constexpr ReceptiveFields<Operations> receptive_fields(const Summary<Operations, Edges>& summary) {
    detail::refuse(summary.error);
    detail::refuse_oversized(summary);
    detail::Sights sights[static_cast<unsigned>(Operations) + 1] = {};
    detail::Follow follow(summary, sights);
    const Rows rows = summary;
    const auto field = [&](int row) {
        return detail::field_of(follow.of(row), rows.shape(row), rows.input);
    };
    ReceptiveFields<Operations> fields;
    for (fields.count = 0; fields.count < summary.size(); ++fields.count) {
        follow.take(fields.count);
        const int as = follow.sees_as(fields.count);
        fields.rows[fields.count] = as >= 0 ? fields.rows[as] : field(fields.count);
    }
    fields.network_row = follow.last_map();
    fields.network = field(fields.network_row);
    return fields;
}

/// The same of a network on an input. Throws shape_error as summarize.
template <Layer L>
constexpr auto receptive_fields(const L& net, const Shape& input) {
    return receptive_fields(summarize(net, input));
}

/// The receptive field of a network's last map, before it is flattened or pooled to 1x1.
template <int Operations, int Edges>
constexpr ReceptiveField receptive_field(const Summary<Operations, Edges>& summary) {
    return receptive_fields(summary).network;
}

/// The same of a network on an input: `receptive_field(models::resnet50(), image).height.size ==
/// 427`. Throws shape_error as summarize.
template <Layer L>
constexpr ReceptiveField receptive_field(const L& net, const Shape& input) {
    return receptive_fields(net, input).network;
}

} // namespace ctnn
