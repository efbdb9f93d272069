// SPDX-License-Identifier: MIT
// Names that a function of the generated header can have.
#pragma once

#include <string>
#include <string_view>

namespace image_to_header {

/// The words that C++17 keeps for itself, those that later versions do, and the macros that compilers define unasked.
constexpr std::string_view taken_words =
    " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t class compl const "
    "const_cast constexpr continue decltype default delete do double dynamic_cast else enum explicit export extern "
    "false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or "
    "or_eq private protected public register reinterpret_cast return short signed sizeof static static_assert "
    "static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using "
    "virtual void volatile wchar_t while xor xor_eq "
    "char8_t co_await co_return co_yield concept consteval constinit contract_assert requires "
    "AVR NULL i386 linux pixel typeof unix vector ";

/// What keeps `name` from being the function's, if anything.
inline std::string problem_of_name(std::string_view name) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    const bool begins_well = !name.empty() && letters.find(name[0]) < letters.find('0');
    if (!begins_well || name.find_first_not_of(letters) != name.npos) {
        return "is not an identifier";
    }
    if (taken_words.find(" " + std::string(name) + " ") != taken_words.npos) {
        return "means something else in C++";
    }
    if (name.find("__") != name.npos || name[0] == '_') {
        return "is reserved: no _ at the beginning, no two in a row";
    }
    return name == "Net" ? "is the network's type in the header" : "";
}

}  // namespace image_to_header
