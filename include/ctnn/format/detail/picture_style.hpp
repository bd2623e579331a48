// The colours of a picture.
#pragma once

#include "../../core/op.hpp"

namespace ctnn::format::detail {

/// The style class of a map, by the layer that computed it.
constexpr const char* color_class(Op op, bool is_operation) {
    if (!is_operation) return "part";
    switch (op) {
    case Op::conv:
    case Op::conv_transpose: return "conv";
    case Op::linear: return "linear";
    case Op::max_pool:
    case Op::avg_pool:
    case Op::adaptive_avg_pool: return "pool";
    case Op::add:
    case Op::concat:
    case Op::multiply:
    case Op::matmul: return "merge";
    default: return "other";
    }
}

inline constexpr const char* picture_style =
    "text { fill: #222; }\n"
    ".title { font-size: 15px; font-weight: bold; }\n"
    ".note { fill: #666; }\n"
    ".error { fill: #c00; }\n"
    ".bad { fill: none; stroke: #c00; stroke-width: 1.5; stroke-dasharray: 4 3; }\n"
    ".wire { fill: none; stroke: #555; stroke-width: 1.2; }\n"
    ".head { fill: #555; }\n"
    ".box path { stroke: #333; stroke-width: 0.8; stroke-linejoin: round; }\n"
    ".conv .front { fill: #8fb8de; } .conv .top { fill: #bcd5ec; } .conv .side { fill: #6b9ac4; }\n"
    ".pool .front { fill: #f0b27a; } .pool .top { fill: #f8d5b3; } .pool .side { fill: #dc9452; }\n"
    ".linear .front { fill: #8fcb9b; }\n"
    ".linear .top { fill: #bfe3c6; } .linear .side { fill: #6aac78; }\n"
    ".merge .front { fill: #c3a6d8; }\n"
    ".merge .top { fill: #dfcfeb; } .merge .side { fill: #a483bd; }\n"
    ".part .front { fill: #a9b9c9; } .part .top { fill: #cdd8e2; } .part .side { fill: #8799ab; }\n"
    ".other .front { fill: #d4d4d4; } .other .top { fill: #ebebeb; } .other .side { fill: #b5b5b5; "
    "}\n";

} // namespace ctnn::format::detail
