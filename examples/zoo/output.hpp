// A report is written to a file completely or not at all.
#pragma once

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace zoo {

[[noreturn]] inline void refuse_to_write(const std::string& name) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + name);
}

/// Writes and closes. A full disk may show only when the buffer is flushed.
inline void write_and_close(std::FILE* file, std::string_view text, const std::string& name) {
    if (file == nullptr) refuse_to_write(name);
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const int error = errno;
    const bool is_closed = std::fclose(file) == 0;
    if (!is_written) errno = error;
    if (!is_written || !is_closed) refuse_to_write(name);
}

/// May anyone write to it? Renaming over a write-protected file would succeed, so we check.
inline bool is_writable(std::filesystem::perms permissions) {
    using enum std::filesystem::perms;
    return (permissions & (owner_write | group_write | others_write)) != none;
}

/// Writes atomically: a temporary file beside it is renamed when complete. A device or a pipe is
/// written to directly.
inline void write_to_file(std::string_view text, const std::string& name) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path found = fs::canonical(name, error); // resolves links
    const fs::path path = error ? fs::path(name) : found;
    const bool is_link = fs::is_symlink(path, error); // dangling
    if (is_link || (fs::exists(path, error) && !fs::is_regular_file(path, error))) {
        return write_and_close(std::fopen(path.string().c_str(), "wb"), text, name);
    }
    if (fs::exists(path, error) && !is_writable(fs::status(path).permissions())) {
        throw std::runtime_error("cannot write " + name + ": it is write-protected");
    }
    const std::string part = path.string() + ".part";
    std::FILE* const file = std::fopen(part.c_str(), "wbx"); // x: fails if it exists
    if (file == nullptr && errno == EEXIST) {
        throw std::runtime_error("cannot write " + part +
                                 ": it is there; remove it if no other "
                                 "zoo is writing it");
    }
    if (file == nullptr) refuse_to_write(name);
    try {
        write_and_close(file, text, name);
        if (fs::exists(path, error)) fs::permissions(part, fs::status(path).permissions());
        fs::rename(part, path);
    } catch (...) {
        fs::remove(part, error);
        throw;
    }
}

inline void write_to_standard_output(std::string_view text) {
    const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!is_written || std::fflush(stdout) != 0) refuse_to_write("the standard output");
}

} // namespace zoo
