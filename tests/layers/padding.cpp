#include <ctnn/layers/padding.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int padding_of_lines_maps_and_volumes() {
    EXPECT(output_shape(ConstantPad1d{{3, 0}}, {4, hide(10)}) == Shape{4, 13});
    EXPECT(output_shape(ConstantPad2d{{-1, 0, 2, -3}}, {4, hide(5), 7}) == Shape{4, 4, 6});
    EXPECT(output_shape(ZeroPad3d{{1, 2, 3, 4, 5, 6}}, {4, hide(2), 5, 7}) == Shape{4, 13, 12, 10});
    EXPECT(output_shape(ReflectionPad1d{9}, {4, hide(10)}) == Shape{4, 28});
    EXPECT(output_shape(ReplicationPad2d{{1, 2, 3, 4}}, {4, hide(5), 7}) == Shape{4, 12, 10});
    EXPECT(output_shape(CircularPad1d{{3, 1}}, {4, hide(10)}) == Shape{4, 14});
    EXPECT(misfit_of(ReflectionPad2d{5}, {4, hide(5), 7}).axis == Axis::height);
    EXPECT(misfit_of(CircularPad1d{11}, {4, hide(10)}).expected == 11);
    EXPECT(misfit_of(ConstantPad1d{-6}, {4, hide(10)}).problem == Problem::empty_output);
    return 0;
}
PROVE_TWICE(padding_of_lines_maps_and_volumes)

TEST_CASE("errors of padding") {
    CHECK(refusal([] {
              return output_shape(ReflectionPad1d{10}, {4, 10});
          }) ==
          "layer 0 (ReflectionPad1d): expects a length of at least 11, more than the reflected "
          "padding, gets 10 (4x10)");
    CHECK(refusal([] {
              return output_shape(CircularPad2d{9}, {4, 9, 8});
          }) ==
          "layer 0 (CircularPad2d): expects a width of at least 9, the circular padding, gets 8 "
          "(4x9x8)");
}

} // namespace
