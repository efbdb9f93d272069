// SPDX-License-Identifier: MIT
// A file that closes itself, as the sink and the source of an Image.
#pragma once

#include <stdint.h>
#include <stdio.h>

#include <string>

namespace examples {

class File {
  public:
    File(const std::string& path, const char* mode) : handle(fopen(path.c_str(), mode)) {}
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

}  // namespace examples
