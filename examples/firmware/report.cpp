// The host's part: what the same header means, for the log of a firmware's CI.
#include <ctnn/format/memory.hpp>

#include "network.hpp"

int main() {
    const auto summary = ctnn::summarize(firmware::network, firmware::input);
    ctnn::format::Options options{.memory = firmware::memory};
    fmt::print("{}", ctnn::format::to_memory_text(summary, options));
    fmt::print("arena with the interpreter's persistent part: {} bytes\n", firmware::arena_bytes);
}
