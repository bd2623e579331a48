// The models, under the names of their functions.
#pragma once

#include <ctnn/ctnn.hpp>
#include <ctnn/format/any_summary.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace zoo {

using namespace ctnn;

/// How to summarize a model; omitted settings default to the model's own.
struct Settings {
    std::optional<Shape> input = {};
    std::optional<double> alpha = {};
    Convention convention = conventions::lecture;
};

struct ZooModel {
    std::string_view name;
    std::string_view task; ///< the group that it is listed in
    Inputs input;
    format::AnySummary (*summarize)(const ZooModel&, const Settings&);
    bool has_alpha = false; ///< a width multiplier
};

/// In listing order. Defined in a separate file, which takes half of zoo's compile time.
extern const std::span<const ZooModel> all_models;

} // namespace zoo
