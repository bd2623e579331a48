// A user's program, in a project of its own.
#include <ctnn/ctnn.hpp>

#if WITH_FORMAT
#include <ctnn/format.hpp>
#endif

#include <cstdio>

constexpr auto net =
    ctnn::Sequential{ctnn::Conv2d{.out_channels = 5, .kernel_size = 3, .padding = 1},
                     ctnn::MaxPool2d{2}, ctnn::Flatten{}, ctnn::Linear{.out_features = 10}};
static_assert(ctnn::params(net, {1, 32, 32}) == 50 + 5 * 16 * 16 * 10 + 10);

int main(int argc, char**) {
    const ctnn::Shape input{argc, 32, 32}; // a value that the compiler does not know
#if WITH_FORMAT
    fmt::print("{}", ctnn::summarize(net, input));
#endif
    std::printf("%lld\n", static_cast<long long>(ctnn::params(net, input)));
}
