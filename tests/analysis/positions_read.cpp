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

// Compared with brute force over every element of every window.

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
            const Count position = o * axis.stride + k * axis.dilation - axis.before;
            if (position >= 0 && position < in)
                is_touched[static_cast<std::size_t>(position)] = true;
        }
    }
    return std::count(is_touched.begin(), is_touched.end(), true);
}

Count spread_one_by_one(const WindowAxis& axis, Count in, Count out) {
    Count positions = 0;
    for (Count i = 0; i < in; ++i) {
        bool is_used = false;
        for (Count k = 0; k < axis.kernel; ++k) {
            const Count position = i * axis.stride + k * axis.dilation - axis.before;
            is_used = is_used || (position >= 0 && position < out);
        }
        positions += is_used;
    }
    return positions;
}

TEST_CASE("positions read by random windows agree with brute force") {
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
        REQUIRE(positions_slid_over(axis, in, out) == slid_over_one_by_one(axis, in, out));
        REQUIRE(positions_spread(axis, in, out) == spread_one_by_one(axis, in, out));
    }
}

/// Every combination of the smallest and largest settings.
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

// 84,035 combinations; brute force would take seconds for each.
TEST_CASE("the largest windows are counted in constant time") {
    const auto begin = std::chrono::steady_clock::now();
    int questions = 0;
    bool are_sound = true;
    with_extremes([&](const WindowAxis& axis, Count in, Count out) {
        const Count slid = positions_slid_over(axis, in, out);
        const Count spread = positions_spread(axis, in, out);
        are_sound = are_sound && slid >= 0 && slid <= in && spread >= 0 && spread <= in;
        questions += 2;
    });
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    CHECK(are_sound);
    CHECK(time.count() / questions < 1e-4); // also under a sanitizer
}

constexpr int positions_of_large_windows() {
    const Count half = hide(1) << 30;
    // Every third position, each touched by its own window; then every second one, by two windows.
    EXPECT(positions_slid_over({1, 3, 2, 0, 0}, max_size, max_size) == max_size / 3 + 1);
    EXPECT(positions_slid_over({half, 2, 2, 0, 0}, max_size, 5) == half);
    EXPECT(positions_slid_over({half, 1, 2, 0, 0}, max_size, 2) == max_size);
    EXPECT(positions_slid_over({half - 1, 1, 2, 0, 0}, max_size, 2) == max_size - 1);
    // Only the kernel's last element contributes to the single output.
    EXPECT(positions_spread({half, 1, 1, half - 1, 0}, 5, 1) == 5);
    EXPECT(positions_spread({half, 1, 2, 2 * half - 2, 0}, 5, 1) == 3);
    return 0;
}
PROVE_TWICE(positions_of_large_windows)

// Through the public function: a kernel over all of the largest map, and a transposed convolution
// cropped to one position.
TEST_CASE("the traffic of the largest kernels is counted in constant time") {
    const auto begin = std::chrono::steady_clock::now();
    const Count half = Count{1} << 30;
    const Shape in{1, max_size, 1};
    const auto slid = traffic(Conv2d{1, 1, {half, 1}, 1, 0, {2, 1}}, in);
    CHECK(slid[0].bytes_read ==
          4 * (half + half + 1)); // every second position under the one window
    const auto spread =
        traffic(ConvTranspose2d{1, 1, {half, 1}, 1, {half, 0}, 0, 1, true, {2, 1}}, Shape{1, 3, 1});
    CHECK(spread[0].bytes_read == 4 * (2 + half + 1)); // positions 0 and 2, of even distances
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    CHECK(time.count() < 0.1); // of four questions and walks
}

} // namespace
