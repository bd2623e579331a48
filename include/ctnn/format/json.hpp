// A summary as a JSON object, for programs.
//
// clang-format off
//     version       1; increased when a key changes its meaning, not when one is added
//     name          the network's name, or null
//     input         the network's input, a shape: [1, 28, 28]
//     inputs        only of a network with several: their shapes
//     outputs       only if an Output names one: an object each, in execution order, with its name,
//                   the index of its operation (-1, -2, ...: an input) and its shape; the last
//                   tensor is among them, its name is empty unless an Output named it
//     output        its output; null if the network does not fit
//     convention    name, unit, rule: how FLOPs were counted
//     dtype, batch  of activation_bytes; all other counts are for one sample
//     totals        operations, parameters, buffers, macs, flops, activation_bytes,
//                   receptive_field (of the last map before it is flattened or pooled to 1x1)
//     parts         the composite layers, an object each, parents first; the first is the network:
//         parent, path, layer     the index of its parent (or null), `features`, `Sequential`
//     operations    an object each, in execution order:
//         index, path, layer      its number from 0, `features.0`, `Conv2d`
//         part                    the index of its part
//         inputs                  the indices of the operations it reads; -1: the network's input,
//                                 -2: its second, ...
//         input, output           shapes; the input of a source is null
//         kernel, stride, dilation  of convolutions and pools, a number per axis of the map:
//                                 [height, width], [length], [depth, height, width]; else null
//         weights, biases         trainable; parameters is their sum; those that an earlier use of
//                                 a Shared layer has are not counted again
//         parameters, buffers, macs, flops, activation_bytes
//         receptive_field         a number per axis of the input map; null if it is unknown (after a user's layer that
//                                 does not describe its window, or a merge of branches with
//                                 different strides) or undefined (a network of vectors)
//     error         null, or the layer that does not fit: index, path, layer, input, sentence
// clang-format on
//
// Counts are integers up to 2^63 - 1, null past that; some readers round those over 2^53.
#pragma once

#include <string>
#include <string_view>

#include "detail/columns.hpp"
#include "detail/ends.hpp"
#include "detail/json_object.hpp"

namespace ctnn::format {
namespace detail {

inline std::string json_field(const ReceptiveField& field) {
    if (!field.is_known()) return "null";
    const Count sizes[] = {field.depth.size, field.height.size, field.width.size};
    Shape sized;
    for (const Count size : sizes) {
        if (size < 0) return "null"; // past 63 bits
        if (size > 0) sized.append(size);
    }
    return sized.rank == 0 ? "null" : json_shape(sized);
}

inline std::string json_inputs(const Rows& rows, int row) {
    std::string text = "[";
    for (int which = 0; which < rows[row].operands; ++which) {
        if (which > 0) text += ", ";
        text += std::to_string(rows.operand(row, which));
    }
    return text + ']';
}

inline std::string json_operation(const AnySummary& summary, int index, const ReceptiveField& field,
                                  const Options& options) {
    const Record& record = summary.rows[index];
    const Params params = record.own_params();
    const bool slides = has_kernel(record);
    const auto setting = [&](Count WindowAxis::*which) -> std::string {
        if (!slides) return "null";
        Shape each;
        for (const WindowAxis& axis : window_axes(record)) each.append(axis.*which);
        return json_shape(each);
    };
    return JsonObject()
        .add("index", index)
        .add("path", json_string(path_of_row(summary.rows, index)))
        .add("layer", json_string(record.name))
        .add("part", record.part)
        .add("inputs", json_inputs(summary.rows, index))
        .add("input", record.operands > 0 ? json_shape(summary.rows.input_of(index)) : "null")
        .add("output", json_shape(record.output))
        .add("kernel", setting(&WindowAxis::kernel))
        .add("stride", setting(&WindowAxis::stride))
        .add("dilation", setting(&WindowAxis::dilation))
        .add("weights", params.weights)
        .add("biases", params.biases)
        .add("parameters", params.trainable())
        .add("buffers", params.buffers)
        .add("macs", record.work.macs)
        .add("flops", record.flops)
        .add("activation_bytes", output_bytes(record, options))
        .add("receptive_field", json_field(field))
        .text();
}

/// The composite layers, the network itself first.
inline std::string json_parts(const Rows& rows) {
    std::string text = "[";
    for (int i = 0; i < rows.part_count; ++i) {
        const ctnn::Part& part = rows.parts[i];
        if (i > 0) text += ", ";
        text += JsonObject()
                    .add("parent", i == 0 ? "null" : std::to_string(part.parent))
                    .add("path", json_string(path_text(rows, i)))
                    .add("layer", json_string(part.kind))
                    .text();
    }
    return text + ']';
}

inline std::string json_error(const Error& error) {
    if (!error) return "null";
    return JsonObject()
        .add("index", error.index)
        .add("path", json_string(path_text(error.path)))
        .add("layer", json_string(error.layer))
        .add("input", json_shape(error.input))
        .add("sentence", json_string(sentence(error).c_str()))
        .text();
}

inline std::string json_totals(const AnySummary& summary, const ReceptiveField& field,
                               const Options& options) {
    const Totals& totals = summary.totals;
    return JsonObject()
        .add("operations", summary.rows.size())
        .add("parameters", totals.params)
        .add("buffers", totals.buffers)
        .add("macs", totals.macs)
        .add("flops", totals.flops)
        .add("activation_bytes", output_bytes(summary.rows, 0, summary.rows.size(), options))
        .add("receptive_field", json_field(field))
        .text();
}

/// The inputs, if there are several, and the outputs, if one has a name.
inline std::string json_ends(const Rows& rows) {
    std::string text;
    if (rows.input_count() > 1) {
        for (const Shape& input : *rows.inputs) {
            text += text.empty() ? ",\n  \"inputs\": [" : ", ";
            text += json_shape(input);
        }
        text += ']';
    }
    if (output_lines(rows).empty()) return text;
    text += ",\n  \"outputs\": [";
    for (int i = 0; i < rows.output_count; ++i) {
        if (i > 0) text += ", ";
        text += JsonObject()
                    .add("name", json_string(rows.outputs[i].name))
                    .add("index", rows.outputs[i].row)
                    .add("shape", json_shape(rows.outputs[i].shape))
                    .text();
    }
    return text + ']';
}

} // namespace detail

/// A JSON object, one line per operation; the keys are documented at the top of this header.
[[nodiscard]] inline std::string to_json(const AnySummary& summary, const Options& options = {}) {
    using namespace detail;
    const ConventionName& convention = summary.convention;
    const std::vector<ReceptiveField> fields = fields_of(summary.rows);
    std::string operations;
    for (int i = 0; i < summary.rows.size(); ++i) {
        const ReceptiveField& field = fields[static_cast<std::size_t>(i)];
        operations += i > 0 ? ",\n    " : "\n    ";
        operations += json_operation(summary, i, field, options);
    }
    const std::string names = JsonObject()
                                  .add("name", json_string(convention.name))
                                  .add("unit", json_string(convention.unit))
                                  .add("rule", json_string(convention.rule))
                                  .text();
    const std::string name = summary.name.empty() ? "null" : json_string(summary.name);
    return "{\n  \"version\": 1,\n  \"name\": " + name +
           ",\n  \"input\": " + json_shape((*summary.rows.inputs)[0]) + json_ends(summary.rows) +
           ",\n  \"output\": " + (summary.error ? "null" : json_shape(summary.totals.output)) +
           ",\n  \"convention\": " + names +
           ",\n  \"dtype\": " + json_string(name_of(options.dtype)) +
           ",\n  \"batch\": " + std::to_string(options.batch) +
           ",\n  \"totals\": " + json_totals(summary, fields.back(), options) +
           ",\n  \"parts\": " + json_parts(summary.rows) + ",\n  \"operations\": [" + operations +
           "\n  ],\n  \"error\": " + json_error(summary.error) + "\n}\n";
}

} // namespace ctnn::format
