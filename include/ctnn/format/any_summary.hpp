// A summary without its size in the type, for code that prints.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "../core/summary.hpp"

namespace ctnn::format {

namespace detail {}
using namespace detail; // found from here; users name what is in ctnn::format alone

/// A summary of any size, from which every report is made. It owns its rows; copies share them.
struct AnySummary {
    Rows rows;
    Totals totals;
    ConventionName convention;
    Error error;           ///< the misfit, if try_summarize found one; the rows end before it
    std::string name = {}; ///< the network's, shown in reports; may be empty

    template <Size Capacity>
    AnySummary(const Summary<Capacity>& summary_)
        : rows(summary_),
          totals(summary_.totals),
          convention(summary_.convention),
          error(summary_.error),
          records_(std::make_shared<const std::vector<Record>>(rows.begin(), rows.end())),
          edges_(std::make_shared<const std::vector<int>>(rows.edges, rows.edges + edges_of(rows))),
          parts_(std::make_shared<const std::vector<ctnn::Part>>(rows.parts,
                                                                 rows.parts + rows.part_count)),
          inputs_(std::make_shared<const Inputs>(*rows.inputs)),
          outputs_(std::make_shared<const std::vector<NetworkOutput>>(
              rows.outputs, rows.outputs + rows.output_count)) {
        rows.rows = records_->data();
        rows.edges = edges_->data();
        rows.parts = parts_->data();
        rows.inputs = inputs_.get();
        rows.outputs = outputs_->data();
    }

    // Moves copy: a moved-from summary would view rows that it no longer owns.
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
    std::shared_ptr<const Inputs> inputs_;
    std::shared_ptr<const std::vector<NetworkOutput>> outputs_;
};

/// A summary's rows plus, if the network does not fit, one for the misfit layer with its name, kind
/// and path, but without operands and output. Only the tree uses it. It is valid as long as the
/// summary is.
class RowsWithError {
  public:
    explicit RowsWithError(const AnySummary& summary_)
        : of_(summary_.rows), rows_(of_.begin(), of_.end()) {
        if (!summary_.error) return;
        Record record = {};
        record.op = summary_.error.op;
        record.name = summary_.error.layer;
        record.part = summary_.error.part;
        record.step = summary_.error.step;
        rows_.push_back(record);
    }
    explicit RowsWithError(AnySummary&&) = delete;

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
