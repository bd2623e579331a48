#include <ctnn/format/svg.hpp>

#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>

#include <cmath>
#include <fstream>
#include <iterator>

#include "support/catch.hpp"
#include "support/lenet5.hpp"

using namespace ctnn;
using report::to_svg;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++times;
    return times;
}

bool is_about(double one, double other) {
    return std::abs(one - other) < 1e-9;
}

// tests/readers/pictures.py reads whole pictures, this is the one to look at.
TEST_CASE("examples/lenet5.svg is what is drawn; if it is no longer, copy it from ctnn_pictures") {
    std::ifstream file(CTNN_TEST_DATA "/../../examples/lenet5.svg", std::ios::binary);
    REQUIRE(file.good());
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    const bool is_kept = to_svg(summarize(lenet5, lenet5_image)) == kept;
    CHECK(is_kept);
}

TEST_CASE("a box per map, an arrow between two, the shapes under them") {
    const std::string text = to_svg(summarize(lenet5, lenet5_image));
    CHECK(count(text, "<g class=\"box ") == 9);
    CHECK(count(text, "class=\"head\"") == 8);
    CHECK(count(text, ">+ ReLU<") == 4);
    for (const char* shape :
         {"input 1x28x28", "6x28x28", "6x14x14", "16x10x10", "16x5x5", "400", "120", "84", "10"}) {
        CHECK(count(text, fmt::format(">{}</text>", shape)) == 1);
    }
    CHECK(count(text, "<title>0: Conv2d 5x5, 1: ReLU; 6x28x28; 156 parameters, 117,600 MACs, "
                      "235,200 FLOPs</title>") == 1);
    CHECK(count(text, ">61,706 parameters, 416,520 MACs, 837,768 FLOPs</text>") == 1);
    CHECK(count(text, "(to scale)") == 1);
}

TEST_CASE("maps of very unlike sizes are drawn to a logarithmic scale") {
    const report::detail::BoxScale log_scale({{.shape = {3, 224, 224}}, {.shape = {512, 7, 7}}});
    CHECK_FALSE(log_scale.is_linear());
    CHECK(is_about(log_scale.size_of({3, 224, 224}).height, 150));
    CHECK(is_about(log_scale.size_of({3, 1, 1}).height, 8));
    const report::detail::BoxScale scale(
        {{.shape = {1, 28, 14}}, {.shape = {16, 7, 7}}, {.shape = {10}}});
    CHECK(scale.is_linear());
    CHECK(is_about(scale.size_of({1, 14, 28}).height, 75));
    CHECK(is_about(scale.size_of({1, 14, 28}).right, 2 * scale.size_of({1, 14, 14}).right));
    CHECK(scale.size_of({6, 7, 7}).width < scale.size_of({7, 7, 7}).width);
}

TEST_CASE("sizes without a place in a picture have one all the same") {
    const Count most = INT64_MAX;
    const report::detail::BoxScale scale({{.shape = {most, most, most}}, {.shape = {1, 0, -5}}});
    const Shape shapes[] = {{most, most, most}, {1, 0, -5},        {most}, {most, most}, {}, {-1},
                            {1, 2, 3, 4},       {most, most, 1, 1}};
    for (const Shape& shape : shapes) {
        const auto& [width, height, right, up] = scale.size_of(shape);
        CHECK(width >= 4);
        CHECK(width <= 64);
        CHECK(height >= 6);
        CHECK(height <= 160);
        CHECK(right >= 0);
        CHECK(right <= 50);
        CHECK(up >= 0);
        CHECK(up <= 50);
    }
}

TEST_CASE("a long network goes on in further lines of about one width") {
    const auto summary = summarize(models::resnet50(), {3, 224, 224});
    const auto maps = report::feature_maps_of(summary, report::parts_of(summary, INT_MAX, true));
    report::detail::PictureLayout layout(maps, {});
    layout.arrange();
    CHECK(layout.lines.size() > 5);
    CHECK(layout.lines.size() < 14);
    CHECK(layout.width <= layout.preferred_width);
    CHECK(layout.buses.size() == 20); // 16 residuals, 4 of them with a projection
    for (std::size_t i = 1; i < layout.places.size(); ++i) {
        const auto& before = layout.places[i - 1];
        const auto& place = layout.places[i];
        CHECK((place.line == before.line + 1 ||
               (place.line == before.line && place.gap_x >= before.right())));
        CHECK(place.x() >= place.gap_x + place.gap);
    }
}

TEST_CASE("wires of a residual pass above the boxes between") {
    const std::string text =
        to_svg(summarize(Residual{Sequential{Conv2d{4, 6, 1}, Conv2d{6, 4, 1}}}, {4, 8, 8}));
    CHECK(count(text, "class=\"wire\"") == 4); // three arrows and the shortcut
}

TEST_CASE("a network that does not fit says so, and shows where") {
    const std::string text = to_svg(try_summarize(lenet5, {1, 24, 24}));
    CHECK(count(text, ">does not fit</text>") == 1);
    CHECK(count(text, ">at 7</text>") == 1);
    CHECK(count(text, "class=\"error\">layer 7 (Linear, at 7): expects 400 input features") == 1);
    CHECK(count(text, ">What fits: 2,572 parameters, ") == 1);
    CHECK(count(to_svg(summarize(lenet5, lenet5_image)), "does not fit") == 0);
}

TEST_CASE("a name in a picture is escaped") {
    const Sequential net{Named{"a,b\"c<d>&_{\n", Sequential{ReLU{}, Tanh{}}}};
    const std::string text = to_svg(summarize(net, {4}), {.depth = 1});
    CHECK(count(text, ">a,b&quot;c&lt;d&gt;&amp;_{\\n</text>") == 1);
    CHECK(count(text, "a,b\"c") == 0);
}

TEST_CASE("numbers are spelled as asked for") {
    const std::string text = to_svg(summarize(lenet5, lenet5_image), {.units = report::Units::si});
    CHECK(count(text, ">48.1 k params</text>") == 1);
    CHECK(count(text, ">61.7 k parameters, 417 k MACs, 838 k FLOPs</text>") == 1);
}

} // namespace
