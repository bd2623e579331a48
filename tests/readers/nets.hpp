// Networks whose reports are read back, and held as golden files.
#pragma once

#include <ctnn/ctnn.hpp>

namespace nets {

using namespace ctnn;

/// A name with all that a format could stumble over: separators, quotes, brackets, escapes of each
/// format, a line's end, a control character, a letter outside ASCII.
struct Nasty {
    static constexpr const char* name = "a,b\"c<d>&_{\n}|\\`$%#~^*[x]--''\t\xc3\xa9";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape&) const { return {.weights = 1234567}; }
    constexpr Work work(const Shape&, const Shape&) const { return {.macs = 7654321}; }
};

/// And as a name in a path, which ends in half a character.
inline constexpr Sequential nasty{Named{"[a,b\"c<d>&_{\n|\\`*#\xc3", Nasty{}}, Nasty{}, ReLU{}};

/// A named part, copies, a residual connection.
inline constexpr Sequential small{
    Named{"stem",
          Conv2d{.in_channels = 3, .out_channels = 8, .kernel_size = 3, .stride = 2, .padding = 1}},
    repeat<3>(Residual{Sequential{
        Conv2d{.in_channels = 8, .out_channels = 8, .kernel_size = 3, .padding = 1, .bias = false},
        BatchNorm2d{}, ReLU{}}}),
    GlobalAvgPool{},
    Flatten{},
    Named{"head", Linear{.in_features = 8, .out_features = 10}},
};

/// Equal siblings of one name, and a name with a dot that is no path.
inline constexpr Named half{"half",
                            Sequential{Linear{.in_features = 4, .out_features = 4}, ReLU{}}};
inline constexpr Sequential twins{half, half, Named{"half.0", ReLU{}}};

/// The second linear layer does not fit.
inline constexpr Sequential broken{
    Named{"features",
          Sequential{Conv2d{.in_channels = 1, .out_channels = 4, .kernel_size = 3}, ReLU{}}},
    Flatten{},
    Named{"classifier", Sequential{Linear{.in_features = 144, .out_features = 20}, ReLU{},
                                   Linear{.in_features = 21, .out_features = 10}}},
};

} // namespace nets
