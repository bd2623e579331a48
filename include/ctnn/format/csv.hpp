// A summary as comma-separated values, for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detail/columns.hpp"

namespace ctnn::format {

/// The header of to_csv. Columns may be appended; the existing ones keep their order and meaning.
inline constexpr std::string_view csv_header =
    "index,path,layer,inputs,input,output,kernel,weights,biases,parameters,buffers,macs,flops,"
    "convention,activation_bytes,receptive_field,error,outputs";

namespace detail {

/// A field, quoted if it contains a comma, a quote or a line break.
inline std::string csv_field(std::string_view text) {
    std::string field = valid_utf8(text);
    if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
    for (auto at = field.find('"'); at != std::string::npos; at = field.find('"', at + 2)) {
        field.insert(at, 1, '"');
    }
    return '"' + field + '"';
}

inline std::string csv_record(const std::vector<std::string>& fields) {
    std::string record;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) record += ',';
        record += csv_field(fields[i]);
    }
    return record + "\r\n";
}

/// `5`, `5x7`, `unknown`; empty if there is no field.
inline std::string csv_receptive_field(const ReceptiveField& field) {
    const std::string text = field_text(field);
    return text == "-" ? "" : text;
}

/// The rows that a row reads, `3 5`; -1 is the network's input.
inline std::string inputs_text(const Rows& rows, int row) {
    std::string text;
    for (int which = 0; which < rows[row].operands; ++which) {
        if (which > 0) text += ' ';
        text += std::to_string(rows.operand(row, which));
    }
    return text;
}

/// The names of the network's outputs that are a row's tensor, `small`, separated by spaces.
inline std::string output_names(const Rows& rows, int row) {
    std::string names;
    for (int i = 0; i < rows.output_count; ++i) {
        const NetworkOutput& output = rows.outputs[i];
        if (output.row != row || *output.name == '\0') continue;
        if (!names.empty()) names += ' ';
        names += output.name;
    }
    return names;
}

} // namespace detail

/// A line per operation (RFC 4180: lines end in CR LF, the first is the header), with all columns
/// at any depth and counts in full. A layer that does not fit is the last line: its index, path,
/// name and input, and the sentence under `error`, which is empty in all other lines. `outputs` are
/// the names of the network's outputs (Output) that are the line's tensor.
[[nodiscard]] inline std::string to_csv(const AnySummary& summary, const Options& options = {}) {
    const std::vector<ReceptiveField> fields = fields_of(summary.rows);
    std::string csv = std::string(csv_header) + "\r\n";
    for (int i = 0; i < summary.rows.size(); ++i) {
        const Record& record = summary.rows[i];
        const Params params = record.own_params();
        const auto count = [](Count value) { return number(value, Units::plain); };
        csv += detail::csv_record({std::to_string(i), path_of_row(summary.rows, i), record.name,
                                   detail::inputs_text(summary.rows, i),
                                   record.operands > 0 ? to_string(summary.rows.input_of(i)) : "",
                                   to_string(record.output), kernel_text(record),
                                   count(params.weights), count(params.biases),
                                   count(params.trainable()), count(params.buffers),
                                   count(record.work.macs), count(record.flops),
                                   summary.convention.name, count(output_bytes(record, options)),
                                   detail::csv_receptive_field(fields[static_cast<std::size_t>(i)]),
                                   "", detail::output_names(summary.rows, i)});
    }
    const Error& error = summary.error;
    if (error) {
        std::vector<std::string> line(18);
        line[0] = std::to_string(error.index);
        line[1] = path_text(error.path);
        line[2] = error.layer;
        line[4] = to_string(error.input);
        line[16] = sentence(error).c_str();
        csv += detail::csv_record(line);
    }
    return csv;
}

} // namespace ctnn::format
