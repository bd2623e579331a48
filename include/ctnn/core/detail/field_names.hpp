// The names of a misfit's field and axis.
#pragma once

#include "../misfit.hpp"

namespace ctnn::detail {

constexpr const char* name_of(Field field) {
    switch (field) {
    case Field::none: return "size";
    case Field::in_channels: return "in_channels";
    case Field::out_channels: return "out_channels";
    case Field::channels: return "channels";
    case Field::depth_multiplier: return "depth_multiplier";
    case Field::in_features: return "in_features";
    case Field::out_features: return "out_features";
    case Field::num_features: return "num_features";
    case Field::num_channels: return "num_channels";
    case Field::num_groups: return "num_groups";
    case Field::num_parameters: return "num_parameters";
    case Field::kernel_size: return "kernel_size";
    case Field::stride: return "stride";
    case Field::padding: return "padding";
    case Field::output_padding: return "output_padding";
    case Field::dilation: return "dilation";
    case Field::groups: return "groups";
    case Field::output_size: return "output_size";
    case Field::size: return "size";
    case Field::scale_factor: return "scale_factor";
    case Field::normalized_shape: return "normalized_shape";
    case Field::dim: return "dim";
    case Field::start_dim: return "start_dim";
    case Field::end_dim: return "end_dim";
    case Field::p: return "p";
    case Field::divisor_override: return "divisor_override";
    case Field::alignment: return "alignment";
    case Field::dims: return "dims";
    case Field::dim0: return "dim0";
    case Field::dim1: return "dim1";
    case Field::start: return "start";
    case Field::stop: return "stop";
    case Field::step: return "step";
    case Field::chunks: return "chunks";
    case Field::index: return "index";
    case Field::shape: return "shape";
    case Field::unflattened_size: return "unflattened_size";
    case Field::upscale_factor: return "upscale_factor";
    case Field::downscale_factor: return "downscale_factor";
    case Field::input_size: return "input_size";
    case Field::hidden_size: return "hidden_size";
    case Field::num_layers: return "num_layers";
    case Field::proj_size: return "proj_size";
    case Field::num_embeddings: return "num_embeddings";
    case Field::embedding_dim: return "embedding_dim";
    case Field::embed_dim: return "embed_dim";
    case Field::num_heads: return "num_heads";
    case Field::kdim: return "kdim";
    case Field::vdim: return "vdim";
    case Field::dim_feedforward: return "dim_feedforward";
    case Field::in1_features: return "in1_features";
    case Field::in2_features: return "in2_features";
    case Field::dropout: return "dropout";
    case Field::output_ratio: return "output_ratio";
    case Field::lower: return "lower";
    case Field::upper: return "upper";
    }
    return "";
}

constexpr const char* name_of(Axis axis) {
    switch (axis) {
    case Axis::none: return "";
    case Axis::height: return "height";
    case Axis::width: return "width";
    case Axis::depth: return "depth";
    case Axis::length: return "length";
    }
    return "";
}

} // namespace ctnn::detail
