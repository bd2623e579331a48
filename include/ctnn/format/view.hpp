// A summary without its size in the type, for code that prints.
#pragma once

#include <string>

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

} // namespace ctnn::report
