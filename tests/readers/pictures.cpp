// Writes pictures of networks, and beside each what its summary says, for pictures.py to read back.
//
//     ctnn_pictures DIRECTORY
//
// examples/lenet5.svg is its lenet5.svg.
#include <ctnn/ctnn.hpp>
#include <ctnn/format/bars.hpp>
#include <ctnn/format/dot.hpp>
#include <ctnn/format/svg.hpp>
#include <ctnn/models/densenet.hpp>
#include <ctnn/models/googlenet.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/mobilenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/vgg.hpp>

#include <climits>
#include <fstream>
#include <stdexcept>
#include <string>

#include "../support/lenet5.hpp"
#include "nets.hpp"

using namespace ctnn;

namespace {

/// A file that is written, or the program fails.
void save(const std::string& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file);
}

std::string hex(const char* text) {
    std::string result;
    for (; *text != '\0'; ++text) {
        result += fmt::format("{:02x}", static_cast<unsigned char>(*text));
    }
    return result;
}

std::string shape(const Shape& shape) {
    std::string text;
    for (int axis = 0; axis < shape.rank; ++axis) {
        text += fmt::format("{}{}", axis > 0 ? "x" : "", shape[axis]);
    }
    return text;
}

/// A line of the network's sums, then a line per row; the cells between tabulators.
std::string facts(const format::AnySummary& summary) {
    const Totals& totals = summary.totals;
    std::string text = fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", shape((*summary.rows.inputs)[0]),
                                   shape(totals.output), totals.params, totals.macs, totals.flops,
                                   summary.error ? hex(summary.error.layer) : "");
    for (int row = 0; row < summary.rows.size(); ++row) {
        const Record& record = summary.rows[row];
        std::string operands;
        for (int i = 0; i < record.operands; ++i) {
            operands += fmt::format("{}{}", i > 0 ? "," : "", summary.rows.operand(row, i));
        }
        std::string path;
        summary.rows.path(row).spell([&path](char character) { path += character; });
        text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", hex(record.name), hex(path.c_str()),
                            shape(record.output), record.params.trainable(), record.work.macs,
                            record.flops, operands);
    }
    return text;
}

class Writer {
  public:
    explicit Writer(std::string folder) : folder_(std::move(folder)) {}

    void write(const std::string& name, const format::AnySummary& summary,
               int depth = INT_MAX) const {
        const std::string file = folder_ + "/" + name;
        const format::Options options{.depth = depth};
        save(file + ".facts", facts(summary));
        save(file + ".dot", format::to_dot(summary, options));
        save(file + ".svg", format::to_svg(summary, options));
        save(file + ".bars.svg", format::to_bars(summary, options));
    }

  private:
    std::string folder_;
};

struct Odd {
    static constexpr const char* name = "<&\"'\\{layer}_$%#~^";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return {.weights = in.channels()}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.multiplications = in.elements()};
    }
};

void write_all(const Writer& writer) {
    const Shape imagenet{3, 224, 224};
    writer.write("lenet5", summarize(lenet5, lenet5_image));
    writer.write("vgg16", summarize(models::vgg16(), imagenet));
    const auto resnet50 = summarize(models::resnet50(), imagenet);
    writer.write("resnet50", resnet50);
    writer.write("resnet50-0", resnet50, 0);
    writer.write("resnet50-1", resnet50, 1);
    writer.write("resnet50-2", resnet50, 2);
    const auto googlenet = summarize(models::googlenet(), imagenet);
    writer.write("googlenet", googlenet);
    writer.write("googlenet-1", googlenet, 1);
    writer.write("googlenet-2", googlenet, 2);
    writer.write("mobilenet_v2-2", summarize(models::mobilenet_v2(), imagenet), 2);
    writer.write("mobilenet_v3_large", summarize(models::mobilenet_v3_large(), imagenet));
    writer.write("densenet121", summarize(models::densenet121(), imagenet));

    writer.write("none", summarize(Sequential<>{}, {1, 28, 28}));
    writer.write("one", summarize(ReLU{}, {20}));
    writer.write("matrix", summarize(Sequential{LayerNorm{20}, Linear{20, 30}, GELU{}}, {5, 20}));
    writer.write("same_twice",
                 summarize(Sequential{Add{skip, skip}, Add{skip, ReLU{}}}, {4, 8, 8}));
    writer.write("huge", summarize(Sequential{Conv2d{.out_channels = 1'000'000, .kernel_size = 3},
                                              Flatten{}, Linear{.out_features = 20}},
                                   {1, 1'000'000, 100'000}));
    writer.write("slim", summarize(Conv2d{1, 8, 1}, {1, 1, 2'000'000'000}));
    writer.write("bad", try_summarize(models::lenet5(), {1, 28, 28}));
    writer.write("bad_first", try_summarize(models::lenet5(), {1, 2, 2}));
    writer.write("bad_input", try_summarize(models::lenet5(), {1, -5, 0}));
    writer.write("bad_branch",
                 try_summarize(Residual{Conv2d{3, 8, 3}, Conv2d{4, 8, 3}}, {3, 8, 8}));
    const Sequential names{Named{"a,b\"c<d>&_{\n", Sequential{Conv2d{1, 2, 3}, ReLU{}}},
                           Named{"&lt;\\N\x01\xff\xef\xbf\xbf", Sequential{ReLU{}, Odd{}}},
                           Named{"Größe 層", Odd{}}};
    const auto twins = summarize(nets::twins, {4});
    writer.write("twins", twins);
    writer.write("twins-1", twins, 1);
    writer.write("names", summarize(names, {1, 28, 28}));
    writer.write("names-1", summarize(names, {1, 28, 28}), 1);
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        fmt::print(stderr, "usage: ctnn_pictures DIRECTORY\n");
        return 2;
    }
    write_all(Writer(arguments[1]));
}
