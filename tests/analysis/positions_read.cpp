#include <ctnn/analysis/detail/positions_read.hpp>

#include <ctnn/analysis/traffic.hpp>
#include <ctnn/ctnn.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include "../support/twice.hpp"

using namespace ctnn;
using namespace ctnn::detail;

namespace {

// Held against a look at every element of every window.

constexpr Count floors_one_by_one(Count count, Count divisor, Count slope, Count start) {
    Count sum = 0;
    for (Count i = 0; i < count; ++i) sum += (slope * i + start) / divisor;
    return sum;
}

constexpr int sums_of_floors() {
    for (Count divisor = hide(1); divisor < 8; ++divisor) {
        for (Count slope = 0; slope < 10; ++slope) {
            for (Count start = 0; start < 20; start += 3) {
                EXPECT(floor_sum(7, divisor, slope, start) ==
                       floors_one_by_one(7, divisor, slope, start));
            }
        }
    }
    EXPECT(floor_sum(hide(0), 3, 2, 1) == 0 && floor_sum(hide(1), 3, 2, 7) == 2);
    return 0;
}
PROVE_TWICE(sums_of_floors)

Count slid_over_one_by_one(const WindowAxis& axis, Count in, Count out) {
    std::vector<bool> is_touched(static_cast<std::size_t>(in));
    for (Count o = 0; o < out; ++o) {
        for (Count k = 0; k < axis.kernel; ++k) {
            const Count place = o * axis.stride + k * axis.dilation - axis.before;
            if (place >= 0 && place < in) is_touched[static_cast<std::size_t>(place)] = true;
        }
    }
    return std::count(is_touched.begin(), is_touched.end(), true);
}

Count spread_one_by_one(const WindowAxis& axis, Count in, Count out) {
    Count places = 0;
    for (Count i = 0; i < in; ++i) {
        bool is_used = false;
        for (Count k = 0; k < axis.kernel; ++k) {
            const Count place = i * axis.stride + k * axis.dilation - axis.before;
            is_used = is_used || (place >= 0 && place < out);
        }
        places += is_used;
    }
    return places;
}

TEST_CASE("places of random windows, one by one") {
    std::mt19937 random{7};
    const auto from = [&](int least, int most) -> Count {
        return std::uniform_int_distribution<int>{least, most}(random);
    };
    for (int round = 0; round < 60'000; ++round) {
        const int most = round % 3 == 0 ? 4 : 14;
        const WindowAxis axis{from(1, most), from(1, most), from(1, most), from(-6, 20), 0};
        const Count in = from(1, 40);
        const Count out = from(1, 30);
        INFO("kernel " << axis.kernel << " stride " << axis.stride << " dilation " << axis.dilation
                       << " before " << axis.before << " in " << in << " out " << out);
        REQUIRE(places_slid_over(axis, in, out) == slid_over_one_by_one(axis, in, out));
        REQUIRE(places_spread(axis, in, out) == spread_one_by_one(axis, in, out));
    }
}

/// Every combination of settings that are as small, as large and as unlike as they can be.
template <class Ask>
void with_extremes(Ask ask) {
    const Count settings[] = {1,       2, 3, 46'341, 1'836'311'903 /* Fibonacci's */, max_size - 1,
                              max_size};
    const Count paddings[] = {-max_size, 0, 1, 1'134'903'170, max_size};
    for (const Count kernel : settings) {
        for (const Count stride : settings) {
            for (const Count dilation : settings) {
                for (const Count before : paddings) {
                    for (const Count in : settings) {
                        for (const Count out : settings) {
                            ask(WindowAxis{kernel, stride, dilation, before, 0}, in, out);
                        }
                    }
                }
            }
        }
    }
}

// 84,035 of them, each of whose two questions would take seconds one by one.
TEST_CASE("places of the largest windows take no time") {
    const auto begin = std::chrono::steady_clock::now();
    int questions = 0;
    bool are_sound = true;
    with_extremes([&](const WindowAxis& axis, Count in, Count out) {
        const Count slid = places_slid_over(axis, in, out);
        const Count spread = places_spread(axis, in, out);
        are_sound = are_sound && slid >= 0 && slid <= in && spread >= 0 && spread <= in;
        questions += 2;
    });
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    CHECK(are_sound);
    CHECK(time.count() / questions < 1e-4); // under a sanitizer too
}

constexpr int places_of_large_windows() {
    const Count half = hide(1) << 30;
    // Every third place, each by a window of its own; every other one, by two windows.
    EXPECT(places_slid_over({1, 3, 2, 0, 0}, max_size, max_size) == max_size / 3 + 1);
    EXPECT(places_slid_over({half, 2, 2, 0, 0}, max_size, 5) == half);
    EXPECT(places_slid_over({half, 1, 2, 0, 0}, max_size, 2) == max_size);
    EXPECT(places_slid_over({half - 1, 1, 2, 0, 0}, max_size, 2) == max_size - 1);
    // The kernel's last element alone meets the output of one.
    EXPECT(places_spread({half, 1, 1, half - 1, 0}, 5, 1) == 5);
    EXPECT(places_spread({half, 1, 2, 2 * half - 2, 0}, 5, 1) == 3);
    return 0;
}
PROVE_TWICE(places_of_large_windows)

// Through the question itself: a kernel over all of the largest map, and a transposed one of which
// one place is left.
TEST_CASE("traffic of the largest kernels takes no time") {
    const auto begin = std::chrono::steady_clock::now();
    const Count half = Count{1} << 30;
    const Shape in{1, max_size, 1};
    const auto slid = traffic(Conv2d{1, 1, {half, 1}, 1, 0, {2, 1}}, in);
    CHECK(slid[0].bytes_read == 4 * (half + half + 1)); // every other place of the one window's
    const auto spread =
        traffic(ConvTranspose2d{1, 1, {half, 1}, 1, {half, 0}, 0, 1, true, {2, 1}}, Shape{1, 3, 1});
    CHECK(spread[0].bytes_read == 4 * (2 + half + 1)); // places 0 and 2, of even distances
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    CHECK(time.count() < 0.1); // of four questions and walks
}

} // namespace
