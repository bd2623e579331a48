// Every module of torch.nn against PyTorch's own, row by row: shapes, parameters, buffers, MACs,
// and what is refused. tests/data/torch_modules.csv are facts of PyTorch 1.13 (single-module
// networks).
#include <ctnn/analysis/training.hpp>
#include <ctnn/conventions/all.hpp>
#include <ctnn/nn.hpp>

#include <functional>
#include <map>
#include <string>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/oracle.hpp"
#include "support/torch_modules.hpp"

using namespace ctnn;

namespace {

/// Rows that ctnn answers differently, and why.
const std::map<std::string, const char*> differences{
    {"convtranspose1d_11", "output_size of the call is output_padding of the layer"},
    {"maxunpool_10", "a layer of ours has no indices that could be missing"},
    {"maxunpool_11", "the same, of another shape"},
    {"maxunpool_13", "the same, of another type"},
    {"batchnorm_16", "SyncBatchNorm needs several GPUs"},
    {"batchnorm_17", "in training, one value a channel has no variance; ours is eval mode"},
    {"batchnorm_18", "the same"},
    {"batchnorm_19", "the same"},
    {"batchnorm_23", "6 taken for the batch; a shape of ours has none"},
    {"groupnorm_11", "the same"},
    {"flatten_01", "dim 0 of a tensor without a batch; ours is 1"},
    {"activation_28", "the same"},
    {"embedding_02", "a single index; Shape{1} gives 1x16"},
    {"embedding_08", "the same"},
    {"embedding_17", "indices that are floating point; shapes have no type"},
    {"embedding_19", "an index out of range; shapes have no values"},
    {"embedding_20", "offsets and a batch"},
    {"embedding_21", "weights of samples are no input of ours"},
    {"embedding_23", "indices without a batch and without offsets"},
    {"rnn_21", "an initial state of another shape; it is no input of ours"},
    {"lstm_24", "the same"},
    {"gru_17", "the same"},
    {"mha_28", "a mask of another shape; it is no input of ours"},
    {"transformer_23", "two inputs of different batches"},
    {"adaptivelogsoftmax_04", "predict(), an argmax after the head; ours is log_prob()"},
};

Shape shape(const std::string& text) {
    if (text == "scalar") return {1}; // a single number
    Shape shape;
    for (const std::string& size : csv::split(text, 'x')) shape.append(std::stoll(size));
    return shape;
}

Inputs inputs(const std::string& text) {
    Inputs inputs;
    inputs.count = 0;
    for (const std::string& each : csv::split(text, ';')) {
        inputs.shapes[inputs.count++] = shape(each);
    }
    return inputs;
}

/// Indices, initial states and offsets are no inputs of ours.
Inputs inputs_of(const csv::Row& row) {
    Inputs all = inputs(row.at("input"));
    for (const char* module : {"Unpool", "LSTM", "RNN", "GRU", "EmbeddingBag"}) {
        if (row.at("module").find(module) != std::string::npos) all.count = 1;
    }
    return all;
}

/// What we say of a row, as one text.
std::string describe(const csv::Row& row) {
    std::string text = "refused";
    const auto ask = [&](const auto& net) {
        const auto summary = try_summarize(net, inputs_of(row));
        if (summary.error) {
            text = std::string("refused: ") + sentence(summary.error).c_str();
            return;
        }
        const Totals& totals = summary.totals;
        Count weights = 0;
        for (const Record& record : summary) weights += record.own_params().weights;
        text = oracle::text(totals.output) + ", weights " + std::to_string(weights) + ", biases " +
               std::to_string(totals.params - weights) + ", buffers " +
               std::to_string(totals.buffers) + ", macs " + std::to_string(totals.macs);
    };
    try {
        torch_call::visit_module(row.at("module"), row.at("call"), ask);
    } catch (const torch_call::Refused& refused) {
        text = std::string("refused: ") + refused.what();
    }
    return text;
}

/// What PyTorch says.
std::string expected(const csv::Row& row) {
    if (row.at("accepts") == "0") return "refused";
    const std::string output = csv::split(row.at("output") + ";", ';')[0];
    const Count macs = std::stoll(row.at("macs")) + std::stoll(row.at("attn_macs"));
    return oracle::text(shape(output)) + ", weights " + row.at("weight_params") + ", biases " +
           row.at("bias_params") + ", buffers " + row.at("buffers") + ", macs " +
           std::to_string(macs);
}

/// PyTorch lets tensors without elements pass; they are no input of ours.
bool has_no_elements(const csv::Row& row) {
    for (const char* column : {"input", "output"}) {
        for (const std::string& tensor : csv::split(row.at(column) + ";", ';')) {
            for (const std::string& size : csv::split(tensor, 'x')) {
                if (size == "0") return true;
            }
        }
    }
    return false;
}

bool agrees(const csv::Row& row, const std::string& ours) {
    if (has_no_elements(row) || row.at("accepts") == "0") return ours.rfind("refused", 0) == 0;
    return ours == expected(row);
}

TEST_CASE("every module of torch.nn as PyTorch, accepted and refused") {
    int different = 0;
    int without_elements = 0;
    int as_pytorch = 0;
    for (const csv::Row& row : csv::read("torch_modules.csv")) {
        INFO(row.at("test") << ": " << row.at("module") << " on " << row.at("input") << " ("
                            << row.at("mode") << "), PyTorch: " << expected(row));
        const std::string ours = describe(row);
        INFO("ours: " << ours);
        const bool is_listed = differences.count(row.at("test")) != 0;
        CHECK(agrees(row, ours) != is_listed);
        const bool is_empty = row.at("accepts") == "1" && has_no_elements(row);
        ++(is_listed ? different : is_empty ? without_elements : as_pytorch);
    }
    // The README's numbers.
    CHECK(different == 25);
    CHECK(without_elements == 15);
    CHECK(as_pytorch == 598);
}

struct Tool {
    const char* column;
    const Convention& convention;
};
const Tool tools[] = {{"torchinfo_mult_adds", conventions::torchinfo},
                      {"ptflops_macs", conventions::ptflops},
                      {"ptflops_nofunc_macs", conventions::ptflops_modules},
                      {"ptflops_aten_macs", conventions::ptflops_aten},
                      {"fvcore_flops", conventions::fvcore},
                      {"thop_macs", conventions::thop},
                      {"calflops_macs", conventions::calflops_macs},
                      {"calflops_flops", conventions::calflops},
                      {"deepspeed_flops", conventions::deepspeed}};

/// Where a record does not hold what a tool counts by, and what that is.
const std::map<std::string, const char*> approximations{
    {"conv1d_08", "fvcore does not know padding = 'same'"},
    {"conv1d_09", "the same"},
    {"conv1d_10", "fvcore does not know padding = 'valid'"},
    {"conv2d_01", "the same as 'same'"},
    {"conv2d_02", "the same"},
    {"conv2d_03", "the same as 'valid'"},
    {"conv3d_06", "the same as 'same'"},
    {"odd_10", "the same"},
    {"adaptivepool_06", "thop's floating point loses 1"},
    {"upsample_04", "a fractional factor; thop does not know nearest-exact"},
    {"upsample_06", "ptflops and DeepSpeed count inputs times a fractional factor"},
    {"upsample_07", "the same"},
    {"upsample_10", "calflops takes a single size for the number of positions"},
    {"upsample_15", "the same as for a fractional factor"},
    {"upsample_17", "ptflops has no rule for the module, only for the function"},
    {"upsample_18", "the same"},
    {"upsample_19", "the same"},
    {"upsample_20", "tools count mode area as the pool that it calls"},
    {"lstm_15", "tools leave out the projection, thop counts as without one"},
    {"activation_17", "thop has no rule for Softmax2d"},
    {"adaptivelogsoftmax_02", "ptflops counts a bias for each output of the head"},
};

TEST_CASE("what each tool counts of a module, digit for digit") {
    std::map<std::string, csv::Row> modules;
    for (const csv::Row& row : csv::read("torch_modules.csv")) modules[row.at("test")] = row;
    int compared = 0;
    int different = 0;
    for (const csv::Row& counted : csv::read("torch_modules_tools.csv")) {
        const auto found = modules.find(counted.at("test"));
        if (found == modules.end()) continue;
        const csv::Row& row = found->second;
        if (has_no_elements(row) || differences.count(row.at("test")) != 0) continue;
        if (row.at("kind") == "mha" || row.at("kind") == "transformer") continue;
        // The tools take dimension 0 for the batch.
        if (row.at("input_batch_dim")[0] != '0') continue;
        torch_call::visit_module(row.at("module"), row.at("call"), [&](const auto& net) {
            const auto summary = summarize(net, inputs_of(row));
            for (const Tool& tool : tools) {
                if (counted.at(tool.column).empty()) continue; // it raised
                Count sum = 0;
                for (int i = 0; i < summary.size(); ++i) {
                    const Record& record = summary[i];
                    sum = add(sum, tool.convention.count({record, summary.input_of(i), {}}));
                }
                INFO(row.at("test") << ": " << row.at("module") << " on " << row.at("input") << ", "
                                    << tool.column);
                const bool agrees = sum == std::stoll(counted.at(tool.column));
                if (approximations.count(row.at("test")) == 0) CHECK(agrees);
                different += agrees ? 0 : 1;
                ++compared;
            }
        });
    }
    CHECK(compared == 2794);
    CHECK(different == 40);
}

/// Where a record does not hold what PyTorch saves by.
const std::map<std::string, const char*> saved_otherwise{
    {"conv1d_14", "a record does not hold the padding_mode: counted as zeros"},
    {"conv1d_15", "the same"},
    {"conv1d_16", "the same"},
    {"conv2d_04", "the same"},
    {"conv2d_05", "the same"},
    {"conv2d_06", "the same"},
    {"conv3d_10", "the same"},
    {"conv3d_11", "the same"},
    {"conv3d_13", "the same"},
    {"lstm_15", "a projection"},
    {"activation_40", "the mask of whole channels is counted for each element"},
    {"activation_41", "the same"},
    {"activation_42", "the same"},
    {"activation_44", "the same"},
    {"odd_29", "nothing is left of a Dropout with p = 1"},
};

/// Behind a factor, so that the module's input needs a gradient.
TEST_CASE("what PyTorch saves for the backward pass of a module") {
    std::map<std::string, csv::Row> modules;
    for (const csv::Row& row : csv::read("torch_modules.csv")) modules[row.at("test")] = row;
    int compared = 0;
    for (const csv::Row& saved : csv::read("module_training.csv")) {
        const csv::Row& row = modules.at(saved.at("test"));
        if (has_no_elements(row) || differences.count(row.at("test")) != 0) continue;
        torch_call::visit_module(row.at("module"), row.at("call"), [&](const auto& net) {
            const Sequential behind{Multiply{skip, Parameter{1}}, net};
            INFO(row.at("test") << ": " << row.at("module") << " on " << row.at("input"));
            const Training cost = training(behind, shape(row.at("input")), {.batch = 2});
            const bool agrees = cost.activation_bytes == std::stoll(saved.at("saved_bytes"));
            INFO(cost.activation_bytes << " and " << saved.at("saved_bytes"));
            CHECK(agrees == (saved_otherwise.count(row.at("test")) == 0));
            ++compared;
        });
    }
    CHECK(compared == 276);
}

} // namespace
