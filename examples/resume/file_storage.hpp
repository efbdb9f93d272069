// SPDX-License-Identifier: MIT
// A file as the storage of checkpoints: what was told stands in RAM, and sync() puts a whole new file in the place of the old one.
#pragma once

#include <string.h>

#include "../file.hpp"

template <size_t Bytes>
class FileStorage {
  public:
    static constexpr size_t size = Bytes, sector_size = 1, page_size = 1;

    /// The file need not exist; one of another length is none of ours.
    explicit FileStorage(const std::string& file) : path(file) {
        examples::File old(path, "rb");
        std::string text;
        if (old.is_open() && (!old.read_all(text) || text.size() != size)) {
            error = examples::printable(path) + ": is no storage of " + std::to_string(size) + " bytes";
        }
        memcpy(bytes, text.data(), text.size() == size ? size : 0);
    }
    /// What went wrong, if anything.
    const std::string& what_failed() const { return error; }

    bool read(size_t offset, uint8_t* to, size_t count) const {
        memcpy(to, bytes + offset, count);
        return error.empty();
    }
    bool program(size_t offset, const uint8_t* from, size_t count) {
        memcpy(bytes + offset, from, count);
        return error.empty();
    }
    static bool erase(size_t) { return true; }
    bool sync() {
        if (error.empty()) {
            error = examples::write_whole(path, {reinterpret_cast<const char*>(bytes), size});
        }
        return error.empty();
    }

  private:
    std::string path, error;
    uint8_t bytes[size] = {};
};
