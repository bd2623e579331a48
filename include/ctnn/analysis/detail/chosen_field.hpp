// Which output and which input of a network a question about receptive fields is about.
#pragma once

#include "../../core/detail/name_sentences.hpp"
#include "../../core/rows.hpp"
#include "../../core/shape_error.hpp"

namespace ctnn::detail {

/// The network's output of a name; throws shape_error if there is none.
constexpr const NetworkOutput& output_named(const Rows& rows, const char* name) {
    for (int i = 0; i < rows.output_count; ++i) {
        if (is_same_text(rows.outputs[i].name, name)) return rows.outputs[i];
    }
    Error error;
    error.misfit = {Problem::no_output};
    error.index = -1;
    error.name = name;
    error.append_cause = append_no_output;
    for (int i = 0; i < rows.output_count; ++i) {
        if (*rows.outputs[i].name == '\0') continue;
        constexpr int most = static_cast<int>(sizeof error.known / sizeof *error.known);
        if (error.known_count < most) error.known[error.known_count] = rows.outputs[i].name;
        ++error.known_count;
    }
    refuse(error);
    return rows.outputs[0];
}

/// Throws shape_error if the network has no such input.
constexpr void check_input_number(const Rows& rows, int number) {
    if (number >= 0 && number < rows.input_count()) return;
    Error error;
    error.misfit = {Problem::no_input, Field::none, Axis::none, number, rows.input_count()};
    error.index = -1;
    error.append_cause = append_no_input;
    refuse(error);
}

} // namespace ctnn::detail
