// SPDX-License-Identifier: MIT
// A NOR flash with Intel's commands ("Common Flash Interface", command set 1), read like memory: two chips of 16 bits side by side,
// as on QEMU's RISC-V machine `virt`. Every command and every status stands twice in a word, once for each chip.
#pragma once

#include <stddef.h>
#include <stdint.h>

template <uintptr_t Base, size_t Bytes, size_t SectorBytes>
struct NorFlash {
    static constexpr size_t size = Bytes, sector_size = SectorBytes, page_size = 64;

    static bool read(size_t offset, uint8_t* to, size_t count) {
        const auto* const bytes = reinterpret_cast<const volatile uint8_t*>(Base + offset);
        for (size_t i = 0; i < count; ++i) {
            to[i] = bytes[i];
        }
        return true;
    }
    static bool program(size_t offset, const uint8_t* from, size_t count) {
        for (size_t i = 0; i < count; i += 4) {
            const uint32_t word =
                uint32_t{from[i + 3]} << 24 | uint32_t{from[i + 2]} << 16 | uint32_t{from[i + 1]} << 8 | from[i];
            *word_at(offset + i) = program_word;
            *word_at(offset + i) = word;
            wait(offset);
        }
        return finish(offset);
    }
    static bool erase(size_t offset) {
        *word_at(offset) = erase_block;
        *word_at(offset) = confirm;
        wait(offset);
        return finish(offset);
    }
    /// The chips have said of each command that it is done.
    static bool sync() { return true; }

  private:
    static constexpr uint32_t program_word = 0x00400040, erase_block = 0x00200020, confirm = 0x00d000d0,
                              read_status = 0x00700070, clear_status = 0x00500050, read_array = 0x00ff00ff;
    static constexpr uint32_t is_ready = 0x00800080, has_failed = 0x003a003a;  // erase, program, voltage, protection

    static volatile uint32_t* word_at(size_t offset) { return reinterpret_cast<volatile uint32_t*>(Base + offset); }

    /// Until both chips have done what they were told; from a command on they show their status.
    static void wait(size_t offset) {
        while ((*word_at(offset) & is_ready) != is_ready) {
        }
    }
    /// Whether all went well since the last time. The chips show their content again.
    static bool finish(size_t offset) {
        volatile uint32_t* const at = word_at(offset);
        *at = read_status;
        const uint32_t status = *at;  // failures stay in it until they are cleared
        *at = clear_status;
        *at = read_array;
        return (status & has_failed) == 0;
    }
};
