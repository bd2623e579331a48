// More operations than an int counts, in copies of a part; what stands beside them is sound.
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential net{ReLU{}, Named{"copies", repeat<2'000'000'000>(Residual{ReLU{}})}};
