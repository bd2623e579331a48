// A summary without its size in the type, for code that prints.
#pragma once

#include <string>
#include <vector>

#include "../summary.hpp"

namespace ctnn::report {

/// What every report is made of. Valid as long as the summary is.
struct View {
    Rows rows;
    Totals totals;
    Convention convention;
    Error error;           ///< what did not fit, of try_summarize; the rows end before it
    std::string name = {}; ///< the network's, if it has one: shown in reports

    template <int Operations, int Edges>
    View(const Summary<Operations, Edges>& summary_)
        : rows(summary_),
          totals(summary_.totals),
          convention(summary_.convention),
          error(summary_.error) {}
};

/// A summary's rows and, where the network does not fit, one more for the layer that does not: its
/// name, kind, path and input; it gives nothing and reads nothing. For the tree alone.
class RowsWithError {
  public:
    explicit RowsWithError(const View& view_) : of_(view_.rows), rows_(of_.begin(), of_.end()) {
        if (!view_.error) return;
        Record row;
        row.op = view_.error.op;
        row.name = view_.error.layer;
        row.path = view_.error.path;
        row.input = view_.error.input;
        row.operands = 0;
        rows_.push_back(row);
    }

    Rows rows() const {
        return {rows_.data(), static_cast<int>(rows_.size()), of_.edges, of_.input, of_.output_row};
    }

  private:
    Rows of_;
    std::vector<Record> rows_;
};

} // namespace ctnn::report
