// Equal copies of a repeated layer. As soon as a copy gives back the shape that it got, all that
// follow are like it. They are counted and copied here instead of walked: of ResNet-1202's 4,208
// operations the compiler walks 48.
#pragma once

#include "../totals.hpp"
#include "records.hpp"

namespace ctnn::detail {

/// How many copies, at most, of what has come since `before` the totals can still take.
constexpr int copies_that_fit(const Totals& totals, const Totals& before, int wanted) {
    Count fitting = wanted;
    const auto limit = [&](Count was, Count is, Count most) {
        const Count each = is - was;
        if (each > 0 && (most - is) / each < fitting) fitting = (most - is) / each;
    };
    limit(before.operations, totals.operations, INT32_MAX);
    limit(before.params, totals.params, INT64_MAX);
    limit(before.buffers, totals.buffers, INT64_MAX);
    limit(before.macs, totals.macs, INT64_MAX);
    limit(before.flops, totals.flops, INT64_MAX);
    return static_cast<int>(fitting);
}

/// What has come since `before`, as many times more; they fit.
constexpr void add_copies(Totals& totals, const Totals& before, int copies) {
    totals.operations += (totals.operations - before.operations) * copies;
    totals.params += (totals.params - before.params) * copies;
    totals.buffers += (totals.buffers - before.buffers) * copies;
    totals.macs += (totals.macs - before.macs) * copies;
    totals.flops += (totals.flops - before.flops) * copies;
}

/// The last copy of a repeated layer: what has come since `before`.
struct LastCopy {
    int first_operation;
    int first_edge;
    int first_part;
    int part;         ///< the part that the copies stand in
    int input;        ///< the record that it reads
    int output;       ///< the record that the next copy reads
    bool is_numbered; ///< a copy's own step is a number, and no name
};

/// Appends `copies` more of the last copy: its rows, edges and parts, with all numbers in them
/// moved on. A row or a part whose parent is the repeated layer's own part is the copy itself: it
/// keeps that parent, and its step, if it is a number, is counted on. False, and nothing kept, if
/// there is no room.
///
/// Each record is read once and changed in a local variable: of all that a compiler can do with an
/// array behind a pointer, it takes the least time for writing whole elements.
constexpr bool add_copies(Records& records, const LastCopy& last, int copies) {
    const int operations = records.operations - last.first_operation;
    const int edges = records.edge_count - last.first_edge;
    const int parts = records.part_count - last.first_part;
    const auto fits = [copies](int one, Count room) { return Count{one} * copies <= room; };
    if (!fits(operations, records.capacity.operations - records.operations) ||
        !fits(edges, records.capacity.edges - records.edge_count) ||
        !fits(parts, records.capacity.parts - records.part_count)) {
        return false;
    }
    for (int first = last.first_part; first < records.part_count; ++first) {
        Part part = records.parts[first];
        const bool is_copy = part.parent == last.part;
        for (int copy = 1; copy <= copies; ++copy) {
            if (!is_copy) part.parent += parts;
            if (is_copy && last.is_numbered) ++part.step.number;
            records.parts[first + copy * parts] = part;
        }
    }
    for (int first = last.first_operation; first < records.operations; ++first) {
        Record record = records.rows[first];
        const bool is_copy = record.part == last.part;
        for (int copy = 1; copy <= copies; ++copy) {
            record.first_edge += edges;
            if (!is_copy) record.part += parts;
            if (is_copy && last.is_numbered) ++record.step.number;
            records.rows[first + copy * operations] = record;
        }
    }
    for (int first = last.first_edge; first < records.edge_count; ++first) {
        const int operand = records.edges[first];
        const bool is_inside = operand >= last.first_operation;
        const int outside = operand == last.input ? last.output : operand;
        const int next = is_inside ? operand + operations : outside;
        const int step = next >= last.first_operation ? operations : 0;
        for (int copy = 1; copy <= copies; ++copy) {
            records.edges[first + copy * edges] = next + (copy - 1) * step;
        }
    }
    records.operations += copies * operations;
    records.edge_count += copies * edges;
    records.part_count += copies * parts;
    return true;
}

/// Adds up to `wanted` more of the last copy: as many as the totals can take, or none if there is
/// no room for their records. Returns how many.
constexpr int add_copies(Totals& totals, const Totals& before, Records& records,
                         const LastCopy& last, int wanted) {
    const int copies = copies_that_fit(totals, before, wanted);
    if (!add_copies(records, last, copies)) return 0;
    add_copies(totals, before, copies);
    return copies;
}

} // namespace ctnn::detail
