#include <ctnn/format/detail/columns.hpp>

#include <ctnn/analysis/memory.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/format/summary_table.hpp>
#include <ctnn/models/resnet.hpp>

#include "support/catch.hpp"

using namespace ctnn;
using format::Column;
using format::heading_of;

namespace {

std::string kernel_of(const auto& layer, const Shape& in) {
    return format::kernel_text(summarize(layer, in)[0]);
}

struct Blur {
    static constexpr const char* name = "Blur";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape&) const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
    constexpr Window window(const Shape&) const { return {{3, 1, 1, 1, 1}, {5, 1, 1, 2, 2}}; }
};

TEST_CASE("a kernel is shown where a window slides") {
    const Shape map{4, 16, 16};
    CHECK(kernel_of(Conv2d{.out_channels = 2, .kernel_size = 5}, map) == "5x5");
    CHECK(kernel_of(PointwiseConv{.out_channels = 2}, map) == "1x1");
    CHECK(kernel_of(Conv2d{.out_channels = 2, .kernel_size = 3, .stride = 2}, map) == "3x3 /2");
    CHECK(kernel_of(Conv2d{.out_channels = 2, .kernel_size = {3, 1}, .stride = {2, 1}}, map) ==
          "3x1 /2x1");
    CHECK(kernel_of(Conv2d{.out_channels = 2, .kernel_size = 3, .dilation = 2}, map) == "3x3 d2");
    CHECK(kernel_of(MaxPool2d{2}, map) == "2x2 /2");
    CHECK(kernel_of(AvgPool2d{2}, map) == "2x2 /2");
    CHECK(kernel_of(Blur{}, map) == "3x5");
    CHECK(kernel_of(ReLU{}, map) == "");
    CHECK(kernel_of(GlobalAvgPool{}, map) == "");
    CHECK(kernel_of(Softmax{}, map) == "");
}

TEST_CASE("the heading of a share names its count, unless it is next to it") {
    const format::AnySummary summary(summarize(ReLU{}, {3}));
    const format::Options options{.columns = {Column::flops_share, Column::flops,
                                              Column::flops_share, Column::params_share,
                                              Column::params, Column::params_share}};
    std::vector<std::string> headings;
    for (std::size_t i = 0; i < 6; ++i) headings.push_back(heading_of(summary, options, i));
    CHECK(headings == std::vector<std::string>{"share of FLOPs", "FLOPs", "share",
                                               "share of parameters", "parameters", "share"});
}

TEST_CASE("the heading of FLOPs is the convention's unit") {
    const auto summary = summarize(ReLU{}, {3}, conventions::connections);
    CHECK(heading_of(summary, {.columns = {Column::flops}}, 0) == "connections");
}

TEST_CASE("activation bytes equal those of the library") {
    const auto summary = summarize(models::resnet50(), {3, 224, 224});
    CHECK(format::output_bytes(Rows(summary), 0, summary.size(), {.dtype = DType::fp16}) ==
          activation_bytes(summary, DType::fp16));
}

TEST_CASE("a batch must be positive") {
    const auto summary = summarize(ReLU{}, {3});
    CHECK(format::output_bytes(summary[0], {.batch = 2}) == 24);
    for (const Count batch : {Count{0}, Count{-3}}) {
        CHECK_THROWS_WITH(format::output_bytes(summary[0], {.batch = batch}),
                          "format::Options.batch must be positive");
    }
}

TEST_CASE("a field larger than the input has a star; others are padded") {
    const Conv2d conv{.out_channels = 2, .kernel_size = 3, .padding = 1};
    format::Options options;
    options.columns = {Column::receptive_field};
    const auto cells = [&](const Shape& in) {
        const format::AnySummary summary = summarize(Sequential{conv, ReLU{}, conv}, in);
        const format::Cells all(summary, options);
        std::string text;
        for (const auto& node : format::tree_of(summary.rows)) {
            if (node.is_operation) text += all.of_part(node)[0] + ',';
        }
        return text + all.of_network()[0];
    };
    CHECK(cells({2, 4, 4}) == "3 ,3 ,5*,5*");
    CHECK(cells({2, 9, 4}) == "3 ,3 ,5*,5*");
    CHECK(cells({2, 9, 9}) == "3,3,5,5");
    const std::string table =
        format::to_text(summarize(Sequential{conv, conv}, {2, 4, 4}), options);
    CHECK(table.find("\nreceptive field: * larger than the input;") != table.npos);
}

struct Permute {
    static constexpr const char* name = "Permute";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.width(), in.height(), in.channels()};
    }
    constexpr Params params(const Shape&) const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

TEST_CASE("fields with different axes, unknown and missing fields") {
    const auto text = [](const auto& layer, const Shape& in) {
        const auto summary = summarize(layer, in);
        return format::field_text(format::fields_of(summary).front());
    };
    CHECK(text(Conv2d{.out_channels = 2, .kernel_size = {3, 5}}, {1, 9, 9}) == "3x5");
    CHECK(text(Linear{.out_features = 2}, {4}) == "-");
    CHECK(text(Permute{}, {1, 9, 9}) == "unknown");
    const Conv2d tall{
        .out_channels = 1, .kernel_size = {3, 1}, .stride = {2, 1}, .padding = {1, 0}};
    const Conv2d crop{.out_channels = 1, .kernel_size = {2, 1}};
    CHECK(format::field_text(receptive_field(Add{tall, crop}, {1, 3, 9})) == "unknown");
    const std::string table = format::to_text(
        summarize(Sequential{Permute{}, Conv2d{.out_channels = 1, .kernel_size = 3}}, {3, 9, 9}),
        {.columns = {Column::receptive_field}});
    CHECK(table.find("unknown") != table.npos);
}

} // namespace
