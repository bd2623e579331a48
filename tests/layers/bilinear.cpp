#include <ctnn/layers/bilinear.hpp>

#include <ctnn/nn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int two_vectors_become_one() {
    const Branches bilinear{Bilinear{5, 6, 7}, Input{0}, Input{1}};
    const Inputs rows{Shape{hide(3), 5}, Shape{3, 6}};
    EXPECT(params(bilinear, rows) == 217 && macs(bilinear, rows) == 630);
    EXPECT(output_shape(bilinear, rows) == Shape{3, 7});
    const Branches cosine{CosineSimilarity{-1}, Input{0}, Input{1}};
    EXPECT(output_shape(cosine, Inputs{Shape{hide(5), 1, 8}, Shape{1, 6, 8}}) == Shape{5, 6});
    const Branches distance{PairwiseDistance{.keepdim = true}, Input{0}, Input{1}};
    EXPECT(output_shape(distance, Inputs{Shape{hide(8)}, Shape{8}}) == Shape{1});
    return 0;
}
PROVE_TWICE(two_vectors_become_one)

TEST_CASE("vectors that do not fit") {
    const Branches bilinear{Bilinear{5, 6, 7}, Input{0}, Input{1}};
    CHECK(refusal([&] {
              return output_shape(bilinear, Inputs{Shape{6}, Shape{5}});
          }) ==
          "layer 0 (Bilinear, at Bilinear): expects last axes of 5 and 6, and the same others");
}

} // namespace
