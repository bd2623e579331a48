// A report goes to a file whole or not at all.
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

/// Writes and closes. Where the place is full is known only when what is buffered goes out.
inline void write_and_close(std::FILE* file, std::string_view text, const std::string& name) {
    if (file == nullptr) refuse_to_write(name);
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const int error = errno;
    const bool is_closed = std::fclose(file) == 0;
    if (!is_written) errno = error;
    if (!is_written || !is_closed) refuse_to_write(name);
}

/// May anyone write to it? A new file would take its place all the same.
inline bool is_writable(std::filesystem::perms permissions) {
    using enum std::filesystem::perms;
    return (permissions & (owner_write | group_write | others_write)) != none;
}

/// Writes to a file, which exists only when it is complete: a new file beside it takes its place.
/// What is no file, a device or a pipe, is written to as it is.
inline void write_to_file(std::string_view text, const std::string& name) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path found = fs::canonical(name, error); // of a link, where it leads
    const fs::path path = error ? fs::path(name) : found;
    const bool is_link = fs::is_symlink(path, error); // one that leads to nothing
    if (is_link || (fs::exists(path, error) && !fs::is_regular_file(path, error))) {
        return write_and_close(std::fopen(path.string().c_str(), "wb"), text, name);
    }
    if (fs::exists(path, error) && !is_writable(fs::status(path).permissions())) {
        throw std::runtime_error("cannot write " + name + ": it is write-protected");
    }
    const std::string part = path.string() + ".part";
    std::FILE* const file = std::fopen(part.c_str(), "wbx"); // x: is not there yet
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
