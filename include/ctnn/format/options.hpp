// The columns, formats and options of reports.
#pragma once

#include <climits>
#include <iterator>
#include <string_view>
#include <vector>

#include "../analysis/memory_options.hpp"
#include "detail/text.hpp"

namespace ctnn::format {

/// A column of a table, after the first one, which names the layers.
enum class Column : unsigned char {
    kernel,           ///< `5x5`, `3x3 /2` with stride 2; of convolutions and pools
    input,            ///< input shape
    output,           ///< output shape
    params,           ///< trainable parameters
    params_share,     ///< percentage of the total
    macs,             ///< multiply-accumulates of one sample
    flops,            ///< of one sample, in the convention's unit
    flops_share,      ///< percentage of the total
    activation_bytes, ///< size of the outputs, for a type and a batch
    parameter_bytes,  ///< in flash; batch normalisation folded in quantised types
    arena_offset,     ///< where a layer's output lies in the arena that `memory` plans
    arena_bytes,      ///< its buffer's size
    lifetime,         ///< the first and the last step of its buffer: `3-5`
    /// How many input positions one output position sees: `5`, `5x7` if the axes differ, `9*` if
    /// larger than the input, `unknown`, `-` if there is no field.
    receptive_field,
    path, ///< path of the layer: `features.0`
};

/// All columns, in the order of Column.
inline constexpr Column all_columns[] = {
    Column::kernel,          Column::input,           Column::output,
    Column::params,          Column::params_share,    Column::macs,
    Column::flops,           Column::flops_share,     Column::activation_bytes,
    Column::parameter_bytes, Column::arena_offset,    Column::arena_bytes,
    Column::lifetime,        Column::receptive_field, Column::path};

/// The name by which a user asks for a column: the enumerator's.
constexpr const char* name_of(Column column) {
    switch (column) {
    case Column::kernel: return "kernel";
    case Column::input: return "input";
    case Column::output: return "output";
    case Column::params: return "params";
    case Column::params_share: return "params_share";
    case Column::macs: return "macs";
    case Column::flops: return "flops";
    case Column::flops_share: return "flops_share";
    case Column::activation_bytes: return "activation_bytes";
    case Column::parameter_bytes: return "parameter_bytes";
    case Column::arena_offset: return "arena_offset";
    case Column::arena_bytes: return "arena_bytes";
    case Column::lifetime: return "lifetime";
    case Column::receptive_field: return "receptive_field";
    case Column::path: return "path";
    }
    return "";
}

/// The format of a report.
enum class Format : unsigned char {
    text, ///< an aligned table for a terminal
    md,   ///< a table in GitHub's Markdown
    csv,  ///< comma-separated values, a record per operation (RFC 4180)
    json, ///< an object with every operation, the totals and the error
    tex,  ///< a LaTeX tabular with booktabs
    dot,  ///< a graph for Graphviz
    svg,  ///< a picture of the feature maps
    bars, ///< an SVG of bars: parameters and FLOPs by layer
};

/// All formats, in the order of Format.
inline constexpr Format all_formats[] = {Format::text, Format::md,  Format::csv, Format::json,
                                         Format::tex,  Format::dot, Format::svg, Format::bars};

/// The name by which a user asks for a format: the enumerator's.
constexpr const char* name_of(Format format) {
    switch (format) {
    case Format::text: return "text";
    case Format::md: return "md";
    case Format::csv: return "csv";
    case Format::json: return "json";
    case Format::tex: return "tex";
    case Format::dot: return "dot";
    case Format::svg: return "svg";
    case Format::bars: return "bars";
    }
    return "";
}

/// All types, in the order of DType.
inline constexpr DType all_dtypes[] = {DType::fp32, DType::fp16, DType::bf16,
                                       DType::int8, DType::int4, DType::binary};

/// The name by which a user asks for a type: the enumerator's.
constexpr const char* name_of(DType dtype) {
    switch (dtype) {
    case DType::fp32: return "fp32";
    case DType::fp16: return "fp16";
    case DType::bf16: return "bf16";
    case DType::int8: return "int8";
    case DType::int4: return "int4";
    case DType::binary: return "binary";
    }
    return "";
}

/// The columns of a table unless others are asked for.
inline constexpr Column default_columns[] = {Column::output, Column::params, Column::macs,
                                             Column::flops, Column::flops_share};

/// Options of reports. Counts are for one sample; the batch multiplies activation bytes only.
struct Options {
    std::vector<Column> columns{std::begin(default_columns), std::end(default_columns)};
    /// How many levels of the tree are shown; deeper parts are summed into their parents. 0: totals
    /// only. CSV and JSON list every operation at any depth.
    int depth = INT_MAX;
    bool fold_copies = true; ///< equal consecutive parts, as in a Repeat, share a line
    Units units = Units::separators;
    bool ascii = false;        ///< ASCII only, no box-drawing characters
    bool color = false;        ///< terminal colours
    DType dtype = DType::fp32; ///< of activation_bytes and parameter_bytes
    MemoryOptions memory = {}; ///< what the arena's columns and the memory reports plan
    bool fused = false; ///< activation_bytes after batch normalisation is folded and ReLU fused
    Count batch = 1;    ///< samples per batch; must be positive
    /// Approximate width in pixels of a picture's lines; the font size is 11. On a narrow page, a
    /// smaller width gives larger text.
    int picture_width = 1500;
};

} // namespace ctnn::format
