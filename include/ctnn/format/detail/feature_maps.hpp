// A network as feature maps, and the layers that turn one into the next.
#pragma once

#include <string>
#include <vector>

#include "columns.hpp"
#include "parts.hpp"

namespace ctnn::format::detail {

/// A step towards a feature map: `Conv2d 5x5`, then `ReLU`. A part of several operations is named
/// by its path.
struct MapStep {
    std::string name = {};
    std::string kernel = {}; ///< of a convolution or pool; for a part, its kind
    std::string path = {};
    Op op = Op::custom;
    std::string called = {}; ///< `conv1`, if it has a name in its network

    /// The label above its arrow: `conv1: Conv2d`.
    std::string label() const { return called.empty() ? name : called + ": " + name; }
};

/// A feature map (or vector) and how it is computed. The first one is the network's input.
struct FeatureMap {
    Shape shape = {};
    std::vector<int> sources = {};    ///< the maps it is computed from: one, except for a merge
    std::vector<MapStep> before = {}; ///< steps before the main one; they keep the source's shape
    std::vector<MapStep> steps = {};  ///< the main step, then those that keep its shape
    bool is_operation = true;         ///< is the main step a single operation?
    Sums sums = {};                   ///< of all steps

    /// Is it an input of the network?
    bool is_input() const { return steps.empty() && sources.empty(); }
};

/// Does an operation only refine its input (normalise, activate, ...), so that its output is not
/// drawn as a box of its own?
constexpr bool keeps_its_map(const Rows& rows, int row) {
    const Record& record = rows[row];
    if (rows.input_of(row) != record.output) return false;
    switch (record.op) {
    case Op::batch_norm:
    case Op::layer_norm:
    case Op::group_norm:
    case Op::local_response_norm:
    case Op::softmax:
    case Op::dropout:
    case Op::identity: return true;
    default: return is_activation(record.op);
    }
}

/// Visits the parts in order; each becomes a map, or a step towards one.
class FeatureMapsBuilder {
  public:
    FeatureMapsBuilder(const Rows& summary_rows_, const std::vector<ShownPart>& shown_)
        : rows_(summary_rows_), parts_(shown_), flows_(flows_of(rows_, shown_)) {
        users_.assign(parts_.size() + inputs(), 0);
        for (const Flow& flow : flows_) ++users_[at(flow.from)];
        values_.resize(parts_.size() + inputs());
        for (int i = 0; i < rows_.input_count(); ++i) {
            values_[at(-1 - i)].map = i;
            maps_.push_back({.shape = (*rows_.inputs)[i]});
        }
    }

    std::vector<FeatureMap> build() {
        std::size_t flow = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            std::vector<int> sources;
            for (; flow < flows_.size() && flows_[flow].to == static_cast<int>(i); ++flow) {
                sources.push_back(flows_[flow].from);
            }
            add(i, sources);
        }
        return maps_;
    }

  private:
    /// The output of a part: a map, and the pending steps that have no map yet.
    struct Value {
        int map = 0;
        std::vector<MapStep> steps = {};
        Sums sums = {};
    };

    void add(std::size_t index, const std::vector<int>& sources) {
        const ShownPart& part = parts_[index];
        const MapStep step = step_of(part);
        const Sums sums = sums_of(rows_, part.first, part.count);
        Value& value = values_[index + inputs()];
        const bool is_refinement =
            part.is_operation && sources.size() == 1 && keeps_its_map(rows_, part.first);
        if (!is_refinement) {
            add_map(index, step, sums, sources);
            return;
        }
        const Value& input = values_[at(sources[0])];
        value = input;
        const bool is_alone =
            users_[at(sources[0])] == 1 && input.map >= rows_.input_count() && input.steps.empty();
        if (is_alone) {
            FeatureMap& map = maps_[static_cast<std::size_t>(input.map)];
            map.steps.push_back(step);
            map.sums = sum(map.sums, sums);
            return;
        }
        value.steps.push_back(step);
        value.sums = sum(value.sums, sums);
        if (users_[index + inputs()] != 1) make_map(value);
    }

    void add_map(std::size_t index, const MapStep& step, const Sums& sums,
                 const std::vector<int>& sources) {
        const ShownPart& part = parts_[index];
        FeatureMap map{.shape = rows_[part.end() - 1].output,
                       .steps = {step},
                       .is_operation = part.is_operation,
                       .sums = sums};
        for (const int input : sources) {
            Value& value = values_[at(input)];
            const bool is_merge = sources.size() > 1;
            if (is_merge && !value.steps.empty()) make_map(value);
            map.sources.push_back(value.map);
            map.before = value.steps;
            map.sums = sum(map.sums, value.sums);
        }
        values_[index + inputs()].map = static_cast<int>(maps_.size());
        maps_.push_back(map);
    }

    /// Turns pending steps into a map, since a merge, several layers or none read their output.
    void make_map(Value& value) {
        maps_.push_back({.shape = maps_[static_cast<std::size_t>(value.map)].shape,
                         .sources = {value.map},
                         .steps = value.steps,
                         .sums = value.sums});
        value = {.map = static_cast<int>(maps_.size()) - 1};
    }

    /// A layer's name in its network; empty for numbers and merges.
    static std::string called(const ShownPart& part, const Record& record) {
        const bool is_merge = record.op == Op::add || record.op == Op::concat ||
                              record.op == Op::multiply || record.op == Op::matmul;
        if (part.step.empty() || is_merge || is_number(part.step) || part.times > 1) return {};
        return one_line(part.step);
    }

    MapStep step_of(const ShownPart& part) const {
        const Record& record = rows_[part.first];
        const std::string copies = part.times > 1 ? fmt::format(" x{}", part.times) : "";
        const std::string kind = one_line(part.kind);
        if (part.is_operation) {
            return {kind + copies, kernel_text(record), one_line(part.path), record.op,
                    called(part, record)};
        }
        if (part.path.empty()) return {kind};
        return {one_line(part.path), kind + copies};
    }

    /// Cannot overflow: the totals of the network fit into 63 bits.
    static Sums sum(const Sums& one, const Sums& other) {
        return {one.params + other.params, one.macs + other.macs, one.flops + other.flops};
    }

    std::size_t inputs() const { return static_cast<std::size_t>(rows_.input_count()); }

    /// The index of a part in users_ and values_, which start with the network's inputs, the last
    /// first.
    std::size_t at(int part) const { return static_cast<std::size_t>(part) + inputs(); }

    Rows rows_;
    const std::vector<ShownPart>& parts_;
    std::vector<Flow> flows_;
    std::vector<int> users_ = {};
    std::vector<Value> values_ = {};
    std::vector<FeatureMap> maps_ = {};
};

/// The feature maps of a network's parts, in execution order. Normalisation, activation and dropout
/// have no map of their own: they are steps of another.
inline std::vector<FeatureMap> feature_maps_of(const Rows& rows,
                                               const std::vector<ShownPart>& parts) {
    return FeatureMapsBuilder(rows, parts).build();
}

} // namespace ctnn::format::detail
