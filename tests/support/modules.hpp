// A summary against the calls of modules that PyTorch made: every row of
// tests/data/models/MODEL.csv, in order. Rows of ours that have no module in the file (sums, views,
// parameters) are passed by; a block that is one module there (MultiheadAttention) is compared as
// one.
#pragma once

#include <ctnn/nn.hpp>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "oracle.hpp"

namespace modules {

using namespace ctnn;

inline std::string line(const std::string& name, const Shape& in, const Shape& out, Count params,
                        Count buffers, Count macs) {
    return name + " " + oracle::text(in) + " -> " + oracle::text(out) + ", params " +
           std::to_string(params) + ", buffers " + std::to_string(buffers) + ", macs " +
           std::to_string(macs);
}

/// The part above a row that is a module as a whole; 0: none.
inline int whole_part(const Rows& rows, int row, const std::set<std::string>& classes) {
    for (int part = rows[row].part; part > 0; part = rows.parts[part].parent) {
        const std::string kind = rows.parts[part].kind;
        const bool is_block = kind == "MultiheadAttention" || kind == "ShiftedWindowAttention" ||
                              kind == "LayerNorm2d";
        if (is_block && classes.count(kind) != 0) return part;
    }
    return 0;
}

/// torchvision's own names for layers of torch.nn.
inline std::string plain_class(const std::string& name) {
    if (name == "Conv3DSimple" || name == "Conv3DNoTemporal") return "Conv3d";
    if (name == "Chomp") return "Slice";
    if (name == "NonDynamicallyQuantizableLinear") return "Linear";
    return name;
}

inline std::string describe(csv::Row row) {
    row["module_class"] = plain_class(row.at("module_class"));
    return oracle::describe(row);
}

/// `is_functional(record)`: PyTorch calls a function there, though the file has modules of the
/// class.
inline std::vector<std::string> lines_of(const Rows& rows, const std::set<std::string>& classes,
                                         const std::function<bool(const Record&)>& is_functional) {
    std::vector<std::string> lines;
    for (int row = 0; row < rows.size(); ++row) {
        const int part = whole_part(rows, row, classes);
        std::string name = oracle::module_class(rows[row]);
        if (part == 0 && (classes.count(name) == 0 || is_functional(rows[row]))) continue;
        const Shape in = rows.input_of(row);
        Count params = 0;
        Count buffers = 0;
        Count macs = 0;
        int end = row;
        do {
            const Params own = rows[end].own_params();
            params += own.trainable();
            buffers += own.buffers;
            macs += rows[end].work.macs;
            ++end;
        } while (part > 0 && end < rows.size() && whole_part(rows, end, classes) == part);
        if (part > 0) name = rows.parts[part].kind;
        lines.push_back(line(name, in, rows[end - 1].output, params, buffers, macs));
        row = end - 1;
    }
    return lines;
}

/// A network that the compiler builds: optimizers take long over code that builds one.
template <auto make>
inline constexpr auto constant = make();

using IsFunctional = std::function<bool(const Record&)>;

inline void compare(const Rows& rows, const Totals& totals, const std::string& model,
                    const IsFunctional& is_functional) {
    INFO(model);
    const std::vector<csv::Row> wanted = csv::read("models/" + model + ".csv");
    std::set<std::string> classes;
    for (const csv::Row& row : wanted) {
        if (row.at("call") != "0") classes.insert(plain_class(row.at("module_class")));
    }
    const std::vector<std::string> ours = lines_of(rows, classes, is_functional);
    Count params = 0;
    Count macs = 0;
    std::size_t next = 0;
    for (const csv::Row& row : wanted) {
        params += std::stoll(row.at("params"));
        macs += std::stoll(row.at("macs"));
        if (row.at("call") == "0") continue; // not executed, or a parameter of its own
        INFO("row " << row.at("index") << " (" << row.at("qualified_name") << ")");
        REQUIRE(next < ours.size());
        REQUIRE(ours[next] == describe(row));
        ++next;
    }
    CHECK(next == ours.size());
    CHECK(totals.params == params);
    CHECK(totals.macs == macs);
}

template <Size Capacity>
void compare(
    const Summary<Capacity>& summary, const std::string& model,
    const IsFunctional& is_functional = [](const Record&) { return false; }) {
    compare(summary, summary.totals, model, is_functional);
}

} // namespace modules
