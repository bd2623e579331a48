// Two networks as one table.
#pragma once

#include <string>
#include <vector>

#include "../summary_table.hpp"
#include "align.hpp"

namespace ctnn::format {

/// Two summaries to show side by side; made by `compare` (compare.hpp).
struct SideBySide {
    AnySummary a;
    AnySummary b;
    Options options;
    std::string name_of_a = "a"; ///< in headings and notes
    std::string name_of_b = "b";
};

} // namespace ctnn::format

namespace ctnn::format::detail {

/// b/a with three decimals, `-` if a is 0.
inline std::string ratio(Count a, Count b) {
    if (a <= 0 || b < 0) return "-";
    return fmt::format("{:.3f}", static_cast<double>(b) / static_cast<double>(a));
}

/// One of the two networks: its tree and cells.
struct Side {
    Side(const AnySummary& of_, const Options& chosen_)
        : summary(of_),
          options(chosen_),
          nodes(tree_of_what_fits(summary, options.fold_copies)),
          cells(summary, options) {}

    const Node* node(int number) const {
        return number < 0 ? nullptr : &nodes[static_cast<std::size_t>(number)];
    }

    std::vector<int> parts(const Node* node) const {
        if (node == nullptr) return {};
        return parts_of(nodes, static_cast<int>(node - nodes.data()));
    }

    /// The cells of a part; empty without a part, or if the part does not fit.
    std::vector<std::string> cells_of(const Node* part) const {
        if (!has_figures(part)) return std::vector<std::string>(options.columns.size());
        return part->depth == 0 && !part->is_operation ? cells.of_network() : cells.of_part(*part);
    }

    static bool has_figures(const Node* part) { return part != nullptr && !part->is_cut; }

    /// The count in a column, for a part with figures.
    Count count_of(Column column, const Node* part) const {
        const Sums sums = sums_of(summary.rows, part->first, part->count);
        switch (column) {
        case Column::params: return sums.params;
        case Column::macs: return sums.macs;
        case Column::flops: return sums.flops;
        case Column::activation_bytes: return cells.written_bytes(part->first, part->count);
        case Column::parameter_bytes: return cells.parameter_bytes(part->first, part->count);
        default: return 0;
        }
    }

    const AnySummary& summary;
    const Options& options;
    std::vector<Node> nodes;
    Cells cells;
};

constexpr bool has_ratio(Column column) {
    return column == Column::params || column == Column::macs || column == Column::flops ||
           column == Column::activation_bytes || column == Column::parameter_bytes;
}

class ComparisonLines {
  public:
    ComparisonLines(const SideBySide& both_, Table& table_)
        : both_of_(both_),
          options_(both_.options),
          a_(both_.a, options_),
          b_(both_.b, options_),
          lines_(table_.lines) {}

    void add() {
        const Node* const a = a_.node(0);
        const Node* const b = b_.node(0);
        if (options_.depth > 0) {
            if (a->is_operation || b->is_operation) {
                lines_.push_back(line({}, label(a, b), a, b));
            } else {
                add_parts(a, b, {});
            }
        }
        add_error(both_of_.name_of_a, a_.summary.error);
        add_error(both_of_.name_of_b, b_.summary.error);
        if (a_.summary.error || b_.summary.error) return;
        lines_.push_back(line({}, "total", a, b));
        lines_.back().kind = Line::Kind::total;
    }

  private:
    void add_error(const std::string& side, const Error& error) {
        if (!error) return;
        lines_.push_back(
            {.kind = Line::Kind::error,
             .cells = {fmt::format("{}: {}{}{}", one_line(side), one_line(path_text(error.path)),
                                   !error.path.is_empty() ? ": " : "", one_line(error.layer)),
                       "<-- does not fit"}});
    }

    void add_parts(const Node* of_a, const Node* of_b, const std::vector<bool>& lasts) {
        const auto pairs = align(a_.nodes, a_.summary.rows, a_.parts(of_a), b_.nodes,
                                 b_.summary.rows, b_.parts(of_b));
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const Node* const a = a_.node(pairs[i].a);
            const Node* const b = b_.node(pairs[i].b);
            const int depth = a != nullptr ? a->depth : b->depth;
            std::vector<bool> own = lasts;
            if (depth > 1) own.push_back(i + 1 == pairs.size());
            lines_.push_back(line(own, label(a, b), a, b));
            if (depth < options_.depth) add_parts(a, b, own);
        }
    }

    /// The common label, or both: `1: ReLU / 2: ReLU`.
    static std::string label(const Node* a, const Node* b) {
        if (a == nullptr) return label_of(*b);
        if (b == nullptr || label_of(*a) == label_of(*b)) return label_of(*a);
        return label_of(*a) + " / " + label_of(*b);
    }

    Line line(const std::vector<bool>& lasts, const std::string& label, const Node* a,
              const Node* b) const {
        Line line{.lasts = lasts, .cells = {label}};
        const auto cells_a = a_.cells_of(a);
        const auto cells_b = b_.cells_of(b);
        for (std::size_t i = 0; i < options_.columns.size(); ++i) {
            const Column column = options_.columns[i];
            line.cells.push_back(cells_a[i]);
            line.cells.push_back(cells_b[i]);
            if (!has_ratio(column)) continue;
            const bool has_both = Side::has_figures(a) && Side::has_figures(b);
            line.cells.push_back(has_both ? ratio(a_.count_of(column, a), b_.count_of(column, b))
                                          : "");
        }
        return line;
    }

    const SideBySide& both_of_;
    const Options& options_;
    Side a_;
    Side b_;
    std::vector<Line>& lines_;
};

/// The notes of both without repetition: first those of one network alone, prefixed by its name.
inline void add_notes(const SideBySide& both, std::vector<std::string>& notes) {
    const auto all_of = [&](const AnySummary& summary) {
        return notes_of(summary, both.options, tree_of(summary.rows, both.options.fold_copies));
    };
    const auto notes_a = all_of(both.a);
    const auto notes_b = all_of(both.b);
    const auto has = [](const std::vector<std::string>& list, const std::string& note) {
        for (const std::string& other : list) {
            if (other == note) return true;
        }
        return false;
    };
    for (const std::string& note : notes_a) {
        if (!has(notes_b, note))
            notes.push_back(fmt::format("{}: {}", one_line(both.name_of_a), note));
    }
    for (const std::string& note : notes_b) {
        if (!has(notes_a, note))
            notes.push_back(fmt::format("{}: {}", one_line(both.name_of_b), note));
    }
    for (const std::string& note : notes_a) {
        if (has(notes_b, note)) notes.push_back(note);
    }
}

} // namespace ctnn::format::detail

namespace ctnn::format {

/// A line per pair of matching parts and per part without a counterpart, down to `options.depth`;
/// then the totals. Each column of counts is followed by the ratio b/a.
inline Table table_of(const SideBySide& both) {
    const Options& options = both.options;
    Table table{.headings = {{"layer", true}}, .lines = {}, .notes = {}};
    const std::string a = one_line(both.name_of_a);
    const std::string b = one_line(both.name_of_b);
    for (std::size_t i = 0; i < options.columns.size(); ++i) {
        const Column column = options.columns[i];
        const std::string heading_a = heading_of(both.a, options, i);
        const std::string heading_b = heading_of(both.b, options, i); // the unit may differ
        table.headings.push_back({fmt::format("{} {}", heading_a, a), starts_left(column)});
        table.headings.push_back(
            {heading_a == heading_b ? b : fmt::format("{} {}", heading_b, b), starts_left(column)});
        if (detail::has_ratio(column)) table.headings.push_back({fmt::format("{}/{}", b, a)});
    }
    detail::ComparisonLines(both, table).add();
    detail::add_notes(both, table.notes);
    return table;
}

} // namespace ctnn::format
