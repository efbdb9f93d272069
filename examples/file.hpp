// SPDX-License-Identifier: MIT
// A file that closes itself, as the sink and the source of an Image; and files that are written whole or not at all.
#pragma once

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
#endif

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "printable.hpp"

namespace examples {

class File {
  public:
    File(const std::string& path, const char* mode) : handle(fopen(path.c_str(), mode)) {}
    explicit File(FILE* opened) : handle(opened) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (handle != nullptr) {
            fclose(handle);
        }
    }
    bool is_open() const { return handle != nullptr; }
    operator FILE*() const { return handle; }

    /// Appends all of it, from where it stands, to `text`. False, with the reason in errno, if it cannot be read.
    bool read_all(std::string& text) {
        char block[65536];
        size_t count = is_open() ? sizeof block : 0;
        while (count == sizeof block) {
            count = fread(block, 1, sizeof block, handle);
            text.append(block, count);
        }
        return is_open() && ferror(handle) == 0;
    }

    /// As a sink of mote::save().
    bool operator()(size_t offset, const uint8_t* bytes, size_t count) {
        return seek(offset) && fwrite(bytes, 1, count, handle) == count;
    }
    /// As a source of mote::load().
    bool operator()(size_t offset, uint8_t* bytes, size_t count) {
        return seek(offset) && fread(bytes, 1, count, handle) == count;
    }

  private:
    bool seek(size_t offset) { return fseek(handle, static_cast<long>(offset), SEEK_SET) == 0; }

    FILE* handle;
};

/// The last part of a path, byte by byte: std::filesystem would encode it anew on Windows.
inline std::string name_in(const std::string& path) {
    const char* const separators = std::filesystem::path::preferred_separator == '/' ? "/" : "/\\";
    return path.substr(path.find_last_of(separators) + 1);
}

/// Whether both paths lead to one file, by whatever links.
inline bool is_same_file(const std::string& path, const std::string& other) {
    std::error_code error;
    return std::filesystem::equivalent(path, other, error);
}

/// Opens a file for writing that must not exist. The C library of Windows overlooks the x in a mode.
inline FILE* open_new(const std::string& path) {
#ifdef _WIN32
    const int descriptor = _open(path.c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY, _S_IREAD | _S_IWRITE);
    return descriptor < 0 ? nullptr : _fdopen(descriptor, "wb");
#else
    return fopen(path.c_str(), "wbx");
#endif
}

/// Writes `text` as a file of this path, which must not exist. What went wrong, if anything.
inline std::error_code write_new(const std::string& path, std::string_view text) {
    const File file(open_new(path));
    const bool written =
        file.is_open() && fwrite(text.data(), 1, text.size(), file) == text.size() && fflush(file) == 0;
    return {written ? 0 : errno, std::generic_category()};
}

/// Writes `text` as the file `path`, all of it or nothing: readers see the old file until the new one is whole. What
/// went wrong, if anything. Only files are replaced, never a folder or a device.
inline std::string write_whole(const std::string& path, std::string_view text) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::exists(path, error) && !fs::is_regular_file(path, error)) {
        return printable(path) + ": is not a file, and is not replaced by one";
    }
    std::string unfinished;
    int number = 0;
    do {  // a file of this name may be somebody's
        unfinished = path + ".unfinished" + (number == 0 ? "" : std::to_string(number));
        error = write_new(unfinished, text);
    } while (error == std::errc::file_exists && ++number < 100);
    const bool is_ours = error != std::errc::file_exists;
    if (!error) {
        fs::rename(unfinished, path, error);
    }
    if (!error) {
        return {};
    }
    const std::string reason = error.message();
    if (is_ours) {
        fs::remove(unfinished, error);
    }
    return printable(path) + ": " + reason;
}

}  // namespace examples
