// SPDX-License-Identifier: MIT
// What a caller may hand over: anything whose elements follow one another in memory. Pointers, C arrays, and types with
// data() and size() (std::array, std::vector, std::span, mote::Array), none of whose headers is included; the elements may
// be rows, arrays or such types of constant size themselves.
#pragma once

#include "traits.hpp"

#include "prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// Rows that do not follow one another: each begins `stride` elements after the one before. With a stride below a row's length,
/// rows overlap: windows of a series.
template <class Element>
struct Strided {
    const Element* first;
    size_t stride;  ///< in elements
};
template <class Element>
Strided(const Element*, size_t) -> Strided<Element>;

namespace detail {

/// The size of a type with data() and size(), where it is a constant of the type (std::array); else 0.
template <class Given, class = void>
constexpr size_t constant_size = 0;
template <class Given>
constexpr size_t constant_size<Given, Void<typename EnableIf<(Given{}.size() > 0)>::Type>> = Given{}.size();

/// What is known of a type of the caller's: nothing, if it is not contiguous.
template <class Given, class = void>
struct Contiguous {
    static constexpr bool is = false;
};
template <class Given>
struct Contiguous<Given*, void> {
    static constexpr bool is = true, knows_size = false, owns = false, is_container = false;
    using Element = Unqualified<Given>;
    static constexpr size_t size_of_type = 0;
    static constexpr auto* data(Given* from) { return from; }
};
template <class Given>
struct Contiguous<Given* const, void> : Contiguous<Given*> {};
template <class Given, size_t Size>
struct Contiguous<Given[Size], void> {
    static constexpr bool is = true, knows_size = true, owns = true, is_container = false;
    using Element = Unqualified<Given>;
    static constexpr size_t size_of_type = Size;
    static constexpr Given* data(Given (&from)[Size]) { return from; }
    static constexpr size_t size(const Given (&)[Size]) { return Size; }
};
template <class Given>
struct Contiguous<Strided<Given>, void> : Contiguous<const Given*> {
    static constexpr const Given* data(Strided<Given> from) { return from.first; }
};
template <class Given>
struct Contiguous<const Strided<Given>, void> : Contiguous<Strided<Given>> {};
template <class Given>
struct Contiguous<Given, Void<decltype(declared<Given&>().data()), decltype(declared<Given&>().size())>> {
    static constexpr bool is = true, knows_size = true, is_container = true;
    /// A view gives the same pointer whether it is constant or not; what owns its elements does not.
    static constexpr bool owns =
        !is_same<decltype(declared<Given&>().data()), decltype(declared<const Given&>().data())>;
    using Element = Unqualified<decltype(*declared<Given&>().data())>;
    static constexpr size_t size_of_type = constant_size<Unqualified<Given>>;
    static constexpr auto* data(Given& from) { return from.data(); }
    static constexpr size_t size(const Given& from) { return static_cast<size_t>(from.size()); }
};

/// Of rows in rows: the number that a row is made of, how many of them, and a pointer to the first.
template <class Element, bool = Contiguous<Element>::is && !is_pointer<Element>>
struct Flat {
    using Number = Element;
    static constexpr size_t length = 1;
    template <class Found>
    static constexpr Found* first(Found* element) {
        return element;
    }
};
template <class Element>
struct Flat<Element, true> {
    using Inner = Flat<typename Contiguous<Element>::Element>;
    using Number = typename Inner::Number;
    static constexpr size_t length = Contiguous<Element>::size_of_type * Inner::length;
    template <class Found>
    static constexpr auto* first(Found* element) {
        return Inner::first(Contiguous<Found>::data(*element));
    }
};

template <class Element>
constexpr bool row_has_numbers = Contiguous<Element>::is && !is_pointer<Element>;

/// The numbers of what a caller handed over: their type, how many where the type says so, and where they are.
template <class Given>
struct NumbersOf {
    using Source = Contiguous<Given>;
    using Rows = Flat<typename Source::Element>;
    using Number = Unqualified<typename Rows::Number>;
    static constexpr bool has_rows = row_has_numbers<typename Source::Element>;
    static constexpr size_t row_length = Rows::length;  ///< 0: known only at run time
    static constexpr size_t count_of_type = Source::size_of_type * row_length;

    static constexpr auto* first(Given& from) { return Rows::first(Source::data(from)); }
    static constexpr size_t count(const Given& from) { return Source::size(from) * row_length; }
};

template <class Given>
constexpr size_t stride_of(const Given&, size_t row_length) {
    return row_length;
}
template <class Element>
constexpr size_t stride_of(const Strided<Element>& rows, size_t) {
    return rows.stride;
}

}  // namespace detail
}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
