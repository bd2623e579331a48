// What a sweep over networks costs at run time: MobileNetV1 of several widths and resolutions,
// asked by ctnn and computed by a loop of plain integer arithmetic. Optimised, from the project's
// folder:
//
//     g++ -std=c++20 -O2 -Iinclude tests/bench/sweep_speed.cpp -o sweep_speed && ./sweep_speed
//
// Every candidate is built and asked anew. All methods take turns, in many rounds, and a ratio is
// the median of its rounds, so that a noisy machine disturbs them alike. Exits with 1 if two
// methods do not agree on every candidate.
#include <ctnn/analysis/activation_memory.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/models/mobilenet.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace ctnn;

namespace {

/// A MobileNetV1 to judge.
struct Candidate {
    double alpha;
    Count resolution;
};

/// What is asked of it; the peak stays 0 where a method does not tell.
struct Answer {
    Count params = 0;
    Count macs = 0;
    Count peak = 0;
};

std::vector<Candidate> candidates() {
    std::vector<Candidate> all;
    for (int sixteenths = 4; sixteenths <= 24; ++sixteenths) {
        for (Count resolution = 96; resolution <= 320; resolution += 32) {
            all.push_back({sixteenths / 16.0, resolution});
        }
    }
    return all;
}

/// As one writes it by hand: no shapes, no checks, no rows.
Answer by_plain_arithmetic(const Candidate& candidate) {
    struct Block {
        int in;
        int out;
        int stride;
    };
    static constexpr Block blocks[] = {
        {32, 64, 1},   {64, 128, 2},   {128, 128, 1},   {128, 256, 2}, {256, 256, 1},
        {256, 512, 2}, {512, 512, 1},  {512, 512, 1},   {512, 512, 1}, {512, 512, 1},
        {512, 512, 1}, {512, 1024, 2}, {1024, 1024, 1},
    };
    const auto thin = [&](int channels) { return static_cast<Count>(channels * candidate.alpha); };
    Count size = (candidate.resolution + 1) / 2;
    Count params = 27 * thin(32) + 2 * thin(32); // a convolution, and its batch normalisation
    Count macs = 27 * thin(32) * size * size;
    for (const Block& block : blocks) {
        const Count in = thin(block.in);
        const Count out = thin(block.out);
        size = (size + block.stride - 1) / block.stride;
        params += 9 * in + 2 * in + in * out + 2 * out;
        macs += (9 * in + in * out) * size * size;
    }
    params += thin(1024) * 1000 + 1000;
    macs += thin(1024) * 1000;
    return {params, macs};
}

Answer by_totals(const Candidate& candidate) {
    const auto net = models::mobilenet_v1(candidate.alpha, candidate.resolution);
    const Totals sums = totals(net, {3, candidate.resolution, candidate.resolution});
    return {sums.params, sums.macs};
}

Answer by_summary(const Candidate& candidate) {
    const auto net = models::mobilenet_v1(candidate.alpha, candidate.resolution);
    const auto summary = summarize(net, {3, candidate.resolution, candidate.resolution});
    return {summary.totals.params, summary.totals.macs};
}

Answer by_summary_and_peak(const Candidate& candidate) {
    const auto net = models::mobilenet_v1(candidate.alpha, candidate.resolution);
    const auto summary = summarize(net, {3, candidate.resolution, candidate.resolution});
    return {summary.totals.params, summary.totals.macs, peak_activations(summary)};
}

/// A way to the answer, and what it took per candidate in each round.
struct Method {
    const char* name;
    Answer (*ask)(const Candidate&);
    int repetitions; ///< in a round, so that rounds of all methods are about as long
    Count peaks = 0; ///< the sum over all candidates, so that nothing is optimised away
    std::vector<double> nanoseconds = {};
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Asks for all candidates, several times; gives whether the sums are those of the plain loop.
bool run_round(Method& method, const std::vector<Candidate>& all, const Answer& expected) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    Answer sum;
    for (int i = 0; i < method.repetitions; ++i) {
        for (const Candidate& candidate : all) {
            const Answer answer = method.ask(candidate);
            sum.params += answer.params;
            sum.macs += answer.macs;
            sum.peak += answer.peak;
        }
    }
    const std::chrono::duration<double, std::nano> taken = Clock::now() - start;
    method.nanoseconds.push_back(taken.count() / method.repetitions /
                                 static_cast<double>(all.size()));
    method.peaks = sum.peak;
    return sum.params == expected.params * method.repetitions &&
           sum.macs == expected.macs * method.repetitions;
}

/// Do all methods agree on every candidate?
bool agree(const std::vector<Candidate>& all, const std::vector<Method>& methods) {
    for (const Candidate& candidate : all) {
        const Answer expected = by_plain_arithmetic(candidate);
        for (const Method& method : methods) {
            const Answer answer = method.ask(candidate);
            if (answer.params != expected.params || answer.macs != expected.macs) {
                std::printf(
                    "%s of alpha %g at %lld: %lld parameters and %lld MACs, not %lld and "
                    "%lld\n",
                    method.name, candidate.alpha, static_cast<long long>(candidate.resolution),
                    static_cast<long long>(answer.params), static_cast<long long>(answer.macs),
                    static_cast<long long>(expected.params), static_cast<long long>(expected.macs));
                return false;
            }
        }
    }
    return true;
}

} // namespace

int main() {
    const std::vector<Candidate> all = candidates();
    std::vector<Method> methods{{"plain arithmetic", by_plain_arithmetic, 40},
                                {"totals", by_totals, 4},
                                {"summarize", by_summary, 1},
                                {"summarize and peak_activations", by_summary_and_peak, 1}};
    if (!agree(all, methods)) return 1;
    Answer expected;
    for (const Candidate& candidate : all) {
        expected.params += by_plain_arithmetic(candidate).params;
        expected.macs += by_plain_arithmetic(candidate).macs;
    }
    constexpr int rounds = 301;
    for (int round = 0; round < rounds; ++round) {
        for (Method& method : methods) {
            if (!run_round(method, all, expected)) return 1;
        }
    }
    std::printf("MobileNetV1, %d operations, %d candidates\n",
                static_cast<int>(size_of<decltype(models::mobilenet_v1())>().operations),
                static_cast<int>(all.size()));
    std::printf("| %-30s | ns a candidate | ratio |\n|---|---|---|\n", "");
    for (const Method& method : methods) {
        std::vector<double> ratios;
        for (int round = 0; round < rounds; ++round) {
            const auto i = static_cast<unsigned>(round);
            ratios.push_back(method.nanoseconds[i] / methods[0].nanoseconds[i]);
        }
        std::printf("| %-30s | %14.0f | %5.1f |\n", method.name, median(method.nanoseconds),
                    median(ratios));
    }
}
