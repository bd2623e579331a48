// A memory plan as text, in the form of TensorFlow Lite Micro's debug output: a line per buffer,
// and a map of the arena over time.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "detail/buffer_names.hpp"
#include "detail/memory_notes.hpp"
#include "options.hpp"

namespace ctnn::format {
namespace detail {

/// The letter of a buffer in the map: 0 to 9, a to z, A to Z; `*` for all further ones.
constexpr char letter_of(int buffer) {
    constexpr const char* letters =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return buffer < 62 ? letters[buffer] : '*';
}

/// A step's line of the map: who has which part of the arena.
inline std::string map_line(const AnyMemoryPlan& plan, int step) {
    constexpr Count width = 80;
    std::string line(width, '.');
    Count alive = 0;
    for (std::size_t i = 0; i < plan.buffers.size(); ++i) {
        const Buffer& buffer = plan.buffers[i];
        if (step < buffer.first_use || step > buffer.last_use || buffer.bytes == 0) continue;
        alive += buffer.bytes;
        const double scale = static_cast<double>(width) / static_cast<double>(plan.bytes);
        const auto column = [scale](Count bytes) {
            return static_cast<std::size_t>(static_cast<double>(bytes) * scale);
        };
        const std::size_t end = column(buffer.offset + buffer.bytes);
        for (std::size_t at = column(buffer.offset); at < end && at < line.size(); ++at) {
            line[at] = letter_of(static_cast<int>(i));
        }
    }
    return fmt::format("{:>4}: {} ({}k)\n", step, line, (alive + 1023) / 1024);
}

} // namespace detail

/// The plan of a network's arena: a line per buffer, with its size, offset and lifetime; a line per
/// step, across the arena; and what is planned. Throws shape_error as plan_memory.
[[nodiscard]] inline std::string to_memory_text(const AnySummary& summary, const Options& options) {
    const AnyMemoryPlan plan = plan_memory(summary, options.memory);
    std::string text;
    const auto names = detail::buffer_names(summary.rows, plan);
    for (std::size_t i = 0; i < plan.buffers.size(); ++i) {
        const Buffer& buffer = plan.buffers[i];
        text += fmt::format("{} (id={}): size={}, offset={}, first_used={} last_used={} {}\n",
                            detail::letter_of(static_cast<int>(i)), i, buffer.bytes, buffer.offset,
                            buffer.first_use, buffer.last_use, names[i]);
    }
    int last = 0;
    for (const Buffer& buffer : plan.buffers) last = std::max(last, buffer.last_use);
    for (int step = 0; step <= last && plan.bytes > 0; ++step) {
        text += detail::map_line(plan, step);
    }
    for (const std::string& line : detail::memory_notes(summary, plan, options.units)) {
        text += line + '\n';
    }
    return text;
}

} // namespace ctnn::format
