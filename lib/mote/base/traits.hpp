// SPDX-License-Identifier: MIT
// The few compile-time tools that mote needs, because bare RISC-V, AVR and wasm toolchains ship no C++ headers.
#pragma once

#include "port.hpp"

#include "prologue.hpp"

namespace mote {
inline namespace MOTE_BUILD {

/// A compile-time number as a value: converts to size_t, and loops over it unroll.
template <size_t Value>
struct Size {
    constexpr operator size_t() const { return Value; }
};

/// `Count` elements in a row, nothing more; an aggregate.
template <class Element, size_t Count>
struct Array {
    Element elements[Count];

    constexpr Element& operator[](size_t index) { return elements[index]; }
    constexpr const Element& operator[](size_t index) const { return elements[index]; }
    constexpr Element* begin() { return elements; }
    constexpr Element* end() { return elements + Count; }
    constexpr const Element* begin() const { return elements; }
    constexpr const Element* end() const { return elements + Count; }
    constexpr Element* data() { return elements; }
    constexpr const Element* data() const { return elements; }
    static constexpr size_t size() { return Count; }
};
template <class Element>
struct Array<Element, 0> {
    constexpr Element& operator[](size_t index) { return begin()[index]; }
    constexpr const Element& operator[](size_t index) const { return begin()[index]; }
    constexpr Element* begin() { return nullptr; }
    constexpr const Element* begin() const { return nullptr; }
    constexpr Element* end() { return nullptr; }
    constexpr const Element* end() const { return nullptr; }
    constexpr Element* data() { return nullptr; }
    constexpr const Element* data() const { return nullptr; }
    static constexpr size_t size() { return 0; }
};

template <class First, class Second>
constexpr bool is_same = false;
template <class Same>
constexpr bool is_same<Same, Same> = true;

/// Takes the place of a type that lacks something, once a sentence has said so: nothing else then fails for the same reason.
template <class Base>
struct StandIn : Base {
    constexpr StandIn() = default;
    template <class Given>
    constexpr StandIn(const Given&) {}
};

/// Whether a class has no data.
template <class Class>
constexpr bool is_empty = __is_empty(Class);

/// void, if all these types exist.
template <class... Types>
struct MakeVoid {
    using Type = void;
};
template <class... Types>
using Void = typename MakeVoid<Types...>::Type;

namespace detail {

template <class Given, class = void>
constexpr bool has_check = false;
template <class Given>
constexpr bool has_check<Given, Void<decltype(!Given::check())>> = true;
/// What a layer or an activation says of its own parameters, in its own sentences.
template <class Given>
constexpr bool check_parameters() {
    if constexpr (has_check<Given>) {
        return Given::check();
    } else {
        return true;
    }
}

}  // namespace detail

/// Has a Type if the condition is true, for templates that are to be left out otherwise.
template <bool Condition>
struct EnableIf {};
template <>
struct EnableIf<true> {
    using Type = void;
};

/// A type without its reference; const stays.
template <class Plain>
struct WithoutReference {
    using Type = Plain;
};
template <class Plain>
struct WithoutReference<Plain&> {
    using Type = Plain;
};
template <class Other>
constexpr bool is_reference = false;
template <class Referred>
constexpr bool is_reference<Referred&> = true;

template <class Other>
constexpr bool is_pointer = false;
template <class Pointee>
constexpr bool is_pointer<Pointee*> = true;

/// A value of this type, for decltype alone.
template <class Value>
Value declared();

template <bool Condition, class Then, class Else>
struct Conditional {
    using Type = Then;
};
template <class Then, class Else>
struct Conditional<false, Then, Else> {
    using Type = Else;
};

template <class Plain>
struct WithoutQualifiers {
    using Type = Plain;
};
template <class Plain>
struct WithoutQualifiers<const Plain> : WithoutQualifiers<Plain> {};
template <class Plain>
struct WithoutQualifiers<Plain&> : WithoutQualifiers<Plain> {};

/// A type without const and reference: decltype(recipe) of a constant has them.
template <class Qualified>
using Unqualified = typename WithoutQualifiers<Qualified>::Type;

/// Element number `Index` of a list of types.
template <size_t Index, class First, class... Rest>
struct TypeAt {
    using Type = typename TypeAt<Index - 1, Rest...>::Type;
};
template <class First, class... Rest>
struct TypeAt<0, First, Rest...> {
    using Type = First;
};

template <class Number>
constexpr Number smaller(Number a, Number b) {
    return b < a ? b : a;
}
template <class Number>
constexpr Number larger(Number a, Number b) {
    return a < b ? b : a;
}

/// Calls body(Size<First>{}), body(Size<First + 1>{}), … below Last: a loop over layers, which differ in type.
template <size_t First, size_t Last, class Body>
[[gnu::always_inline]] constexpr void for_each_index(Body&& body) {
    if constexpr (First < Last) {
        body(Size<First>{});
        for_each_index<First + 1, Last>(body);
    }
}

}  // namespace MOTE_BUILD
}  // namespace mote

#include "epilogue.hpp"
