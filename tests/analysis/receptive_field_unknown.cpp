// When a receptive field is unknown, and when it is known despite a user's layer.
#include <ctnn/analysis/receptive_field.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

struct Free {
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// Height becomes channels, and channels width (NCHW to NHWC).
struct Permute : Free {
    static constexpr const char* name = "Permute";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.height(), in.width(), in.channels()};
    }
};

/// Four channels become 2x2 positions (torch.nn.PixelShuffle).
struct PixelShuffle : Free {
    static constexpr const char* name = "PixelShuffle";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels() / 4, 2 * in.height(), 2 * in.width()};
    }
};

/// A weight per channel, as README.md has it.
struct Gate : Free {
    static constexpr const char* name = "Gate";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Window window(const Shape&) const { return {}; }
};

struct Blur : Gate {
    static constexpr const char* name = "Blur";
    constexpr Window window(const Shape&) const { return {{5, 1, 1, 2, 2}, {3, 1, 1, 1, 1}}; }
};

/// A user's layer that does not state what it sees.
struct Mix : Free {
    static constexpr const char* name = "Mix";
    constexpr Shape output_shape(const Shape& in) const { return in; }
};

/// One token per position.
struct Tokens : Free {
    static constexpr const char* name = "Tokens";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.height() * in.width(), in.channels()};
    }
};

/// A vector becomes a map.
struct Unflatten : Free {
    static constexpr const char* name = "Unflatten";
    constexpr Shape output_shape(const Shape& in) const { return {in[0] / 16, 4, 4}; }
};

constexpr Conv2d conv(Extent kernel, Padding padding = 0, Count stride = 1) {
    return {.out_channels = 4, .kernel_size = kernel, .stride = stride, .padding = padding};
}

constexpr bool is_unknown(const ReceptiveField& field) {
    return !field.height.is_known && !field.width.is_known && !field.is_known() &&
           field.height.size == 0 && !field.height.is_whole && !field.exceeds_input();
}

template <Layer L>
constexpr ReceptiveField last(const L& net, const Shape& in) {
    const auto fields = receptive_fields(net, in);
    return fields[fields.size() - 1];
}

constexpr int unknown_after_a_layer_without_window() {
    const Shape in{4, hide(8), 8};
    const auto fields = receptive_fields(Sequential{conv(3, 1), Permute{}, ReLU{}, conv(3, 1),
                                                    GlobalAvgPool{}, Flatten{}, Linear{4, 2}},
                                         in);
    EXPECT(fields[0].is_known() && fields[0].height.size == 3);
    for (int row = 1; row < fields.size(); ++row) EXPECT(is_unknown(fields[row]));
    EXPECT(is_unknown(fields.network));
    EXPECT(is_unknown(last(PixelShuffle{}, in)) && is_unknown(last(Mix{}, in)));
    EXPECT(is_unknown(last(Sequential{Tokens{}, ReLU{}}, in)));
    EXPECT(is_unknown(last(Add{skip, Mix{}}, in)) && is_unknown(last(Add{Mix{}, skip}, in)));
    EXPECT(is_unknown(last(Multiply{skip, Sequential{Mix{}, GlobalAvgPool{}}}, in)));
    // One position, of which each channel sees all that another does, or along one axis alone.
    EXPECT(is_unknown(last(Sequential{conv({8, 1}), Permute{}}, in)));
    return 0;
}
PROVE_TWICE(unknown_after_a_layer_without_window)

constexpr int known_after_a_layer_with_window() {
    const Shape in{4, hide(8), 8};
    const Sequential net{conv(3, 1), Gate{}, conv(3, 1)};
    EXPECT(last(net, in).height.size == 5 && last(net, in).is_known());
    const ReceptiveField blurred = last(Sequential{conv(3, 1), Blur{}}, in);
    EXPECT(blurred.height.size == 7 && blurred.width.size == 5);
    return 0;
}
PROVE_TWICE(known_after_a_layer_with_window)

// If all positions see the same, a user's layer cannot change that.
constexpr int where_all_see_the_same() {
    const Shape in{4, hide(8), 8};
    const auto whole = [](const ReceptiveField& field, Count size) {
        return field.is_known() && field.height.size == size && field.height.stride == 0 &&
               field.height.is_whole && field.width == field.height;
    };
    const Linear dense{256, 64};
    EXPECT(whole(last(Sequential{Flatten{}, dense, Mix{}}, in), 8));
    EXPECT(whole(last(Sequential{Flatten{}, dense, Unflatten{}, conv(3, 1)}, in), 8));
    // Each element of a flattened map sees a position of its own.
    EXPECT(is_unknown(last(Sequential{Flatten{}, Mix{}}, in)));
    EXPECT(is_unknown(last(Sequential{Flatten{}, Unflatten{}, conv(3, 1)}, in)));
    EXPECT(whole(last(Sequential{GlobalAvgPool{}, Mix{}}, in), 8));
    EXPECT(whole(last(Sequential{GlobalAvgPool{}, PixelShuffle{}, Mix{}}, in), 8));
    EXPECT(whole(last(Sequential{GlobalAvgPool{}, Upsample{.size = {3, 3}}, Permute{}}, in), 8));
    // A network of vectors has no field, whatever it makes of them.
    const auto vectors =
        receptive_fields(Sequential{Linear{64, 64}, Mix{}, Unflatten{}, Mix{}}, {hide(64)});
    for (const ReceptiveField& field : vectors) EXPECT(field == ReceptiveField{});
    EXPECT(vectors.network == ReceptiveField{} && ReceptiveField{}.is_known());
    return 0;
}
PROVE_TWICE(where_all_see_the_same)

/// The larger of two branches, element by element, or something else.
template <bool IsElementwise>
struct Larger {
    static constexpr const char* name = "Larger";
    static constexpr Op op = Op::custom;
    static constexpr bool is_elementwise = IsElementwise;

    constexpr Misfit check(const Operands&) const { return {}; }
    constexpr Shape output_shape(const Operands& branches) const { return branches[0]; }
    constexpr Work work(const Operands&, const Shape&) const { return {}; }
};

template <bool IsElementwise>
struct Either {
    static constexpr Size size = {.operations = 3, .edges = 4};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor branches[] = {tensor, tensor};
        walk.into("one", conv(3, 1), branches[0]);
        walk.into("other", conv(5, 2), branches[1]);
        walk.merge("larger", Larger<IsElementwise>{}, branches, 2, tensor);
    }
};

constexpr int a_users_merge() {
    const Shape in{4, hide(8), 8};
    EXPECT(last(Either<true>{}, in).height.size == 5);
    EXPECT(is_unknown(last(Either<false>{}, in)));
    EXPECT(last(Sequential{GlobalAvgPool{}, Either<false>{}}, in).height.is_whole);
    return 0;
}
PROVE_TWICE(a_users_merge)

/// A user's layer with an operation of the library's and no window.
template <Op Kind>
struct Named : Free {
    static constexpr const char* name = "Named";
    static constexpr Op op = Kind;
    Count rows = 8;
    constexpr Shape output_shape(const Shape& in) const { return {in.channels(), rows, 8}; }
};

constexpr int a_library_operation_without_window() {
    const Shape in{4, hide(8), 8};
    EXPECT(is_unknown(last(Named<Op::conv>{}, in)) && is_unknown(last(Named<Op::max_pool>{}, in)));
    EXPECT(is_unknown(last(Named<Op::upsample>{{}, 16}, in)));
    EXPECT(last(Named<Op::relu>{}, in).height.size == 1); // elementwise, also in a user's layer
    EXPECT(!last(Named<Op::relu>{{}, 4}, in).height.is_known);
    return 0;
}
PROVE_TWICE(a_library_operation_without_window)

/// A map of 2^63 - 1 positions, cropped before and after.
template <Op Kind>
struct Endless : Free {
    static constexpr const char* name = "Endless";
    static constexpr Op op = Kind;
    Count before = 0;
    constexpr Shape output_shape(const Shape&) const { return {1, hide(INT64_MAX), 1}; }
    constexpr Window window(const Shape&) const {
        return {{max_size, max_size, max_size, before, before}, {}};
    }
};

// An overflow would not compile.
constexpr int a_map_of_63_bits() {
    const Shape in{1, hide(max_size), 1};
    for (const Count before : {-max_size, Count{0}, max_size}) {
        EXPECT(receptive_field(Endless<Op::custom>{{}, before}, in).is_known());
        EXPECT(receptive_field(Endless<Op::conv_transpose>{{}, before}, in).is_known());
        EXPECT(receptive_field(Endless<Op::upsample>{{}, before}, in).is_known());
        EXPECT(!receptive_field(Endless<Op::custom>{{}, before}, in).height.is_whole);
    }
    return 0;
}
PROVE_TWICE(a_map_of_63_bits)

TEST_CASE("an input that is too large for the arithmetic is refused, with and without layers") {
    const char* const why = "expects a height of at most 2147483647, gets 9223372036854775807";
    const Shape large{1, INT64_MAX, 1};
    CHECK(refusal([&] { return receptive_field(skip, large); }) == why);
    CHECK(refusal([&] { return receptive_fields(skip, large); }) == why);
    CHECK(refusal([&] { return receptive_field(summarize(skip, large)); }) == why);
    CHECK(refusal([] {
              return receptive_field(skip, {1, 1, max_size + 1});
          }) == "expects a width of at most 2147483647, gets 2147483648");
    CHECK(receptive_field(skip, {1, max_size, max_size}).height.size == 1);
}

} // namespace
