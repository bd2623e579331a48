// PyTorch's module for a call as ours, whatever the number of its axes.
#pragma once

#include "torch_call.hpp"

namespace torch_call {

using namespace ctnn;

inline PaddingMode padding_mode(const Arguments& args) {
    const std::string mode = args.text("padding_mode", "zeros");
    if (mode == "reflect") return PaddingMode::reflect;
    if (mode == "replicate") return PaddingMode::replicate;
    if (mode == "circular") return PaddingMode::circular;
    if (mode != "zeros") throw Refused("padding_mode " + mode);
    return PaddingMode::zeros;
}

/// A number, a list, or 'same' and 'valid'.
template <class P>
P padding(const Arguments& args, const P& sizes) {
    const Value* const value = args.find("padding");
    if (value == nullptr || value->kind != Value::Kind::text) return sizes;
    if (value->text == "same") return same;
    if (value->text == "valid") return valid;
    throw Refused("padding " + value->text);
}

/// Padding{h, w} of a text is never read.
inline bool has_text(const Arguments& args, const std::string& name) {
    const Value* const value = args.find(name);
    return value != nullptr && value->kind == Value::Kind::text;
}

inline const std::vector<std::string> conv_names{"in_channels", "out_channels", "kernel_size",
                                                 "stride",      "padding",      "dilation",
                                                 "groups",      "bias",         "padding_mode"};
inline const std::vector<std::string> transposed_names{
    "in_channels",    "out_channels", "kernel_size", "stride",   "padding",
    "output_padding", "groups",       "bias",        "dilation", "padding_mode"};

/// The arguments of a Lazy module are those of its twin without the first.
inline Arguments arguments(const Call& call, std::vector<std::string> names, bool is_lazy) {
    if (is_lazy) names.erase(names.begin());
    return Arguments(call, names);
}

/// Calls `visit` with the layer; throws Refused where C++ would not compile, or Python raises a
/// TypeError. False: there is no such layer.
template <class Visit>
bool visit_convolution(const Call& call, const std::string& name, bool is_lazy, Visit visit) {
    const bool is_transposed = name.rfind("ConvTranspose", 0) == 0;
    if (!is_transposed && name.rfind("Conv", 0) != 0) return false;
    const int axes = name[name.size() - 2] - '0';
    const Arguments args = arguments(call, is_transposed ? transposed_names : conv_names, is_lazy);
    if (!is_lazy) args.require("in_channels");
    args.require("out_channels");
    args.require("kernel_size");
    const Count in = args.count("in_channels", inferred);
    const Count out = args.count("out_channels", 0);
    const Count groups = args.count("groups", 1);
    const bool bias = args.flag("bias", true);
    const PaddingMode mode = padding_mode(args);
    if (is_transposed && mode != PaddingMode::zeros) throw Refused("padding_mode");
    const auto k = args.counts("kernel_size", axes, 0);
    const auto s = args.counts("stride", axes, 1);
    const auto p = has_text(args, "padding") ? s : args.counts("padding", axes, 0);
    const auto d = args.counts("dilation", axes, 1);
    if (is_transposed) {
        const auto o = args.counts("output_padding", axes, 0);
        if (axes == 1) {
            visit(ConvTranspose1d{in, out, k[0], s[0], p[0], o[0], groups, bias, d[0]});
        } else if (axes == 2) {
            visit(ConvTranspose2d{in,
                                  out,
                                  {k[0], k[1]},
                                  {s[0], s[1]},
                                  {p[0], p[1]},
                                  {o[0], o[1]},
                                  groups,
                                  bias,
                                  {d[0], d[1]}});
        } else {
            visit(ConvTranspose3d{in,
                                  out,
                                  {k[0], k[1], k[2]},
                                  {s[0], s[1], s[2]},
                                  {p[0], p[1], p[2]},
                                  {o[0], o[1], o[2]},
                                  groups,
                                  bias,
                                  {d[0], d[1], d[2]}});
        }
    } else if (axes == 1) {
        visit(Conv1d{in, out, k[0], s[0], padding(args, Padding{p[0]}), d[0], groups, bias, mode});
    } else if (axes == 2) {
        visit(Conv2d{in,
                     out,
                     {k[0], k[1]},
                     {s[0], s[1]},
                     padding(args, Padding{p[0], p[1]}),
                     {d[0], d[1]},
                     groups,
                     bias,
                     mode});
    } else {
        visit(Conv3d{in,
                     out,
                     {k[0], k[1], k[2]},
                     {s[0], s[1], s[2]},
                     padding(args, Padding3d{p[0], p[1], p[2]}),
                     {d[0], d[1], d[2]},
                     groups,
                     bias,
                     mode});
    }
    return true;
}

template <class Visit>
bool visit_pool(const Call& call, const std::string& name, const Call& in_call, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    if (name.rfind("MaxPool", 0) == 0) {
        const Arguments args(
            call, {"kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"});
        const bool ceil = args.flag("ceil_mode", false);
        if (is("MaxPool1d")) {
            visit(MaxPool1d{args.line("kernel_size", 0), args.line("stride", inferred),
                            args.line("padding", 0), args.line("dilation", 1), false, ceil});
        } else if (is("MaxPool2d")) {
            visit(MaxPool2d{args.extent("kernel_size", 0), args.extent("stride", inferred),
                            args.extent("padding", 0), args.extent("dilation", 1), false, ceil});
        } else {
            visit(MaxPool3d{args.extent3d("kernel_size", 0), args.extent3d("stride", inferred),
                            args.extent3d("padding", 0), args.extent3d("dilation", 1), false,
                            ceil});
        }
        return true;
    }
    if (name.rfind("AvgPool", 0) == 0) {
        const std::vector<std::string> names{"kernel_size", "stride", "padding", "ceil_mode",
                                             "count_include_pad"};
        std::vector<std::string> more = names;
        more.emplace_back("divisor_override");
        const Arguments args(call, is("AvgPool1d") ? names : more);
        const bool ceil = args.flag("ceil_mode", false);
        const Count divisor = args.count("divisor_override", inferred);
        if (is("AvgPool1d")) {
            visit(AvgPool1d{args.line("kernel_size", 0), args.line("stride", inferred),
                            args.line("padding", 0), ceil});
        } else if (is("AvgPool2d")) {
            visit(AvgPool2d{args.extent("kernel_size", 0), args.extent("stride", inferred),
                            args.extent("padding", 0), ceil, true, divisor});
        } else {
            visit(AvgPool3d{args.extent3d("kernel_size", 0), args.extent3d("stride", inferred),
                            args.extent3d("padding", 0), ceil, true, divisor});
        }
        return true;
    }
    if (name.rfind("LPPool", 0) == 0) {
        const Arguments args(call, {"norm_type", "kernel_size", "stride", "ceil_mode"});
        const bool ceil = args.flag("ceil_mode", false);
        if (is("LPPool1d")) {
            visit(LPPool1d{args.real("norm_type", 0), args.line("kernel_size", 0),
                           args.line("stride", inferred), ceil});
        } else {
            visit(LPPool2d{args.real("norm_type", 0), args.extent("kernel_size", 0),
                           args.extent("stride", inferred), ceil});
        }
        return true;
    }
    if (name.rfind("Adaptive", 0) == 0 && name.find("Pool") != std::string::npos) {
        const Arguments args(call, {"output_size", "return_indices"});
        args.require("output_size");
        if (is("AdaptiveAvgPool1d")) visit(AdaptiveAvgPool1d{args.line("output_size", inferred)});
        if (is("AdaptiveMaxPool1d")) visit(AdaptiveMaxPool1d{args.line("output_size", inferred)});
        if (is("AdaptiveAvgPool2d")) visit(AdaptiveAvgPool2d{args.extent("output_size", inferred)});
        if (is("AdaptiveMaxPool2d")) visit(AdaptiveMaxPool2d{args.extent("output_size", inferred)});
        if (is("AdaptiveAvgPool3d")) {
            visit(AdaptiveAvgPool3d{args.extent3d("output_size", inferred)});
        }
        if (is("AdaptiveMaxPool3d")) {
            visit(AdaptiveMaxPool3d{args.extent3d("output_size", inferred)});
        }
        return true;
    }
    if (name.rfind("FractionalMaxPool", 0) == 0) {
        const Arguments args(call,
                             {"kernel_size", "output_size", "output_ratio", "return_indices"});
        const Value* const ratio = args.find("output_ratio");
        ScaleFactor factor;
        if (ratio != nullptr && ratio->kind != Value::Kind::list) factor = {ratio->number};
        if (ratio != nullptr && ratio->list.size() == 2) {
            factor = {ratio->list[0].number, ratio->list[1].number};
        }
        if (is("FractionalMaxPool2d")) {
            visit(FractionalMaxPool2d{args.extent("kernel_size", 0),
                                      args.extent("output_size", inferred), factor});
        } else {
            visit(FractionalMaxPool3d{args.extent3d("kernel_size", 0),
                                      args.extent3d("output_size", inferred), factor});
        }
        return true;
    }
    if (name.rfind("MaxUnpool", 0) == 0) {
        const Arguments args(call, {"kernel_size", "stride", "padding"});
        const Arguments sizes(in_call,
                              {"x0", "x1", "output_size"}); // `m(x0, x1, output_size=[11])`
        if (is("MaxUnpool1d")) {
            visit(MaxUnpool1d{args.line("kernel_size", 0), args.line("stride", inferred),
                              args.line("padding", 0), sizes.line("output_size", inferred)});
        } else if (is("MaxUnpool2d")) {
            visit(MaxUnpool2d{args.extent("kernel_size", 0), args.extent("stride", inferred),
                              args.extent("padding", 0), sizes.extent("output_size", inferred)});
        } else {
            visit(MaxUnpool3d{args.extent3d("kernel_size", 0), args.extent3d("stride", inferred),
                              args.extent3d("padding", 0),
                              sizes.extent3d("output_size", inferred)});
        }
        return true;
    }
    return false;
}

inline Shape shape_of(const Value& value) {
    Shape shape;
    if (value.kind != Value::Kind::list) shape.append(Arguments::whole(value));
    for (const Value& each : value.list) shape.append(Arguments::whole(each));
    return shape;
}

template <class Visit>
bool visit_norm(const Call& call, const std::string& name, bool is_lazy, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    if (is("SyncBatchNorm")) {
        visit(SyncBatchNorm{Arguments(call, {"num_features"}).count("num_features", inferred)});
        return true;
    }
    if (name.rfind("BatchNorm", 0) == 0 || name.rfind("InstanceNorm", 0) == 0) {
        const bool is_batch = name.rfind("Batch", 0) == 0;
        const Arguments args = arguments(
            call, {"num_features", "eps", "momentum", "affine", "track_running_stats"}, is_lazy);
        const Count features = args.count("num_features", inferred);
        const bool affine = args.flag("affine", is_batch || is_lazy);
        const bool tracks = args.flag("track_running_stats", is_batch || is_lazy);
        if (is("BatchNorm1d")) visit(BatchNorm1d{features, 1e-5, 0.1, affine, tracks});
        if (is("BatchNorm2d")) visit(BatchNorm2d{features, 1e-5, 0.1, affine, tracks});
        if (is("BatchNorm3d")) visit(BatchNorm3d{features, 1e-5, 0.1, affine, tracks});
        if (is("InstanceNorm1d")) visit(InstanceNorm1d{features, 1e-5, 0.1, affine, tracks});
        if (is("InstanceNorm2d")) visit(InstanceNorm2d{features, 1e-5, 0.1, affine, tracks});
        if (is("InstanceNorm3d")) visit(InstanceNorm3d{features, 1e-5, 0.1, affine, tracks});
        return true;
    }
    if (is("LayerNorm") || is("RMSNorm")) {
        const Arguments args(call, {"normalized_shape", "eps", "elementwise_affine"});
        const Shape shape = shape_of(*args.find("normalized_shape"));
        const bool affine = args.flag("elementwise_affine", true);
        if (is("LayerNorm")) visit(LayerNorm{shape, 1e-5, affine});
        if (is("RMSNorm")) visit(RMSNorm{shape, 1e-5, affine});
        return true;
    }
    if (is("GroupNorm")) {
        const Arguments args(call, {"num_groups", "num_channels", "eps", "affine"});
        visit(GroupNorm{args.count("num_groups", 0), args.count("num_channels", 0), 1e-5,
                        args.flag("affine", true)});
        return true;
    }
    if (is("LocalResponseNorm")) {
        const Arguments args(call, {"size", "alpha", "beta", "k"});
        visit(LocalResponseNorm{args.count("size", 0)});
        return true;
    }
    return false;
}

template <class Visit>
bool visit_activation(const Call& call, const std::string& name, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    if (is("ReLU") || is("ReLU6") || is("SiLU") || is("Mish") || is("SELU") || is("Hardswish") ||
        is("Hardsigmoid")) {
        const Arguments args(call, {"inplace"});
        const bool inplace = args.flag("inplace", false);
        if (is("ReLU")) visit(ReLU{inplace});
        if (is("ReLU6")) visit(ReLU6{inplace});
        if (is("SiLU")) visit(SiLU{inplace});
        if (is("Mish")) visit(Mish{inplace});
        if (is("SELU")) visit(SELU{inplace});
        if (is("Hardswish")) visit(Hardswish{inplace});
        if (is("Hardsigmoid")) visit(Hardsigmoid{inplace});
        return true;
    }
    if (is("Sigmoid") || is("Tanh") || is("Softsign") || is("LogSigmoid") || is("Tanhshrink") ||
        is("Softmax2d")) {
        const Arguments args(call, {});
        if (is("Sigmoid")) visit(Sigmoid{});
        if (is("Tanh")) visit(Tanh{});
        if (is("Softsign")) visit(Softsign{});
        if (is("LogSigmoid")) visit(LogSigmoid{});
        if (is("Tanhshrink")) visit(Tanhshrink{});
        if (is("Softmax2d")) visit(Softmax2d{});
        return true;
    }
    if (is("Hardtanh")) {
        const Arguments args(call, {"min_val", "max_val", "inplace"});
        visit(Hardtanh{args.real("min_val", -1), args.real("max_val", 1)});
        return true;
    }
    if (is("Softplus")) {
        const Arguments args(call, {"beta", "threshold"});
        visit(Softplus{args.real("beta", 1), args.real("threshold", 20)});
        return true;
    }
    if (is("CELU") || is("ELU")) {
        const Arguments args(call, {"alpha", "inplace"});
        if (is("CELU")) visit(CELU{args.real("alpha", 1)});
        if (is("ELU")) visit(ELU{args.real("alpha", 1)});
        return true;
    }
    if (is("LeakyReLU")) {
        const Arguments args(call, {"negative_slope", "inplace"});
        visit(LeakyReLU{args.real("negative_slope", 0.01)});
        return true;
    }
    if (is("Softshrink") || is("Hardshrink")) {
        const Arguments args(call, {"lambd"});
        if (is("Softshrink")) visit(Softshrink{args.real("lambd", 0.5)});
        if (is("Hardshrink")) visit(Hardshrink{args.real("lambd", 0.5)});
        return true;
    }
    if (is("Threshold")) {
        const Arguments args(call, {"threshold", "value", "inplace"});
        args.require("value");
        visit(Threshold{args.real("threshold", 0), args.real("value", 0)});
        return true;
    }
    if (is("RReLU")) {
        const Arguments args(call, {"lower", "upper", "inplace"});
        visit(RReLU{args.real("lower", 1.0 / 8), args.real("upper", 1.0 / 3)});
        return true;
    }
    if (is("PReLU")) {
        const Arguments args(call, {"num_parameters", "init"});
        visit(PReLU{args.count("num_parameters", 1)});
        return true;
    }
    if (is("GELU")) {
        const Arguments args(call, {"approximate"});
        const std::string approximate = args.text("approximate", "none");
        if (approximate != "none" && approximate != "tanh") throw Refused(approximate);
        visit(GELU{});
        return true;
    }
    if (is("GLU") || is("Softmax") || is("LogSoftmax") || is("Softmin")) {
        const Arguments args(call, {"dim"});
        const Count dim = args.count("dim", is("GLU") ? -1 : 1); // Softmax(): 1 of two axes
        if (is("GLU")) visit(GLU{dim});
        if (is("Softmax")) visit(Softmax{dim});
        if (is("LogSoftmax")) visit(LogSoftmax{dim});
        if (is("Softmin")) visit(Softmin{dim});
        return true;
    }
    if (is("Identity")) {
        visit(Identity{});
        return true;
    }
    if (name.find("Dropout") == std::string::npos) return false;
    const Arguments args(call, {"p", "inplace"});
    const double p = args.real("p", 0.5);
    if (is("Dropout")) visit(Dropout{p});
    if (is("Dropout1d")) visit(Dropout1d{p});
    if (is("Dropout2d")) visit(Dropout2d{p});
    if (is("Dropout3d")) visit(Dropout3d{p});
    if (is("AlphaDropout")) visit(AlphaDropout{p});
    if (is("FeatureAlphaDropout")) visit(FeatureAlphaDropout{p});
    return true;
}

template <class Visit>
bool visit_padding(const Call& call, const std::string& name, Visit visit) {
    const std::size_t pad = name.find("Pad");
    if (pad == std::string::npos || name.size() != pad + 5) return false;
    const bool is_constant = name.rfind("Constant", 0) == 0;
    const Arguments args(call, is_constant ? std::vector<std::string>{"padding", "value"}
                                           : std::vector<std::string>{"padding"});
    const int axes = name[pad + 3] - '0';
    const auto s = args.counts("padding", 2 * axes, 0);
    const std::string kind = name.substr(0, pad);
    const auto with =
        [&]<class Zero, class Constant, class Reflection, class Replication, class Circular>(
            const auto& sides) {
            if (kind == "Zero") visit(Zero{sides});
            if (kind == "Constant") visit(Constant{sides, args.real("value", 0)});
            if (kind == "Reflection") visit(Reflection{sides});
            if (kind == "Replication") visit(Replication{sides});
            if (kind == "Circular") visit(Circular{sides});
        };
    if (axes == 1) {
        with.template operator()<ZeroPad1d, ConstantPad1d, ReflectionPad1d, ReplicationPad1d,
                                 CircularPad1d>(Sides1d{s[0], s[1]});
    } else if (axes == 2) {
        with.template operator()<ZeroPad2d, ConstantPad2d, ReflectionPad2d, ReplicationPad2d,
                                 CircularPad2d>(Sides{s[0], s[1], s[2], s[3]});
    } else {
        with.template operator()<ZeroPad3d, ConstantPad3d, ReflectionPad3d, ReplicationPad3d,
                                 CircularPad3d>(Sides3d{s[0], s[1], s[2], s[3], s[4], s[5]});
    }
    return true;
}

inline ScaleFactor scale_factor(const Arguments& args) {
    const Value* const value = args.find("scale_factor");
    if (value == nullptr) return {};
    if (value->kind != Value::Kind::list) return {value->number};
    const auto& list = value->list;
    if (list.size() == 1) return {list[0].number};
    if (list.size() == 2) return {list[0].number, list[1].number};
    return {list[0].number, list[1].number, list[2].number};
}

inline ResizedSize resized_size(const Arguments& args) {
    const Value* const value = args.find("size");
    if (value == nullptr) return {};
    if (value->kind != Value::Kind::list) return {Arguments::whole(*value)};
    const Shape all = shape_of(*value);
    if (all.rank == 1) return {all[0]};
    if (all.rank == 2) return {all[0], all[1]};
    return {all[0], all[1], all[2]};
}

template <class Visit>
bool visit_moving(const Call& call, const std::string& name, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    if (is("PixelShuffle") || is("PixelUnshuffle") || is("ChannelShuffle")) {
        const Arguments args(call, {is("PixelShuffle")     ? "upscale_factor"
                                    : is("PixelUnshuffle") ? "downscale_factor"
                                                           : "groups"});
        const Count factor = call.positional.empty() ? 0 : Arguments::whole(call.positional[0]);
        if (is("PixelShuffle")) visit(PixelShuffle{factor});
        if (is("PixelUnshuffle")) visit(PixelUnshuffle{factor});
        if (is("ChannelShuffle")) visit(ChannelShuffle{factor});
        return true;
    }
    if (is("UpsamplingNearest2d") || is("UpsamplingBilinear2d")) {
        const Arguments args(call, {"size", "scale_factor"});
        if (is("UpsamplingNearest2d")) {
            visit(UpsamplingNearest2d{resized_size(args), scale_factor(args)});
        } else {
            visit(UpsamplingBilinear2d{resized_size(args), scale_factor(args)});
        }
        return true;
    }
    if (is("Upsample")) {
        const Arguments args(
            call, {"size", "scale_factor", "mode", "align_corners", "recompute_scale_factor"});
        const std::map<std::string, InterpolationMode> modes{
            {"nearest", InterpolationMode::nearest},
            {"linear", InterpolationMode::linear},
            {"bilinear", InterpolationMode::bilinear},
            {"bicubic", InterpolationMode::bicubic},
            {"trilinear", InterpolationMode::trilinear},
            {"area", InterpolationMode::area},
            {"nearest-exact", InterpolationMode::nearest_exact}};
        const auto mode = modes.find(args.text("mode", "nearest"));
        if (mode == modes.end()) throw Refused("mode");
        visit(Upsample{resized_size(args), scale_factor(args), mode->second,
                       args.flag("align_corners", false)});
        return true;
    }
    if (is("Flatten")) {
        const Arguments args(call, {"start_dim", "end_dim"});
        visit(Flatten{args.count("start_dim", 1), args.count("end_dim", -1)});
        return true;
    }
    if (is("Unflatten")) {
        const Arguments args(call, {"dim", "unflattened_size"});
        visit(Unflatten{args.count("dim", 0), shape_of(*args.find("unflattened_size"))});
        return true;
    }
    if (is("Unfold")) {
        const Arguments args(call, {"kernel_size", "dilation", "padding", "stride"});
        visit(Unfold{args.extent("kernel_size", 0), args.extent("dilation", 1),
                     args.extent("padding", 0), args.extent("stride", 1)});
        return true;
    }
    if (is("Fold")) {
        const Arguments args(call, {"output_size", "kernel_size", "dilation", "padding", "stride"});
        visit(Fold{args.extent("output_size", 0), args.extent("kernel_size", 0),
                   args.extent("dilation", 1), args.extent("padding", 0),
                   args.extent("stride", 1)});
        return true;
    }
    return false;
}

template <class Visit>
bool visit_recurrent(const Call& call, const std::string& name, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    if (is("RNNCell") || is("LSTMCell") || is("GRUCell")) {
        std::vector<std::string> names{"input_size", "hidden_size", "bias"};
        if (is("RNNCell")) names.emplace_back("nonlinearity");
        const Arguments args(call, names);
        const Count in = args.count("input_size", 0);
        const Count hidden = args.count("hidden_size", 0);
        const bool bias = args.flag("bias", true);
        const std::string function = args.text("nonlinearity", "tanh");
        if (function != "tanh" && function != "relu") throw Refused(function);
        if (is("RNNCell")) visit(RNNCell{in, hidden, bias});
        if (is("LSTMCell")) visit(LSTMCell{in, hidden, bias});
        if (is("GRUCell")) visit(GRUCell{in, hidden, bias});
        return true;
    }
    if (!is("RNN") && !is("LSTM") && !is("GRU")) return false;
    std::vector<std::string> names{"input_size",  "hidden_size", "num_layers",   "bias",
                                   "batch_first", "dropout",     "bidirectional"};
    if (is("RNN")) names.emplace_back("nonlinearity");
    if (is("LSTM")) names.emplace_back("proj_size");
    const Arguments args(call, names);
    const Count in = args.count("input_size", 0);
    const Count hidden = args.count("hidden_size", 0);
    const Count layers = args.count("num_layers", 1);
    const bool bias = args.flag("bias", true);
    const double dropout = args.real("dropout", 0);
    const bool both = args.flag("bidirectional", false);
    if (is("RNN")) {
        visit(RNN{.input_size = in,
                  .hidden_size = hidden,
                  .num_layers = layers,
                  .nonlinearity = args.text("nonlinearity", "tanh") == "relu" ? Nonlinearity::relu
                                                                              : Nonlinearity::tanh,
                  .bias = bias,
                  .dropout = dropout,
                  .bidirectional = both});
    } else if (is("LSTM")) {
        visit(LSTM{in, hidden, layers, bias, false, dropout, both, args.count("proj_size", 0)});
    } else {
        visit(GRU{in, hidden, layers, bias, false, dropout, both});
    }
    return true;
}

inline FeedForward feed_forward(const Arguments& args) {
    const std::string name = args.text("activation", "relu");
    if (name != "relu" && name != "gelu") throw Refused("activation " + name);
    return name == "gelu" ? FeedForward::gelu : FeedForward::relu;
}

inline const std::vector<std::string> transformer_layer_names{
    "d_model",    "nhead",          "dim_feedforward", "dropout",
    "activation", "layer_norm_eps", "batch_first",     "norm_first"};

template <class L>
L transformer_layer(const Call& call) {
    const Arguments args(call, transformer_layer_names);
    return {args.count("d_model", 0),
            args.count("nhead", 0),
            args.count("dim_feedforward", 2048),
            args.real("dropout", 0.1),
            feed_forward(args),
            1e-5,
            false,
            args.flag("norm_first", false)};
}

template <int Encoder, int Decoder>
Transformer<Encoder, Decoder> transformer(const Arguments& args) {
    return {args.count("d_model", 512),
            args.count("nhead", 8),
            args.count("dim_feedforward", 2048),
            args.real("dropout", 0.1),
            feed_forward(args),
            1e-5,
            false,
            args.flag("norm_first", false)};
}

/// Attention of the inputs x0, x1, x2, as the call names them.
template <class Visit>
bool visit_attention(const Call& call, const std::string& name, const Call& in_call, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    const std::size_t inputs = in_call.positional.size();
    if (is("MultiheadAttention")) {
        const Arguments args(call, {"embed_dim", "num_heads", "dropout", "bias", "add_bias_kv",
                                    "add_zero_attn", "kdim", "vdim", "batch_first"});
        MultiheadAttention layer{.embed_dim = args.count("embed_dim", 0),
                                 .num_heads = args.count("num_heads", 0),
                                 .bias = args.flag("bias", true),
                                 .add_bias_kv = args.flag("add_bias_kv", false),
                                 .add_zero_attn = args.flag("add_zero_attn", false),
                                 .kdim = args.count("kdim", inferred),
                                 .vdim = args.count("vdim", inferred)};
        if (inputs < 3) throw Refused("missing arguments");
        const std::string key = in_call.positional[1].call->name;
        const std::string value = in_call.positional[2].call->name;
        if (key == "x0") {
            visit(layer);
        } else if (value == key) {
            layer.key = "key";
            visit(Sequential{Input{1}, Tag{"key"}, Input{0}, layer});
        } else {
            layer.key = "key";
            layer.value = "value";
            visit(Sequential{Input{1}, Tag{"key"}, Input{2}, Tag{"value"}, Input{0}, layer});
        }
        return true;
    }
    if (is("TransformerEncoderLayer")) {
        visit(transformer_layer<TransformerEncoderLayer>(call));
        return true;
    }
    if (is("TransformerDecoderLayer")) {
        const auto layer = transformer_layer<TransformerDecoderLayer>(call);
        if (inputs < 2) throw Refused("missing memory");
        visit(Sequential{Input{1}, Tag{"memory"}, Input{0}, layer});
        return true;
    }
    if (is("TransformerDecoder") || is("TransformerEncoder")) {
        const Arguments args(call, {"layer", "num_layers", "norm"});
        if (args.count("num_layers", 0) == 0) throw Refused("no layers"); // a static_assert of ours
        if (args.count("num_layers", 0) != 2) throw std::runtime_error("not two layers");
        const Call& of = *args.find("layer")->call;
        const bool norm = args.find("norm") != nullptr;
        if (is("TransformerDecoder")) {
            const TransformerDecoder<2> net{transformer_layer<TransformerDecoderLayer>(of), norm};
            visit(Sequential{Input{1}, Tag{"memory"}, Input{0}, net});
        } else {
            visit(TransformerEncoder<2>{transformer_layer<TransformerEncoderLayer>(of), norm});
        }
        return true;
    }
    if (is("Transformer")) {
        std::vector<std::string> names = transformer_layer_names;
        names.insert(names.begin() + 2, {"num_encoder_layers", "num_decoder_layers"});
        names.insert(names.begin() + 7, {"custom_encoder", "custom_decoder"});
        const Arguments args(call, names);
        const Count encoder = args.count("num_encoder_layers", 6);
        const Count decoder = args.count("num_decoder_layers", 6);
        if (encoder == 2 && decoder == 2) visit(transformer<2, 2>(args));
        if (encoder == 1 && decoder == 3) visit(transformer<1, 3>(args));
        if (encoder == 1 && decoder == 1) visit(transformer<1, 1>(args));
        if (encoder == 6 && decoder == 6) visit(transformer<6, 6>(args));
        return true;
    }
    return false;
}

template <class Visit>
bool visit_other(const Call& call, const std::string& name, const Call& in_call, Visit visit) {
    const auto is = [&](const char* kind) { return name == kind; };
    if (is("Linear")) {
        const Arguments args(call, {"in_features", "out_features", "bias"});
        visit(Linear{args.count("in_features", 0), args.count("out_features", 0),
                     args.flag("bias", true)});
        return true;
    }
    if (is("Bilinear")) {
        const Arguments args(call, {"in1_features", "in2_features", "out_features", "bias"});
        if (in_call.positional.size() < 2) throw Refused("missing input");
        visit(Branches{Bilinear{args.count("in1_features", 0), args.count("in2_features", 0),
                                args.count("out_features", 0), args.flag("bias", true)},
                       Input{0}, Input{1}});
        return true;
    }
    if (is("CosineSimilarity")) {
        const Arguments args(call, {"dim", "eps"});
        visit(Branches{CosineSimilarity{args.count("dim", 1)}, Input{0}, Input{1}});
        return true;
    }
    if (is("PairwiseDistance")) {
        const Arguments args(call, {"p", "eps", "keepdim"});
        visit(Branches{PairwiseDistance{args.real("p", 2), 1e-6, args.flag("keepdim", false)},
                       Input{0}, Input{1}});
        return true;
    }
    if (is("Embedding")) {
        const Arguments args(call, {"num_embeddings", "embedding_dim", "padding_idx", "max_norm"});
        visit(Embedding{args.count("num_embeddings", 0), args.count("embedding_dim", 0),
                        args.count("padding_idx", inferred)});
        return true;
    }
    if (is("EmbeddingBag")) {
        const Arguments args(call, {"num_embeddings", "embedding_dim", "max_norm", "norm_type",
                                    "scale_grad_by_freq", "mode", "sparse", "weight",
                                    "include_last_offset", "padding_idx"});
        const std::map<std::string, BagMode> modes{
            {"mean", BagMode::mean}, {"sum", BagMode::sum}, {"max", BagMode::max}};
        const auto mode = modes.find(args.text("mode", "mean"));
        if (mode == modes.end()) throw Refused("mode");
        const bool has_offsets = in_call.positional.size() > 1;
        visit(EmbeddingBag{args.count("num_embeddings", 0), args.count("embedding_dim", 0),
                           mode->second, args.count("padding_idx", inferred),
                           has_offsets ? 3 : inferred}); // the data's offsets are of 3 bags
        return true;
    }
    if (is("AdaptiveLogSoftmaxWithLoss")) {
        const Arguments args(call,
                             {"in_features", "n_classes", "cutoffs", "div_value", "head_bias"});
        Dims cutoffs;
        for (const Value& each : args.find("cutoffs")->list) {
            cutoffs.dims[cutoffs.count++] = Arguments::whole(each);
        }
        visit(AdaptiveLogSoftmaxWithLoss{args.count("in_features", 0), args.count("n_classes", 0),
                                         cutoffs, args.real("div_value", 4),
                                         args.flag("head_bias", false)});
        return true;
    }
    if (is("Sequential")) {
        if (call.positional.empty()) {
            visit(Sequential<>{});
        } else { // the data has one such row
            visit(Sequential{Conv1d{4, 6, 3}, ReLU{}});
        }
        return true;
    }
    return false;
}

/// Calls `visit` with the layer, and throws std::runtime_error if there is none.
template <class Visit>
void visit_module(const std::string& module, const std::string& call_text, Visit visit) {
    const Call call = Parser(module).call();
    const std::size_t plus = call_text.find('+'); // `m(x0 + 5)`
    const Call in_call =
        Parser(plus == std::string::npos ? call_text : call_text.substr(0, plus) + ")").call();
    std::string name = call.name;
    const bool is_lazy = name.rfind("Lazy", 0) == 0;
    if (is_lazy) name = name.substr(4);
    const bool is_there =
        visit_convolution(call, name, is_lazy, visit) || visit_pool(call, name, in_call, visit) ||
        visit_norm(call, name, is_lazy, visit) || visit_activation(call, name, visit) ||
        visit_padding(call, name, visit) || visit_moving(call, name, visit) ||
        visit_recurrent(call, name, visit) || visit_attention(call, name, in_call, visit) ||
        visit_other(call, name, in_call, visit);
    if (!is_there) throw std::runtime_error("no layer for " + module);
}

} // namespace torch_call
