// The cells of a table: a column's value for an operation, a part or the network.
#pragma once

#include <string>
#include <vector>

#include "../any_summary.hpp"
#include "../options.hpp"
#include "cell_texts.hpp"
#include "fields.hpp"
#include "memory_notes.hpp"
#include "tree.hpp"

namespace ctnn::format::detail {

inline bool shows(const Options& options, Column column) {
    for (const Column shown : options.columns) {
        if (shown == column) return true;
    }
    return false;
}

/// Does a column need a memory plan?
inline bool shows_arena(const Options& options) {
    return shows(options, Column::arena_offset) || shows(options, Column::arena_bytes) ||
           shows(options, Column::lifetime);
}

/// Formats the cells of the chosen columns.
class Cells {
  public:
    Cells(const AnySummary& of_, const Options& chosen_)
        : summary_(of_),
          options_(chosen_),
          whole_(sums_of(summary_.rows, 0, summary_.rows.size())) {
        for (const Column column : options_.columns) {
            if (column == Column::receptive_field) fields_ = fields_of(summary_.rows);
        }
        if (shows(options_, Column::parameter_bytes)) {
            stored_ = stored_bytes_of(summary_.rows, options_.dtype);
        }
        if (options_.fused) fused_ = fused_rows(summary_.rows);
        if (shows_arena(options_) && !summary_.error) {
            std::string why_none;
            plan_ = try_plan_memory(summary_, options_.memory, why_none);
            has_no_plan_ = !why_none.empty();
        }
        for (const ReceptiveField& field : fields_) marks_fields_ |= field.exceeds_input();
    }

    /// The cells of a part, summed over its rows.
    std::vector<std::string> of_part(const Node& node) const {
        const Record& first = summary_.rows[node.first];
        const int last = node.first + node.count - 1;
        const Part part{sums_of(summary_.rows, node.first, node.count),
                        node.is_operation ? kernel_text(first) : std::string{},
                        input_of(node),
                        summary_.rows[last].output,
                        node.first,
                        node.count,
                        last,
                        one_line(node.path),
                        last};
        return of(part);
    }

    /// The input of a part: that of its first operation that reads a tensor from outside. Sources,
    /// which read none, may come before it.
    const Shape& input_of(const Node& node) const {
        const Rows& rows = summary_.rows;
        for (int row = node.first; row < node.first + node.count; ++row) {
            for (int k = 0; k < rows[row].operands; ++k) {
                const int from = rows.operand(row, k);
                if (from < node.first) return rows.output_of(from);
            }
        }
        return ctnn::detail::no_shape;
    }

    std::vector<std::string> of_network() const {
        const int count = summary_.rows.size();
        return of({whole_,
                   {},
                   (*summary_.rows.inputs)[0],
                   summary_.totals.output,
                   0,
                   count,
                   count,
                   {},
                   -1});
    }

    /// The bytes of the outputs that are written.
    Count written_bytes(int first, int count) const {
        if (!options_.fused) return output_bytes(summary_.rows, first, count, options_);
        Count sum = 0;
        for (int row = first; row < first + count; ++row) {
            if (!fused_[static_cast<std::size_t>(row)]) {
                sum = add(sum, output_bytes(summary_.rows[row], options_));
            }
        }
        return sum;
    }
    /// The bytes that a range of rows stores.
    Count parameter_bytes(int first, int count) const {
        Count sum = 0;
        for (int row = first; row < first + count; ++row) {
            sum = add(sum, stored_[static_cast<std::size_t>(row)]);
        }
        return sum;
    }

  private:
    struct Part {
        Sums sums;
        std::string kernel;
        Shape input; ///< empty for a source
        Shape output;
        int first;
        int count;
        int field; ///< the row whose receptive field is shown
        std::string path;
        int arena_row; ///< the row whose buffer is shown; -1: the whole arena
    };

    std::vector<std::string> of(const Part& part) const {
        std::vector<std::string> cells;
        for (const Column column : options_.columns) cells.push_back(cell(column, part));
        return cells;
    }

    std::string cell(Column column, const Part& part) const {
        const Units units = options_.units;
        switch (column) {
        case Column::kernel: return part.kernel;
        case Column::input: return part.input == Shape{} ? "-" : to_string(part.input);
        case Column::output: return to_string(part.output);
        case Column::params: return number(part.sums.params, units);
        case Column::params_share: return share(part.sums.params, whole_.params);
        case Column::macs: return number(part.sums.macs, units);
        case Column::flops: return number(part.sums.flops, units);
        case Column::flops_share: return share(part.sums.flops, whole_.flops);
        case Column::activation_bytes: return number(written_bytes(part.first, part.count), units);
        case Column::parameter_bytes: return number(parameter_bytes(part.first, part.count), units);
        case Column::arena_offset:
        case Column::arena_bytes:
        case Column::lifetime: return arena_cell(column, part.arena_row);
        case Column::receptive_field: return marked(fields_[static_cast<std::size_t>(part.field)]);
        case Column::path: return part.path;
        }
        return {};
    }

    std::string arena_cell(Column column, int row) const {
        if (has_no_plan_) return "unknown";
        if (plan_.buffers.empty()) return "-";
        const bool is_whole = row < 0;
        if (column == Column::arena_bytes) {
            return number(is_whole ? plan_.bytes : plan_[row].bytes, options_.units);
        }
        if (is_whole) return {};
        if (column == Column::arena_offset) return number(plan_[row].offset, options_.units);
        return fmt::format("{}-{}", plan_[row].first_use, plan_[row].last_use);
    }
    /// Marks a field larger than the input with a star; the others then get a blank, to align.
    std::string marked(const ReceptiveField& field) const {
        const char* const mark = field.exceeds_input() ? "*" : marks_fields_ ? " " : "";
        return field_text(field) + mark;
    }

    const AnySummary& summary_;
    const Options& options_;
    Sums whole_;
    std::vector<ReceptiveField> fields_ = {};
    bool marks_fields_ = false;
    std::vector<Count> stored_ = {};
    AnyMemoryPlan plan_ = {};
    bool has_no_plan_ = false;
    std::vector<bool> fused_ = {};
};

/// The heading of one of the chosen columns. A share next to its count is just called "share".
inline std::string heading_of(const AnySummary& summary, const Options& options,
                              std::size_t which) {
    const auto& columns = options.columns;
    const auto share_of = [&](Column whole, const std::string& name) {
        return which > 0 && columns[which - 1] == whole ? "share" : "share of " + name;
    };
    switch (columns[which]) {
    case Column::kernel: return "kernel";
    case Column::input: return "input";
    case Column::output: return "output";
    case Column::params: return "parameters";
    case Column::params_share: return share_of(Column::params, "parameters");
    case Column::macs: return "MACs";
    case Column::flops: return one_line(summary.convention.unit);
    case Column::flops_share: return share_of(Column::flops, one_line(summary.convention.unit));
    case Column::activation_bytes: return "activation bytes";
    case Column::parameter_bytes: return "parameter bytes";
    case Column::arena_offset: return "offset";
    case Column::arena_bytes: return "buffer bytes";
    case Column::lifetime: return "lifetime";
    case Column::receptive_field: return "receptive field";
    case Column::path: return "path";
    }
    return {};
}

/// Text columns are left-aligned, numbers right-aligned.
constexpr bool starts_left(Column column) {
    return column == Column::kernel || column == Column::input || column == Column::output ||
           column == Column::path;
}

} // namespace ctnn::format::detail
