// Two summaries, field by field.
#pragma once

#include <ctnn/core/summary.hpp>

/// Do two summaries have the same rows, edges, parts, paths and totals? (Their capacities may
/// differ.)
constexpr bool have_same_rows(const auto& one, const auto& other) {
    using namespace ctnn;
    if (one.size() != other.size() || one.part_count != other.part_count) return false;
    for (int i = 0; i < one.size(); ++i) {
        const Record& a = one[i];
        const Record& b = other[i];
        if (!(Step{a.name, 0} == Step{b.name, 0}) || a.op != b.op || a.output != b.output ||
            a.flops != b.flops || a.params != b.params || a.work != b.work ||
            a.window != b.window || a.part != b.part || !(a.step == b.step) ||
            a.operands != b.operands || a.first_edge != b.first_edge ||
            a.is_opaque != b.is_opaque || a.shares != b.shares || !(a.axes == b.axes) ||
            a.takes_output_size != b.takes_output_size || one.input_of(i) != other.input_of(i) ||
            !(one.path(i) == other.path(i))) {
            return false;
        }
        for (int k = 0; k < a.operands; ++k) {
            if (one.operand(i, k) != other.operand(i, k)) return false;
        }
    }
    for (int i = 0; i < one.part_count; ++i) {
        const Part& a = one.parts[i];
        const Part& b = other.parts[i];
        const bool are_same_kind = Step{a.kind, 0} == Step{b.kind, 0};
        if (a.parent != b.parent || !(a.step == b.step) || !are_same_kind) return false;
    }
    const Totals& a = one.totals;
    const Totals& b = other.totals;
    return a.output == b.output && a.params == b.params && a.buffers == b.buffers &&
           a.macs == b.macs && a.flops == b.flops && one.output_row == other.output_row &&
           one.inputs == other.inputs;
}
