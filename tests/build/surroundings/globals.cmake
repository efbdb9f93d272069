# SPDX-License-Identifier: MIT
# Writes a header that declares a global for each lower-case word in the code of `headers`, words that cannot be one left out.
function(mote_write_globals file)
    set(words "")
    foreach(header IN LISTS ARGN)
        file(READ "${header}" text)
        string(REGEX REPLACE "//[^\n]*" "" text "${text}")
        string(REGEX REPLACE "#[^\n]*" "" text "${text}")
        string(REGEX REPLACE "\"[^\"\n]*\"" "" text "${text}")
        string(REGEX REPLACE "[^A-Za-z0-9_]+" ";" text "${text}")
        list(FILTER text INCLUDE REGEX "^[a-z][a-z0-9_]*$")
        list(APPEND words ${text})
    endforeach()
    list(REMOVE_DUPLICATES words)
    # Keywords, types, functions that the compiler knows, registers and suffixes of numbers.
    list(FILTER words EXCLUDE REGEX "^(alignas|asm|auto|bool|char|class|const|constexpr|continue|decltype|default|do|double|else|\
enum|explicit|false|final|float|for|friend|if|inline|int|long|namespace|new|noexcept|nullptr|operator|private|protected|public|\
register|const_cast|reinterpret_cast|return|short|signed|sizeof|static|static_assert|static_cast|struct|switch|template|this|true|typedef|\
typename|union|unsigned|using|virtual|void|volatile|while|case|break|delete|throw|try|catch|[a-z0-9_]+_t|exp|erf|floor|log|sin|cos|tanh|\
sqrt|fma|abs|round|index|select|nan|mote|generic|std|main|f32x4|float32x4x4_t)$")
    list(SORT words)
    list(JOIN words ",\n    " words)
    file(CONFIGURE OUTPUT "${file}" CONTENT "extern int\n    ${words};\n" @ONLY)
endfunction()
