// A summary against the graph that PyTorch traced of the same model: graphs/MODEL.csv, which has
// the functional operations (operator.add, torch.cat, F.relu) that are no modules.
#pragma once

#include <algorithm>

#include "oracle.hpp"

namespace graph {

/// The kind of a node that computes something, in our layers' names; "" for bookkeeping, and for a
/// torch.cat of one tensor.
inline std::string kind(const csv::Row& node) {
    static const std::map<std::string, std::string> functions = {
        {"operator.add", "Add"},
        {"operator.iadd", "Add"},
        {"operator.mul", "Multiply"},
        {"torch.cat", "Concat"},
        {"torch.flatten", "Flatten"},
        {"torch.nn.functional.relu", "ReLU"},
        {"torch.nn.functional.dropout", "Dropout"},
        {"torch.nn.functional.adaptive_avg_pool2d", "AdaptiveAvgPool2d"},
    };
    const std::string& op = node.at("op");
    if (op == "placeholder" || op == "output") return "";
    if (op == "call_module") return node.at("module_class");
    if (node.at("target") == "torch.cat" && csv::split(node.at("inputs"), ' ').size() == 1) {
        return "";
    }
    const auto found = functions.find(node.at("target"));
    if (found == functions.end()) throw std::runtime_error("unknown node " + node.at("target"));
    return found->second;
}

/// What feeds an operation, in ascending order: `Concat <- 7 12`. -1 is the network's input.
inline std::string describe(const std::string& kind, const std::string& output,
                            std::vector<int> feeders) {
    std::sort(feeders.begin(), feeders.end());
    std::string text = kind + " " + output + " <-";
    for (const int feeder : feeders) text += ' ' + std::to_string(feeder);
    return text;
}

/// A concatenation of concatenations is one: what feeds it in the end.
template <ctnn::Size Capacity>
void add_feeders(std::vector<int>& feeders, const ctnn::Summary<Capacity>& summary, int row) {
    for (int i = 0; i < summary[row].operands; ++i) {
        const int feeder = summary.operand(row, i);
        if (summary[row].op == ctnn::Op::concat && feeder >= 0 &&
            summary[feeder].op == ctnn::Op::concat) {
            add_feeders(feeders, summary, feeder);
        } else {
            feeders.push_back(feeder);
        }
    }
}

/// Compares every record with the graph's nodes, in order: its kind, its output shape and which
/// records feed it.
template <ctnn::Size Capacity>
void compare(const ctnn::Summary<Capacity>& summary, const std::string& model) {
    std::map<std::string, int> record_of; // a node's name -> the record with its output
    int next = 0;
    for (const csv::Row& node : csv::read("graphs/" + model + ".csv")) {
        std::vector<int> feeders;
        for (const std::string& name : csv::split(node.at("inputs"), ' ')) {
            feeders.push_back(record_of.at(name));
        }
        const std::string kind = graph::kind(node);
        if (kind.empty()) {
            record_of[node.at("node")] = feeders.empty() ? -1 : feeders[0];
            continue;
        }
        INFO(model << ", node " << node.at("index") << " (" << node.at("node") << ")");
        REQUIRE(next < summary.size());
        const ctnn::Record& record = summary[next];
        std::vector<int> ours;
        add_feeders(ours, summary, next);
        REQUIRE(describe(oracle::module_class(record), oracle::text(record.output), ours) ==
                describe(kind, node.at("output_shape"), feeders));
        record_of[node.at("node")] = next++;
    }
    INFO(model);
    CHECK(next == summary.size());
}

} // namespace graph
