// One network, one input, one forward pass: the FLOPs of VGG-16 by every tool and textbook.
#include <ctnn/ctnn.hpp>
#include <ctnn/format/compare_conventions.hpp>
#include <ctnn/models/vgg.hpp>

using namespace ctnn;

constexpr Shape image{3, 224, 224};
constexpr auto vgg16 = models::vgg16();
constexpr auto comparison = compare_conventions(vgg16, image);

static_assert(comparison.least().count == 15'470'264'320); // MACs
static_assert(comparison.most().count == 30'973'778'432);  // twice as many, biases, ReLUs, pools

int main() {
    fmt::print("{}", comparison);
    fmt::print("One VGG-16, from {:.2f} to {:.2f} billion.\n",
               static_cast<double>(comparison.least().count) / 1e9,
               static_cast<double>(comparison.most().count) / 1e9);
}
