// A summary without its size in the type, for code that prints.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "../core/summary.hpp"

namespace ctnn::format {

/// What every report is made of: a summary with rows of its own, which copies share.
struct AnySummary {
    Rows rows;
    Totals totals;
    ConventionName convention;
    Error error;           ///< what did not fit, of try_summarize; the rows end before it
    std::string name = {}; ///< the network's, if it has one: shown in reports

    template <Size Capacity>
    AnySummary(const Summary<Capacity>& summary_)
        : rows(summary_),
          totals(summary_.totals),
          convention(summary_.convention),
          error(summary_.error),
          records_(std::make_shared<const std::vector<Record>>(rows.begin(), rows.end())),
          edges_(std::make_shared<const std::vector<int>>(rows.edges, rows.edges + edges_of(rows))),
          parts_(std::make_shared<const std::vector<ctnn::Part>>(rows.parts,
                                                                 rows.parts + rows.part_count)) {
        rows.rows = records_->data();
        rows.edges = edges_->data();
        rows.parts = parts_->data();
    }

    // Copies alone: what was moved from would have the rows of another.
    AnySummary(const AnySummary&) = default;
    AnySummary& operator=(const AnySummary&) = default;
    ~AnySummary() = default;

  private:
    static int edges_of(const Rows& rows) {
        if (rows.size() == 0) return 0;
        const Record& last = rows[rows.size() - 1];
        return last.first_edge + last.operands;
    }

    std::shared_ptr<const std::vector<Record>> records_;
    std::shared_ptr<const std::vector<int>> edges_;
    std::shared_ptr<const std::vector<ctnn::Part>> parts_;
};

/// A summary's rows and, where the network does not fit, one more for the layer that does not: its
/// name, kind and place in the tree; it gives nothing and reads nothing. For the tree alone.
class RowsWithError {
  public:
    explicit RowsWithError(const AnySummary& summary_)
        : of_(summary_.rows), rows_(of_.begin(), of_.end()) {
        if (!summary_.error) return;
        Record row = {};
        row.op = summary_.error.op;
        row.name = summary_.error.layer;
        row.part = summary_.error.part;
        row.step = summary_.error.step;
        rows_.push_back(row);
    }

    Rows rows() const {
        Rows rows = of_;
        rows.rows = rows_.data();
        rows.count = static_cast<int>(rows_.size());
        return rows;
    }

  private:
    Rows of_;
    std::vector<Record> rows_;
};

} // namespace ctnn::format
