// SPDX-License-Identifier: MIT
// The golden files: little-endian numbers without a header, read the same on every machine.
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <string>
#include <vector>

namespace parity {

/// All bytes of a file. A missing file is a failure with its name, told by `found`.
struct File {
    std::vector<uint8_t> bytes;
    bool found = false;

    explicit File(const std::string& path) {
        FILE* const file = fopen(path.c_str(), "rb");
        if (file == nullptr) {
            printf("FAILED: there is no file %s\n", path.c_str());
            return;
        }
        found = true;
        uint8_t part[4096];
        for (size_t count = 0; (count = fread(part, 1, sizeof part, file)) != 0;) {
            bytes.insert(bytes.end(), part, part + count);
        }
        fclose(file);
    }
};

template <class Number, class Word>
std::vector<Number> numbers_in(const std::vector<uint8_t>& bytes) {
    static_assert(sizeof(Number) == sizeof(Word));
    std::vector<Number> numbers;
    for (size_t at = 0; at + sizeof(Word) <= bytes.size(); at += sizeof(Word)) {
        Word word = 0;
        for (size_t i = 0; i < sizeof(Word); ++i) {
            word = static_cast<Word>(word | static_cast<Word>(bytes[at + i]) << (8 * i));
        }
        Number number;
        memcpy(&number, &word, sizeof number);
        numbers.push_back(number);
    }
    return numbers;
}

/// The numbers in a file NAME.f32.bin, NAME.f64.bin or NAME.i32.bin.
inline std::vector<float> read_floats(const std::string& name) {
    return numbers_in<float, uint32_t>(File(name + ".f32.bin").bytes);
}
inline std::vector<double> read_doubles(const std::string& name) {
    return numbers_in<double, uint64_t>(File(name + ".f64.bin").bytes);
}
inline std::vector<int32_t> read_integers(const std::string& name) {
    return numbers_in<int32_t, uint32_t>(File(name + ".i32.bin").bytes);
}

}  // namespace parity
