// A summary against what PyTorch said of the same model: every row of layers/MODEL.csv, in order.
#pragma once

#include <ctnn/ctnn.hpp>

#include <string>

#include "catch.hpp"
#include "csv.hpp"

namespace oracle {

inline std::string text(const ctnn::Shape& shape) {
    std::string text;
    for (int axis = 0; axis < shape.rank; ++axis) {
        if (axis > 0) text += 'x';
        text += std::to_string(shape[axis]);
    }
    return text;
}

/// The module class that PyTorch has for a layer of ours.
inline std::string module_class(const ctnn::Record& record) {
    const std::string name = record.name;
    if (name == "DepthwiseConv" || name == "PointwiseConv") return "Conv2d";
    if (name == "GlobalAvgPool") return "AdaptiveAvgPool2d";
    return name;
}

/// What one row says, as one text, so that a difference is seen whole.
inline std::string describe(const ctnn::Rows& rows, int row) {
    const ctnn::Record& record = rows[row];
    return module_class(record) + " " + text(rows.input_of(row)) + " -> " + text(record.output) +
           ", params " + std::to_string(record.params.trainable()) + ", buffers " +
           std::to_string(record.params.buffers) + ", macs " + std::to_string(record.work.macs);
}

inline std::string describe(const csv::Row& row) {
    return row.at("module_class") + " " + row.at("input_shape") + " -> " + row.at("output_shape") +
           ", params " + row.at("params") + ", buffers " + row.at("buffers") + ", macs " +
           row.at("macs");
}

/// Compares each row of a model's file with the summary's, those left out that have none in it:
/// `is_functional(record)` says which of ours PyTorch has no module for.
template <ctnn::Size Capacity, class IsFunctional>
void compare(const ctnn::Summary<Capacity>& summary, const std::string& model,
             IsFunctional is_functional) {
    ctnn::Count params = 0;
    ctnn::Count buffers = 0;
    ctnn::Count macs = 0;
    int next = 0;
    for (const csv::Row& row : csv::read(model + ".csv")) {
        params += std::stoll(row.at("params"));
        buffers += std::stoll(row.at("buffers"));
        macs += std::stoll(row.at("macs"));
        if (row.at("call") == "0") continue; // not executed
        while (next < summary.size() && is_functional(summary[next])) ++next;
        INFO(model << ", row " << row.at("index") << " (" << row.at("qualified_name") << ")");
        REQUIRE(next < summary.size());
        REQUIRE(describe(summary, next) == describe(row));
        ++next;
    }
    while (next < summary.size() && is_functional(summary[next])) ++next;
    INFO(model);
    CHECK(next == summary.size());
    CHECK(summary.totals.params == params);
    CHECK(summary.totals.buffers == buffers);
    CHECK(summary.totals.macs == macs);
}

template <ctnn::Size Capacity>
void compare(const ctnn::Summary<Capacity>& summary, const std::string& model) {
    compare(summary, model, [](const ctnn::Record&) { return false; });
}

} // namespace oracle
