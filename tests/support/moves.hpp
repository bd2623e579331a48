// What PyTorch makes of layers that move data: tests/data/moves.csv.
#pragma once

#include <ctnn/core/summary.hpp>

#include <string>
#include <vector>

#include "catch.hpp"
#include "csv.hpp"

namespace moves {

inline ctnn::Shape shape_of(const std::string& text) {
    ctnn::Shape shape;
    for (const std::string& size : csv::split(text, 'x')) REQUIRE(shape.append(std::stoll(size)));
    return shape;
}

/// The settings of a row; `-` is left out.
inline std::vector<ctnn::Count> settings_of(const csv::Row& row) {
    std::vector<ctnn::Count> settings;
    for (const std::string& text : csv::split(row.at("settings"), ' ')) {
        settings.push_back(text == "-" ? ctnn::inferred : std::stoll(text));
    }
    return settings;
}

/// Every row of a layer: the shape that PyTorch gives, or an error where it refuses.
/// `make(settings)` is the layer.
template <class Make>
void compare(const std::string& layer, Make make) {
    int rows = 0;
    for (const csv::Row& row : csv::read("moves.csv")) {
        if (row.at("layer") != layer) continue;
        ++rows;
        INFO(layer << " of " << row.at("input") << ", " << row.at("settings"));
        const auto summary = ctnn::try_summarize(make(settings_of(row)), shape_of(row.at("input")));
        REQUIRE(static_cast<bool>(summary.error) == row.at("output").empty());
        if (summary.error) continue;
        CHECK(summary.totals.output == shape_of(row.at("output")));
        CHECK((summary.totals.params == 0 && summary.totals.macs == 0));
        CHECK(summary.totals.flops == 0);
    }
    CHECK(rows >= 30);
}

/// A list of numbers, such as Dims or Shape.
template <class List>
List list_of(const std::vector<ctnn::Count>& numbers, std::size_t first = 0) {
    List list;
    if constexpr (requires { list.rank; }) {
        for (std::size_t i = first; i < numbers.size(); ++i) REQUIRE(list.append(numbers[i]));
    } else {
        for (std::size_t i = first; i < numbers.size(); ++i) list.dims[list.count++] = numbers[i];
    }
    return list;
}

} // namespace moves
