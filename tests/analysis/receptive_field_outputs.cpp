// Receptive fields of networks with several inputs and outputs.
#include <ctnn/analysis/receptive_field.hpp>

#include <ctnn/graph.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Conv2d convolve(Count kernel, Count stride = 1) {
    return {.out_channels = 4, .kernel_size = kernel, .stride = stride, .padding = kernel / 2};
}

/// A small and a large head.
constexpr Sequential two_heads{convolve(3, 2),  Tag{"fine"},  convolve(3, 2), convolve(5),
                               Output{"large"}, From{"fine"}, convolve(3),    Output{"small"},
                               GlobalAvgPool{}, Flatten{},    Linear{4, 2},   Output{"class"}};

constexpr int each_output_has_a_field() {
    const Inputs in{3, hide(64), 64};
    const auto height = [&](const char* output) {
        return receptive_field(two_heads, in, {.output = output}).height;
    };
    EXPECT(height("large").size == 3 + 2 * 2 + 4 * 4 && height("large").stride == 4);
    EXPECT(height("small").size == 3 + 2 * 2 && height("small").stride == 2);
    EXPECT(height("class") == height("small")); // of the map before it is pooled
    EXPECT(receptive_field(two_heads, in).height == height("small"));
    EXPECT(receptive_fields(two_heads, in, {.output = "large"}).network_row == 2);
    return 0;
}
PROVE_TWICE(each_output_has_a_field)

/// A map and a guide of half its size are joined; the guide is enlarged first.
constexpr Sequential guided{
    convolve(3), Add{skip, Sequential{Input{1}, convolve(5), Upsample{.scale_factor = 2}}},
    Output{"sum"}};

constexpr int each_input_has_a_field() {
    const Inputs in{Shape{4, hide(32), 32}, Shape{2, 16, 16}};
    const auto of = [&](int input) { return receptive_fields(guided, in, {.input = input}); };
    EXPECT(of(0).network.height.size == 3 && of(0).network.height.stride == 1);
    EXPECT(of(1).network.height.size == 5 && of(1).network.height.stride == Fraction(1, 2));
    // What does not depend on an input has no field in it.
    EXPECT(of(0)[1] == ReceptiveField{} && of(1)[0] == ReceptiveField{});
    EXPECT(receptive_field(guided, in, {.output = "sum", .input = 1}) == of(1).network);
    return 0;
}
PROVE_TWICE(each_input_has_a_field)

TEST_CASE("an output or an input that is not there") {
    const Inputs in{3, 64, 64};
    CHECK(refusal([&] { return receptive_field(two_heads, in, {.output = "big"}); }) ==
          "the network has no output named big, but: large, small, class");
    CHECK(refusal([&] { return receptive_fields(ReLU{}, in, {.output = "big"}); }) ==
          "the network has no output named big; put an Output of that name where it is");
    CHECK(refusal([&] { return receptive_field(two_heads, in, {.input = 1}); }) ==
          "expects an input 1, and the network has 1 input: 0; ask with Inputs{..., Shape{...}}");
    CHECK(refusal([&] { return receptive_field(two_heads, in, {.input = -1}); }) ==
          "expects an input -1, and the network has 1 input: 0");
}

} // namespace
