#include <ctnn/compose/concat.hpp>

#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int concatenations() {
    const Concat net{PointwiseConv{.out_channels = 2}, skip, MaxPool2d{3, 1, 1}};
    EXPECT((output_shape(net, {4, hide(5), 6}) == Shape{10, 5, 6}));
    EXPECT(output_shape(Concat{skip, skip}, Shape{hide(7)}) == Shape{14});
    EXPECT(flops(Concat{skip, skip}, {4, hide(5), 6}, conventions::arithmetic) == 0);
    return 0;
}
PROVE_TWICE(concatenations)

constexpr int along_any_axis() {
    const Concat net{skip, ReLU{}};
    const Shape in{4, hide(5), 6, 7};
    EXPECT(output_shape(net.along(1), in) == (Shape{8, 5, 6, 7}));
    EXPECT(output_shape(net.along(2), in) == (Shape{4, 10, 6, 7}));
    EXPECT(output_shape(net.along(4), in) == (Shape{4, 5, 6, 14}));
    EXPECT(output_shape(net.along(-1), in) == (Shape{4, 5, 6, 14}));
    EXPECT(output_shape(net.along(-4), in) == output_shape(net, in));
    // The axis is a value: no type of its own.
    const Concat<Sequential<>, ReLU> one_type = net.along(2);
    EXPECT(output_shape(one_type, in) == (Shape{4, 10, 6, 7}));
    for (const Convention& convention : conventions::all) {
        EXPECT(flops(net.along(2), {4, 5, 6}, convention) == flops(ReLU{}, {4, 5, 6}, convention));
    }
    return 0;
}
PROVE_TWICE(along_any_axis)

constexpr int an_axis_that_the_branches_do_not_have() {
    const auto misfit = [](Count dim, const Shape& in) {
        return try_summarize(Concat{skip, ReLU{}}.along(dim), in).error.misfit;
    };
    const Misfit batch{Problem::dimension, Field::dim, Axis::none, 3, 0};
    EXPECT(misfit(0, {4, hide(5), 6}) == batch);
    EXPECT(misfit(-4, {4, hide(5), 6}).problem == Problem::dimension);
    EXPECT(misfit(4, {4, hide(5), 6}).got == 4 && !misfit(3, {4, hide(5), 6}));
    EXPECT(misfit(inferred, {hide(5)}) && misfit(INT64_MAX, {hide(5)}) && !misfit(-1, {hide(5)}));
    return 0;
}
PROVE_TWICE(an_axis_that_the_branches_do_not_have)

// Along channels a position sees itself; along another axis it is not known what it sees.
constexpr int receptive_fields_of_a_concatenation() {
    const Shape in{4, hide(8), 8};
    const Concat net{skip, Conv2d{.out_channels = 4, .kernel_size = 3, .padding = 1}};
    EXPECT(receptive_field(net, in).height.size == 3);
    EXPECT(receptive_field(net.along(-3), in) == receptive_field(net, in));
    EXPECT(!receptive_field(net.along(2), in).height.is_known);
    EXPECT(!receptive_field(net.along(-1), in).width.is_known);
    EXPECT(receptive_field(Concat{skip, ReLU{}}.along(-1), {hide(9)}) ==
           receptive_field(Concat{skip, ReLU{}}, {hide(9)}));
    return 0;
}
PROVE_TWICE(receptive_fields_of_a_concatenation)

} // namespace
