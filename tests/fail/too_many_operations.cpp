// More operations than an int counts, in the sum of two parts.
#include <ctnn/ctnn.hpp>

using namespace ctnn;

constexpr Sequential net{repeat<2'000'000'000>(ReLU{}), repeat<2'000'000'000>(ReLU{})};
