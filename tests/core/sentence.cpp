#include <ctnn/core/sentence.hpp>

#include <ctnn/graph.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "../support/catch.hpp"

using namespace ctnn;

// Advice mends: thousands of random mistakes, and what their sentences say is done to the letter.
namespace {

std::mt19937 random_bits{7};

Count pick(Count least, Count most) {
    return least + static_cast<Count>(random_bits() % static_cast<unsigned>(most - least + 1));
}

Extent pick_extent(Count least, Count most) {
    return {pick(least, most), pick(least, most)};
}

/// An error, and its sentence.
struct Mistake {
    Mistake(const auto& net, const Shape& in)
        : error(try_summarize(net, in).error), text(sentence(error).c_str()) {}

    bool is(Problem problem) const { return error.misfit.problem == problem; }
    bool says(const char* words) const { return text.find(words) != std::string::npos; }

    /// The number after some words; 0 if they are not there.
    Count number(const char* words) const {
        const auto at = text.find(words);
        return at == std::string::npos ? 0
                                       : std::atoll(text.c_str() + at + std::string(words).size());
    }

    /// The numbers after some words, as `1, 2`, `1 and 2`, `1}`.
    std::vector<Count> numbers(const char* words, std::size_t from = 0) const {
        std::vector<Count> all;
        auto at = text.find(words, from);
        if (at == std::string::npos) return all;
        at += std::string(words).size();
        for (std::size_t size = 0; at < text.size(); at += size) {
            all.push_back(std::stoll(text.substr(at), &size));
            const std::string rest = text.substr(at + size);
            const bool is_list = rest.starts_with(", ") || rest.starts_with(" and ");
            if (!is_list) break;
            size += rest.starts_with(", ") ? 2U : 5U;
        }
        return all;
    }

    /// Of the axis that it is about.
    template <class Pair>
    Count& side(Pair& pair) const {
        return error.misfit.axis == Axis::height ? pair.height : pair.width;
    }

    Error error;
    std::string text;
};

/// Is that problem gone, at least along its axis?
bool mends(const auto& net, const Shape& in, const Mistake& mistake) {
    const Misfit& before = mistake.error.misfit;
    const Misfit after = try_summarize(net, in).error.misfit;
    return after.problem != before.problem || after.axis != before.axis;
}

bool fits(const auto& net, const Shape& in) {
    return !try_summarize(net, in).error;
}

Shape random_map() {
    return {pick(1, 4), pick(1, 6), pick(1, 6)};
}

TEST_CASE("a kernel as large as advised fits, and so does one with the padding advised") {
    for (int i = 0; i < 5'000; ++i) {
        const Shape in = random_map();
        const Conv2d conv{.out_channels = 2,
                          .kernel_size = pick_extent(1, 9),
                          .stride = pick_extent(1, 3),
                          .padding = {pick(0, 2), pick(0, 2)},
                          .dilation = pick_extent(1, 3)};
        const Mistake mistake(conv, in);
        if (mistake.error) {
            Conv2d smaller = conv;
            const Count gaps = mistake.side(smaller.dilation);
            mistake.side(smaller.kernel_size) = (mistake.number("spans at most ") - 1) / gaps + 1;
            Conv2d padded = conv;
            mistake.side(padded.padding.size) += mistake.number(", or ");
            INFO(mistake.text);
            REQUIRE(mends(smaller, in, mistake));
            REQUIRE(mends(padded, in, mistake));
        }
        const AvgPool2d pool{.kernel_size = pick_extent(1, 9),
                             .stride = pick_extent(1, 3),
                             .padding = pick_extent(0, 4),
                             .ceil_mode = pick(0, 1) == 1};
        const Mistake of_pool(pool, in);
        if (of_pool.error) {
            AvgPool2d padded = pool;
            Count& padding = of_pool.side(padded.padding.size);
            const bool is_too_much = of_pool.is(Problem::pool_padding);
            padding = is_too_much ? of_pool.number("half of the kernel, ")
                                  : padding + of_pool.number(", or ");
            INFO(of_pool.text);
            REQUIRE(mends(padded, in, of_pool));
            // The padding is not over half of the kernel now.
            if (!is_too_much) {
                REQUIRE(!Mistake(padded, in).is(Problem::pool_padding));
            }
        }
    }
}

TEST_CASE("cropping reduced as advised leaves a map") {
    for (int i = 0; i < 5'000; ++i) {
        const Shape in = random_map();
        ConvTranspose2d conv{.out_channels = 2,
                             .kernel_size = pick_extent(1, 4),
                             .stride = pick_extent(1, 3),
                             .padding = pick_extent(0, 6)};
        const Mistake mistake(conv, in);
        if (mistake.error) {
            mistake.side(conv.padding) -= mistake.number("reduce it by ");
            INFO(mistake.text);
            REQUIRE(mends(conv, in, mistake));
        }
        ZeroPad2d crop{{pick(-5, 3), pick(-5, 3), pick(-5, 3), pick(-5, 3)}};
        const Mistake of_crop(crop, in);
        if (of_crop.error) {
            const bool is_height = of_crop.error.misfit.axis == Axis::height;
            Count& before = is_height ? crop.padding.top : crop.padding.left;
            Count& after = is_height ? crop.padding.bottom : crop.padding.right;
            INFO(of_crop.text);
            for (Count less = of_crop.number("crop "); less > 0; --less) {
                Count& cropped = before < 0 ? before : after;
                REQUIRE(cropped < 0);
                ++cropped;
            }
            REQUIRE(mends(crop, in, of_crop));
        }
    }
}

/// Each of the ways to mend a Linear that a sentence names.
bool all_mend(const Linear& linear, const Shape& in, const Mistake& mistake) {
    const auto of = [&](const char* words) {
        Linear other = linear;
        const Count features = mistake.number(words);
        if (features > 0) other.in_features = features;
        return other;
    };
    if (mistake.says("put GlobalAvgPool{} and Flatten{} before it, or use PointwiseConv, or")) {
        const PointwiseConv conv{linear.in_features, linear.out_features};
        if (!fits(Sequential{GlobalAvgPool{}, Flatten{}, linear}, in)) return false;
        if (!fits(conv, in)) return false;
    }
    const Linear flat = of("Flatten{} before it and set in_features = ");
    const bool has_flatten = mistake.says("put Flatten{} before it");
    if (has_flatten && !fits(Sequential{Flatten{}, flat}, in)) return false;
    for (const char* words : {"; set in_features = ", ", or set in_features = "}) {
        if (mistake.says(words) && !fits(of(words), in)) return false;
    }
    return has_flatten || mistake.says("; set in_features = ");
}

TEST_CASE("channels and features as advised fit") {
    for (int i = 0; i < 5'000; ++i) {
        Shape in;
        for (Count axes = pick(1, 4); axes > 0; --axes) in.append(pick(1, 5));
        const Linear linear{pick(1, 20), 3};
        const Mistake mistake(linear, in);
        if (mistake.error) {
            INFO(mistake.text);
            REQUIRE(all_mend(linear, in, mistake));
        }
        Conv2d conv{pick(1, 4), 2, 1};
        const Mistake of_channels(conv, in);
        if (of_channels.is(Problem::channels)) {
            conv.in_channels = of_channels.number("set in_channels = ");
            INFO(of_channels.text);
            REQUIRE(fits(conv, in));
        }
    }
}

/// TensorFlow's size: ceil(I/S) along each axis.
Shape tensorflow_size(const Shape& in, Count out_channels, const Extent& stride) {
    return {out_channels, (in.height() + stride.height - 1) / stride.height,
            (in.width() + stride.width - 1) / stride.width};
}

TEST_CASE("padding as advised in place of `same` with a stride gives TensorFlow's size") {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < 5'000; ++i) {
        const Shape in{pick(1, 4), pick(1, 20), pick(1, 20)};
        Conv2d conv{.out_channels = 2,
                    .kernel_size = pick_extent(1, 6),
                    .stride = pick_extent(1, 4),
                    .padding = same,
                    .dilation = pick_extent(1, 3)};
        DepthwiseConv depthwise{.kernel_size = conv.kernel_size,
                                .stride = conv.stride,
                                .padding = same,
                                .dilation = conv.dilation};
        const Mistake mistake(conv, in);
        if (!mistake.error) continue;
        INFO(mistake.text);
        REQUIRE(mistake.is(Problem::same_with_stride));
        const Mistake of_depthwise(depthwise, in);
        REQUIRE(mistake.text.substr(17) == of_depthwise.text.substr(24)); // after the names
        const Shape out = tensorflow_size(in, 2, conv.stride);
        const auto numbers = mistake.numbers(", here {");
        conv.padding = numbers.size() == 4 ? Padding{numbers[0], numbers[1], numbers[2], numbers[3]}
                       : numbers.size() == 2 ? Padding{numbers[0], numbers[1]}
                                             : Padding{mistake.number(", here ")};
        depthwise.padding = conv.padding;
        ++(numbers.size() == 4 ? odd : even);
        REQUIRE(output_shape(conv, in) == out);
        REQUIRE(output_shape(depthwise, in) == tensorflow_size(in, in.channels(), conv.stride));
        // The window's zeros before are half of all, rounded down, and no more than it needs.
        const Count extent = conv.dilation.height * (conv.kernel_size.height - 1) + 1;
        const Count needed = (out.height() - 1) * conv.stride.height + extent - in.height();
        const WindowAxis high = conv.window(in).height;
        REQUIRE(high.before + high.after == std::max<Count>(needed, 0));
        REQUIRE(high.before == (high.before + high.after) / 2);
        const Window window = conv.window(in);
        conv.padding = same_upper;
        REQUIRE(output_shape(conv, in) == out);
        REQUIRE(conv.window(in) == window);
    }
    CHECK((even > 500 && odd > 500));
}

// design.md's examples of SAME_UPPER, and what issue reports had.
TEST_CASE("SAME of known networks") {
    const auto asked = [](const Extent& kernel, const Extent& stride, const Shape& in) {
        return Mistake(
            Conv2d{.out_channels = 64, .kernel_size = kernel, .stride = stride, .padding = same},
            in);
    };
    CHECK(asked({10, 8}, 2, {1, 49, 40})
              .says("set padding = same_upper, here {4, 5, 3, 3}, for 25x20 as in TensorFlow"));
    CHECK(asked({10, 4}, 2, {1, 49, 10})
              .says("set padding = same_upper, here {4, 5, 1, 1}, for 25x5 as in TensorFlow"));
    CHECK(asked(7, 2, {3, 225, 225})
              .says("set padding = same_upper, here 3, for 113x113 as in TensorFlow"));
    CHECK(
        asked(1, 2, {3, 8, 8}).says("set padding = same_upper, here 0, for 4x4 as in TensorFlow"));
    // Of what is no map, the sentence has no numbers.
    CHECK(asked(3, 2, {8, 8}).says("; give a number or {height, width}; asked with an input"));
    CHECK(asked(3, 2, {3, 1LL << 40, 8}).says("; give a number or {height, width}"));
    CHECK(asked(max_size, 2, {1, max_size, max_size}).says("same_upper, here 1073741823"));
}

TEST_CASE("groups as advised divide all channels") {
    for (int i = 0; i < 5'000; ++i) {
        const Shape in{pick(1, 60), 3, 3};
        const Count in_channels = pick(0, 1) == 0 ? inferred : in.channels();
        Conv2d conv{.in_channels = in_channels,
                    .out_channels = pick(1, 60),
                    .kernel_size = 1,
                    .groups = pick(1, 40)};
        ConvTranspose2d up{.in_channels = in_channels,
                           .out_channels = conv.out_channels,
                           .kernel_size = 1,
                           .groups = conv.groups};
        const Mistake mistake(conv, in);
        if (!mistake.error) continue;
        INFO(mistake.text);
        REQUIRE(Mistake(up, in).text.substr(26) == mistake.text.substr(17));
        const auto at = mistake.text.rfind("; ");
        const std::vector<Count> advised = mistake.numbers(mistake.text.substr(at, 2).c_str(), at);
        REQUIRE((advised.size() == 1 || advised.size() == 2));
        // Nearest below and above: what lies between divides not both.
        const auto divides = [&](Count groups) {
            return in.channels() % groups == 0 && conv.out_channels % groups == 0;
        };
        for (Count between = advised.front(); between <= advised.back(); ++between) {
            const bool is_advised = between == advised.front() || between == advised.back();
            REQUIRE(divides(between) == is_advised);
        }
        for (const Count groups : advised) {
            conv.groups = up.groups = groups;
            REQUIRE(fits(conv, in));
            REQUIRE(fits(up, in));
            bool has_other = false; // than 1
            for (Count other = 2; other <= in.channels(); ++other) has_other |= divides(other);
            REQUIRE((groups > 1 || !has_other));
        }
    }
}

TEST_CASE("groups of huge numbers are advised without a long search") {
    const auto asked = [](Count groups, Count channels) {
        return Mistake(GroupNorm{groups}, {channels});
    };
    CHECK(asked(4'000'000'000, INT64_MAX).says("; 7 and 9223372036854775807 do"));
    CHECK(asked(INT64_MAX, INT64_MAX - 1).says("; 9223372036854775806 does"));
    CHECK(asked(INT64_MAX - 1, INT64_MAX).says("; 7 and 9223372036854775807 do"));
    CHECK(asked(2, INT64_MAX).says("; 7 does"));
    CHECK(asked(3LL << 40, 1LL << 42).says("; 1099511627776 and 4398046511104 do"));
}

TEST_CASE("the projection that a residual is advised fits") {
    for (int i = 0; i < 5'000; ++i) {
        const Count channels = pick(1, 4);
        const Conv2d body{.out_channels = pick(1, 4),
                          .kernel_size = pick_extent(1, 5),
                          .stride = pick_extent(1, 3),
                          .padding = {pick(0, 2), pick(0, 2)}};
        const Shape in{channels, pick(5, 12), pick(5, 12)};
        const Mistake mistake(Residual{body}, in);
        if (!mistake.says("as the shortcut")) continue;
        const Count stride = mistake.number(".stride = ");
        const Conv2d projection{.out_channels = mistake.number(".out_channels = "),
                                .kernel_size = mistake.number(".kernel_size = "),
                                .stride = stride > 0 ? stride : 1};
        INFO(mistake.text);
        REQUIRE(fits(Residual{body, projection}, in));
    }
}

/// Numbers of a shape that is given.
struct Given {
    static constexpr const char* name = "Given";
    static constexpr bool reads_input = false;

    Shape shape = {};

    constexpr Shape output_shape(const Shape&) const { return shape; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// Two branches as a sentence advises: one brought to a shape, transposed or flattened.
template <class Merged>
void check_advice(const Merged& merged, Given (&branches)[2], int& advised) {
    const auto net = [&] { return merged(branches[0], branches[1]); };
    const Mistake mistake(net(), {1});
    if (!mistake.error || mistake.is(Problem::dimension)) return;
    INFO(mistake.text);
    const auto at = mistake.text.find("; ");
    const bool is_first = mistake.text.find("branch 0", at) != std::string::npos;
    Shape& changed = branches[is_first ? 0 : 1].shape;
    if (mistake.says("; transpose branch 1")) {
        std::swap(changed.dims[changed.rank - 1], changed.dims[changed.rank - 2]);
    } else if (mistake.says("; put Flatten{} at the end of ")) {
        changed = {changed.elements()};
    } else if (mistake.says("; bring ")) {
        const auto size = mistake.text.find(" to ", at) + 4;
        changed = {};
        for (auto from = size - 1; from != std::string::npos;) {
            changed.append(std::stoll(mistake.text.substr(from + 1)));
            from = mistake.text.find('x', from + 1);
        }
    } else {
        REQUIRE(mistake.says("MatMul")); // a vector, of which no advice is given
        return;
    }
    ++advised;
    REQUIRE(fits(net(), {1}));
}

TEST_CASE("branches changed as advised fit together") {
    int advised = 0;
    for (int i = 0; i < 5'000; ++i) {
        const auto dim = pick(-2, 2);
        Given pairs[4][2];
        for (auto& pair : pairs) {
            for (Given& branch : pair) {
                for (Count axes = pick(1, 4); axes > 0; --axes) branch.shape.append(pick(1, 4));
            }
            if (pick(0, 1) == 1) pair[1].shape.rank = pair[0].shape.rank;
            for (int axis = 0; axis < Shape::max_rank; ++axis) {
                Count& size = pair[1].shape.dims[axis];
                size = axis >= pair[1].shape.rank ? 0 : size == 0 ? 1 : size;
            }
        }
        check_advice([](const auto&... two) { return Add{two...}; }, pairs[0], advised);
        check_advice([](const auto&... two) { return Multiply{two...}; }, pairs[1], advised);
        check_advice([&](const auto&... two) { return Concat{two...}.along(dim); }, pairs[2],
                     advised);
        check_advice([](const auto&... two) { return MatMul{two...}; }, pairs[3], advised);
    }
    CHECK(advised > 5'000);
}

TEST_CASE("a sentence with a path of 62 characters and large shapes is not truncated") {
    const Residual block{Conv2d{.out_channels = 2048, .kernel_size = 3, .stride = 2, .padding = 1}};
    const Sequential stage{Named{"stage_of_the_feature_pyramid", block}};
    const Sequential whole{Named{"backbone_of_the_first_network", stage}};
    CHECK(
        Mistake(whole, {1024, 65'536, 65'536}).text ==
        "layer 1 (Add, at backbone_of_the_first_network.stage_of_the_feature_pyramid.add): "
        "expects branches of the same shape, gets 2048x32768x32768 from body and 1024x65536x65536 "
        "from shortcut, which differ in channels, height, width; use Conv2d{.out_channels = "
        "2048, "
        ".kernel_size = 1, .stride = 2} as the shortcut");
    const Sequential longer{Named{"backbone_of_the_first_network_2", stage}};
    CHECK(Mistake(longer, {1024, 8, 8}).says("_network_2.stage_of_the_feature_pyramid.add): "));
}

/// The path in the sentence of an error in a part of that name.
std::string shown(const std::string& name) {
    Error error;
    error.misfit = {Problem::rank, Field::none, Axis::none, 3, 1};
    error.layer = "L";
    error.input = {5};
    error.path = Path{1, {{name.c_str(), 0}}};
    const std::string text = sentence(error).c_str();
    const std::string before = "layer 0 (L, at ";
    const std::string after = "): expects a map CxHxW (3 axes), gets 5 (1 axis)";
    REQUIRE(text.starts_with(before));
    REQUIRE(text.ends_with(after));
    return text.substr(before.size(), text.size() - before.size() - after.size());
}

TEST_CASE("a sentence shows a path of up to 200 characters, and both ends of a longer one") {
    // Not by `+`: g++ 12 with optimization suspects it of writing beyond a short string.
    std::string start(100, 'a');
    start.back() = 'b';
    std::string end(97, 'z');
    end.front() = 'y';
    CHECK(shown(start + "cde" + end) == start + "cde" + end);
    CHECK(shown(start + "cdef" + end) == start + "..." + end);
    CHECK(shown(start + std::string(10'000, '.') + end) == start + "..." + end);
}

TEST_CASE("UTF-8 characters are never cut in a sentence") {
    const std::string several[] = {"\u00e9", "\u7b2c", "\U0001f600"};
    for (const std::string& character : several) {
        for (std::size_t shift = 0; shift < 8; ++shift) {
            std::string name(shift, 'a');
            for (int i = 0; i < 200; ++i) name += character;
            std::string rest = shown(name).substr(shift);
            CHECK(rest.size() <= 206);
            bool is_cut = false;
            while (!rest.empty()) {
                const bool is_mark = rest.starts_with("...");
                REQUIRE((is_mark ? !is_cut : rest.starts_with(character)));
                is_cut |= is_mark;
                rest.erase(0, is_mark ? 3 : character.size());
            }
            CHECK(is_cut);
        }
    }
}

/// Joins two branches that do not fit together, whatever they are.
struct Misfits {
    static constexpr const char* name = "Misfits";

    constexpr Misfit check(const Operands&) const {
        return {Problem::branches, Field::none, Axis::none, 0, 1};
    }
    constexpr Shape output_shape(const Operands& branches) const { return branches[0]; }
    constexpr Work work(const Operands&, const Shape&) const { return {}; }
};

struct LongBranches {
    static constexpr Size size = {.operations = 1, .edges = 2};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const Tensor branches[] = {tensor, tensor};
        constexpr Name names[] = {
            "a_branch_whose_name_is_so_long_that_a_sentence_with_it_twice_is_longer_than_any_"
            "sentence_may_be_and_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_"
            "and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_until_it_ends",
            "another_branch_whose_name_is_so_long_that_a_sentence_with_it_is_longer_than_any_"
            "sentence_may_be_and_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_"
            "and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_until_it_ends"};
        walk.merge("join", Misfits{}, branches, 2, tensor, names);
    }
};

TEST_CASE("a truncated sentence ends with three dots") {
    const Mistake mistake(LongBranches{}, {1024, 65'536, 65'536});
    CHECK(
        mistake.says("layer 0 (Misfits, at join): expects branches of the same shape, gets 1024x"));
    CHECK(mistake.text.size() == 511);
    CHECK(mistake.text.ends_with("..."));
}

/// A user's layer that says in its own words what it does not accept.
struct Halve {
    static constexpr const char* name = "Halve";
    constexpr Misfit check(const Shape& in) const {
        if (in.channels() % 2 == 0) return {};
        return {
            Problem::own_words, Field::channels,
            Axis::none,         2,
            in.channels(),      "expects an even number of $field, gets $got ($input), at 5$ each"};
    }
    constexpr Shape output_shape(const Shape& in) const { return {in.channels() / 2}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

TEST_CASE("a user's check brings its own words") {
    CHECK(sentence(try_summarize(Sequential{ReLU{}, Halve{}}, {3, 4, 5}).error) ==
          "layer 1 (Halve, at 1): expects an even number of channels, gets 3 (3x4x5), at 5$ each");
    CHECK(output_shape(Halve{}, {4, 4, 5}) == Shape{2});
}

} // namespace
