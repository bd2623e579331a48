// Conventions: how operations are counted as FLOPs. A MAC is not a FLOP, and no two tools agree.
#pragma once

#include "record.hpp"

namespace ctnn {

/// A convention without its function, for summaries: a function pointer in a constexpr summary
/// would make every compiler emit code.
struct ConventionName {
    const char* name; ///< "lecture"
    const char* unit; ///< the unit of its counts: "FLOPs"
    const char* rule; ///< a short description, printed under tables
};

/// A way of counting. A user's own convention is another value of this type:
///
///     constexpr ctnn::Convention macs_only{"macs only", "MACs", "every multiply-accumulate once",
///         [](const ctnn::Operation& operation) { return operation.record.work.macs; }};
struct Convention {
    const char* name; ///< "lecture"
    const char* unit; ///< the unit of its counts: "FLOPs"
    const char* rule; ///< a short description, printed under tables
    Count (*count)(const Operation& operation);

    constexpr operator ConventionName() const { return {name, unit, rule}; }
};

namespace detail {

/// 2 FLOPs per MAC, 1 per comparison of max pooling.
constexpr Count lecture_flops(Op op, const auto& work) {
    return add(add(work.macs, work.macs), op == Op::max_pool ? work.comparisons : 0);
}

} // namespace detail

/// The conventions of the lecture and of textbooks. Those of tools have a header each in
/// conventions/; all.hpp there lists all of them.
namespace conventions {

/// The lecture's formulas: a multiply-accumulate is 2 FLOPs, a comparison of max pooling 1; bias
/// additions and every other operation are not counted.
inline constexpr Convention lecture{
    "lecture", "FLOPs", "a MAC is 2 FLOPs, a max-pooling comparison 1; biases and the rest are 0",
    [](const Operation& operation) {
        return detail::lecture_flops(operation.record.op, operation.record.work);
    }};

/// Every addition, multiplication, comparison, division and exponential of the forward pass, biases
/// and activations included. A sum of n numbers is n - 1 additions.
inline constexpr Convention arithmetic{
    "arithmetic", "FLOPs", "every addition, multiplication, comparison, division, exponential is 1",
    [](const Operation& operation) {
        const RecordWork& work = operation.record.work;
        return add(work.additions, work.multiplications, work.comparisons, work.divisions,
                   work.exponentials);
    }};

/// Connections as LeCun, Bottou, Bengio, Haffner 1998 count them: each unit has one to every input
/// that it sees, and one to its bias. Layers with MACs: those, plus one per output with biases.
/// Layers with a window but without MACs, such as subsampling and pools: the window's area per
/// output, plus one with biases. Every other layer: none.
inline constexpr Convention connections{
    "connections", "connections",
    "an input that a unit sees is 1, its bias 1 (LeCun 1998); activations and the rest are 0",
    [](const Operation& operation) {
        const Record& record = operation.record;
        const RecordWork& work = record.work;
        if (record.op == Op::upsample || record.op == Op::softmax) return Count{0};
        if (record.op == Op::adaptive_avg_pool) return add(work.additions, work.divisions);
        const Count outputs = record.output.elements();
        const Count biases = record.params.biases != 0 ? outputs : 0;
        if (work.macs != 0) return add(work.macs, biases);
        const Count area = record.window.area();
        const bool is_pool = record.op == Op::max_pool || record.op == Op::avg_pool;
        return is_pool || area != 1 ? add(mul(outputs, area), biases) : 0;
    }};

} // namespace conventions
} // namespace ctnn
