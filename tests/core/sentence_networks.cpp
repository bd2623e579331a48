// Networks with branches, tags and resizings in which a field or the input's size is wrong: what
// the sentence advises, done to the letter, mends it.
#include <ctnn/core/sentence.hpp>

#include <ctnn/graph.hpp>

#include <array>
#include <cstdlib>
#include <random>
#include <string>

#include "../support/catch.hpp"

using namespace ctnn;

namespace {

/// The fields that may be wrong, by the number of their operation.
struct Fields {
    Count conv0 = 3;
    Count norm1 = 8;
    Count conv3 = 8;
    Count conv4 = 8;
    Count point7 = 16;
    Count linear11 = 8;

    Count* of(int operation) {
        switch (operation) {
        case 0: return &conv0;
        case 1: return &norm1;
        case 3: return &conv3;
        case 4: return &conv4;
        case 7: return &point7;
        case 11: return &linear11;
        default: return nullptr;
        }
    }
};

auto network(const Fields& fields) {
    return Sequential{
        Conv2d{.in_channels = fields.conv0, .out_channels = 8, .kernel_size = 3, .padding = 1},
        BatchNorm2d{fields.norm1},
        Tag{"fine"},
        MaxPool2d{2},
        Concat{
            Conv2d{.in_channels = fields.conv3, .out_channels = 6, .kernel_size = 1},
            Conv2d{
                .in_channels = fields.conv4, .out_channels = 10, .kernel_size = 3, .padding = 1}},
        Upsample{.scale_factor = 2},
        PointwiseConv{.in_channels = fields.point7, .out_channels = 8},
        Add{skip, From{"fine"}},
        GlobalAvgPool{},
        Flatten{},
        Linear{fields.linear11, 4},
    };
}

/// The number behind some words; 0 if they are not there.
Count number_after(const std::string& text, const std::string& words) {
    const auto at = text.find(words);
    return at == std::string::npos ? 0 : std::atoll(text.c_str() + at + words.size());
}

/// Does what the sentence says. False if it says nothing that can be done.
bool follow(const Error& error, Fields& fields, Shape& input) {
    const std::string text = sentence(error).c_str();
    for (const char* const words :
         {"set in_channels = ", "set num_features = ", "set in_features = "}) {
        if (number_after(text, words) == 0) continue;
        Count* const field = fields.of(error.index);
        if (field == nullptr) return false;
        *field = number_after(text, words);
        return true;
    }
    for (int axis = 1; axis < 3; ++axis) {
        const std::string side = axis == 1 ? "height" : "width";
        if (text.find("give the network a " + side + " that is a multiple") == text.npos) continue;
        input.dims[axis] = number_after(text, ", such as ");
        return true;
    }
    return false;
}

TEST_CASE("advice on networks mends them in one step") {
    std::mt19937 random{3};
    constexpr std::array<int, 6> operations = {0, 1, 3, 4, 7, 11};
    int wrong = 0;
    int mended = 0;
    for (int i = 0; i < 3'000; ++i) {
        Fields fields;
        Shape input{3, 2 * (2 + random() % 20), 2 * (2 + random() % 20)};
        if (random() % 3 == 0) {
            ++input.dims[1 + random() % 2];
        } else {
            *fields.of(operations[random() % operations.size()]) =
                1 + static_cast<Count>(random() % 40);
        }
        const Error error = try_summarize(network(fields), input).error;
        if (!error) continue;
        ++wrong;
        INFO(sentence(error).c_str());
        REQUIRE(follow(error, fields, input));
        mended += !try_summarize(network(fields), input).error;
    }
    CHECK(wrong > 2'500);
    CHECK(mended >= wrong * 99 / 100);
}

} // namespace
