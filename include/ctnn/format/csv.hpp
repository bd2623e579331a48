// A summary as comma-separated values, for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detail/columns.hpp"

namespace ctnn::format {

/// The header of to_csv. More columns may come behind these; none will change its place or meaning.
inline constexpr std::string_view csv_header =
    "index,path,layer,inputs,input,output,kernel,weights,biases,parameters,buffers,macs,flops,"
    "convention,activation_bytes,receptive_field,error";

namespace detail {

/// A field as it is, or in quotes where it has a comma, a quote or the end of a line in it.
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

/// `5`, `5x7`, `unknown`, empty where there is none.
inline std::string csv_receptive_field(const ReceptiveField& field) {
    const std::string text = field_text(field);
    return text == "-" ? "" : text;
}

/// The rows that feed a row, `3 5`; -1 is the network's input.
inline std::string inputs_text(const Rows& rows, int row) {
    std::string text;
    for (int which = 0; which < rows[row].operands; ++which) {
        if (which > 0) text += ' ';
        text += std::to_string(rows.operand(row, which));
    }
    return text;
}

} // namespace detail

/// A record per operation (RFC 4180: lines end in CR LF, the first has the names of the columns),
/// with all columns at any depth, counts in full. A layer that does not fit is the last record: its
/// index, path, name and input, and the sentence under `error`, which is empty of all others.
[[nodiscard]] inline std::string to_csv(const AnySummary& summary, const Options& options = {}) {
    const std::vector<ReceptiveField> fields = fields_of(summary.rows);
    std::string csv = std::string(csv_header) + "\r\n";
    for (int i = 0; i < summary.rows.size(); ++i) {
        const Record& row = summary.rows[i];
        const auto count = [](Count value) { return number(value, Units::plain); };
        csv += detail::csv_record(
            {std::to_string(i), path_of_row(summary.rows, i), row.name,
             detail::inputs_text(summary.rows, i),
             row.operands > 0 ? to_string(summary.rows.input_of(i)) : "", to_string(row.output),
             kernel_text(row), count(row.params.weights), count(row.params.biases),
             count(row.params.trainable()), count(row.params.buffers), count(row.work.macs),
             count(row.flops), summary.convention.name, count(output_bytes(row, options)),
             detail::csv_receptive_field(fields[static_cast<std::size_t>(i)]), ""});
    }
    const Error& error = summary.error;
    if (error) {
        std::vector<std::string> record(17);
        record[0] = std::to_string(error.index);
        record[1] = path_text(error.path);
        record[2] = error.layer;
        record[4] = to_string(error.input);
        record[16] = sentence(error).c_str();
        csv += detail::csv_record(record);
    }
    return csv;
}

} // namespace ctnn::format
