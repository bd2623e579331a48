// What a report shows, and in which format.
#pragma once

#include <climits>
#include <string_view>
#include <vector>

#include "../analysis/dtype.hpp"
#include "detail/text.hpp"

namespace ctnn::format {

/// A column of a table, beside the first one, which names the layers.
enum class Column : unsigned char {
    kernel,           ///< `5x5`, `3x3 /2` with stride 2; of convolutions and pools
    input,            ///< the shape that comes in
    output,           ///< the shape that comes out
    params,           ///< trainable parameters
    params_share,     ///< their part of the network's, in percent
    macs,             ///< multiply-accumulates of one sample
    flops,            ///< of one sample, by the summary's convention and in its unit
    flops_share,      ///< their part of the network's, in percent
    activation_bytes, ///< of the outputs, for a type and a batch
    /// Positions of the input that one position sees: `5`, `5x7` of unlike axes, `9*` past the
    /// input, `unknown`, `-` without one.
    receptive_field,
    path, ///< where the layer stands: `features.0`
};

/// All columns, in the order of Column.
inline constexpr Column all_columns[] = {
    Column::kernel,          Column::input,        Column::output,
    Column::params,          Column::params_share, Column::macs,
    Column::flops,           Column::flops_share,  Column::activation_bytes,
    Column::receptive_field, Column::path};

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
    case Column::receptive_field: return "receptive_field";
    case Column::path: return "path";
    }
    return "";
}

/// How a report is written.
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

/// What a report shows. Counts are of one sample; the batch multiplies activation bytes alone.
struct Options {
    std::vector<Column> columns = {Column::output, Column::params, Column::macs, Column::flops,
                                   Column::flops_share};
    /// How many levels of the tree have lines of their own; parts under them are in the sums of the
    /// lines above. 0: the totals alone. CSV and JSON have every operation at any depth.
    int depth = INT_MAX;
    bool fold_copies = true; ///< equal parts that follow each other, as a Repeat's, are one line
    Units units = Units::separators;
    bool ascii = false; ///< text without characters but ASCII's; else the tree has box drawing
    bool color = false; ///< text for a terminal
    DType dtype = DType::fp32; ///< of activations
    Count batch = 1;           ///< samples that are computed together; under 1 is an error
    /// Pixels that a line of a picture's maps takes, about; texts have 11. Less for a narrow page,
    /// on which the texts are larger then.
    int picture_width = 1500;
};

} // namespace ctnn::format
