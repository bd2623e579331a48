// A search for what fits a device: MobileNetV2-like networks of many widths, depths and
// resolutions, on all cores.
//
//     sweep --steps 8 --csv sweep.csv --plot sweep.svg
//
// `--steps N` takes N values of each of the three, by default 47: 103,823 networks. The CSV has a
// line per network; the plot shows the Pareto front, the networks for which no other computes as
// many MACs (which go with accuracy) with no larger arena and no more parameters.
#include <ctnn/analysis/memory.hpp>
#include <ctnn/ctnn.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

using namespace ctnn;

namespace {

/// A network, and what it costs.
struct Candidate {
    double width = 1;
    double depth = 1;
    Count resolution = 224;
    Count params = 0;
    Count macs = 0;
    Count arena = 0; ///< bytes of int8, as TensorFlow Lite Micro plans them
};

constexpr int most_blocks = 8; ///< repeated in a stage, at the greatest depth

Count channels(double width, Count of_paper) {
    const auto eights = static_cast<Count>(std::lround(static_cast<double>(of_paper) * width / 8));
    return 8 * std::max<Count>(eights, 1);
}

/// Expansion, depthwise convolution, projection.
auto bottleneck(Count in, Count expansion, Count out, Count stride) {
    return Sequential{
        PointwiseConv{.out_channels = in * expansion, .bias = false},
        BatchNorm2d{},
        ReLU6{},
        DepthwiseConv{.kernel_size = 3, .stride = stride, .padding = same_upper, .bias = false},
        BatchNorm2d{},
        ReLU6{},
        PointwiseConv{.out_channels = out, .bias = false},
        BatchNorm2d{},
    };
}

/// A stage of the paper's table (arXiv:1801.04381): the depth is known at run time, an upper bound
/// of it when the program is compiled.
auto stage(const Candidate& of, Count in, Count expansion, Count out, int blocks, Count stride) {
    const Count thin = channels(of.width, in);
    const Count wide = channels(of.width, out);
    const int depth = std::max(1, static_cast<int>(std::lround(blocks * of.depth)));
    return Sequential{
        bottleneck(thin, expansion, wide, stride),
        repeat<most_blocks>(Residual{bottleneck(wide, expansion, wide, 1)}, depth - 1),
    };
}

auto network(const Candidate& of) {
    return Sequential{
        Conv2d{.out_channels = channels(of.width, 32),
               .kernel_size = 3,
               .stride = 2,
               .padding = same_upper,
               .bias = false},
        BatchNorm2d{},
        ReLU6{},
        stage(of, 32, 1, 16, 1, 1),
        stage(of, 16, 6, 24, 2, 2),
        stage(of, 24, 6, 32, 3, 2),
        stage(of, 32, 6, 64, 4, 2),
        stage(of, 64, 6, 96, 3, 1),
        stage(of, 96, 6, 160, 3, 2),
        stage(of, 160, 6, 320, 1, 1),
        PointwiseConv{.out_channels = std::max<Count>(1280, channels(of.width, 1280)),
                      .bias = false},
        BatchNorm2d{},
        ReLU6{},
        GlobalAvgPool{},
        Flatten{},
        Linear{.out_features = 1000},
    };
}

void judge(Candidate& candidate) {
    const auto summary =
        summarize(network(candidate), {3, candidate.resolution, candidate.resolution});
    candidate.params = summary.totals.params;
    candidate.macs = summary.totals.macs;
    candidate.arena = plan_memory(summary, MemoryOptions::tflm()).bytes;
}

std::vector<Candidate> candidates(int steps) {
    const auto between = [steps](double least, double most, int step) {
        return steps == 1 ? least : least + (most - least) * step / (steps - 1);
    };
    std::vector<Candidate> all;
    for (int width = 0; width < steps; ++width) {
        for (int depth = 0; depth < steps; ++depth) {
            for (int resolution = 0; resolution < steps; ++resolution) {
                Candidate candidate;
                candidate.width = between(0.1, 1.4, width);
                candidate.depth = between(0.34, 2, depth);
                candidate.resolution = std::lround(between(48, 320, resolution));
                all.push_back(candidate);
            }
        }
    }
    return all;
}

/// On all cores; a terminal sees the progress.
void judge_all(std::vector<Candidate>& all) {
    std::atomic<std::size_t> next = 0;
#if __has_include(<unistd.h>)
    const bool shows_progress = isatty(STDERR_FILENO) == 1;
#else
    const bool shows_progress = false;
#endif
    const auto work = [&all, &next, shows_progress] {
        for (std::size_t i = next++; i < all.size(); i = next++) {
            judge(all[i]);
            if (shows_progress && i % 1000 == 0) {
                fmt::print(stderr, "\r{} of {}", i, all.size());
            }
        }
    };
    std::vector<std::thread> threads;
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < cores; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    if (shows_progress) fmt::print(stderr, "\r{} networks  \n", all.size());
}

/// The networks that no other one dominates, by arena. Of those that cost the same, the first.
std::vector<Candidate> front_of(std::vector<Candidate> all) {
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
        if (a.macs != b.macs) return a.macs > b.macs;
        if (a.params != b.params) return a.params < b.params;
        if (a.arena != b.arena) return a.arena < b.arena;
        if (a.width != b.width) return a.width < b.width;
        return a.depth != b.depth ? a.depth < b.depth : a.resolution < b.resolution;
    });
    std::vector<Candidate> front;
    std::vector<Candidate> lowest; // by parameters, each with a smaller arena than those before
    for (const Candidate& candidate : all) {
        const auto after = std::upper_bound(
            lowest.begin(), lowest.end(), candidate.params,
            [](Count params, const Candidate& other) { return params < other.params; });
        if (after != lowest.begin() && std::prev(after)->arena <= candidate.arena) continue;
        front.push_back(candidate);
        auto end = after;
        while (end != lowest.end() && end->arena >= candidate.arena) ++end;
        lowest.insert(lowest.erase(after, end), candidate);
    }
    std::sort(front.begin(), front.end(),
              [](const Candidate& a, const Candidate& b) { return a.arena < b.arena; });
    return front;
}

std::string csv_of(const std::vector<Candidate>& all) {
    std::string text = "width,depth,resolution,params,macs,arena_bytes\n";
    for (const Candidate& each : all) {
        text += fmt::format("{:.4f},{:.4f},{},{},{},{}\n", each.width, each.depth, each.resolution,
                            each.params, each.macs, each.arena);
    }
    return text;
}

/// An axis of the plot, logarithmic.
struct Scale {
    double least;
    double most;
    double from;
    double to;

    double operator()(Count value) const {
        const double part = (std::log(static_cast<double>(value)) - std::log(least)) /
                            (std::log(most) - std::log(least));
        return from + part * (to - from);
    }
};

/// Arena across, MACs up; the larger the dot, the more parameters.
std::string plot_of(const std::vector<Candidate>& all, const std::vector<Candidate>& front) {
    constexpr double width = 720;
    constexpr double height = 440;
    const Scale x{16 * 1024, 8 * 1024 * 1024, 70, width - 20};
    const Scale y{1e6, 4e9, height - 50, 40};
    std::string text =
        fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                    "width=\"{0:.0f}\" "
                    "height=\"{1:.0f}\" role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" "
                    "font-size=\"11\">\n<title>MobileNetV2-like networks: arena and MACs</title>\n"
                    "<rect width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#fff\"/>\n"
                    "<text x=\"16\" y=\"22\" font-size=\"15\" font-weight=\"bold\">{2} of {3} "
                    "networks: as many MACs as arena and parameters allow</text>\n",
                    width, height, front.size(), all.size());
    constexpr const char* line = "<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" stroke=\"#ccc\"/>\n";
    for (const Count macs : {1'000'000, 10'000'000, 100'000'000, 1'000'000'000}) {
        text += fmt::format(fmt::runtime(line), x.from, y(macs), x.to, y(macs));
        text += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{} M</text>\n",
                            x.from - 6, y(macs) + 4, macs / 1'000'000);
    }
    for (Count kib = 16; kib <= 8192; kib *= 4) {
        text += fmt::format(fmt::runtime(line), x(kib * 1024), y.from, x(kib * 1024), y.to);
        text +=
            fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{} KiB</text>\n",
                        x(kib * 1024), y.from + 16, kib);
    }
    text += fmt::format("<text x=\"16\" y=\"{:.1f}\">MACs</text>\n", y.to - 4);
    text += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">arena, int8; the area of a "
        "dot is its parameters (largest: {:.1f} M)</text>\n",
        width / 2, height - 14,
        static_cast<double>(
            std::max_element(front.begin(), front.end(),
                             [](const auto& a, const auto& b) { return a.params < b.params; })
                ->params) /
            1e6);
    for (const Candidate& each : front) {
        text += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"#6b9ac4\" "
            "fill-opacity=\"0.6\" stroke=\"#333\" stroke-width=\"0.4\"><title>width {:.2f}, depth "
            "{:.2f}, {}x{}: {} parameters, {} MACs, {} bytes of arena</title></circle>\n",
            x(each.arena), y(each.macs),
            1.5 + 3 * std::sqrt(static_cast<double>(each.params) / 1e6), each.width, each.depth,
            each.resolution, each.resolution, each.params, each.macs, each.arena);
    }
    return text + "</svg>\n";
}

/// `-`: standard output.
bool write(const std::string& name, const std::string& text) {
    std::FILE* const file = name == "-" ? stdout : std::fopen(name.c_str(), "wb");
    if (file == nullptr) return false;
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return (file == stdout ? std::fflush(file) : std::fclose(file)) == 0 && is_written;
}

struct Arguments {
    int steps = 47;
    std::string csv = {};
    std::string plot = {};
    bool is_valid = true;
};

Arguments parse(int count, char** words) {
    Arguments arguments;
    for (int i = 1; i < count; i += 2) {
        const std::string_view name = words[i];
        const std::string_view value = i + 1 < count ? words[i + 1] : "";
        const char* const end = value.data() + value.size();
        if (name == "--steps" && !value.empty()) {
            const auto [stop, error] = std::from_chars(value.data(), end, arguments.steps);
            const bool is_number = error == std::errc{} && stop == end;
            arguments.is_valid &= is_number && arguments.steps >= 1 && arguments.steps <= 200;
        } else if (name == "--csv" && !value.empty()) {
            arguments.csv = value;
        } else if (name == "--plot" && !value.empty()) {
            arguments.plot = value;
        } else {
            arguments.is_valid = false;
        }
    }
    return arguments;
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse(count, words);
    if (!arguments.is_valid) {
        fmt::print(stderr, "usage: sweep [--steps 1...200] [--csv FILE] [--plot FILE]\n");
        return 2;
    }
    std::vector<Candidate> all = candidates(arguments.steps);
    judge_all(all);
    const std::vector<Candidate> front = front_of(all);
    if (!arguments.csv.empty() && !write(arguments.csv, csv_of(all))) {
        fmt::print(stderr, "sweep: cannot write {}\n", arguments.csv);
        return 2;
    }
    if (!arguments.plot.empty() && !write(arguments.plot, plot_of(all, front))) {
        fmt::print(stderr, "sweep: cannot write {}\n", arguments.plot);
        return 2;
    }
    if (arguments.csv != "-" && arguments.plot != "-") {
        fmt::print("{} of {} networks compute as many MACs as their arena and parameters allow\n",
                   front.size(), all.size());
    }
    return 0;
}
